/**
 * The desktop program itself, where Electron's program is: first run, sign-in over the MessagePort, a second start, a
 * running service. Elsewhere each is skipped with its reason; test/electron has the same parts with Electron's calls
 * recorded.
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { _electron, type ElectronApplication, type Page } from 'playwright-core';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { findElectron } from '../support/electron-program.ts';
import { newFolder, removeFolder, serveEngine } from '../support/engine-process.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const found = findElectron();
const PASSWORD = 'a long enough secret of eve';
const folder = newFolder();
const started: ElectronApplication[] = [];

/** A spec that needs the program. */
const desktop = (name: string, test: () => Promise<void>) =>
  it.skipIf('missing' in found)(`${name}${'missing' in found ? ` (skipped: ${found.missing})` : ''}`, test);

beforeAll(() => {
  if ('missing' in found) return;
  for (const config of ['renderer', 'main', 'preload']) {
    const built = spawnSync(
      process.execPath,
      ['node_modules/vite/bin/vite.js', 'build', '--config', `${config}/vite.config.ts`],
      {
        cwd: ROOT,
        encoding: 'utf8',
      },
    );
    expect(built.status, built.stderr).toBe(0);
  }
});
afterEach(async () => {
  for (const application of started.splice(0)) await application.close();
  removeFolder(folder);
});

async function start(data: string): Promise<{ application: ElectronApplication; page: Page }> {
  if ('missing' in found) throw new TypeError(found.missing);
  const application = await _electron.launch({
    executablePath: found.program,
    args: [join(ROOT, 'build/app'), `--data=${data}`, '--radius-port=0', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  started.push(application);
  return { application, page: await application.firstWindow() };
}

desktop('sets up the console and signs in over the MessagePort', async () => {
  const { page } = await start(join(folder, 'data'));
  await page.waitForURL(/^app:\/\/console\//);
  expect(await page.evaluate(() => (globalThis as { process?: unknown }).process)).toBeUndefined();
  await page.getByLabel('Name').fill('Alice');
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
  expect(await page.title()).not.toBe('');
});

desktop('has the sandbox, the isolation and the policy in force', async () => {
  const { application, page } = await start(join(folder, 'data'));
  expect(await page.evaluate(() => 'require' in globalThis || 'electron' in globalThis)).toBe(false);
  const answer = await page.evaluate(async () => (await fetch('/')).headers.get('content-security-policy'));
  expect(answer).toContain("default-src 'self'");
  await page.evaluate(() => window.open('https://example.org/'));
  expect(application.windows().length).toBe(1);
});

desktop('shows the console of an engine that runs already, and starts none', async () => {
  const engine = await serveEngine(join(folder, 'data'));
  try {
    const { page } = await start(engine.folder);
    await page.waitForURL(/^http:\/\/127\.0\.0\.1:/);
  } finally {
    await engine.stop();
  }
});
