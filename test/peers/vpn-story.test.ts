/** The main job, as an administrator does it: tokens in, client in, users verified by radclient with oathtool's codes, the log read. */
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { mustRun, newFolder, removeFolder, type ServedEngine, serveEngine } from '../support/engine-process.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { currentTotp } from '../support/totp.ts';

const missing = missingPrograms('radclient', 'oathtool');
const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const SHARED_SECRET = 'radclient-shared-secret';
const folder = newFolder();
let engine: ServedEngine;

function radclient(attributes: string): string {
  const { stdout } = spawnSync(
    'radclient',
    ['-x', '-r', '1', '-t', '5', `127.0.0.1:${engine.radiusPort}`, 'auth', SHARED_SECRET],
    {
      input: `${attributes},Message-Authenticator=0x00\n`,
      encoding: 'utf8',
    },
  );
  return /Received (\S+)/.exec(stdout)?.[1] ?? `nothing: ${stdout}`;
}

describe.skipIf(missing !== '')(`radclient ${missing}`, () => {
  const data = () => ['--data', engine.folder];

  beforeAll(async () => {
    engine = await serveEngine(join(folder, 'data'));
    await mustRun([
      'radius-client',
      'add',
      'VPN',
      '127.0.0.1',
      '--secret',
      SHARED_SECRET,
      '--application',
      'Demo VPN',
      ...data(),
    ]);
  }, 60_000);

  afterAll(async () => {
    await engine?.stop();
    removeFolder(folder);
  });

  it('RFC 6030 figure 6 imports with its pre-shared key', async () => {
    const file = new URL('../vectors/pskc/rfc6030-figure6.xml', import.meta.url).pathname;
    const answer = JSON.parse(
      await mustRun(['token', 'import', file, '--key', '12345678901234567890123456789012', '--json', ...data()]),
    );
    expect(answer.summary).toEqual({ ok: 1, duplicate: 0, error: 0 });
    expect(answer.rows[0]).toMatchObject({
      serial: '987654321',
      status: 'ok',
      type: 'hotp',
      algorithm: 'SHA1',
      digits: 8,
      counter: '0',
    });
    expect(JSON.stringify(answer)).not.toMatch(/12345678901234567890(?!123456789012)/);
  });

  it('a six-column CSV creates its user, the right code is accepted once, and the log says so', async () => {
    const file = join(folder, 'tokens.csv');
    writeFileSync(
      file,
      `upn,serial number,secret key,time interval,manufacturer,model\nuser1@example.org,S-1,${SEED},30,Demo,Demo\n`,
    );
    await mustRun(['token', 'import', file, '--create-users', '--json', ...data()]);
    const code = currentTotp(SEED);
    expect(radclient(`User-Name="user1@example.org",User-Password="${code}"`)).toBe('Access-Accept');
    expect(radclient(`User-Name="user1@example.org",User-Password="${code}"`)).toBe('Access-Reject');
    const rows = (await mustRun(['attempts', '--json', ...data()]))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.map((row) => row.result)).toEqual([
      { number: 23, name: 'OATH_CODE_VERIFIED', label: 'OATH Code Verified', granted: true },
      { number: 139, name: 'OATH_CODE_DUPLICATE', label: 'Duplicate OATH Code', granted: false },
    ]);
    expect(rows[0]).toMatchObject({
      user: 'user1@example.org',
      application: 'Demo VPN',
      clientAddress: '127.0.0.1',
      method: 'oath-token',
      mode: 'standard',
    });
    expect(rows[0].sessionId).not.toBe(rows[1].sessionId);
  });
});
