/** The frame: palette, help, language, shortcuts, trail; axe in both languages and colour schemes. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkScreen } from '../support/axe.ts';
import { CHROMIUM, capture, heading, type OpenedConsole, openConsole, signIn } from '../support/console-browser.ts';
import { fillDemo } from '../support/demo-data.ts';
import { missingPrograms } from '../support/required-programs.ts';

const missing = missingPrograms(CHROMIUM, 'radclient', 'oathtool');
let opened: OpenedConsole;

const check = (name: string): Promise<void> => checkScreen(opened.page, name);

async function open(path: string, title: string | RegExp): Promise<void> {
  await opened.page.goto(new URL(path, opened.engine.consoleAddress).href);
  await heading(opened.page, title).waitFor();
}

/** Words that a button or a heading is too narrow for. */
function cutWords(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('button, header a, nav a, h1, h2, label')]
      .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 1)
      .filter((element) => element.closest('[role="grid"]') === null && getComputedStyle(element).display !== 'inline')
      .map((element) => element.textContent ?? ''),
  );
}

const palette = (page: Page): Locator => page.getByRole('dialog', { name: 'Search everything' });

describe.skipIf(missing !== '')(`frame ${missing}`, () => {
  beforeAll(async () => {
    opened = await openConsole({ hasOperator: true });
    await fillDemo(opened.engine);
    await signIn(opened, '/', 'Status');
  }, 120_000);
  afterAll(() => opened?.close());

  it('"I lost my phone": Ctrl+K, the name, Enter', async () => {
    const { page } = opened;
    await page.goto(new URL('/users', opened.engine.consoleAddress).href);
    const first = page.getByRole('grid', { name: 'Users' }).getByRole('link').first();
    await first.waitFor();
    const username = (await first.textContent()) ?? '';
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Search everything' }).waitFor();
    await check('palette-empty');
    await page.keyboard.type(username);
    const option = palette(page).getByRole('group', { name: 'Users' }).getByRole('option', { name: username }).first();
    await option.waitFor();
    await expect.poll(() => option.getAttribute('aria-selected')).toBe('true');
    await check('palette-found');
    await page.keyboard.press('Enter');
    await heading(page, username).waitFor();
    await page.getByRole('group', { name: 'Help desk' }).waitFor();
  });

  it('the page of a user leads back to its section', async () => {
    const { page } = opened;
    const trail = page.getByRole('navigation', { name: 'Where this page is' });
    await trail.getByRole('link', { name: 'Users' }).click();
    await heading(page, 'Users').waitFor();
    expect(await trail.count()).toBe(0);
  });

  it('the palette finds pages, actions, settings and help, and remembers what was opened', async () => {
    const { page } = opened;
    const field = page.getByRole('combobox', { name: 'Search everything' });
    await page.getByRole('button', { name: /^Search users, tokens/ }).click();
    await field.fill('zzzzzz');
    await palette(page).getByText('Nothing found').waitFor();
    await field.fill('lockout');
    await palette(page).getByRole('group', { name: 'Help' }).getByRole('option', { name: 'Account lockout' }).click();
    await heading(page, 'Account lockout').waitFor();
    await page.keyboard.press('Control+k');
    await palette(page).getByRole('group', { name: 'Opened before' }).getByRole('option', { name: 'Account lockout' }).waitFor();
    await field.fill('test a');
    await page.keyboard.press('Enter');
    await page.getByRole('combobox', { name: 'Which user is to be tested?' }).waitFor();
    await page.keyboard.press('Escape');
    await palette(page).waitFor({ state: 'hidden' });
  });

  it('letters go to sections, but not while a field has the focus', async () => {
    const { page } = opened;
    await open('/users', 'Users');
    await page.keyboard.press('/');
    const search = page.getByRole('searchbox', { name: 'Search users' });
    await expect.poll(() => search.evaluate((node) => node === document.activeElement)).toBe(true);
    await page.keyboard.type('gl');
    expect(await search.inputValue()).toBe('gl');
    await heading(page, 'Users').focus();
    await page.keyboard.press('g');
    await page.keyboard.press('l');
    await heading(page, 'Authentication log').waitFor();
    await page.keyboard.press('Control+/');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
    await check('shortcuts');
    await page.keyboard.press('Escape');
  });

  it('F1 opens the help of the page beside it, at an address of its own', async () => {
    const { page } = opened;
    await open('/users', 'Users');
    await page.keyboard.press('F1');
    const drawer = page.getByRole('dialog', { name: 'Users' });
    await drawer.getByText('A user is a person who signs in').waitFor();
    expect(new URL(page.url()).searchParams.get('help')).toBe('users');
    await check('help-drawer');
    await page.reload();
    await drawer.getByRole('link', { name: 'Account lockout' }).click();
    await page.getByRole('dialog', { name: 'Account lockout' }).getByText('Two counters').waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    expect(page.url()).not.toContain('help=');
    await heading(page, 'Users').waitFor();
  });

  it('the help has contents, a search, and the results of the log', async () => {
    const { page } = opened;
    await open('/help', 'Getting started');
    await check('help');
    await page.getByRole('searchbox', { name: 'Search the help' }).fill('blastradius');
    await page.getByRole('status').filter({ hasText: 'found' }).waitFor();
    await check('help-search');
    await open('/help/results', 'Results and reasons');
    await page.getByRole('table', { name: 'Result', exact: true }).getByText('OATH_CODE_VERIFIED', { exact: true }).waitFor();
    await check('help-results');
    await open('/help/lockout', 'Account lockout');
    await page.getByRole('table', { name: 'Settings' }).getByText('10 denials').waitFor();
    await open('/help/nothing-here', 'Help');
    await page.getByText('There is no such help page').waitFor();
  });

  it('Dutch at once, kept after a reload, with lang, dates and help', async () => {
    const { page } = opened;
    await open('/log', 'Authentication log');
    await page.getByRole('button', { name: 'EN, Language: English' }).click();
    await page.getByRole('menuitem', { name: 'Nederlands' }).click();
    await heading(page, 'Aanmeldlogboek').waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('nl');
    await page.reload();
    await heading(page, 'Aanmeldlogboek').waitFor();
    for (const [path, title, name] of [
      ['/', 'Status', 'nl-status'],
      ['/users', 'Gebruikers', 'nl-users'],
      ['/users/1', /./, 'nl-user'],
      ['/tokens', 'OATH-tokens', 'nl-tokens'],
      ['/radius', 'RADIUS-verificatie', 'nl-radius'],
      ['/radius/1', /./, 'nl-radius-client'],
      ['/log', 'Aanmeldlogboek', 'nl-log'],
      ['/tokens/import', 'Tokens importeren', 'nl-import'],
      ['/help/troubleshooting', 'De VPN zegt: geweigerd', 'nl-help'],
    ] as const) {
      await open(path, title);
      await page.waitForLoadState('networkidle');
      await check(name);
      expect(await cutWords(page), name).toEqual([]);
    }
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: 'Alles doorzoeken' }).waitFor();
    await check('nl-palette');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'NL, Taal: Nederlands' }).click();
    await page.getByRole('menuitem', { name: 'English' }).click();
    await page.getByRole('navigation', { name: 'Sections' }).waitFor();
  }, 180_000);

  it('high contrast of Windows shows what is selected', async () => {
    const { page } = opened;
    await open('/users', 'Users');
    await page.emulateMedia({ forcedColors: 'active' });
    const current = page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Users', exact: true });
    expect(await current.evaluate((node) => getComputedStyle(node).outlineStyle)).toBe('solid');
    await capture(page, 'forced-colors-users');
    await page.emulateMedia({ forcedColors: 'none' });
    expect(opened.faults).toEqual([]);
  });
});
