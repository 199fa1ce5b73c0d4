/** The page's connection to the engine, its own scheme, tray, dialogs, keystore and the end of the process. */
import { EventEmitter } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import type { MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createKeySlots, openKeySlots } from '../../main/adapters/key-slots.ts';
import { createLog } from '../../main/adapters/log.ts';
import { composeEngine, type Engine } from '../../main/compose.ts';
import { appError } from '../../main/engine/app-error.ts';
import { startConsoleServer } from '../../main/headless/console-server.ts';
import { createConnectionStore } from '../../renderer/bridge/connection.ts';
import { createPortLink } from '../../renderer/bridge/port-link.ts';
import type { HostBridge } from '../../shared/host.ts';
import type { ContractClient } from '../contract/pipes.ts';
import * as electron from '../support/electron-double.ts';
import { random } from '../support/store.ts';

vi.mock('electron', async () => ({ ...(await import('../support/electron-double.ts')), default: {} }));
const { APP_ORIGIN, registerAppScheme, serveConsole } = await import('../../main/electron/app-protocol.ts');
const { createPortBroker } = await import('../../main/electron/port-broker.ts');
const { createEngineTray } = await import('../../main/electron/tray.ts');
const { drawState } = await import('../../main/electron/tray-icon.ts');
const { wordsFor } = await import('../../main/electron/words.ts');
const { createQuit } = await import('../../main/electron/quit.ts');
const { serveNativeActions } = await import('../../main/electron/native-actions.ts');
const { PORT_CHANNEL, SAVE_EXPORT_CHANNEL, SAVE_FILE_CHANNEL } = await import('../../main/electron/native-channels.ts');
const { createElectronKeystore } = await import('../../main/electron/key-slot.ts');

const logged: string[] = [];
const log = createLog((line) => void logged.push(line));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'countersign-desktop-'));
});
afterAll(() => {
  for (const each of readdirSync(folder)) chmodSync(join(folder, each), 0o700);
  rmSync(folder, { recursive: true });
});
beforeEach(() => electron.reset());

const newWindow = () => new electron.BrowserWindow({ x: 0, y: 0, width: 1, height: 1 });
const CONSOLE_FRAME = { url: `${APP_ORIGIN}/users`, parent: null };

