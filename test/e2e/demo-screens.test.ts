/**
 * Every screen of the demo, in English and Dutch: no serious finding of axe in light and in dark, nothing that scrolls
 * sideways at 1280 or 1920, no word of a control cut at 1280, no exception. Then a walk through all of it by keyboard
 * alone and one by mouse alone. With SCREENSHOTS naming a folder it leaves pictures of all, and of forced colours.
 */
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Locator, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { CHROMIUM, COLOR_SCHEMES, capture, SIZES, scrollsSideways, showScheme } from '../support/console-browser.ts';
import { type RunningDemo, startDemo } from '../support/demo-process.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { cutTexts, focusProblem } from '../support/screen-checks.ts';

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
] as const;
const LOCALES = { en: 'en-GB', nl: 'nl-NL' } as const;
/** The letter after g, and the title. */
const SECTIONS = [
  ['s', 'Status'],
  ['u', 'Users'],
  ['o', 'OATH Tokens'],
  ['t', 'Tags'],
  ['k', 'Blocked users'],
  ['y', 'One-time bypass'],
  ['w', 'Text message gateways'],
  ['a', 'Account lockout'],
  ['i', 'Caching rules'],
  ['f', 'Fraud alert'],
  ['r', 'RADIUS Authentication'],
  ['l', 'Authentication log'],
  ['p', 'Reports'],
  ['c', 'Company Settings'],
  ['m', 'Email'],
  ['e', 'Operators'],
  ['b', 'Back-up'],
  ['n', 'Logging'],
] as const;
/** Their lists open a row: a page, or a drawer beside the list. */
const OPENABLE: ReadonlySet<string> = new Set([
  'Users',
  'OATH Tokens',
  'Blocked users',
  'RADIUS Authentication',
  'Authentication log',
  'Operators',
]);
const FORCED = [
  ['status', '/'],
  ['users', '/users'],
  ['reports', '/reports/authentications'],
  ['busiest', '/reports/busiest-hours'],
  ['denials', '/reports/denials-by-reason'],
  ['drawer', '/tokens?token=3'],
  ['settings', '/settings?tab=reports'],
] as const;
/** No control is further away than this. */
const TAB_PRESSES_MAX = 90;
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
  const enter = page.getByRole('button', { name: /demo/i });
  await enter.waitFor();
  await capture(page, `${locale.slice(0, 2)}-sign-in`);
  await enter.click();
  await page.getByRole('navigation').first().waitFor();
  faults.length = 0;
  return { context, page, faults };
}

async function show(page: Page, path: string): Promise<void> {
  await page.goto(new URL(path, demo.consoleAddress).href);
  await page.getByRole('heading', { level: 1, includeHidden: true }).first().waitFor({ state: 'attached' });
  await expect.poll(() => page.locator('[class*=Skeleton-root]').count(), { timeout: PATIENCE_MILLISECONDS }).toBe(0);
}

function hasFocus(element: Locator): Promise<boolean> {
  return element.evaluate((node) => node === document.activeElement);
}

async function seesFocus(page: Page, where: string): Promise<void> {
  await expect.poll(() => focusProblem(page), { message: where }).toBe('');
}

/** Presses Tab until `element` has the focus; on the way it must never be lost. */
async function tabTo(page: Page, element: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await element.waitFor();
  for (let presses = 0; presses <= TAB_PRESSES_MAX; presses += 1) {
    if (await hasFocus(element)) return seesFocus(page, String(element));
    await page.keyboard.press(key);
    const problem = await focusProblem(page);
    // After the last control comes the browser's own frame, and then the first one.
    if (problem !== '' && problem !== 'the focus is lost') throw new Error(`on the way to ${element}: ${problem}`);
  }
  throw new Error(`${TAB_PRESSES_MAX} times ${key} did not reach ${element}`);
}

/** Every tab by arrow keys, and back to the first. */
async function walkTabs(page: Page): Promise<void> {
  const tabs = await page.getByRole('tab').all();
  if (tabs[0] === undefined) return;
  await tabTo(page, page.getByRole('tab', { selected: true }));
  for (const tab of [...tabs.slice(1), tabs[0]]) {
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => hasFocus(tab)).toBe(true);
    await expect.poll(() => tab.getAttribute('aria-selected')).toBe('true');
    await seesFocus(page, 'tab');
  }
}

