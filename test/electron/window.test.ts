/** The window's options, its place on the displays, and what a page in it may not do. */
import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createLog } from '../../main/adapters/log.ts';
import * as electron from '../support/electron-double.ts';

vi.mock('electron', async () => ({ ...(await import('../support/electron-double.ts')), default: {} }));
const { clampBounds, MIN_HEIGHT, MIN_WIDTH } = await import('../../main/electron/bounds.ts');
const { openWindow } = await import('../../main/electron/window.ts');
const { openPreferences } = await import('../../main/electron/preferences.ts');
const hardening = await import('../../main/electron/hardening.ts');
const { isTrustedSender } = await import('../../main/electron/trusted-sender.ts');
const { menuTemplate } = await import('../../main/electron/menu.ts');
const { wordsFor } = await import('../../main/electron/words.ts');
const { readArguments } = await import('../../main/electron/arguments.ts');

const ORIGIN = 'app://console';
const log = createLog(() => undefined);
const memory = (values: Record<string, unknown> = {}) => ({
  get: (name: string) => values[name] as never,
  set: (name: string, value: unknown) => {
    values[name] = value;
  },
});
const open = (values: Record<string, unknown> = {}) =>
  openWindow({
    preferences: memory(values),
    url: 'app://console/',
    preload: '/preload.cjs',
    title: 'Countersign',
    backgroundColor: '#fff',
  }) as unknown as electron.BrowserWindow;

beforeEach(() => electron.reset());

