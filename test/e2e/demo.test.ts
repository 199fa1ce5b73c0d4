/** The demo in a browser: one button signs in, every page says what it is, and sign-ins come in by themselves. */
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { CHROMIUM, capture, heading } from '../support/console-browser.ts';
import { mustRun, newFolder, removeFolder, type ServedEngine, serveEngine } from '../support/engine-process.ts';
import { missingPrograms } from '../support/required-programs.ts';

describe.skipIf(missingPrograms(CHROMIUM).length > 0)('the demo', () => {
  const folder = newFolder();
  let engine: ServedEngine;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    const data = join(folder, 'demo');
    const made = await mustRun(['demo', '--json', '--data', data, '--users', '60', '--attempts', '600', '--days', '14']);
    expect(JSON.parse(made)).toMatchObject({ isNew: true, operator: { name: 'demo' } });
    engine = await serveEngine(data);
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
    page = await browser.newPage({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await engine?.stop();
    removeFolder(folder);
  });

  it('signs in with one button, without a password', async () => {
    await page.goto(engine.consoleAddress);
    await page.getByRole('button', { name: /demo/i }).click();
    await heading(page, 'Status').waitFor();
  });

  it('says on each page that the data are invented, readable in light and dark', async () => {
    for (const path of ['', 'users', 'log', 'reports']) {
      await page.goto(new URL(path, engine.consoleAddress).href);
      await page.getByRole('region', { name: 'Demo data' }).waitFor();
    }
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      expect(await axeFindings(page, 'section[aria-label="Demo data"]'), colorScheme).toEqual([]);
    }
    await page.emulateMedia({ colorScheme: 'light' });
    await capture(page, 'demo');
  });

  it('shows the sign-ins of the simulated client as they come', async () => {
    await page.goto(new URL('log', engine.consoleAddress).href);
    await page.getByRole('row').filter({ hasText: '127.0.0.1' }).first().waitFor({ timeout: 30_000 });
  });
});
