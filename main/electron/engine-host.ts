/** The engine in this process, or the address of the one that runs on the same data folder already. */
import { randomBytes } from 'node:crypto';
import { readEngineAddress, removeEngineAddress, writeEngineAddress } from '../adapters/engine-address.ts';
import type { Keystore } from '../adapters/key-slots.ts';
import type { Log } from '../adapters/log.ts';
import type { LogFile } from '../adapters/log-file.ts';
import { composeEngine, type Engine } from '../compose.ts';
import { AppError } from '../engine/app-error.ts';
import { startConsoleServer } from '../headless/console-server.ts';

export type HostOptions = {
  readonly dataFolder: string;
  readonly log: Log;
  readonly logFile?: LogFile | undefined;
  readonly keystore: Keystore;
  readonly consoleFolder: string;
  readonly radiusPort: number | undefined;
  /** Where a service's console is looked for. */
  readonly consolePort: number;
};

export type EngineHost =
  | { readonly kind: 'own'; readonly engine: Engine; close(): Promise<void> }
  /** A service, or another session, owns the folder: its console is opened, and nothing else is done. */
  | { readonly kind: 'attached'; readonly console: string };

const LOCAL_TOKEN_BYTES = 32;
const PROBE_MILLISECONDS = 3000;
const FORBIDDEN = new Set(['EACCES', 'EPERM', 'SQLITE_CANTOPEN', 'SQLITE_READONLY']);

/** @throws what composeEngine throws; DATA_FOLDER_IN_USE when the owner of the folder tells no address */
export async function hostEngine(options: HostOptions): Promise<EngineHost> {
  const { dataFolder, log, logFile, keystore, radiusPort } = options;
  try {
    const engine = await composeEngine({ dataFolder, log, logFile, keystore, radiusPort, host: 'electron', listens: true });
    return await serveCommandLine(options, engine);
  } catch (error) {
    const address = await findRunning(options, error);
    if (address === undefined) throw error;
    return { kind: 'attached', console: address };
  }
}

/** Address of the console of the engine that owns the folder. */
async function findRunning({ dataFolder, consolePort }: HostOptions, error: unknown): Promise<string | undefined> {
  if (!(error instanceof AppError)) return undefined;
  if (error.code === 'DATA_FOLDER_IN_USE') return readEngineAddress(dataFolder)?.console;
  // A service's folder is closed to the person at the screen; its console asks for a password all the same.
  if (error.code === 'DATA_FOLDER_UNUSABLE' && FORBIDDEN.has(String(error.detail.problem))) return probeConsole(consolePort);
  return undefined;
}

/** The console on this port of loopback, when what answers there is one. */
async function probeConsole(port: number): Promise<string | undefined> {
  const address = `http://127.0.0.1:${port}/`;
  try {
    const answer = await fetch(new URL('rpc/setup/status', address), {
      method: 'POST',
      signal: AbortSignal.timeout(PROBE_MILLISECONDS),
    });
    const { json } = (await answer.json()) as { json?: { serverName?: unknown } };
    return typeof json?.serverName === 'string' ? address : undefined;
  } catch {
    // Nobody listens there, or something else: the caller's own error is what the operator reads.
    return undefined;
  }
}

/** The command line attaches over loopback with the token of the data folder, as it does to a headless engine. */
async function serveCommandLine({ dataFolder, log, consoleFolder }: HostOptions, engine: Engine): Promise<EngineHost> {
  const localToken = randomBytes(LOCAL_TOKEN_BYTES).toString('base64url');
  try {
    const server = await startConsoleServer({ engine, log, port: 0, consoleFolder, localToken });
    writeEngineAddress(dataFolder, { console: server.address, localToken, processId: process.pid });
    return {
      kind: 'own',
      engine,
      close: async () => {
        removeEngineAddress(dataFolder);
        await server.close();
        await engine.close();
      },
    };
  } catch (error) {
    await engine.close();
    throw error;
  }
}