describe('the window', () => {
  it('keeps the page in its sandbox, without Node, with the preload script, hidden until there is something to see', () => {
    const window = open();
    expect(window.options.webPreferences).toEqual({
      preload: '/preload.cjs',
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
    });
    expect(window.options).toMatchObject({ show: false, minWidth: MIN_WIDTH, minHeight: MIN_HEIGHT });
    expect(window.isShown).toBe(false);
    window.emit('ready-to-show');
    expect(window.isShown).toBe(true);
    expect(electron.callsOf('loadURL')).toEqual([['app://console/']]);
  });

  it('opens where it was closed, also maximised', () => {
    const values: Record<string, unknown> = {};
    const first = open(values);
    first.bounds = { x: 100, y: 80, width: 1300, height: 800 };
    first.isMaximizedNow = true;
    first.emit('close', { preventDefault: () => undefined });
    const second = open(values);
    expect(second.bounds).toEqual({ x: 100, y: 80, width: 1300, height: 800 });
    expect(second.isMaximizedNow).toBe(true);
  });

  it('comes back onto a display that is there', () => {
    const one = [{ x: 0, y: 0, width: 1920, height: 1040 }];
    const two = [...one, { x: 1920, y: 0, width: 2560, height: 1400 }];
    const saved = { x: 2400, y: 100, width: 1400, height: 900 };
    expect(clampBounds(saved, two)).toEqual(saved);
    // The second display is gone.
    expect(clampBounds(saved, one)).toEqual({ x: 260, y: 70, width: 1400, height: 900 });
    // Half outside: moved in. Too large: shrunk. Title bar above the display: put in the middle.
    expect(clampBounds({ x: 1500, y: 500, width: 1400, height: 900 }, one)).toEqual({ x: 520, y: 140, width: 1400, height: 900 });
    expect(clampBounds({ x: 0, y: 0, width: 5000, height: 5000 }, one)).toEqual(one[0]);
    expect(clampBounds({ x: 10, y: -900, width: 1400, height: 900 }, one)).toEqual({ x: 260, y: 70, width: 1400, height: 900 });
    // Smaller than the smallest window, and no display at all.
    expect(clampBounds({ x: 0, y: 0, width: 10, height: 10 }, one)).toMatchObject({ width: MIN_WIDTH, height: MIN_HEIGHT });
    expect(clampBounds(undefined, [{ x: 0, y: 0, width: 800, height: 600 }])).toEqual({ x: 0, y: 0, width: 800, height: 600 });
    expect(clampBounds(undefined, []).width).toBeGreaterThan(0);
  });

  it('takes the defaults from a broken file of preferences, and writes it anew', () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-preferences-'));
    try {
      writeFileSync(join(folder, 'window.json'), '{"bounds": {"x": 1');
      const broken = openPreferences(folder);
      expect(broken.get('bounds')).toBeUndefined();
      broken.set('bounds', { x: 1, y: 2, width: 1300, height: 800 });
      expect(openPreferences(folder).get('bounds')).toEqual({ x: 1, y: 2, width: 1300, height: 800 });
      writeFileSync(join(folder, 'window.json'), '{"bounds": "wide", "isMaximized": "yes"}');
      expect(openPreferences(folder).get('bounds')).toBeUndefined();
      expect(openPreferences(folder).get('isMaximized')).toBeUndefined();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('what a page may not do', () => {
  const prevented = (contents: EventEmitter, name: string, url: string): boolean => {
    let isPrevented = false;
    contents.emit(name, {
      url,
      preventDefault: () => {
        isPrevented = true;
      },
    });
    return isPrevented;
  };

  it('go elsewhere, be redirected or put another page into a frame', () => {
    const contents = new electron.WebContents();
    hardening.stayAtHome(contents as never, ORIGIN, log);
    for (const name of ['will-navigate', 'will-redirect', 'will-frame-navigate']) {
      expect(prevented(contents, name, 'app://console/users/7'), name).toBe(false);
      for (const url of [
        'https://example.org/',
        'app://other/',
        'file:///etc/passwd',
        'javascript:alert(1)',
        'app://console.example.org/',
      ])
        expect(prevented(contents, name, url), `${name} ${url}`).toBe(true);
    }
  });

  it('open a window, or attach a webview', () => {
    const contents = new electron.WebContents();
    hardening.refuseNewWindows(contents as never, log);
    hardening.refuseWebviews(contents as never);
    expect(contents.openHandler?.({ url: 'https://example.org/' })).toEqual({ action: 'deny' });
    expect(contents.openHandler?.({ url: 'app://console/help' })).toEqual({ action: 'deny' });
    expect(prevented(contents, 'will-attach-webview', '')).toBe(true);
  });

  it('get a permission, but for writing to the clipboard on its own origin', () => {
    const asked: { request?: (...args: unknown[]) => void; check?: (...args: unknown[]) => boolean; device?: () => boolean } = {};
    const session = {
      setPermissionRequestHandler: (handler: typeof asked.request) => {
        asked.request = handler;
      },
      setPermissionCheckHandler: (handler: typeof asked.check) => {
        asked.check = handler;
      },
      setDevicePermissionHandler: (handler: typeof asked.device) => {
        asked.device = handler;
      },
    };
    hardening.refusePermissions(session as never, ORIGIN);
    const isGranted = (permission: string, url: string) => {
      let answer: unknown;
      asked.request?.(
        null,
        permission,
        (given: unknown) => {
          answer = given;
        },
        { requestingUrl: url },
      );
      expect(asked.check?.(null, permission, url)).toBe(answer);
      return answer;
    };
    expect(isGranted('clipboard-sanitized-write', `${ORIGIN}/radius`)).toBe(true);
    expect(isGranted('clipboard-sanitized-write', 'https://example.org/')).toBe(false);
    for (const permission of ['media', 'geolocation', 'notifications', 'openExternal', 'hid', 'clipboard-read', 'fullscreen'])
      expect(isGranted(permission, `${ORIGIN}/`), permission).toBe(false);
    expect(asked.device?.()).toBe(false);
  });

  it('be spoken for by a frame in it', () => {
    const frame = (url: string, parent: unknown) => ({ senderFrame: { url, parent } }) as never;
    expect(isTrustedSender(frame('app://console/users', null), ORIGIN)).toBe(true);
    expect(isTrustedSender(frame('app://console/users', {}), ORIGIN)).toBe(false);
    expect(isTrustedSender(frame('https://example.org/', null), ORIGIN)).toBe(false);
    expect(isTrustedSender(frame('app://console@example.org/', null), ORIGIN)).toBe(false);
    expect(isTrustedSender({ senderFrame: null }, ORIGIN)).toBe(false);
  });

  it('be trusted at any page that is made later: new contents are refused windows, webviews and foreign addresses', () => {
    const app = new EventEmitter();
    hardening.hardenAllContents(app as never, new Set([ORIGIN]), log);
    const contents = new electron.WebContents();
    app.emit('web-contents-created', {}, contents);
    expect(prevented(contents, 'will-attach-webview', '')).toBe(true);
    expect(prevented(contents, 'will-navigate', 'https://example.org/')).toBe(true);
    expect(contents.openHandler?.({ url: ORIGIN })).toEqual({ action: 'deny' });
    let trusted: unknown;
    app.emit('certificate-error', { preventDefault: () => undefined }, contents, '', '', {}, (answer: unknown) => {
      trusted = answer;
    });
    expect(trusted).toBe(false);
  });
});

describe('menu and arguments', () => {
  it('has the developer tools only in a working copy, and Dutch where the system is', () => {
    const actions = { quit: () => undefined, isDeveloperMenuShown: false };
    expect(JSON.stringify(menuTemplate(wordsFor('nl-BE'), actions))).toContain('Engine stoppen en afsluiten');
    expect(JSON.stringify(menuTemplate(wordsFor('en-GB'), actions))).not.toContain('toggleDevTools');
    expect(JSON.stringify(menuTemplate(wordsFor('de'), { ...actions, isDeveloperMenuShown: true }))).toContain('toggleDevTools');
    for (const [key, text] of Object.entries(wordsFor('nl'))) expect(typeof text, key).toBe(typeof wordsFor('en')[key as 'open']);
  });

  it('reads its own arguments and leaves those of Chromium alone', () => {
    expect(
      readArguments(['--data=/srv/data', '--headless', '--disable-gpu', '--console-port', '9000', '--radius-port=0']),
    ).toEqual({
      dataFolder: '/srv/data',
      isHeadless: true,
      consolePort: 9000,
      radiusPort: 0,
    });
    expect(readArguments([])).toMatchObject({ isHeadless: false, consolePort: 8123, radiusPort: undefined });
    for (const wrong of ['70000', '-1', 'x', ''])
      expect(() => readArguments([`--console-port=${wrong}`]), wrong).toThrow(RangeError);
  });
});
