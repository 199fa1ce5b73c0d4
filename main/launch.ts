/**
 * What `npm start` runs: the Electron host where its program and a display are there, else the headless host with the
 * console in a browser. Says in one line which, and why.
 */
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import { defaultDataFolder } from './adapters/default-data-folder.ts';
import { readEngineAddress } from './adapters/engine-address.ts';
import { createHostLog, noteFailedStart } from './adapters/log-file.ts';
import { stopOnSignals } from './adapters/stop-on-signals.ts';
import { parsePort } from './cli/commands/serve.ts';
import { describeFailure, EXIT_USAGE } from './cli/failure.ts';
import { guarded } from './cli/run.ts';
import { DEMO_SIZE } from './demo/fill.ts';
import { defaultDemoFolder, ensureDemoFolder, sayDemoOperators } from './demo/folder.ts';
import { startHeadless } from './headless/start.ts';

type LaunchOptions = {
  readonly headless?: boolean;
  readonly demo?: boolean;
  readonly data?: string;
  readonly consolePort: string;
  readonly radiusPort?: string;
  readonly open: boolean;
};

type ResolvedOptions = LaunchOptions & { readonly data: string };

/** Built by `npm run build`; Electron does not run the sources (decision 0007). */
const ELECTRON_HOST = fileURLToPath(new URL('../build/app', import.meta.url));

const hasDisplay = (): boolean =>
  process.platform === 'win32' ||
  process.platform === 'darwin' ||
  [process.env.DISPLAY, process.env.WAYLAND_DISPLAY].some((display) => display !== undefined && display !== '');

/**
 * Path of Electron's program, or undefined where the package or its download is missing. Its own package is not asked:
 * it would begin a download here.
 */
function electronProgram(): string | undefined {
  try {
    const folder = dirname(createRequire(import.meta.url).resolve('electron/package.json'));
    const program = join(folder, 'dist', readFileSync(join(folder, 'path.txt'), 'utf8').trim());
    return existsSync(program) ? program : undefined;
  } catch {
    // Not installed, or installed where its program could not be downloaded.
    return undefined;
  }
}

type Choice = { readonly host: 'electron'; readonly program: string } | { readonly host: 'headless'; readonly reason: string };

function chooseHost(isHeadlessWanted: boolean): Choice {
  if (isHeadlessWanted) return { host: 'headless', reason: 'asked for with --headless' };
  const program = electronProgram();
  if (program === undefined) return { host: 'headless', reason: "Electron's program is not installed" };
  if (!hasDisplay()) return { host: 'headless', reason: 'there is no display' };
  if (!existsSync(join(ELECTRON_HOST, 'package.json')))
    return { host: 'headless', reason: 'the window is not built (npm run build)' };
  return { host: 'electron', program };
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** Where there is no display, or nothing to open addresses with, the printed address has to do. */
function openBrowser(address: string): void {
  const [program, ...args] = { win32: ['cmd', '/c', 'start', '', address], darwin: ['open', address] }[
    process.platform as string
  ] ?? ['xdg-open', address];
  if (program === undefined) return;
  spawn(program, args, { stdio: 'ignore', detached: true })
    .on('error', () => undefined)
    .unref();
}

async function launchHeadless(options: ResolvedOptions): Promise<void> {
  const isToOpen = options.open && options.headless !== true && hasDisplay();
  const hostLog = createHostLog(options.data);
  const headless = await startHeadless({
    dataFolder: options.data,
    ...hostLog,
    consolePort: parsePort(options.consolePort, '--console-port'),
    radiusPort: options.radiusPort === undefined ? undefined : parsePort(options.radiusPort, '--radius-port'),
  }).catch((error: unknown) => {
    const running = describeFailure(error).code === 'DATA_FOLDER_IN_USE' ? readEngineAddress(options.data) : undefined;
    if (running === undefined) {
      noteFailedStart(hostLog.logFile, error);
      throw error;
    }
    say(`The engine of ${options.data} is running already. Console: ${running.console}`);
    if (isToOpen) openBrowser(running.console);
    return undefined;
  });
  if (headless === undefined) return;
  const address = headless.setupUrl ?? headless.console;
  say(headless.setupUrl === undefined ? `Console: ${address}` : `First run. Set up the console at: ${address}`);
  for (const { address: ip, port, isListening, problem } of headless.radius) {
    say(isListening ? `RADIUS listens on ${ip} port ${port}` : `RADIUS does not listen on ${ip} port ${port}: ${problem}`);
  }
  say(`Data folder: ${options.data}. Ctrl+C stops the server.`);
  if (isToOpen) openBrowser(address);
  stopOnSignals(() => void guarded(() => headless.close()));
}

/** The folder to run on; with --demo it is filled first, where it is not there yet. */
async function resolveFolder(options: LaunchOptions): Promise<ResolvedOptions> {
  if (options.demo !== true) return { ...options, data: options.data ?? defaultDataFolder() };
  const { folder, marker, isNew } = await ensureDemoFolder(options.data ?? defaultDemoFolder(), DEMO_SIZE, (line) =>
    say(`Demo data: ${line}`),
  );
  say(`${isNew ? 'New demo data' : 'Demo data'} in ${folder}. None of it is real.`);
  sayDemoOperators(marker.operator.password, say);
  return { ...options, data: folder };
}

function desktopArguments({ data, consolePort, radiusPort }: ResolvedOptions): string[] {
  return [
    `--data=${data}`,
    `--console-port=${consolePort}`,
    ...(radiusPort === undefined ? [] : [`--radius-port=${radiusPort}`]),
  ];
}

async function launch(given: LaunchOptions): Promise<void> {
  const options = await resolveFolder(given);
  const choice = chooseHost(options.headless === true);
  if (choice.host === 'headless') {
    say(`Countersign starts without a window: ${choice.reason}.`);
    return launchHeadless(options);
  }
  say('Countersign starts in its own window: Electron and a display are there.');
  const child = spawn(choice.program, [ELECTRON_HOST, ...desktopArguments(options)], { stdio: 'inherit' });
  child.on('exit', (status) => {
    process.exitCode = status ?? 1;
  });
}

const program = new Command('npm start --')
  .option('--headless', 'no window: the console in a browser')
  .option('--demo', 'invented data in a folder of its own, with sign-ins that come in by themselves')
  .option('--data <folder>', `data folder (default: ${defaultDataFolder()}, with --demo: ${defaultDemoFolder()})`)
  .option('--console-port <port>', 'port of the console on loopback, 0 for any', '8123')
  .option('--radius-port <port>', 'one RADIUS port in place of the settings, 0 for any')
  .option('--no-open', 'do not open a browser')
  .exitOverride()
  .action((options: LaunchOptions) => guarded(() => launch(options)));

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
}
