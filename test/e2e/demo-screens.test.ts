/** A walk through all of the demo by keyboard alone and one by mouse alone. With SCREENSHOTS it leaves pictures of forced colours. */
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoBrowser, LOCALES, missing, openIn, show, startDemoBrowser } from '../support/every-screen.ts';
import { focusProblem } from '../support/screen-checks.ts';

/** The letter after g, and the title. */
const SECTIONS = [
  ['s', 'Status'],
  ['u', 'Users'],
  ['o', 'OATH Tokens'],
  ['t', 'Tags'],
  ['k', 'Blocked users'],
  ['y', 'One-time bypass'],
  ['w', 'Text message gateways'],
  ['d', 'Caller ID'],
  ['v', 'Voice messages'],
  ['j', 'Phone call settings'],
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
let world: DemoBrowser;
/** No control is further away than this. */
const TAB_PRESSES_MAX = 90;
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

describe.skipIf(missing !== '')(`a walk through the demo ${missing}`, () => {
  beforeAll(async () => {
    world = await startDemoBrowser();
  }, 120_000);
  afterAll(() => world?.stop());

  it('goes everywhere by keyboard alone and always sees the focus', { timeout: 120_000 }, async () => {
    const { context, page, faults } = await openIn(world, LOCALES.en);
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
    const { context, page } = await openIn(world, LOCALES.en);
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
    const { context, page, faults } = await openIn(world, LOCALES.en);
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
    const { context, page } = await openIn(world, LOCALES.en);
    await page.emulateMedia({ forcedColors: 'active' });
    for (const [name, path] of FORCED) {
      await show(world, page, path);
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
