/** What Electron runs is built, not the sources: the build has every file that is started by its address, and it runs. */
import { execFileSync } from 'node:child_process';
import { existsSync, globSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newFolder, removeFolder } from '../support/engine-process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** In the working copy, so that the packages are found; git knows no build/. */
const OUT = join(ROOT, `build/test-app-${process.pid}`);
const folder = newFolder();

beforeAll(async () => {
  await build({ configFile: join(ROOT, 'main/vite.config.ts'), logLevel: 'error', build: { outDir: OUT } });
}, 60_000);
afterAll(() => {
  rmSync(OUT, { recursive: true, force: true });
  removeFolder(folder);
});

it('has a file for every address of a thread, and none that ends in .ts', () => {
  const addresses = globSync('**/*.js', { cwd: OUT }).flatMap((file) => {
    const text = readFileSync(join(OUT, file), 'utf8');
    return Array.from(text.matchAll(/new URL\("(\.[^"]+\.(?:js|ts))", import\.meta\.url\)/g), ([, path]) =>
      join(OUT, file, '..', path ?? ''),
    );
  });
  expect(addresses.length).toBeGreaterThanOrEqual(5);
  expect(addresses.filter((path) => !existsSync(path))).toEqual([]);
});

it('runs: the built command line opens a store with its threads, adds a user and reads it', () => {
  const run = (...args: string[]) =>
    execFileSync(process.execPath, [join(OUT, 'main/cli/index.js'), ...args, '--json', '--data', join(folder, 'data')], {
      encoding: 'utf8',
    });
  run('user', 'add', 'demo0001');
  expect(run('user', 'list')).toContain('"demo0001"');
  expect(JSON.parse(readFileSync(join(OUT, 'package.json'), 'utf8'))).toMatchObject({
    type: 'module',
    main: 'main/electron/start.js',
    version: expect.stringMatching(/^\d+\.\d+\.\d+/),
  });
  expect(existsSync(join(OUT, 'main/electron/start.js'))).toBe(true);
}, 60_000);

it('is packed with every fuse set, native code outside the archive, for one machine, and published nowhere', () => {
  const text = readFileSync(join(ROOT, 'electron-builder.yml'), 'utf8');
  for (const line of [
    '  runAsNode: false',
    '  enableNodeOptionsEnvironmentVariable: false',
    '  enableNodeCliInspectArguments: false',
    '  enableCookieEncryption: true',
    '  enableEmbeddedAsarIntegrityValidation: true',
    '  onlyLoadAppFromAsar: true',
    '  grantFileProtocolExtraPrivileges: false',
    '  perMachine: true',
    '  deleteAppDataOnUninstall: false',
    'publish: null',
    'npmRebuild: false',
    '  - "**/node_modules/better-sqlite3/**"',
    '  - "**/node_modules/@node-rs/**"',
  ])
    expect(text.split('\n'), line).toContain(line);
  const installer = readFileSync(join(ROOT, 'main/electron/packaging/installer.nsh'), 'utf8');
  expect(installer).toContain('protocol=UDP localport=1812,1645 program="$INSTDIR');
  expect(installer.match(/advfirewall firewall delete rule/g)?.length).toBe(1);
});
