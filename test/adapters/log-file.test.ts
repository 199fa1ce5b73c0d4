/** The log that stays: where it is written, how it turns over, and that it never stands in anybody's way. */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterAll, expect, it } from 'vitest';
import { createLog } from '../../main/adapters/log.ts';
import { createLogFile } from '../../main/adapters/log-file.ts';
import type { ContractClient } from '../../main/cli/connect.ts';
import { composeEngine } from '../../main/compose.ts';
import { newFolder, removeFolder } from '../support/engine-process.ts';

const root = newFolder();
afterAll(() => removeFolder(root));
let folders = 0;
function makeFolder(): string {
  folders += 1;
  const folder = join(root, `data-${folders}`);
  mkdirSync(folder);
  return folder;
}
const linesOf = (path: string) => readFileSync(path, 'utf8').split('\n').slice(0, -1);

it('keeps lines until the folder is owned, then writes each at once, for the owner only', () => {
  const folder = makeFolder();
  const file = createLogFile(folder);
  file.write('early\n');
  expect(readdirSync(folder)).toEqual([]);
  file.own(() => expect.unreachable());
  file.write('late\n');
  expect(file.path).toBe(join(folder, 'logs', 'countersign.log'));
  expect(linesOf(file.path)).toEqual(['early', 'late']);
  expect(statSync(file.path).mode & 0o777).toBe(0o600);
  expect(statSync(join(folder, 'logs')).mode & 0o777).toBe(0o700);
  file.disown();
  file.write('after the end\n');
  expect(linesOf(file.path)).toEqual(['early', 'late', 'after the end']);
});

it('turns over by size, keeps five old files, and renames nothing that another process may own', () => {
  const folder = makeFolder();
  const file = createLogFile(folder, { maxBytes: 20 });
  file.own(() => expect.unreachable());
  for (let number = 1; number <= 20; number += 1) file.write(`line ${String(number).padStart(4, '0')}\n`);
  // Two lines of ten bytes fill a file; of twenty lines the newest twelve are left.
  const names = ['countersign.1.log', 'countersign.2.log', 'countersign.3.log', 'countersign.4.log', 'countersign.5.log'];
  expect(readdirSync(join(folder, 'logs')).sort()).toEqual([...names, 'countersign.log']);
  const newestFirst = ['countersign.log', ...names].map((name) => linesOf(join(folder, 'logs', name)));
  expect(newestFirst.reverse().flat()).toEqual(
    Array.from({ length: 12 }, (_, index) => `line 00${String(index + 9).padStart(2, '0')}`),
  );
  file.disown();
  for (let number = 0; number < 5; number += 1) file.write('line 9999\n');
  expect(linesOf(file.path).length).toBe(7);
});

it('tells a full disk once, goes on, and says how many lines are missing when there is room again', () => {
  const folder = makeFolder();
  mkdirSync(join(folder, 'logs'));
  symlinkSync('/dev/full', join(folder, 'logs', 'countersign.log'));
  const file = createLogFile(folder);
  const told: unknown[] = [];
  // As the engine does: the problem is a line of the same log.
  file.own((error) => {
    told.push(error);
    file.write('told\n');
  });
  for (let number = 0; number < 4; number += 1) expect(() => file.write('lost\n')).not.toThrow();
  expect(told).toEqual([expect.objectContaining({ code: 'ENOSPC' })]);
  rmSync(file.path);
  file.write('again\n');
  const [, gap, last] = linesOf(file.path);
  expect(JSON.parse(gap ?? '')).toMatchObject({ message: 'lines of the log could not be written', lines: 5 });
  expect(last).toBe('again');
});

it('goes on in the one file where it may not be renamed', () => {
  const folder = makeFolder();
  const file = createLogFile(folder, { maxBytes: 10 });
  const told: unknown[] = [];
  file.own((error) => told.push(error));
  file.write('first\n');
  // The oldest file cannot be overwritten.
  writeFileSync(join(folder, 'logs', 'countersign.4.log'), '');
  mkdirSync(join(folder, 'logs', 'countersign.5.log', 'in use'), { recursive: true });
  for (let number = 0; number < 3; number += 1) file.write('second\n');
  expect(linesOf(file.path)).toEqual(['first', 'second', 'second', 'second']);
  expect(told.length).toBe(1);
});

it('writes what a failed start had to say where a server has been, and leaves every other folder alone', () => {
  const other = makeFolder();
  const missing = join(root, 'missing');
  for (const folder of [other, missing]) {
    const file = createLogFile(folder);
    file.write('failed\n');
    file.flush();
  }
  expect(readdirSync(other)).toEqual([]);
  expect(readdirSync(root)).not.toContain('missing');
  const served = makeFolder();
  writeFileSync(join(served, 'keys.json'), '{}');
  const file = createLogFile(served);
  file.write('failed\n');
  file.flush();
  file.flush();
  expect(linesOf(file.path)).toEqual(['failed']);
});

it('does not bring back a data folder that was taken away', () => {
  const folder = makeFolder();
  const file = createLogFile(folder);
  file.own(() => undefined);
  renameSync(folder, `${folder}-moved`);
  file.write('lost\n');
  expect(readdirSync(root)).not.toContain(folder.slice(root.length + 1));
});

it('is named with its size by the engine, and a problem with it is one of the last errors', async () => {
  const folder = makeFolder();
  const logFile = createLogFile(folder);
  const log = createLog((line) => logFile.write(line));
  const engine = await composeEngine({ dataFolder: folder, host: 'headless', listens: true, radiusPort: 0, log, logFile });
  const client: ContractClient = createRouterClient(engine.router, { context: { caller: { kind: 'local' } } });
  try {
    const health = await client.engine.health();
    expect(health).toMatchObject({ logFile: logFile.path, logFileBytes: statSync(logFile.path).size, errors: [] });
    rmSync(logFile.path);
    symlinkSync('/dev/full', logFile.path);
    log.info('lost');
    log.info('lost');
    const { errors } = await client.engine.health();
    expect(errors).toMatchObject([{ message: 'the log file could not be written', count: 1 }]);
    expect(errors[0]?.problem).toContain('ENOSPC');
    rmSync(logFile.path);
  } finally {
    await engine.close();
  }
  expect(readFileSync(logFile.path, 'utf8')).toContain('the engine stops');
});
