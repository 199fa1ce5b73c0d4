/** The headless host: engine and console on loopback, for Server Core, services, browsers and every test. */
import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { removeEngineAddress, writeEngineAddress } from '../adapters/engine-address.ts';
import type { Log } from '../adapters/log.ts';
import type { LogFile } from '../adapters/log-file.ts';
import { composeEngine, type Engine } from '../compose.ts';
import { type ConsoleServer, startConsoleServer } from './console-server.ts';

export type HeadlessOptions = {
  readonly dataFolder: string;
  readonly log: Log;
  readonly logFile?: LogFile | undefined;
  readonly consolePort: number;
  readonly radiusPort?: number | undefined;
  /** Of the built console, where it is not below this program's own folder. */
  readonly consoleFolder?: string | undefined;
};

export type Headless = {
  readonly console: string;
  /** Address of the first run, with its code; undefined once there is an operator. */
  readonly setupUrl: string | undefined;
  readonly radius: ReturnType<Engine['listeners']>;
  close(): Promise<void>;
};

const LOCAL_TOKEN_BYTES = 32;
const CONSOLE_FOLDER = fileURLToPath(new URL('../../build/renderer', import.meta.url));

/** Throws what composeEngine throws, and the socket's error when the console's port cannot be bound. */
export async function startHeadless(options: HeadlessOptions): Promise<Headless> {
  const { dataFolder, log, logFile, radiusPort, consoleFolder = CONSOLE_FOLDER } = options;
  const engine = await composeEngine({ dataFolder, log, logFile, host: 'headless', listens: true, radiusPort });
  let server: ConsoleServer | undefined;
  const localToken = randomBytes(LOCAL_TOKEN_BYTES).toString('base64url');
  try {
    server = await startConsoleServer({ engine, log, port: options.consolePort, consoleFolder, localToken });
    writeEngineAddress(dataFolder, { console: server.address, localToken, processId: process.pid });
  } catch (error) {
    await server?.close();
    await engine.close();
    throw error;
  }
  const setupCode = await engine.setupCode();
  return {
    console: server.address,
    setupUrl: setupCode === undefined ? undefined : `${server.address}#code=${setupCode}`,
    radius: engine.listeners(),
    async close() {
      removeEngineAddress(dataFolder);
      await server.close();
      await engine.close();
    },
  };
}
