/** The command line as a script uses it: real processes, attached to a running engine unless a test says otherwise. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { base32nopad } from '@scure/base';
import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type CommandResult,
  countersign,
  mustRun,
  newFolder,
  removeFolder,
  type ServedEngine,
  serveEngine,
} from '../support/engine-process.ts';

const PASSWORD = 'correct horse battery staple';
const SEED_BASE32 = base32nopad.encode(Buffer.from('12345678901234567890'));
const hotp = (counter: number): string => generateSync({ strategy: 'hotp', secret: SEED_BASE32, counter });

/** One line on standard error with the code and what to do; nothing on standard output. */
function expectRefused(result: CommandResult, code: string): void {
  expect(result.stderr).toMatch(new RegExp(`^${code}: [^\\n]+\\. [^\\n]+\\n$`));
  expect(result).toMatchObject({ status: 1, stdout: '' });
}

describe('the command line', () => {
  const folder = newFolder();
  const data = join(folder, 'data');
  const file = (name: string) => join(folder, name);
  let engine: ServedEngine;
  const run = (...args: string[]) => countersign([...args, '--data', data]);
  const json = async <Value = Record<string, unknown>>(...args: string[]): Promise<Value> =>
    JSON.parse(await mustRun([...args, '--data', data, '--json']));
  const refused = async (code: string, ...args: string[]) => expectRefused(await run(...args), code);

  beforeAll(async () => {
    engine = await serveEngine(data);
  });
  afterAll(async () => {
    await engine?.stop();
    removeFolder(folder);
  });

  it('serves one engine on a folder; a second one is refused with the number of the first', async () => {
    const second = await run('serve', '--console-port', '0', '--radius-port', '0');
    expectRefused(second, 'DATA_FOLDER_IN_USE');
    expect(second.stderr).toContain(String(engine.process.pid));
    expect(engine.setupUrl).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/#code=[A-Z2-7]{16}$/);
    expect((await fetch(new URL('rpc/setup/status', engine.consoleAddress), { method: 'POST' })).status).toBe(200);
  });

  it('ends with status 2 and nothing on standard output when it is used wrongly', async () => {
    const wrong = [
      [],
      ['dance'],
      ['user', 'add'],
      ['user', 'list', '--no-such-option'],
      ['serve', '--console-port', '70000'],
      ['user', 'add', 'x', '--method', 'smoke-signal', '--data', data],
      ['operator', 'add', 'x', '--role', 'king', '--password', PASSWORD, '--data', data],
      ['operator', 'add', 'x', '--data', data],
      ['radius-client', 'add', 'x', '192.0.2.1', '--secret', 's', '--otp-entry', 'nowhere', '--data', data],
      ['token', 'import', 'x.csv', '--secret-encoding', 'morse', '--data', data],
      ['attempts', '--limit', '0', '--data', data],
      ['attempts', '--since', 'yesterday', '--data', data],
      ['restore', 'x', '--passphrase', 'x', '--used-codes', 'maybe', '--data', data],
    ];
    for (const args of wrong) {
      const result = await countersign(args);
      expect(result, args.join(' ')).toMatchObject({ status: 2, stdout: '' });
      expect(result.stderr).not.toBe('');
    }
    expect(await countersign(['--version'])).toMatchObject({ status: 0, stderr: '' });
  });

  it('adds operators and prints the recovery passphrase once', async () => {
    const first = await countersign(['operator', 'add', 'Alice', '--password-stdin', '--data', data], `${PASSWORD}\n`);
    expect(first).toMatchObject({ status: 0, stderr: '' });
    expect(first.stdout).toMatch(
      /^Operator Alice added as administrator\.\n.*shown this once.*\n {2}([0-9A-Z]{6}-){5}[0-9A-Z]{6}\n$/,
    );
    const second = await json('operator', 'add', 'Harry', '--role', 'help-desk', '--password', PASSWORD);
    expect(second).toEqual({ operator: expect.objectContaining({ name: 'Harry', role: 'help-desk' }) });
    await refused('OPERATOR_NAME_TAKEN', 'operator', 'add', 'alice', '--password', PASSWORD);
    await refused('OPERATOR_PASSWORD_WEAK', 'operator', 'add', 'Bob', '--password', 'bob bob bob bob');
    await refused('BAD_REQUEST', 'operator', 'add', 'Bob', '--password', 'short');
    expect(await json('operator', 'reset-password', 'Harry', '--password', `${PASSWORD}!`)).toEqual({ name: 'Harry' });
    await refused('OPERATOR_NOT_FOUND', 'operator', 'reset-password', 'Zed', '--password', PASSWORD);
  });

  it('adds, lists and removes RADIUS clients, and never shows the secret', async () => {
    const secret = 'a-shared-secret-nobody-may-see';
    const added = await run(
      'radius-client',
      'add',
      'VPN',
      '192.0.2.0/24',
      '--secret',
      secret,
      '--application',
      'Office',
      '--json',
    );
    expect(JSON.parse(added.stdout)).toMatchObject({ name: 'VPN', address: '192.0.2.0/24', requiresMessageAuthenticator: true });
    const [listed] = await json<Record<string, unknown>[]>('radius-client', 'list');
    expect(listed).toMatchObject({ name: 'VPN', applicationName: 'Office', otpEntry: 'in-password' });
    expect(added.stdout + JSON.stringify(listed)).not.toContain(secret);
    await refused('RADIUS_CLIENT_ADDRESS_TAKEN', 'radius-client', 'add', 'Other', '192.0.2.0/24', '--secret', secret);
    await refused('BAD_REQUEST', 'radius-client', 'add', 'Other', 'nowhere', '--secret', secret);
    await refused('RADIUS_CLIENT_NOT_FOUND', 'radius-client', 'remove', 'Nobody', '--yes');
    expect(await run('radius-client', 'remove', 'VPN')).toMatchObject({ status: 2, stdout: '' });
    expect(await json('radius-client', 'remove', 'VPN', '--yes')).toEqual({ name: 'VPN' });
    expect(await json('radius-client', 'list')).toEqual([]);
  });

  it('adds, shows, disables, enables and deletes users', async () => {
    expect(await json('user', 'add', 'jan', '--first-name', 'Jan', '--password', PASSWORD)).toMatchObject({
      username: 'jan',
      firstName: 'Jan',
      hasLocalPassword: true,
    });
    await refused('USERNAME_TAKEN', 'user', 'add', 'JAN');
    await refused('BAD_REQUEST', 'user', 'add', 'piet', '--email', 'no address');
    await refused('USER_NOT_FOUND', 'user', 'show', 'nobody');
    expect(await json('user', 'disable', 'jan')).toEqual({ username: 'jan', isEnabled: false });
    expect(await json('user', 'show', 'jan')).toMatchObject({ username: 'jan', isEnabled: false });
    expect(await json('user', 'enable', 'jan')).toEqual({ username: 'jan', isEnabled: true });
    expect(await json<unknown[]>('user', 'list', '--search', 'ja')).toHaveLength(1);
    expect(await run('user', 'delete', 'jan')).toMatchObject({ status: 2, stdout: '', stderr: expect.stringContaining('--yes') });
    expect(await json('user', 'delete', 'jan', '--yes')).toEqual({ username: 'jan' });
    await refused('USER_NOT_FOUND', 'user', 'delete', 'jan', '--yes');
    expect(await json('user', 'list')).toEqual([]);
  });

  it('sets PINs, blocks, unblocks and bypasses as a help desk does', async () => {
    await json('user', 'add', 'helped');
    const { pin, mustChangePin } = await json('user', 'pin', 'helped');
    expect([pin, mustChangePin]).toEqual([expect.stringMatching(/^\d{4,}$/), true]);
    expect(await json('user', 'show', 'helped')).toMatchObject({ hasPin: true, mustChangePin: true });
    expect(await json('user', 'block', 'helped', '--reason', 'phone lost')).toMatchObject({
      reason: 'phone lost',
      cause: 'operator',
    });
    expect(await json('user', 'unblock', 'helped', '--reason', 'found')).toMatchObject({ endReason: 'found' });
    expect(await json('user', 'bypass', 'helped', '--reason', 'new phone', '--seconds', '120')).toMatchObject({ seconds: 120 });
    expect((await run('user', 'bypass', 'helped', '--reason', 'x', '--seconds', 'soon')).status).toBe(2);
    await json('user', 'delete', 'helped', '--yes');
  });

  it('takes the timeout and the trusted IPs of a RADIUS client', async () => {
    const trusted = ['192.0.2.7', '192.0.2.10-192.0.2.19', '198.51.100.0/24', '203.0.113.0/255.255.255.0'];
    const options = trusted.flatMap((address) => ['--trusted-ip', address]);
    expect(
      await json(
        'radius-client',
        'add',
        'Timed',
        '192.0.2.200',
        '--secret',
        's'.repeat(16),
        '--timeout',
        '45',
        '--method-choice',
        ...options,
      ),
    ).toMatchObject({
      timeoutSeconds: 45,
      allowsMethodChoice: true,
      enablesSecurityQuestions: false,
      trustedIps: [
        { kind: 'single', from: '192.0.2.7', to: '' },
        { kind: 'range', from: '192.0.2.10', to: '192.0.2.19' },
        { kind: 'subnet', from: '198.51.100.0', to: '24' },
        { kind: 'subnet', from: '203.0.113.0', to: '255.255.255.0' },
      ],
    });
    const wrong = ['radius-client', 'add', 'Other', '192.0.2.201', '--secret', 's'.repeat(16)];
    await refused('RADIUS_CLIENT_SETTINGS_INVALID', ...wrong, '--trusted-ip', '192.0.2.9-192.0.2.1');
    await json('radius-client', 'remove', 'Timed', '--yes');
  });

  it('exports users as cells that no spreadsheet runs, and imports them unchanged', async () => {
    const rows = [
      'username,firstName,lastName,phone,backupPhone',
      "-ann,=1+1,'=quoted,+31 6 1234,+31 6 4321",
      'bob,"a, b",@sum,,',
    ];
    writeFileSync(file('users.csv'), `${rows.join('\r\n')}\r\n`);
    const dryRun = await json<{ summary: object }>('user', 'import', file('users.csv'), '--dry-run');
    expect(dryRun.summary).toEqual({ created: 2, updated: 0, unchanged: 0, error: 0 });
    expect(await json('user', 'list')).toEqual([]);
    await mustRun(['user', 'import', file('users.csv'), '--data', data]);
    const before = await json<{ username: string }[]>('user', 'list');
    expect(before).toMatchObject([
      { username: '-ann', firstName: '=1+1', lastName: '=quoted', phone: '+31 6 1234', backupPhone: '+31 6 4321' },
      { username: 'bob', firstName: 'a, b', lastName: '@sum' },
    ]);

    await mustRun(['user', 'export', file('export.csv'), '--data', data]);
    const cells = readFileSync(file('export.csv'), 'utf8').split(/[,\r\n]+/);
    expect(cells.filter((cell) => /^"?[=+\-@]/.test(cell))).toEqual([]);
    expect((await run('user', 'export')).stdout.trim()).toBe(readFileSync(file('export.csv'), 'utf8').trim());
    const same = await json<{ summary: object }>('user', 'import', file('export.csv'), '--update');
    expect(same.summary).toEqual({ created: 0, updated: 0, unchanged: 2, error: 0 });
    for (const { username } of before) await mustRun(['user', 'delete', '--yes', '--data', data, '--', username]);
    await mustRun(['user', 'import', file('export.csv'), '--data', data]);
    expect(await json('user', 'list')).toMatchObject(before.map(({ username }) => ({ username })));

    await refused('FILE_UNWRITABLE', 'user', 'export', file('no/such/folder.csv'));
    await refused('FILE_UNREADABLE', 'user', 'import', file('missing.csv'));
    writeFileSync(file('headless.csv'), 'jan,piet\n');
    await refused('CSV_HEADER_INVALID', 'user', 'import', file('headless.csv'));
    writeFileSync(file('wrong.csv'), 'username,email\ncarol,carol@example.test\ndave,no address\n');
    const wrong = await run('user', 'import', file('wrong.csv'));
    expect(wrong).toMatchObject({ status: 1, stdout: expect.stringContaining('Nothing was imported') });
    expect(wrong.stderr).toMatch(/^USER_IMPORT_INVALID: Line 3, column email: [^\n]+\n$/);
    await refused('USER_NOT_FOUND', 'user', 'show', 'carol');
  });

  it('imports tokens and prints each row as scripts want it, never a seed', async () => {
    const lines = [
      'upn,serial number,secret key,time interval,manufacturer,model',
      `eva,T1,${SEED_BASE32},60,M,X`,
      'eva,T2,AAAA,30,M,X',
    ];
    writeFileSync(file('tokens.csv'), [...lines, `eva,T1,${SEED_BASE32},60,M,X`, ''].join('\n'));
    const dryRun = await run('token', 'import', file('tokens.csv'), '--create-users', '--dry-run', '--json');
    const imported = await run('token', 'import', file('tokens.csv'), '--create-users', '--json');
    const report = JSON.parse(imported.stdout);
    expect(dryRun).toMatchObject({ status: 0, stdout: imported.stdout });
    expect(report.summary).toEqual({ ok: 1, duplicate: 1, error: 1 });
    expect(report.rows[0]).toEqual({
      line: 2,
      serial: 'T1',
      user: 'eva',
      status: 'ok',
      code: 'OK',
      message: expect.any(String),
      type: 'totp',
      algorithm: 'SHA1',
      digits: 6,
      period: 60,
      counter: '0',
    });
    expect(report.rows.slice(1)).toMatchObject([
      { line: 3, status: 'error', code: 'SECRET_TOO_SHORT' },
      { line: 4, status: 'duplicate', code: 'DUPLICATE_IN_FILE' },
    ]);
    expect(imported.stdout + imported.stderr).not.toContain(SEED_BASE32);
    await refused('IMPORT_HAS_BAD_ROWS', 'token', 'import', file('tokens.csv'), '--all-or-nothing');
    await refused('FILE_UNREADABLE', 'token', 'import', file('missing.csv'), '--json');
    writeFileSync(file('empty.csv'), '');
    await refused('IMPORT_FILE_EMPTY', 'token', 'import', file('empty.csv'), '--json');
    writeFileSync(file('dtd.xml'), '<!DOCTYPE x [<!ENTITY a "b">]><KeyContainer/>');
    await refused('PSKC_DTD_REFUSED', 'token', 'import', file('dtd.xml'), '--json');
    const protectedFile = new URL('../vectors/pskc/rfc6030-figure6.xml', import.meta.url).pathname;
    await refused('PSKC_KEY_REQUIRED', 'token', 'import', protectedFile);
    await refused('PSKC_KEY_LENGTH_INVALID', 'token', 'import', protectedFile, '--key', '1234');
    await refused('PSKC_KEY_WRONG', 'token', 'import', protectedFile, '--key', 'ff345678901234567890123456789012');
    const { summary } = await json<{ summary: object }>(
      'token',
      'import',
      protectedFile,
      '--key',
      '12345678901234567890123456789012',
    );
    expect(summary).toEqual({ ok: 1, duplicate: 0, error: 0 });
  });

  it('assigns, resynchronises, disables and deletes tokens', async () => {
    writeFileSync(file('hotp.csv'), `serial number,secret key,counter\nH1,${SEED_BASE32},0\n`);
    expect(await json('token', 'import', file('hotp.csv'))).toMatchObject({ rows: [{ type: 'hotp', counter: '0' }] });
    await refused('TOKEN_CODE_WRONG', 'token', 'assign', 'H1', 'bob', '--code', hotp(700));
    expect(await json('token', 'assign', 'H1', 'bob', '--code', hotp(0))).toMatchObject({ serial: 'H1', username: 'bob' });
    await refused('TOKEN_ALREADY_ASSIGNED', 'token', 'assign', 'H1', 'eva');
    await refused('USER_NOT_FOUND', 'token', 'assign', 'H1', 'nobody');
    await refused('TOKEN_NOT_FOUND', 'token', 'assign', 'H9', 'bob');
    await refused('TOKEN_RESYNC_NO_MATCH', 'token', 'resync', 'H1', hotp(40), hotp(42));
    expect(await json('token', 'resync', 'H1', hotp(40), hotp(41))).toMatchObject({ serial: 'H1', counter: '42' });
    expect(await json('token', 'unassign', 'H1')).not.toHaveProperty('username');
    await refused('TOKEN_NOT_ASSIGNED', 'token', 'unassign', 'H1');
    expect(await json('token', 'disable', 'H1')).toEqual({ serial: 'H1', isEnabled: false });
    const [listed] = await json<object[]>('token', 'list', '--search', 'H1');
    expect(listed).toMatchObject({ serial: 'H1', isEnabled: false });
    expect(await run('token', 'delete', 'H1')).toMatchObject({ status: 2, stdout: '' });
    expect(await json('token', 'delete', 'H1', '--yes')).toEqual({ serial: 'H1' });
    await refused('TOKEN_NOT_FOUND', 'token', 'delete', 'H1', '--yes');
  });

  it('prints no attempts where there are none, and an intact log', async () => {
    expect(await run('attempts', '--json')).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(await json('verify-log')).toMatchObject({ isIntact: true, headHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
  });
});
