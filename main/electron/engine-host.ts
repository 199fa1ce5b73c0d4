/** The engine in this process, or the address of the one that runs on the same data folder already. */
import { randomBytes } from 'node:crypto';
import { readEngineAddress, removeEngineAddress, writeEngineAddress } from '../adapters/engine-address.ts';
import type { Keystore } from '../adapters/key-slots.ts';
import type { Log } from '../adapters/log.ts';
import { composeEngine, type Engine } from '../compose.ts';
import { AppError } from '../engine/app-error.ts';
import { startConsoleServer } from '../headless/console-server.ts';

export type HostOptions = {
  readonly dataFolder: string;
  readonly log: Log;
  readonly keystore: Keystore;
  readonly consoleFolder: string;
  readonly radiusPort: number | undefined;
};

export type EngineHost =
  | { readonly kind: 'own'; readonly engine: Engine; close(): Promise<void> }
  /** A service, or another session, owns the folder: its console is opened, and nothing else is done. */
  | { readonly kind: 'attached'; readonly console: string };

const LOCAL_TOKEN_BYTES = 32;

/** @throws what composeEngine throws; DATA_FOLDER_IN_USE when the owner of the folder tells no address */
export async function hostEngine(options: HostOptions): Promise<EngineHost> {
  const { dataFolder, log, keystore, radiusPort } = options;
  try {
    const engine = await composeEngine({ dataFolder, log, keystore, radiusPort, host: 'electron', listens: true });
    return await serveCommandLine(options, engine);
  } catch (error) {
    const running = error instanceof AppError && error.code === 'DATA_FOLDER_IN_USE' ? readEngineAddress(dataFolder) : undefined;
    if (running === undefined) throw error;
    return { kind: 'attached', console: running.console };
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
