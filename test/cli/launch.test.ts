/** What `npm start` runs, without Electron: the choice and its reason in one line, an address that answers. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, it } from 'vitest';
import { newFolder, removeFolder } from '../support/engine-process.ts';

const LAUNCH = fileURLToPath(new URL('../../main/launch.ts', import.meta.url));
const folder = newFolder();
const running: ChildProcess[] = [];
afterAll(async () => {
  for (const child of running.filter(({ exitCode, signalCode }) => exitCode === null && signalCode === null)) {
    child.kill();
    await once(child, 'exit');
  }
  removeFolder(folder);
});

type Launched = { readonly lines: readonly string[]; readonly child: ChildProcess; readonly stderr: () => string };

/** Starts it and gathers what it says, until a line matches `last` or it ends. */
async function launch(args: readonly string[], last: RegExp): Promise<Launched> {
  const child = spawn(process.execPath, [LAUNCH, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  running.push(child);
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (last.test(line)) break;
  }
  return { lines, child, stderr: () => stderr };
}

it('says which host it starts and why, prints an address that answers, and a second start prints the same console', async () => {
  const data = join(folder, 'data');
  const args = ['--headless', '--console-port', '0', '--radius-port', '0', '--no-open', '--data', data];
  const first = await launch(args, /^Data folder:/);
  expect(first.lines[0]).toBe('Countersign starts without a window: asked for with --headless.');
  const address = /^First run\. Set up the console at: (http:\/\/127\.0\.0\.1:\d+\/)#code=[A-Z2-7]+$/.exec(
    first.lines[1] ?? '',
  )?.[1];
  expect(address).toBeDefined();
  expect(first.lines.filter((line) => /^RADIUS listens on \S+ port [1-9]\d*$/.test(line))).not.toEqual([]);
  const status = await fetch(new URL('rpc/setup/status', address), { method: 'POST' });
  expect(await status.json()).toMatchObject({ json: { isNeeded: true } });

  const second = await launch(args, /^never$/);
  if (second.child.exitCode === null) await once(second.child, 'exit');
  expect(second.child.exitCode).toBe(0);
  expect(second.lines.at(-1)).toBe(`The engine of ${data} is running already. Console: ${address}`);

  first.child.kill('SIGTERM');
  if (first.child.exitCode === null) await once(first.child, 'exit');
  expect(first.child.exitCode).toBe(0);
  await expect(fetch(address ?? '')).rejects.toThrow();
});

it('ends with status 2 on an option that it does not have', async () => {
  const { child, stderr } = await launch(['--windowless'], /^never$/);
  if (child.exitCode === null) await once(child, 'exit');
  expect(child.exitCode).toBe(2);
  expect(stderr()).toContain('--windowless');
});
