/**
 * Every screen of the demo, in English and Dutch: no serious finding of axe in light and in dark, nothing that scrolls
 * sideways at 1280 or 1920, no exception, no error panel. With SCREENSHOTS naming a folder it leaves pictures of all.
 */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { CHROMIUM, COLOR_SCHEMES, capture, SIZES, scrollsSideways, showScheme } from '../support/console-browser.ts';
import { type RunningDemo, startDemo } from '../support/demo-process.ts';
import { missingPrograms } from '../support/required-programs.ts';

const SCREENS = [
  '/',
  '/users',
  '/users?search=birch',
  '/users/new',
  '/users/import',
  '/users/2',
  '/tokens',
  '/tokens/import',
  '/tokens?token=3',
  '/tags',
  '/radius',
  '/radius?tab=listeners',
  '/radius/1',
  '/log',
  '/log?attempt=200000',
  '/reports',
  '/reports/authentications',
  '/reports/authentications?period=90-days',
  '/reports/user-summary',
  '/reports/denials-by-reason',
  '/reports/success-rate',
  '/reports/busiest-hours',
  '/settings',
  '/settings?tab=oath',
  '/settings?tab=lockout',
  '/settings?tab=reports',
  '/operators',
  '/account',
  '/setup',
  '/backup',
  '/logging',
  '/logging?tab=operators',
  '/help',
  '/help/users',
] as const;
const LOCALES = { en: 'en-GB', nl: 'nl-NL' } as const;
const PATIENCE_MILLISECONDS = 15_000;

const missing = missingPrograms(CHROMIUM);
let demo: RunningDemo;
let browser: Browser;

/** A console in that language, signed in as the demo's administrator by what the sign-in page offers. */
async function openIn(locale: string): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport: SIZES[0], locale, reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE_MILLISECONDS);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(demo.consoleAddress);
  await page.getByRole('button', { name: /demo/i }).click();
  await page.getByRole('navigation').first().waitFor();
  faults.length = 0;
  return { context, page, faults };
}

async function show(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, demo.consoleAddress).href);
  await page.getByRole('heading', { level: 1, includeHidden: true }).first().waitFor({ state: 'attached' });
  await expect.poll(() => page.locator('[class*=Skeleton-root]').count(), { timeout: PATIENCE_MILLISECONDS }).toBe(0);
}

describe.skipIf(missing !== '')(`every screen ${missing}`, () => {
  beforeAll(async () => {
    demo = await startDemo();
    browser = await chromium.launch({ executablePath: CHROMIUM, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await demo?.stop();
  });

  for (const [language, locale] of Object.entries(LOCALES))
    it(`shows all of them in ${language}`, { timeout: 600_000 }, async () => {
      const { context, page, faults } = await openIn(locale);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      const wrong: string[] = [];
      for (const path of SCREENS) {
        await show(page, path);
        for (const scheme of COLOR_SCHEMES) {
          await showScheme(page, scheme);
          wrong.push(...(await axeFindings(page)).map((finding) => `${path} ${scheme}: ${finding}`));
        }
        for (const size of SIZES) {
          await page.setViewportSize(size);
          if (await scrollsSideways(page)) wrong.push(`${path} scrolls sideways at ${size.width}`);
        }
        await page.setViewportSize(SIZES[0]);
        const name = path.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '');
        await capture(page, `${language}-${name === '' ? 'status' : name}`);
        wrong.push(...faults.splice(0).map((fault) => `${path}: ${fault}`));
      }
      expect(wrong).toEqual([]);
      await context.close();
    });
});
