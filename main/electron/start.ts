/**
 * The desktop host: engine, window, tray. Runs from build/app, bundled: Electron's own Node strips no types from files
 * inside an archive (decision 0007).
 */
import { fileURLToPath } from 'node:url';
import { createRouterClient } from '@orpc/server';
import { app, type BrowserWindow, dialog, Menu, Notification, nativeTheme, session } from 'electron';
import { createLog, type Log } from '../adapters/log.ts';
import { createHostLog, type LogFile } from '../adapters/log-file.ts';
import { stopOnSignals } from '../adapters/stop-on-signals.ts';
import type { ContractClient } from '../cli/connect.ts';
import { describeFailure, failureLine } from '../cli/failure.ts';
import type { Engine } from '../compose.ts';
import { startHeadless } from '../headless/start.ts';
import { APP_ORIGIN, APP_URL, registerAppScheme, serveConsole } from './app-protocol.ts';
import { type DesktopArguments, readArguments } from './arguments.ts';
import { hostEngine } from './engine-host.ts';
import { hardenAllContents, originOf, refusePermissions, stayAtHome } from './hardening.ts';
import { createElectronKeystore } from './key-slot.ts';
import { setMenu } from './menu.ts';
import { serveNativeActions } from './native-actions.ts';
import { createPortBroker, type PortBroker } from './port-broker.ts';
import { openPreferences, type Preferences } from './preferences.ts';
import { createQuit, type Quit } from './quit.ts';
import { createEngineTray } from './tray.ts';
import { openWindow } from './window.ts';
import { type Words, wordsFor } from './words.ts';

const TRAY_REFRESH_MILLISECONDS = 10_000;
const BACKGROUND = { light: '#f6f7f8', dark: '#16181b' } as const;

/** This file runs as build/app/main/electron/start.js, in a working copy and in the installed program. */
const CONSOLE_FOLDER = fileURLToPath(new URL('../../../renderer', import.meta.url));
const PRELOAD = fileURLToPath(new URL('../../preload/index.cjs', import.meta.url));

/** What every part of a host is given. */
type Base = { readonly log: Log; readonly logFile: LogFile };

/** Electron ends at once, without a word to those who wait for the end of the process. */
function exit(status: number, { logFile }: Base): void {
  logFile.flush();
  app.exit(status);
}

function fail(error: unknown, words: Words, base: Base): void {
  const { code, detail } = describeFailure(error);
  base.log.error('the desktop host did not start', error);
  dialog.showErrorBox(words.startFailedTitle, failureLine(code, detail));
  exit(1, base);
}

/** As a service: no window, no tray, no dialog that nobody would see. */
async function runHeadless(options: DesktopArguments, base: Base): Promise<void> {
  const { log } = base;
  app.disableHardwareAcceleration();
  try {
    const { dataFolder, consolePort, radiusPort } = options;
    const headless = await startHeadless({ dataFolder, ...base, consolePort, radiusPort, consoleFolder: CONSOLE_FOLDER });
    log.info('the engine runs without a window', { console: headless.console });
    const quit = createQuit({ close: () => headless.close(), exit: (status) => exit(status, base), log });
    stopOnSignals(() => quit.request());
    app.on('before-quit', (event) => {
      event.preventDefault();
      quit.request();
    });
  } catch (error) {
    const { code, detail } = describeFailure(error);
    log.error(failureLine(code, detail), error);
    exit(1, base);
  }
}

async function runDesktop(options: DesktopArguments, base: Base): Promise<void> {
  registerAppScheme();
  await app.whenReady();
  const words = wordsFor(app.getLocale());
  try {
    if (!serveConsole(session.defaultSession.protocol, CONSOLE_FOLDER)) throw new TypeError(words.notBuilt);
    const host = await hostEngine({
      ...base,
      keystore: createElectronKeystore(),
      consoleFolder: CONSOLE_FOLDER,
      dataFolder: options.dataFolder,
      radiusPort: options.radiusPort,
      consolePort: options.consolePort,
    });
    const preferences = openPreferences();
    if (host.kind === 'attached') showAttached(host.console, { ...base, preferences, words });
    else await showOwn(host, { ...base, preferences, words });
  } catch (error) {
    fail(error, words, base);
  }
}

const background = () => (nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light);

type Shown = Base & { readonly preferences: Preferences; readonly words: Words };

/** The engine runs elsewhere: its own console in this window, and nothing that ends when the window does. */
function showAttached(address: string, { log, preferences, words }: Shown): void {
  const origin = originOf(address);
  hardenAllContents(app, new Set([origin]), log);
  refusePermissions(session.defaultSession, origin);
  const window = openWindow({
    preferences,
    url: address,
    preload: undefined,
    title: words.attachedTitle,
    backgroundColor: background(),
  });
  stayAtHome(window.webContents, origin, log);
  setMenu(words, { quit: () => app.quit(), isDeveloperMenuShown: !app.isPackaged });
  app.on('second-instance', () => show(window));
  app.on('window-all-closed', () => app.quit());
}