describe('the own scheme', () => {
  let answer: (path: string, init?: RequestInit) => Promise<Response>;
  let built: string;
  beforeAll(() => {
    built = join(folder, 'console');
    mkdirSync(join(built, 'assets'), { recursive: true });
    writeFileSync(join(built, 'index.html'), '<title>console</title>');
    writeFileSync(join(built, 'assets/app.js'), 'export {};');
    writeFileSync(join(folder, 'secret.txt'), 'service key');
    let handler: ((request: Request) => Promise<Response>) | undefined;
    const target = {
      handle: (_scheme: string, given: typeof handler) => {
        handler = given;
      },
    };
    expect(serveConsole(target as never, built)).toBe(true);
    answer = async (url, init) => (await handler?.(new Request(url, init))) ?? Response.error();
  });

  it('serves the console at each of its addresses, with the headers of the headless host', async () => {
    const page = await answer(`${APP_ORIGIN}/users/7?tab=tokens`);
    expect(await page.text()).toBe('<title>console</title>');
    const engine = { router: {}, sessions: {}, onSessionsChanged: () => () => undefined, exports: {} };
    const server = await startConsoleServer({ engine: engine as never, log, port: 0, consoleFolder: built, localToken: 'x' });
    try {
      const other = await fetch(server.address);
      for (const name of [
        'content-security-policy',
        'x-content-type-options',
        'x-frame-options',
        'referrer-policy',
        'cross-origin-opener-policy',
        'cross-origin-resource-policy',
        'content-type',
        'cache-control',
      ]) {
        expect(page.headers.get(name), name).toBeTruthy();
        expect(page.headers.get(name), name).toBe(other.headers.get(name));
      }
    } finally {
      await server.close();
    }
    expect((await answer(`${APP_ORIGIN}/assets/app.js`)).headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it('serves nothing else: no other folder, host or method', async () => {
    const statusOf = async (url: string, init?: RequestInit) => (await answer(url, init)).status;
    for (const path of [
      '../secret.txt',
      '%2e%2e/secret.txt',
      '..%2fsecret.txt',
      'assets/..%5c..%5csecret.txt',
      'assets/none.js',
      'C:/x.txt',
    ])
      expect(await statusOf(`${APP_ORIGIN}/${path}`), path).toBe(404);
    expect(await statusOf('app://other/')).toBe(404);
    expect(await statusOf(`${APP_ORIGIN}/`, { method: 'POST', body: 'x' })).toBe(405);
    expect(serveConsole({ handle: () => undefined } as never, join(folder, 'not-built'))).toBe(false);
  });

  it('is a standard and secure scheme without a way around the policy', () => {
    registerAppScheme();
    const [[schemes]] = electron.callsOf('registerSchemesAsPrivileged') as [[{ scheme: string; privileges: object }[]]];
    expect(schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
  });
});

describe('the connection of the page', () => {
  let engine: Engine;
  let preload: string;
  beforeAll(async () => {
    engine = await composeEngine({ dataFolder: join(folder, 'data'), host: 'electron', log, listens: false });
    const config = fileURLToPath(new URL('../../preload/vite.config.ts', import.meta.url));
    await build({ configFile: config, logLevel: 'error', build: { outDir: join(folder, 'preload') } });
    preload = readFileSync(join(folder, 'preload/index.cjs'), 'utf8');
  }, 30_000);
  afterAll(() => engine.close());

  /** The built preload script and the page's own link, in a world that has what a sandboxed preload has. */
  function openPage(invoke: (channel: string, input: unknown) => Promise<unknown> = async () => undefined) {
    const page = Object.assign(new EventTarget(), { location: { origin: APP_ORIGIN } });
    const post = (message: unknown, origin: string, ports: MessagePort[]) => {
      expect(origin).toBe(APP_ORIGIN);
      page.dispatchEvent(Object.assign(new Event('message'), { data: message, origin, ports, source: page }));
    };
    const ipc = new EventEmitter();
    const exposed: Record<string, unknown> = {};
    const modules: Record<string, unknown> = {
      electron: {
        ipcRenderer: { on: ipc.on.bind(ipc), invoke },
        contextBridge: {
          exposeInMainWorld: (name: string, value: unknown) => {
            exposed[name] = value;
          },
        },
      },
    };
    const sandbox = {
      window: { addEventListener: page.addEventListener.bind(page), location: page.location, postMessage: post },
      require: (name: string) => modules[name] ?? expect.unreachable(`preload asked for ${name}`),
      module: { exports: {} },
      exports: {},
      Promise,
    };
    runInContext(preload, createContext(sandbox));
    const connection = createConnectionStore();
    const client = createORPCClient<ContractClient>(createPortLink(page as never, connection));
    return { page, ipc, client, connection, exposed, host: exposed.countersignHost as HostBridge };
  }

  const deliver = (window: electron.BrowserWindow, { ipc }: { ipc: EventEmitter }) => {
    const posted = window.webContents.posted.splice(0);
    for (const { channel, ports } of posted) ipc.emit(channel, { ports });
    return posted.length;
  };

  it('is handed to the console, and its calls reach the engine', async () => {
    const window = newWindow();
    const broker = createPortBroker(window as never, { engine, log, ownOrigin: APP_ORIGIN });
    const page = openPage();
    await window.loadURL(`${APP_ORIGIN}/`);
    window.webContents.emit('did-finish-load');
    page.page.dispatchEvent(new Event('load'));
    expect(deliver(window, page)).toBe(1);
    expect(await page.client.setup.status()).toMatchObject({ isNeeded: true });
    expect(page.connection.get().kind).toBe('open');
    expect(broker.sessionId()).toBeUndefined();
    const password = 'a long enough secret of eve';
    await page.client.setup.createFirstOperator({ name: 'Alice', password, setupCode: (await engine.setupCode()) ?? '' });
    expect(broker.sessionId()).toEqual(expect.any(String));

    // A reload: a new page, a new port, nobody signed in any more.
    window.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    expect(broker.sessionId()).toBeUndefined();
    const reloaded = openPage();
    window.webContents.emit('did-finish-load');
    reloaded.page.dispatchEvent(new Event('load'));
    expect(deliver(window, reloaded)).toBe(1);
    expect(await reloaded.client.session.current()).toBeNull();
    await expect(reloaded.client.users.facts()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    broker.close();
  });

  it('is kept when the address changes within the page', async () => {
    const window = newWindow();
    const broker = createPortBroker(window as never, { engine, log, ownOrigin: APP_ORIGIN });
    const page = openPage();
    await window.loadURL(`${APP_ORIGIN}/`);
    window.webContents.emit('did-finish-load');
    page.page.dispatchEvent(new Event('load'));
    deliver(window, page);
    window.webContents.emit('did-start-navigation', { isMainFrame: true, isSameDocument: true });
    window.webContents.emit('did-start-navigation', { isMainFrame: false, isSameDocument: false });
    expect(await page.client.setup.status()).toMatchObject({ isNeeded: false });
    broker.close();
  });

  it('is handed to no other page', async () => {
    for (const url of [
      'https://example.org/',
      'chrome-error://chromewebdata/',
      'file:///tmp/x.html',
      'app://console.example.org/',
      '',
    ]) {
      const window = newWindow();
      createPortBroker(window as never, { engine, log, ownOrigin: APP_ORIGIN });
      await window.loadURL(url);
      window.webContents.emit('did-finish-load');
      expect(window.webContents.posted, url).toEqual([]);
    }
  });

  it('gives the page two dialogs and nothing of Electron; a refusal keeps its code', async () => {
    const asked: [string, unknown][] = [];
    let answer: unknown = { isOk: true, isSaved: false };
    const { exposed, host } = openPage(async (channel, input) => {
      asked.push([channel, input]);
      return answer;
    });
    expect(Object.keys(exposed)).toEqual(['countersignHost']);
    expect(Object.keys(host).toSorted()).toEqual(['kind', 'saveExport', 'saveFile']);
    expect(await host.saveExport({ id: '7', name: 'users.csv' })).toBe(false);
    answer = { isOk: false, code: 'EXPORT_FILE_LOCKED', detail: { path: 'users.csv' } };
    await expect(host.saveFile({ name: 'a.txt', mediaType: 'text/plain', content: 'x' })).rejects.toEqual({
      code: 'EXPORT_FILE_LOCKED',
      detail: { path: 'users.csv' },
    });
    expect(asked).toEqual([
      [SAVE_EXPORT_CHANNEL, { id: '7', name: 'users.csv' }],
      [SAVE_FILE_CHANNEL, { name: 'a.txt', mediaType: 'text/plain', content: 'x' }],
    ]);
    expect(preload.split('\n').length).toBeLessThan(60);
    expect(preload).toContain(PORT_CHANNEL);
  });
});

describe('saving a file', () => {
  const values: Record<string, unknown> = {};
  const preferences = {
    get: (name: string) => values[name] as never,
    set: (name: string, value: unknown) => {
      values[name] = value;
    },
  };
  const exports = {
    check: vi.fn(async (_id: string) => undefined),
    saveTo: vi.fn(async (_id: string, _path: string) => undefined),
  };
  let stop: () => void;
  beforeEach(() => {
    exports.check.mockReset();
    exports.saveTo.mockReset();
    stop = serveNativeActions({
      preferences,
      exports,
      log,
      window: () => undefined,
      ownOrigin: APP_ORIGIN,
      documentsFolder: folder,
    });
  });
  const save = (content: string | Uint8Array, name = 'report.csv', frame: unknown = CONSOLE_FRAME) =>
    electron.invoke(SAVE_FILE_CHANNEL, frame, { name, mediaType: 'text/csv', content });
  const choose = (path: string) => {
    electron.world.saveDialog = { canceled: false, filePath: path };
  };

  it('writes text and bytes whole, and offers the same folder the next time', async () => {
    mkdirSync(join(folder, 'saved'));
    choose(join(folder, 'saved/a.csv'));
    expect(await save('één\r\n')).toEqual({ isOk: true, isSaved: true });
    expect(readFileSync(join(folder, 'saved/a.csv'), 'utf8')).toBe('één\r\n');
    choose(join(folder, 'saved/b.bin'));
    expect(await save(new Uint8Array([0, 255, 7]))).toEqual({ isOk: true, isSaved: true });
    expect([...readFileSync(join(folder, 'saved/b.bin'))]).toEqual([0, 255, 7]);
    expect(readdirSync(join(folder, 'saved')).toSorted()).toEqual(['a.csv', 'b.bin']);
    expect(electron.callsOf('showSaveDialog').map(([wanted]) => (wanted as { defaultPath: string }).defaultPath)).toEqual([
      join(folder, 'report.csv'),
      join(folder, 'saved/report.csv'),
    ]);
  });

  it('takes no path from the page, and writes nothing when the dialog is cancelled', async () => {
    electron.world.saveDialog = { canceled: true, filePath: '' };
    for (const name of ['../../etc/passwd', '..\\..\\boot.ini', 'con:stream?.csv'])
      expect(await save('x', name)).toEqual({ isOk: true, isSaved: false });
    const offered = electron.callsOf('showSaveDialog').map(([wanted]) => (wanted as { defaultPath: string }).defaultPath);
    expect(offered.map((path) => path.slice(path.lastIndexOf('/') + 1))).toEqual(['passwd', 'boot.ini', 'con_stream_.csv']);
  });

  it('refuses a file that is not the console’s, and a message that is no file', async () => {
    choose(join(folder, 'refused.csv'));
    await expect(save('x', 'a.csv', { url: `${APP_ORIGIN}/`, parent: {} })).rejects.toThrow('not the console');
    await expect(save('x', 'a.csv', { url: 'https://example.org/', parent: null })).rejects.toThrow('not the console');
    expect(await electron.invoke(SAVE_FILE_CHANNEL, CONSOLE_FRAME, { name: 7 })).toMatchObject({ isOk: false, code: 'INTERNAL' });
    expect(readdirSync(folder)).not.toContain('refused.csv');
  });

  it('says that a file is open elsewhere, that the disk is full and what else failed, and leaves no half file', async () => {
    const { saveBytes } = await import('../../main/electron/save-file.ts');
    const target = join(folder, 'failing');
    mkdirSync(target);
    writeFileSync(join(target, 'old.csv'), 'the old file');
    // A folder stands where the file should: rename fails, as it does on Windows while Excel has the file open.
    mkdirSync(join(target, 'taken.csv'));
    await expect(saveBytes(join(target, 'taken.csv'), 'x')).rejects.toMatchObject({ code: 'EXPORT_WRITE_FAILED' });
    await expect(saveBytes(join(target, 'nowhere/a.csv'), 'x')).rejects.toMatchObject({
      code: 'EXPORT_WRITE_FAILED',
      detail: { problem: 'ENOENT' },
    });
    // Linux says "no space left" for every write to this device.
    symlinkSync('/dev/full', join(target, 'full.csv.part'));
    await expect(saveBytes(join(target, 'full.csv'), 'x')).rejects.toMatchObject({ code: 'EXPORT_DISK_FULL' });
    expect(readFileSync(join(target, 'old.csv'), 'utf8')).toBe('the old file');
    expect(readdirSync(target).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('turns the system’s refusals into the codes that the console explains', async () => {
    const { refusalOf } = await import('../../main/electron/save-file.ts');
    const codeOf = (code: string) => refusalOf('a.csv', Object.assign(new Error(code), { code })).code;
    expect(['EBUSY', 'EPERM', 'EACCES'].map(codeOf)).toEqual(Array(3).fill('EXPORT_FILE_LOCKED'));
    expect(['ENOSPC', 'EDQUOT'].map(codeOf)).toEqual(Array(2).fill('EXPORT_DISK_FULL'));
    expect(codeOf('EIO')).toBe('EXPORT_WRITE_FAILED');
  });

  it('saves an export only of the operator in the window, and asks for no place when it is gone', async () => {
    choose(join(folder, 'users.csv'));
    const ask = () => electron.invoke(SAVE_EXPORT_CHANNEL, CONSOLE_FRAME, { id: 'job-1', name: 'users.csv' });
    expect(await ask()).toEqual({ isOk: true, isSaved: true });
    expect(exports.saveTo).toHaveBeenCalledWith('job-1', join(folder, 'users.csv'));
    exports.check.mockRejectedValue(appError('EXPORT_NOT_FOUND'));
    expect(await ask()).toEqual({ isOk: false, code: 'EXPORT_NOT_FOUND', detail: {} });
    expect(electron.callsOf('showSaveDialog').length).toBe(1);
    exports.check.mockReset();
    exports.saveTo.mockRejectedValue(appError('EXPORT_DISK_FULL', { detail: { path: 'users.csv' } }));
    expect(await ask()).toEqual({ isOk: false, code: 'EXPORT_DISK_FULL', detail: { path: 'users.csv' } });
    stop();
    await expect(ask()).rejects.toThrow('No handler');
  });
});

describe('the icon beside the clock', () => {
  it('tells the state by picture and word, and opens or quits', () => {
    const acted: string[] = [];
    const tray = createEngineTray(wordsFor('en'), { open: () => void acted.push('open'), quit: () => void acted.push('quit') });
    const [icon] = electron.Tray.all;
    if (icon === undefined) throw new TypeError('no tray');
    const images = new Set<unknown>();
    const lines = [
      { isRunning: true, warningCount: 0 },
      { isRunning: true, warningCount: 1 },
      { isRunning: true, warningCount: 3 },
      { isRunning: false, warningCount: 3 },
    ].map((facts) => {
      tray.show(facts);
      images.add(icon.image);
      expect(icon.toolTip).toContain(icon.menu[0]?.label);
      return icon.menu[0]?.label;
    });
    expect(lines).toEqual(['Engine running', 'Engine running, 1 warning', 'Engine running, 3 warnings', 'Engine stopped']);
    icon.emit('click');
    for (const entry of icon.menu) entry.click?.();
    expect(acted).toEqual(['open', 'open', 'quit']);
    expect(icon.image.representations.map(({ width }) => width)).toEqual([16, 24, 32]);
    tray.destroy();
    expect(icon.isDestroyedNow).toBe(true);
  });

  it('has another shape for each state, and something to see in each', () => {
    const alphaOf = (state: 'running' | 'warnings' | 'stopped') => {
      const bitmap = drawState(state, 16);
      expect(bitmap.length).toBe(16 * 16 * 4);
      return Array.from({ length: 256 }, (_, i) => (bitmap[i * 4 + 3] ?? 0) > 127);
    };
    const shapes = (['running', 'warnings', 'stopped'] as const).map(alphaOf);
    for (const shape of shapes) expect(shape.filter(Boolean).length).toBeGreaterThan(60);
    expect(new Set(shapes.map((shape) => shape.join())).size).toBe(3);
  });
});

describe('the end of the process', () => {
  const start = (close: () => Promise<void>, limitMilliseconds = 10_000) => {
    const exits: number[] = [];
    return { exits, quit: createQuit({ close, log, limitMilliseconds, exit: (status) => void exits.push(status) }) };
  };

  it('waits for the requests that run', async () => {
    const running = Promise.withResolvers<void>();
    const { exits, quit } = start(() => running.promise);
    quit.request();
    expect(quit.isQuitting()).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(exits).toEqual([]);
    running.resolve();
    await expect.poll(() => exits).toEqual([0]);
  });

  it('does not wait for ever, nor at a second wish, and ends once', async () => {
    const stuck = start(() => new Promise(() => undefined), 20);
    stuck.quit.request();
    await expect.poll(() => stuck.exits).toEqual([1]);

    const running = Promise.withResolvers<void>();
    const forced = start(() => running.promise);
    forced.quit.request();
    forced.quit.request();
    expect(forced.exits).toEqual([1]);
    running.resolve();
    await new Promise((resolve) => setTimeout(resolve, 10));
    expect(forced.exits).toEqual([1]);

    const failing = start(async () => {
      throw new Error('disk');
    });
    failing.quit.request();
    await expect.poll(() => failing.exits).toEqual([1]);
  });
});

describe('the keystore of the operating system', () => {
  const newData = (name: string) => {
    const path = join(folder, name);
    mkdirSync(path);
    return path;
  };
  const keystore = createElectronKeystore('win32');

  it('opens the data key when the key file is lost, and makes a new one', async () => {
    const data = newData('keys-1');
    const { dataKey } = await createKeySlots({ folder: data, random, keystore });
    rmSync(join(data, 'service.key'));
    await expect(openKeySlots({ folder: data, random })).rejects.toMatchObject({ code: 'KEY_SLOT_UNAVAILABLE' });
    const opened = await openKeySlots({ folder: data, random, keystore });
    expect(opened?.dataKey).toEqual(dataKey);
    // From now on a host without a keystore opens it too.
    expect((await openKeySlots({ folder: data, random }))?.dataKey).toEqual(dataKey);
  });

  it('joins the slots that are there, once, and stays when the passphrase is renewed', async () => {
    const data = newData('keys-2');
    await createKeySlots({ folder: data, random });
    await openKeySlots({ folder: data, random, keystore });
    const opened = await openKeySlots({ folder: data, random, keystore });
    await opened?.renewPassphrase();
    const { slots } = JSON.parse(readFileSync(join(data, 'keys.json'), 'utf8'));
    expect(slots.map(({ kind }: { kind: string }) => kind)).toEqual(['key-file', 'os-keystore', 'passphrase']);
    expect(JSON.stringify(slots)).not.toContain(Buffer.from(opened?.dataKey ?? []).toString('base64'));
  });

  it('is left out where it is missing, worthless or refuses', async () => {
    const kindsIn = async (name: string, given = keystore) => {
      const data = newData(name);
      await createKeySlots({ folder: data, random, keystore: given });
      return JSON.parse(readFileSync(join(data, 'keys.json'), 'utf8')).slots.map(({ kind }: { kind: string }) => kind);
    };
    electron.world.isEncryptionAvailable = false;
    expect(await kindsIn('keys-3')).toEqual(['key-file']);
    electron.world.isEncryptionAvailable = true;
    electron.world.storageBackend = 'basic_text';
    expect(await kindsIn('keys-4', createElectronKeystore('linux'))).toEqual(['key-file']);
    const refusing = { ...keystore, wrap: () => expect.unreachable('locked') };
    expect(await kindsIn('keys-5', refusing)).toEqual(['key-file']);
  });

  it('of another account opens nothing, and says which slot failed first', async () => {
    const data = newData('keys-6');
    await createKeySlots({ folder: data, random, keystore });
    rmSync(join(data, 'service.key'));
    electron.world.keystoreKey = 0x33;
    await expect(openKeySlots({ folder: data, random, keystore })).rejects.toMatchObject({
      code: 'KEY_SLOT_UNAVAILABLE',
      detail: { problem: 'service.key-ENOENT' },
    });
  });
});
