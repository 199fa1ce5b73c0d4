/** A real engine in a process of its own, and the command line, as an administrator's script would use them. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const CLI = fileURLToPath(new URL('../../main/cli/index.ts', import.meta.url));

export type CommandResult = { readonly status: number; readonly stdout: string; readonly stderr: string };

/** Runs one command of the command line to its end. */
export function countersign(args: readonly string[], stdin = ''): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [CLI, ...args], { maxBuffer: 256 * 1024 * 1024 }, (error, stdout, stderr) => {
      const status = error === null ? 0 : typeof error.code === 'number' ? error.code : 255;
      resolve({ status, stdout, stderr });
    });
    child.stdin?.end(stdin);
  });
}

/** As `countersign`, and fails loudly when the command does. */
export async function mustRun(args: readonly string[], stdin = ''): Promise<string> {
  const { status, stdout, stderr } = await countersign(args, stdin);
  if (status !== 0) throw new Error(`countersign ${args.join(' ')} ended with ${status}: ${stderr}`);
  return stdout;
}

export type ServedEngine = {
  readonly folder: string;
  readonly process: ChildProcess;
  /** Port of the first RADIUS listener on 127.0.0.1. */
  readonly radiusPort: number;
  /** Address of the console, with its slash at the end. */
  readonly consoleAddress: string;
  readonly setupUrl: string | undefined;
  /** Ends the process and waits; the folder stays. */
  stop(signal?: NodeJS.Signals): Promise<void>;
};

type ReadyLine = { event: string; console: string; setupUrl?: string; radius: { address: string; port: number }[] };

export function newFolder(): string {
  return mkdtempSync(join(tmpdir(), 'countersign-test-'));
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** Starts `serve` on `folder` with free ports and waits for its ready line. */
export async function serveEngine(folder: string, extra: readonly string[] = []): Promise<ServedEngine> {
  const child = spawn(process.execPath, [CLI, 'serve', '--data', folder, '--console-port', '0', '--radius-port', '0', ...extra], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += chunk));
  const lines = createInterface({ input: child.stdout });
  const ready = await new Promise<ReadyLine>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}: ${stderr}`)));
    lines.on('line', (line) => {
      if (line.startsWith('{')) resolve(JSON.parse(line));
    });
  });
  const listener = ready.radius.find(({ address }) => address === '0.0.0.0' || address === '127.0.0.1');
  if (listener === undefined) throw new Error(`no RADIUS listener on IPv4: ${JSON.stringify(ready)}`);
  return {
    folder,
    process: child,
    radiusPort: listener.port,
    consoleAddress: ready.console,
    setupUrl: ready.setupUrl,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill(signal);
      await once(child, 'exit');
    },
  };
}
