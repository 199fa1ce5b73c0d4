/** The desktop program from its start to its end, as it is built, with Electron's calls recorded. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { ownDataFolder } from '../../main/adapters/data-folder.ts';
import { readEngineAddress } from '../../main/adapters/engine-address.ts';
import * as electron from '../support/electron-double.ts';
import { countersign, newFolder, removeFolder, serveEngine } from '../support/engine-process.ts';

vi.mock('electron', async () => {
  const double = await import('../support/electron-double.ts');
  return { ...double, default: double };
});

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const BUILD = join(ROOT, `build/test-start-${process.pid}`);
const folder = newFolder();
const argv = process.argv;

beforeAll(async () => {
  await build({ configFile: join(ROOT, 'main/vite.config.ts'), logLevel: 'error', build: { outDir: join(BUILD, 'app') } });
  mkdirSync(join(BUILD, 'renderer'));
  writeFileSync(join(BUILD, 'renderer/index.html'), '<title>console</title>');
}, 60_000);
beforeEach(() => {
  electron.reset();
  electron.world.profileFolder = join(folder, 'profile');
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});
afterAll(() => {
  process.argv = argv;
  vi.restoreAllMocks();
  process.removeAllListeners('SIGINT').removeAllListeners('SIGTERM');
  rmSync(BUILD, { recursive: true, force: true });
  removeFolder(folder);
});

async function start(...args: string[]): Promise<void> {
  process.argv = ['electron', join(BUILD, 'app'), ...args];
  await import(/* @vite-ignore */ `${join(BUILD, 'app/main/electron/start.js')}?${Math.random()}`);
}
const firstWindow = async () => {
  await expect
    .poll(() => [electron.callsOf('showErrorBox'), electron.BrowserWindow.all.length], { timeout: 15_000 })
    .toEqual([[], 1]);
  const [window] = electron.BrowserWindow.all;
  if (window === undefined) throw new TypeError('no window');
  return window;
};
const exits = () => electron.callsOf('exit').map(([status]) => status);

it('hosts the engine, goes on when its window closes, and ends with the store closed', async () => {
  const data = join(folder, 'data');
  await start(`--data=${data}`, '--radius-port=0');
  const window = await firstWindow();
  expect(electron.callsOf('handle')).toEqual([['app']]);
  expect(electron.callsOf('setPermissionRequestHandler').length).toBe(1);
  expect(electron.callsOf('loadURL')).toEqual([[expect.stringMatching(/^app:\/\/console\/#code=[A-Z2-7]+$/)]]);
  window.webContents.emit('did-finish-load');
  expect(window.webContents.posted.length).toBe(1);
  await expect.poll(() => electron.Tray.all[0]?.toolTip).toMatch(/^Countersign: Engine actief/);

  // The command line finds it.
  expect(readEngineAddress(data)?.processId).toBe(process.pid);
  expect(await countersign(['user', 'add', 'demo0001', '--data', data])).toMatchObject({ status: 0 });

  window.emit('ready-to-show');
  for (let i = 0; i < 2; i += 1) {
    let isPrevented = false;
    window.emit('close', {
      preventDefault: () => {
        isPrevented = true;
      },
    });
    expect(isPrevented).toBe(true);
    expect(window.isShown).toBe(false);
    electron.app.emit('second-instance');
    expect(window.isShown).toBe(true);
  }
  expect(electron.callsOf('notification').length).toBe(1);
  expect(exits()).toEqual([]);

  electron.app.emit('before-quit', { preventDefault: () => undefined });
  await expect.poll(exits, { timeout: 15_000 }).toEqual([0]);
  expect(readEngineAddress(data)).toBeUndefined();
  ownDataFolder(data).release();
}, 60_000);

it('opens the console of the engine that runs, and nothing else', async () => {
  const engine = await serveEngine(join(folder, 'served'));
  try {
    await start(`--data=${engine.folder}`);
    const window = await firstWindow();
    expect(electron.callsOf('loadURL')).toEqual([[engine.consoleAddress]]);
    expect(window.options.webPreferences).not.toHaveProperty('preload');
    window.webContents.emit('did-finish-load');
    expect(window.webContents.posted).toEqual([]);
    expect(electron.Tray.all).toEqual([]);
    electron.app.emit('window-all-closed');
    expect(electron.callsOf('quit').length).toBe(1);
  } finally {
    await engine.stop();
  }
}, 60_000);

it('runs without a window where it is asked to, and ends at the second instance', async () => {
  const data = join(folder, 'service');
  await start(`--data=${data}`, '--headless', '--console-port=0', '--radius-port=0');
  const address = readEngineAddress(data);
  expect(electron.callsOf('disableHardwareAcceleration').length).toBe(1);
  expect(electron.BrowserWindow.all).toEqual([]);
  const status = await fetch(new URL('rpc/setup/status', address?.console), { method: 'POST' });
  expect(await status.json()).toMatchObject({ json: { isNeeded: true } });
  electron.app.emit('before-quit', { preventDefault: () => undefined });
  await expect.poll(exits, { timeout: 15_000 }).toEqual([0]);

  electron.reset();
  electron.world.isFirstInstance = false;
  await start(`--data=${data}`);
  expect(electron.callsOf('quit').length).toBe(1);
  expect(electron.BrowserWindow.all).toEqual([]);
}, 60_000);

it('says why it does not start, in a box and with a status', async () => {
  const file = join(folder, 'a-file');
  writeFileSync(file, '');
  await start(`--data=${join(file, 'data')}`);
  await expect.poll(exits).toEqual([1]);
  expect(electron.callsOf('showErrorBox')).toEqual([
    ['Countersign is niet gestart', expect.stringContaining('DATA_FOLDER_UNUSABLE')],
  ]);
  electron.reset();
  await start('--console-port=high');
  expect(exits()).toEqual([2]);
}, 60_000);