/** Down, up, Enter; Escape closes a drawer and gives the focus back to its row, the trail leads back from a page. */
async function openFirstRow(page: Page, title: string): Promise<void> {
  if (!OPENABLE.has(title)) return;
  const row = page.locator('main tr[data-openable]').first();
  await tabTo(page, page.locator('main tr[tabindex="0"]'));
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Home');
  await expect.poll(() => hasFocus(row)).toBe(true);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  const isBeside = await Promise.race([
    dialog.waitFor().then(() => true),
    page
      .getByRole('navigation', { name: 'Where this page is' })
      .waitFor()
      .then(() => false),
  ]);
  await seesFocus(page, `opened from ${title}`);
  if (isBeside) {
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(() => page.evaluate(() => document.activeElement?.localName), { message: title }).toBe('tr');
  } else {
    await tabTo(page, page.getByRole('navigation', { name: 'Where this page is' }).getByRole('link').first());
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  }
  await seesFocus(page, `back in ${title}`);
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
        wrong.push(...(await cutTexts(page)).map((text) => `${path} cut: ${text}`));
        const name = path.replaceAll(/[^a-z0-9]+/gi, '-').replaceAll(/^-|-$/g, '');
        await capture(page, `${language}-${name === '' ? 'status' : name}`);
        wrong.push(...faults.splice(0).map((fault) => `${path}: ${fault}`));
      }
      expect(wrong).toEqual([]);
      await context.close();
    });

  it('goes everywhere by keyboard alone and always sees the focus', { timeout: 120_000 }, async () => {
    const { context, page, faults } = await openIn(LOCALES.en);
    for (const [letter, title] of SECTIONS) {
      await page.keyboard.press('g');
      await page.keyboard.press(letter);
      await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
      await seesFocus(page, title);
      await walkTabs(page);
      await openFirstRow(page, title);
    }
    await page.keyboard.press('g');
    await page.keyboard.press('s');
    await tabTo(page, page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Reports' }), 'Shift+Tab');
    await page.keyboard.press('Enter');
    for (const report of ['Authentications', 'User summary', 'Denials by reason', 'Success rate', 'Busiest hours']) {
      await tabTo(page, page.getByRole('main').getByRole('link', { name: report, exact: true }).first());
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: report }).waitFor();
      await seesFocus(page, report);
    }
    expect(faults).toEqual([]);
    await context.close();
  });

  it('a lost phone is three steps away: Ctrl+K, the name, Enter', { timeout: 60_000 }, async () => {
    const { context, page } = await openIn(LOCALES.en);
    await page.keyboard.press('Control+k');
    await expect.poll(() => hasFocus(page.getByRole('combobox', { name: 'Search everything' }))).toBe(true);
    await page.keyboard.type('demo0005');
    await page
      .getByRole('option', { name: /demo0005/ })
      .first()
      .waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'demo0005' }).waitFor();
    const bypass = page.getByRole('group', { name: 'Help desk' }).getByRole('button', { name: 'One-time bypass…' });
    await tabTo(page, bypass);
    await page.keyboard.press('F1');
    const help = page.getByRole('dialog', { name: 'One user' });
    await help.waitFor();
    await seesFocus(page, 'help');
    await page.keyboard.press('Escape');
    await help.waitFor({ state: 'hidden' });
    await expect.poll(() => hasFocus(bypass)).toBe(true);
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search everything' }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => hasFocus(bypass)).toBe(true);
    await context.close();
  });

  it('goes everywhere by mouse alone', { timeout: 120_000 }, async () => {
    const { context, page, faults } = await openIn(LOCALES.en);
    for (const [, title] of SECTIONS) {
      await page
        .getByRole('navigation', { name: 'Sections' })
        .getByRole('link', { name: new RegExp(`^${title}`) })
        .click();
      await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
      for (const tab of await page.getByRole('tab').all()) {
        await tab.click();
        await expect.poll(() => tab.getAttribute('aria-selected')).toBe('true');
      }
      if (!OPENABLE.has(title)) continue;
      if ((await page.getByRole('tab').count()) > 0) await page.getByRole('tab').first().click();
      const row = page.locator('main tr[data-openable]').first();
      await row.locator('td').last().click();
      const isBeside = await Promise.race([
        page
          .getByRole('dialog')
          .waitFor()
          .then(() => true),
        page
          .getByRole('navigation', { name: 'Where this page is' })
          .waitFor()
          .then(() => false),
      ]);
      if (isBeside) {
        await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
        await page.getByRole('dialog').waitFor({ state: 'hidden' });
      }
    }
    expect(faults).toEqual([]);
    await context.close();
  });

  it('keeps charts, the selected row and the focus in forced colours', { timeout: 120_000 }, async () => {
    const { context, page } = await openIn(LOCALES.en);
    await page.emulateMedia({ forcedColors: 'active' });
    for (const [name, path] of FORCED) {
      await show(page, path);
      if (name === 'users') {
        const box = page.getByRole('grid').getByRole('checkbox').nth(2);
        await box.click();
        const row = page.locator('tr[aria-selected="true"]').first();
        await row.waitFor();
        expect(await row.evaluate((element) => getComputedStyle(element).outlineStyle)).not.toBe('none');
      }
      const folder = process.env.SCREENSHOTS ?? '';
      if (folder !== '') await page.screenshot({ path: join(folder, `forced-${name}.png`) });
    }
    await context.close();
  });
});
