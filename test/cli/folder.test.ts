/** Commands on a folder that no engine serves, back-up and restore, and an altered audit log. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, expect, it } from 'vitest';
import { insertAttemptHistory } from '../../main/store/sqlite/attempt-history.ts';
import { DATABASE_FILE } from '../../main/store/sqlite/connection.ts';
import { countersign, mustRun, newFolder, removeFolder, serveEngine } from '../support/engine-process.ts';
import { attemptDraft } from '../support/store.ts';
import { tokensCsv } from '../support/tokens-csv.ts';

const folder = newFolder();
afterAll(() => removeFolder(folder));
const file = (name: string) => join(folder, name);
const parsed = async (...args: string[]) => JSON.parse(await mustRun([...args, '--json']));

it('opens the folder itself, shares it with a running engine, and opens it again after that was killed', async () => {
  const data = file('shared');
  await mustRun(['user', 'add', 'before', '--data', data]);
  const engine = await serveEngine(data);
  const added = await Promise.all(['one', 'two'].map((name) => countersign(['user', 'add', name, '--data', data])));
  expect(added.map(({ status }) => status)).toEqual([0, 0]);
  await engine.stop('SIGKILL');
  expect(readFileSync(join(data, 'engine.json'), 'utf8')).toContain('localToken');
  const users = await parsed('user', 'list', '--data', data);
  expect(users.map(({ username }: { username: string }) => username)).toEqual(['before', 'one', 'two']);
});

it('lets one of two commands at once own a folder, and tells the other who has it', async () => {
  const data = file('contended');
  await mustRun(['user', 'list', '--data', data]);
  const results = await Promise.all(['a', 'b', 'c'].map((name) => countersign(['user', 'add', name, '--data', data])));
  const won = results.filter(({ status }) => status === 0);
  expect(won.length).toBeGreaterThan(0);
  for (const { status, stdout, stderr } of results) {
    if (status !== 0)
      expect({ stdout, stderr }).toEqual({ stdout: '', stderr: expect.stringMatching(/^DATA_FOLDER_IN_USE: [^\n]+\n$/) });
  }
  expect(await parsed('user', 'list', '--data', data)).toHaveLength(won.length);
});

it('backs up and restores into another folder with the passphrase, and refuses everything else', async () => {
  const data = file('original');
  writeFileSync(file('tokens.csv'), tokensCsv(2, 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ'));
  await mustRun(['token', 'import', file('tokens.csv'), '--create-users', '--data', data]);
  const made = await parsed('backup', file('back-up.bin'), '--data', data);
  expect(made).toMatchObject({
    path: file('back-up.bin'),
    recoveryPassphrase: expect.stringMatching(/^([0-9A-Z]{6}-){5}[0-9A-Z]{6}$/),
  });
  expect(readFileSync(file('back-up.bin')).length).toBe(made.sizeBytes);
  expect(await parsed('backup', file('again.bin'), '--data', data)).not.toHaveProperty('recoveryPassphrase');

  const restore = (from: string, passphrase: string, to: string) =>
    countersign(['restore', from, '--passphrase-stdin', '--data', file(to), '--json'], `${passphrase}\n`);
  const altered = readFileSync(file('back-up.bin'));
  altered[altered.length - 20] = (altered[altered.length - 20] ?? 0) ^ 1;
  writeFileSync(file('altered.bin'), altered);
  for (const [code, result] of [
    ['PASSPHRASE_WRONG', await restore(file('back-up.bin'), 'AAAAAA-AAAAAA', 'wrong')],
    ['BACKUP_FILE_INVALID', await restore(file('altered.bin'), made.recoveryPassphrase, 'altered')],
    ['DATA_FOLDER_NOT_EMPTY', await restore(file('back-up.bin'), made.recoveryPassphrase, 'original')],
    ['FILE_UNREADABLE', await restore(file('missing.bin'), made.recoveryPassphrase, 'missing')],
    ['BACKUP_WRITE_FAILED', await countersign(['backup', file('no/such/folder.bin'), '--data', data])],
  ] as const) {
    expect(result.stderr).toMatch(new RegExp(`^${code}: [^\\n]+\\n$`));
    expect(result).toMatchObject({ status: 1, stdout: '' });
  }
  const restored = await restore(file('back-up.bin'), made.recoveryPassphrase, 'restored');
  expect(JSON.parse(restored.stdout)).toMatchObject({ folder: file('restored'), backedUpAt: made.at });
  expect(await parsed('token', 'list', '--data', file('restored'))).toMatchObject([
    { serial: 'S0', username: 'user0' },
    { serial: 'S1', username: 'user1' },
  ]);
});

it('tells where the operator audit log was altered, with status 1', async () => {
  const data = file('tampered');
  for (const name of ['one', 'two', 'three']) await mustRun(['user', 'add', name, '--data', data]);
  const draft = attemptDraft({ at: Date.UTC(2026, 0, 1) });
  insertAttemptHistory(join(data, DATABASE_FILE), [draft, draft]);
  expect(await countersign(['verify-log', '--data', data])).toMatchObject({
    status: 0,
    stdout: expect.stringMatching(/^Intact: 3 rows.*\nRollup equals the log: 1 hours, 2 attempts\.\n$/),
  });

  const database = new Database(join(data, DATABASE_FILE));
  const triggers = database
    .prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'operator_audit'")
    .all();
  for (const { name } of triggers) database.exec(`DROP TRIGGER ${name}`);
  const { changes } = database.prepare("UPDATE operator_audit SET subject = 'nobody' WHERE id = 2").run();
  database.close();
  expect([triggers.length, changes]).toEqual([2, 1]);

  const told = await countersign(['verify-log', '--data', data]);
  expect(told).toMatchObject({ status: 1, stdout: expect.stringMatching(/^Rollup equals the log/) });
  expect(told.stderr).toMatch(/^AUDIT_CHAIN_BROKEN: [^\n]*row 2\. [^\n]+\n$/);
  const json = await countersign(['verify-log', '--data', data, '--json']);
  expect(json.status).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({ isIntact: false, brokenAtId: 2 });
});

it('tells where the counts of the charts differ from the log, with status 1', async () => {
  const data = file('miscounted');
  await mustRun(['user', 'add', 'one', '--data', data]);
  const draft = attemptDraft({ at: Date.UTC(2026, 0, 1) });
  insertAttemptHistory(join(data, DATABASE_FILE), [draft, draft]);
  const database = new Database(join(data, DATABASE_FILE));
  database.exec('UPDATE attempt_counts SET count = 3');
  database.close();
  const told = await countersign(['verify-log', '--data', data]);
  expect(told).toMatchObject({ status: 1, stdout: expect.stringMatching(/^Intact: 1 rows/) });
  expect(told.stderr).toMatch(
    /^ROLLUP_DIFFERS: [^\n]* in 1 places\.[^\n]*\n {2}2026-01-01T00:00:00\.000Z hour mfa1, VPN[^\n]*: 2 in the log, 3 counted\n$/,
  );
  const json = await countersign(['verify-log', '--data', data, '--json']);
  expect(JSON.parse(json.stdout)).toMatchObject({
    isIntact: true,
    rollup: { isEqual: false, differences: [{ part: 'hour', expected: 2, found: 3 }] },
  });
});
