import type { Command } from 'commander';
import { createHostLog, noteFailedStart } from '../../adapters/log-file.ts';
import { stopOnSignals } from '../../adapters/stop-on-signals.ts';
import { startHeadless } from '../../headless/start.ts';
import { UsageError } from '../failure.ts';
import { type CommonOptions, guarded, withCommonOptions } from '../run.ts';
import { printJson } from '../terminal.ts';

type ServeOptions = CommonOptions & { readonly consolePort: string; readonly radiusPort?: string };

/** Ports of the console when nobody says; ours, unassigned at IANA. */
const CONSOLE_PORT_DEFAULT = '8123';

export function parsePort(text: string, option: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new UsageError(`${option} takes a port from 0 to 65535, not "${text}"`);
  return port;
}

export function addServeCommand(program: Command): void {
  withCommonOptions(program.command('serve'))
    .description('run the engine and the console; prints one JSON line when ready')
    .option('--console-port <port>', 'port of the console on loopback, 0 for any', CONSOLE_PORT_DEFAULT)
    .option('--radius-port <port>', 'one RADIUS port in place of the settings, 0 for any')
    .action((options: ServeOptions) => guarded(() => serve(options)));
}

async function serve(options: ServeOptions): Promise<void> {
  const ports = {
    consolePort: parsePort(options.consolePort, '--console-port'),
    radiusPort: options.radiusPort === undefined ? undefined : parsePort(options.radiusPort, '--radius-port'),
  };
  const hostLog = createHostLog(options.data);
  const headless = await startHeadless({ dataFolder: options.data, ...hostLog, ...ports }).catch((error: unknown) => {
    noteFailedStart(hostLog.logFile, error);
    throw error;
  });
  const { console, setupUrl, radius } = headless;
  printJson({
    event: 'ready',
    console,
    setupUrl,
    radius: radius.map(({ address, port, isListening, problem }) => ({
      address,
      port,
      isListening,
      ...(problem === '' ? {} : { problem }),
    })),
  });
  stopOnSignals(() => void guarded(() => headless.close()));
}