type OwnHost = { readonly engine: Engine; close(): Promise<void> };

async function showOwn(host: OwnHost, shown: Shown): Promise<void> {
  const { engine } = host;
  const { log, preferences, words } = shown;
  hardenAllContents(app, new Set([APP_ORIGIN]), log);
  refusePermissions(session.defaultSession, APP_ORIGIN);
  const setupCode = await engine.setupCode();
  const opening = createOpening(engine, setupCode === undefined ? APP_URL : `${APP_URL}#code=${setupCode}`, shown);
  const stopActions = serveNativeActions({
    preferences,
    log,
    window: opening.window,
    ownOrigin: APP_ORIGIN,
    documentsFolder: app.getPath('documents'),
    exports: {
      check: (id) => engine.exports.open(opening.sessionId(), id),
      saveTo: (id, path) => engine.exports.saveExportTo({ sessionId: opening.sessionId(), id, path }),
    },
  });
  const quit = createQuit({
    log,
    exit: (status) => exit(status, shown),
    close: async () => {
      stopActions();
      await host.close();
    },
  });
  const open = () => opening.open(quit);
  setMenu(words, { quit: () => quit.request(), isDeveloperMenuShown: !app.isPackaged });
  showInTray(engine, { words, log, quit, open });
  endOnlyByQuitting(quit, open);
  open();
}

/** The one window: made where there is none, brought to the front where there is. */
function createOpening(engine: Engine, firstAddress: string, { log, preferences, words }: Shown) {
  let broker: PortBroker | undefined;
  let window: BrowserWindow | undefined;
  let url = firstAddress;
  return {
    window: () => window,
    /** Of the operator who is signed in in it. */
    sessionId: () => broker?.sessionId(),
    open(quit: Quit): void {
      if (window !== undefined && !window.isDestroyed()) {
        show(window);
        return;
      }
      window = openWindow({ preferences, preload: PRELOAD, url, title: words.title, backgroundColor: background() });
      url = APP_URL;
      stayAtHome(window.webContents, APP_ORIGIN, log);
      broker = createPortBroker(window, { engine, log, ownOrigin: APP_ORIGIN });
      hideInsteadOfClosing(window, { preferences, words, quit });
    },
  };
}

/** The engine answers while no window is open. */
function endOnlyByQuitting(quit: Quit, open: () => void): void {
  app.on('second-instance', open);
  app.on('activate', open);
  app.on('window-all-closed', () => undefined);
  app.on('before-quit', (event) => {
    event.preventDefault();
    quit.request();
  });
  stopOnSignals(() => quit.request());
}

function show(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.show();
  window.focus();
}

type HideOptions = { readonly preferences: Preferences; readonly words: Words; readonly quit: Quit };

/** Closing the window is no reason to stop answering sign-ins; said once, so that nobody looks for the program. */
function hideInsteadOfClosing(window: BrowserWindow, { preferences, words, quit }: HideOptions): void {
  window.on('close', (event) => {
    if (quit.isQuitting()) return;
    event.preventDefault();
    window.hide();
    if (preferences.get('isTrayNoticeShown') === true || !Notification.isSupported()) return;
    preferences.set('isTrayNoticeShown', true);
    new Notification({ title: words.stillRunningTitle, body: words.stillRunning }).show();
  });
}

function showInTray(engine: Engine, options: { words: Words; log: Log; quit: Quit; open: () => void }): void {
  const tray = createEngineTray(options.words, { open: options.open, quit: () => options.quit.request() });
  const client: ContractClient = createRouterClient(engine.router, { context: { caller: { kind: 'local' } } });
  const refresh = async (): Promise<void> => {
    if (options.quit.isQuitting()) return tray.show({ isRunning: false, warningCount: 0 });
    const { listeners, warnings } = await client.engine.status();
    tray.show({ isRunning: listeners.some(({ isListening }) => isListening), warningCount: warnings.length });
  };
  const look = () =>
    void refresh().catch((error: unknown) => options.log.error('the state of the engine could not be read', error));
  setInterval(look, TRAY_REFRESH_MILLISECONDS).unref();
  look();
}

// Without this line Electron's own menu, with its reload and its developer tools, stands there until ours does.
Menu.setApplicationMenu(null);
try {
  const options = readArguments(process.argv.slice(app.isPackaged ? 1 : 2));
  // A second instance only tells the first one to show itself.
  if (!options.isHeadless && !app.requestSingleInstanceLock()) app.quit();
  else if (options.isHeadless) await runHeadless(options, createHostLog(options.dataFolder));
  else void runDesktop(options, createHostLog(options.dataFolder));
} catch (error) {
  createLog((line) => void process.stderr.write(line)).error('wrong usage', error);
  app.exit(2);
}
