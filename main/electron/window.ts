/** The console's window: a sandboxed page without Node, at the place where it was closed. */
import { BrowserWindow, screen } from 'electron';
import { clampBounds, MIN_HEIGHT, MIN_WIDTH } from './bounds.ts';
import type { Preferences } from './preferences.ts';

export type WindowOptions = {
  readonly preferences: Preferences;
  /** Address of the console: the own scheme, or the running engine's on loopback. */
  readonly url: string;
  /** Path of the built preload script; undefined for a console that this process does not host. */
  readonly preload: string | undefined;
  readonly title: string;
  readonly backgroundColor: string;
};

/** Milliseconds after the last move before the place is remembered. */
const REMEMBER_MILLISECONDS = 500;

/** Shown only when there is something to see. */
export function openWindow({ preferences, url, preload, title, backgroundColor }: WindowOptions): BrowserWindow {
  const bounds = clampBounds(
    preferences.get('bounds'),
    screen.getAllDisplays().map(({ workArea }) => workArea),
  );
  const window = new BrowserWindow({
    ...bounds,
    title,
    backgroundColor,
    minWidth: Math.min(MIN_WIDTH, bounds.width),
    minHeight: Math.min(MIN_HEIGHT, bounds.height),
    show: false,
    autoHideMenuBar: true,
    webPreferences: {
      ...(preload === undefined ? {} : { preload }),
      // Items 2, 3, 4, 6, 8, 9, 10 and 11 of Electron's security checklist. Most are the default; here they are said.
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
    },
  });
  if (preferences.get('isMaximized') === true) window.maximize();
  window.once('ready-to-show', () => window.show());
  // The page's own title is "Users · Countersign": the server's name stays in front.
  window.on('page-title-updated', (event) => event.preventDefault());
  rememberPlace(window, preferences);
  void window.loadURL(url);
  return window;
}

function rememberPlace(window: BrowserWindow, preferences: Preferences): void {
  let timer: NodeJS.Timeout | undefined;
  const remember = () => {
    if (window.isDestroyed() || window.isMinimized()) return;
    preferences.set('isMaximized', window.isMaximized());
    preferences.set('bounds', window.getNormalBounds());
  };
  const later = () => {
    clearTimeout(timer);
    timer = setTimeout(remember, REMEMBER_MILLISECONDS);
  };
  window.on('resize', later);
  window.on('move', later);
  window.on('close', () => {
    clearTimeout(timer);
    remember();
  });
}
