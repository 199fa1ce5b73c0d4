/**
 * The desktop host: engine, window, tray. Runs from build/app, bundled: Electron's own Node strips no types from files
 * inside an archive (decision 0007).
 */
import { fileURLToPath } from 'node:url';
import { createRouterClient } from '@orpc/server';
import { app, type BrowserWindow, dialog, Menu, Notification, nativeTheme, session } from 'electron';
import { createLog, type Log } from '../adapters/log.ts';
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

const log = createLog((line) => void process.stderr.write(line));

function fail(error: unknown, words: Words): void {
  const { code, detail } = describeFailure(error);
  log.error('the desktop host did not start', error);
  dialog.showErrorBox(words.startFailedTitle, failureLine(code, detail));
  app.exit(1);
}

/** As a service: no window, no tray, no dialog that nobody would see. */
async function runHeadless(options: DesktopArguments): Promise<void> {
  app.disableHardwareAcceleration();
  try {
    const { dataFolder, consolePort, radiusPort } = options;
    const headless = await startHeadless({ dataFolder, log, consolePort, radiusPort, consoleFolder: CONSOLE_FOLDER });
    log.info('the engine runs without a window', { console: headless.console });
    const quit = createQuit({ close: () => headless.close(), exit: (status) => app.exit(status), log });
    stopOnSignals(() => quit.request());
    app.on('before-quit', (event) => {
      event.preventDefault();
      quit.request();
    });
  } catch (error) {
    const { code, detail } = describeFailure(error);
    log.error(failureLine(code, detail), error);
    app.exit(1);
  }
}

async function runDesktop(options: DesktopArguments): Promise<void> {
  registerAppScheme();
  await app.whenReady();
  const words = wordsFor(app.getLocale());
  try {
    if (!serveConsole(session.defaultSession.protocol, CONSOLE_FOLDER)) throw new TypeError(words.notBuilt);
    const host = await hostEngine({
      log,
      keystore: createElectronKeystore(),
      consoleFolder: CONSOLE_FOLDER,
      dataFolder: options.dataFolder,
      radiusPort: options.radiusPort,
      consolePort: options.consolePort,
    });
    const preferences = openPreferences();
    if (host.kind === 'attached') showAttached(host.console, preferences, words);
    else await showOwn(host, preferences, words);
  } catch (error) {
    fail(error, words);
  }
}

const background = () => (nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light);

/** The engine runs elsewhere: its own console in this window, and nothing that ends when the window does. */
function showAttached(address: string, preferences: Preferences, words: Words): void {
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

async function showOwn(host: { engine: Engine; close(): Promise<void> }, preferences: Preferences, words: Words): Promise<void> {
  const { engine } = host;
  hardenAllContents(app, new Set([APP_ORIGIN]), log);
  refusePermissions(session.defaultSession, APP_ORIGIN);
  let broker: PortBroker | undefined;
  let window: BrowserWindow | undefined;
  const setupCode = await engine.setupCode();
  let firstAddress = setupCode === undefined ? APP_URL : `${APP_URL}#code=${setupCode}`;

  const open = (): void => {
    if (window !== undefined && !window.isDestroyed()) {
      show(window);
      return;
    }
    window = openWindow({
      preferences,
      preload: PRELOAD,
      url: firstAddress,
      title: words.title,
      backgroundColor: background(),
    });
    firstAddress = APP_URL;
    stayAtHome(window.webContents, APP_ORIGIN, log);
    broker = createPortBroker(window, { engine, log, ownOrigin: APP_ORIGIN });
    hideInsteadOfClosing(window, { preferences, words, quit });
  };
  const stopActions = serveNativeActions({
    preferences,
    log,
    window: () => window,
    ownOrigin: APP_ORIGIN,
    documentsFolder: app.getPath('documents'),
    exports: {
      check: (id) => engine.exports.open(broker?.sessionId(), id),
      saveTo: (id, path) => engine.exports.saveExportTo({ sessionId: broker?.sessionId(), id, path }),
    },
  });
  const quit = createQuit({
    log,
    exit: (status) => app.exit(status),
    close: async () => {
      stopActions();
      await host.close();
    },
  });
  setMenu(words, { quit: () => quit.request(), isDeveloperMenuShown: !app.isPackaged });
  showInTray(engine, { words, log, quit, open });
  app.on('second-instance', open);
  app.on('activate', open);
  // The engine answers while no window is open.
  app.on('window-all-closed', () => undefined);
  app.on('before-quit', (event) => {
    event.preventDefault();
    quit.request();
  });
  stopOnSignals(() => quit.request());
  open();
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
  if (options.isHeadless) await runHeadless(options);
  else if (app.requestSingleInstanceLock()) void runDesktop(options);
  else app.quit();
} catch (error) {
  log.error('wrong usage', error);
  app.exit(2);
}
