/** Operators by the command line: what a script or a locked-out administrator does. */
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { countersign, mustRun, newFolder, removeFolder, type ServedEngine, serveEngine } from '../support/engine-process.ts';

const PASSWORD = 'correct horse battery staple';
type Listed = { readonly name: string; readonly role: string; readonly isEnabled: boolean; readonly hasSecondFactor: boolean };

describe('operator commands', () => {
  const folder = newFolder();
  const data = join(folder, 'data');
  let engine: ServedEngine;
  const run = (...args: string[]) => countersign(['operator', ...args, '--data', data]);
  const must = (...args: string[]) => mustRun(['operator', ...args, '--data', data]);
  const list = async (): Promise<Listed[]> => JSON.parse(await must('list', '--json'));

  beforeAll(async () => {
    engine = await serveEngine(data);
    await must('add', 'alice', '--password', PASSWORD);
    await must('add', 'bob', '--role', 'help-desk', '--password', PASSWORD);
  });
  afterAll(async () => {
    await engine?.stop();
    removeFolder(folder);
  });

  it('lists them for people and for scripts', async () => {
    expect(await must('list')).toBe('alice\tadministrator\tenabled\tpassword only\nbob\thelp-desk\tenabled\tpassword only\n');
    expect(await list()).toMatchObject([
      { name: 'alice', role: 'administrator', isEnabled: true, hasSecondFactor: false },
      { name: 'bob', role: 'help-desk' },
    ]);
  });

  it('changes roles, disables and enables, without regard to case', async () => {
    expect(await must('set-role', 'BOB', 'auditor')).toBe('Operator bob is now auditor.\n');
    expect(await must('disable', 'bob')).toBe('Operator bob disabled.\n');
    expect((await list())[1]).toMatchObject({ role: 'auditor', isEnabled: false });
    expect(await must('enable', 'bob')).toBe('Operator bob enabled.\n');
    expect(await must('remove-second-factor', 'bob')).toBe('bob had no second factor.\n');
  });

  it('refuses what would leave no administrator, an unknown name and an unknown role', async () => {
    for (const args of [
      ['remove', 'alice', '--yes'],
      ['disable', 'alice'],
      ['set-role', 'alice', 'auditor'],
    ]) {
      const refused = await run(...args);
      expect(refused, args.join(' ')).toMatchObject({ status: 1, stdout: '' });
      expect(refused.stderr).toMatch(/^OPERATOR_LAST_ADMINISTRATOR: /);
    }
    expect((await run('remove', 'nobody', '--yes')).stderr).toMatch(/^OPERATOR_NOT_FOUND: There is no operator nobody\./);
    expect(await run('set-role', 'bob', 'king')).toMatchObject({ status: 2 });
  });

  it('deletes, but not unasked', async () => {
    expect(await run('remove', 'bob')).toMatchObject({ status: 2, stdout: '' });
    expect(await must('remove', 'bob', '--yes')).toBe('Operator bob deleted.\n');
    expect((await list()).map(({ name }) => name)).toEqual(['alice']);
  });
});
