/** Every screen of the demo in one language; each language is a test file of its own, so that they run side by side. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from './axe.ts';
import { CHROMIUM, COLOR_SCHEMES, capture, SIZES, scrollsSideways, showScheme } from './console-browser.ts';
import { type RunningDemo, startDemo } from './demo-process.ts';
import { missingPrograms } from './required-programs.ts';
import { cutTexts } from './screen-checks.ts';

const SCREENS = [
  '/',
  '/help-desk',
  '/help-desk?search=demo0005&user=5',
  '/users',
  '/users?search=birch',
  '/users/new',
  '/users/import',
  '/users/2',
  '/users/2?tab=advanced',
  '/users/2?tab=oath',
  '/users/2?tab=questions',
  '/users/2?tab=messages',
  '/users/2?tab=info',
  '/users/2?panel=test',
  '/users/4',
  '/users/4?panel=test',
  '/tokens',
  '/tokens/import',
  '/tokens?token=3',
  '/tags',
  '/blocked',
  '/blocked?state=all',
  '/blocked?tab=settings',
  '/blocked?block=0',
  '/bypass',
  '/bypass?tab=settings',
  '/gateways',
  '/gateways?tab=messages',
  '/gateways?tab=inbound',
  '/gateways/new',
  '/gateways/new?preset=kannel',
  '/gateways/2',
  '/caller-id',
  '/caller-id?rule=0',
  '/voice-messages',
  '/voice-messages?language=fr&open=all',
  '/voice-messages?upload=greeting-standard',
  '/voice-messages?upload=several',
  '/phone-calls',
  '/phone-calls?tab=settings',
  '/phone-calls/trunks/new',
  '/phone-calls/trunks/new?preset=carrier-account',
  '/phone-calls/trunks/1',
  '/phone-calls?test=1',
  '/radius',
  '/radius?tab=listeners',
  '/radius/1',
  '/log',
  '/log?attempt=200000',
  '/reports',
  '/reports/authentications',
  '/reports/authentications?period=last-90-days',
  '/reports/user-summary',
  '/reports/denials-by-reason',
  '/reports/success-rate',
  '/reports/busiest-hours',
  '/settings',
  '/settings?tab=oath',
  '/settings?tab=username-resolution',
  '/settings?tab=text-message',
  '/settings?tab=text-message&text=text-two-way-otp-pin&language=en',
  '/settings?tab=text-message&import=registry',
  '/settings?tab=oath-text&language=fr',
  '/settings?tab=security-questions',
  '/lockout',
  '/caching',
  '/caching?rule=0',
  '/fraud-alert',
  '/settings?tab=reports',
  '/email',
  '/email?tab=content',
  '/email?tab=content&mail=email-code&language=nl',
  '/email?tab=sent',
  '/operators',
  '/account',
  '/setup',
  '/backup',
  '/logging',
  '/logging?tab=operators',
  '/help',
  '/help/users',
  '/help/trunk-guides',
] as const;
export const LOCALES = { en: 'en-GB', nl: 'nl-NL' } as const;
const PATIENCE_MILLISECONDS = 15_000;

export const missing = missingPrograms(CHROMIUM);

export type DemoBrowser = {
  readonly demo: RunningDemo;
  readonly browser: Browser;
  stop(): Promise<void>;
};

export async function startDemoBrowser(): Promise<DemoBrowser> {
  const demo = await startDemo();
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] });
  return {
    demo,
    browser,
    async stop() {
      await browser.close();
      await demo.stop();
    },
  };
}

/** A console in that language, signed in as the demo's administrator by what the sign-in page offers. */
export async function openIn(
  { demo, browser }: DemoBrowser,
  locale: string,
): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
  const context = await browser.newContext({ viewport: SIZES[0], locale, reducedMotion: 'reduce' });
  context.setDefaultTimeout(PATIENCE_MILLISECONDS);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await page.goto(demo.consoleAddress);
  const enter = page.getByRole('button', { name: /demo/i });
  await enter.waitFor();
  await capture(page, `${locale.slice(0, 2)}-sign-in`);
  await enter.click();
  await page.getByRole('navigation').first().waitFor();
  faults.length = 0;
  return { context, page, faults };
}

export async function show({ demo }: DemoBrowser, page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, demo.consoleAddress).href);
  await page.getByRole('heading', { level: 1, includeHidden: true }).first().waitFor({ state: 'attached' });
  await expect.poll(() => page.locator('[class*=Skeleton-root]').count(), { timeout: PATIENCE_MILLISECONDS }).toBe(0);
}

/**
 * No serious finding of axe, in dark none of its contrast; nothing that scrolls sideways at 1280 or 1920, no word of a
 * control cut at 1280, no exception. With SCREENSHOTS naming a folder it leaves pictures of all.
 */
export function describeEveryScreen(language: keyof typeof LOCALES): void {
  describe.skipIf(missing !== '')(`every screen ${missing}`, () => {
    let world: DemoBrowser;
    beforeAll(async () => {
      world = await startDemoBrowser();
    }, 120_000);
    afterAll(() => world?.stop());

    it(`shows all of them in ${language}`, { timeout: 900_000 }, async () => {
      const { context, page, faults } = await openIn(world, LOCALES[language]);
      expect(await page.locator('html').getAttribute('lang')).toBe(language);
      const wrong: string[] = [];
      for (const path of SCREENS) {
        await show(world, page, path);
        for (const scheme of COLOR_SCHEMES) {
          await showScheme(page, scheme);
          // The scheme changes colours and nothing else.
          const findings = scheme === 'dark' ? axeFindings(page, undefined, ['color-contrast']) : axeFindings(page);
          wrong.push(...(await findings).map((finding) => `${path} ${scheme}: ${finding}`));
        }
        for (const size of SIZES) {
          await page.setViewportSize(size);
          if (await scrollsSideways(page)) wrong.push(`${path} scrolls sideways at ${size.width}`);
        }
        await page.setViewportSize(SIZES[0]);
        wrong.push(...(await cutTexts(page)).map((text) => `${path} cut: ${text}`));
        const name = path.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '');
        await capture(page, `${language}-${name === '' ? 'status' : name}`);
        wrong.push(...faults.splice(0).map((fault) => `${path}: ${fault}`));
      }
      expect(wrong).toEqual([]);
      await context.close();
    });
  });
}
