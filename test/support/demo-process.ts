/** `npm start -- --demo` in a process of its own: the whole demo, with its simulated client. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { newFolder, removeFolder } from './engine-process.ts';

const LAUNCH = fileURLToPath(new URL('../../main/launch.ts', import.meta.url));

export type RunningDemo = {
  /** Data folder. */
  readonly folder: string;
  /** Address of the console, with its slash at the end. */
  readonly consoleAddress: string;
  stop(): Promise<void>;
};

/** Fills a new demo folder and serves it on free ports. Rejects with what it printed when it ends before it is ready. */
export async function startDemo(): Promise<RunningDemo> {
  const folder = newFolder();
  const data = join(folder, 'demo');
  const options = ['--demo', '--headless', '--no-open', '--data', data, '--console-port', '0', '--radius-port', '0'];
  const child = spawn(process.execPath, [LAUNCH, ...options], { stdio: ['ignore', 'pipe', 'pipe'] });
  let printed = '';
  child.stderr.on('data', (chunk) => (printed += chunk));
  const consoleAddress = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the demo ended with ${code}: ${printed}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      printed += `${line}\n`;
      const address = /^Console: (\S+)$/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
  return {
    folder: data,
    consoleAddress,
    async stop() {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
      removeFolder(folder);
    },
  };
}
