/** The same work without a mouse: sign-in, lists, forms, drawer, wizard, dialogs. Nothing here clicks. */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, heading, OPERATOR, type OpenedConsole, openConsole } from '../support/console-browser.ts';
import { mustRun } from '../support/engine-process.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { tokensCsv } from '../support/tokens-csv.ts';

const missing = missingPrograms(CHROMIUM);
const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
/** No control of a page is further away than this. */
const TAB_PRESSES_MAX = 60;
let opened: OpenedConsole;

function hasFocus(element: Locator): Promise<boolean> {
  return element.evaluate((node) => node === document.activeElement);
}

/** Presses Tab (or Shift+Tab) until `element` has the focus. */
async function tabTo(page: Page, element: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
  await element.waitFor();
  for (let presses = 0; presses <= TAB_PRESSES_MAX; presses += 1) {
    if (await hasFocus(element)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`${TAB_PRESSES_MAX} times ${key} did not reach ${element}`);
}

async function typeInto(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
}

async function press(page: Page, control: Locator): Promise<void> {
  await tabTo(page, control);
  await page.keyboard.press('Enter');
}

async function goTo(page: Page, section: string): Promise<void> {
  await press(page, page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: section, exact: true }));
  await heading(page, section).waitFor();
}

describe.skipIf(missing !== '')(`by keyboard only ${missing}`, () => {
  beforeAll(async () => {
    opened = await openConsole({ hasOperator: true });
    for (const name of ['anna', 'bert', 'carla']) await mustRun(['user', 'add', name, '--json', '--data', opened.engine.folder]);
    await opened.page.goto(opened.engine.consoleAddress);
  }, 60_000);
  afterAll(() => opened?.close());

  it('signs in: the first field has the focus and Enter submits', async () => {
    const { page } = opened;
    const name = page.getByLabel('Operator name');
    await name.waitFor();
    await expect.poll(() => hasFocus(name)).toBe(true);
    await page.keyboard.type(OPERATOR.name);
    await page.keyboard.press('Tab');
    await page.keyboard.type(OPERATOR.password);
    await page.keyboard.press('Enter');
    await heading(page, 'Status').waitFor();
  });

  it('the first Tab from the top offers to skip the navigation', async () => {
    const { page } = opened;
    await page.reload();
    await heading(page, 'Status').waitFor();
    const skip = page.getByRole('link', { name: 'Skip to content' });
    await tabTo(page, skip, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('main') !== null)).toBe(true);
  });

  it('opens a user from the list with arrows and Enter, and the title takes the focus', async () => {
    const { page } = opened;
    await goTo(page, 'Users');
    await expect.poll(() => hasFocus(heading(page, 'Users'))).toBe(true);
    const rows = page.getByRole('grid', { name: 'Users' }).getByRole('row');
    await tabTo(page, rows.filter({ hasText: 'anna' }));
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => hasFocus(rows.filter({ hasText: 'bert' }))).toBe(true);
    await page.keyboard.press('Enter');
    await heading(page, 'bert').waitFor();
    await expect.poll(() => hasFocus(heading(page, 'bert'))).toBe(true);
  });

  it('edits and saves the user, and the server keeps it', async () => {
    const { page } = opened;
    await typeInto(page, page.getByLabel('First name'), 'Bertram');
    await press(page, page.getByRole('button', { name: 'Save', exact: true }));
    await page.getByText('There are unsaved changes').waitFor({ state: 'hidden' });
    await page.reload();
    await heading(page, 'bert').waitFor();
    expect(await page.getByLabel('First name').inputValue()).toBe('Bertram');
  });

  it('leaving unsaved changes asks, with the focus on Stay, and Escape stays', async () => {
    const { page } = opened;
    await typeInto(page, page.getByLabel('First name'), 'Not saved');
    await press(page, page.getByRole('navigation', { name: 'Sections' }).getByRole('link', { name: 'Users', exact: true }));
    const question = page.getByRole('dialog', { name: 'Leave without saving?' });
    await expect.poll(() => hasFocus(question.getByRole('button', { name: 'Stay' }))).toBe(true);
    await page.keyboard.press('Escape');
    await question.waitFor({ state: 'hidden' });
    expect(await page.getByLabel('First name').inputValue()).toBe('Not saved');
    await press(page, page.getByRole('button', { name: 'Discard changes' }));
    expect(await page.getByLabel('First name').inputValue()).toBe('Bertram');
  });

  it('a destructive dialog has the focus on Cancel: Enter deletes nothing', async () => {
    const { page } = opened;
    await press(page, page.getByRole('button', { name: 'More actions' }));
    await expect.poll(() => hasFocus(page.getByRole('menuitem', { name: 'Disable' }))).toBe(true);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const question = page.getByRole('dialog', { name: 'Delete bert?' });
    await expect.poll(() => hasFocus(question.getByRole('button', { name: 'Cancel' }))).toBe(true);
    await page.keyboard.press('Enter');
    await question.waitFor({ state: 'hidden' });
    await goTo(page, 'Users');
    await page.getByRole('grid', { name: 'Users' }).getByRole('link', { name: 'bert' }).waitFor();
  });

  it('adds a RADIUS client; Escape closes the drawer and the focus returns to its button', async () => {
    const { page } = opened;
    await goTo(page, 'RADIUS Authentication');
    const add = page.getByRole('button', { name: 'Add client' }).first();
    await press(page, add);
    const drawer = page.getByRole('dialog', { name: 'Add RADIUS client' });
    await drawer.waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await expect.poll(() => hasFocus(add)).toBe(true);
    await page.keyboard.press('Enter');
    await typeInto(page, drawer.getByRole('textbox', { name: 'Name', exact: true }), 'Keyboard VPN');
    await typeInto(page, drawer.getByLabel('IP address or network'), '192.0.2.0/24');
    await press(page, drawer.getByRole('button', { name: 'Generate' }));
    await drawer.getByText('Copy it into the device now: once saved, it is not shown again.').waitFor();
    await press(page, drawer.getByRole('button', { name: 'Add client' }));
    await heading(page, 'Keyboard VPN').waitFor();
  });

  it('imports tokens through the wizard', async () => {
    const { page } = opened;
    await goTo(page, 'OATH Tokens');
    await press(page, page.getByRole('link', { name: 'Import tokens' }));
    await heading(page, 'Import tokens').waitFor();
    const file = { name: 'tokens.csv', mimeType: 'text/csv', buffer: Buffer.from(tokensCsv(2, SEED)) };
    const drop = page.getByRole('group', { name: 'Drop the file of the maker here, or press to choose it' });
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), press(page, drop)]);
    await chooser.setFiles(file);
    await tabTo(page, page.getByLabel('Create users that do not exist yet'));
    await page.keyboard.press('Space');
    await press(page, page.getByRole('button', { name: 'Check the file' }));
    const rows = page.getByRole('grid', { name: 'Rows of the file' }).getByRole('row');
    await tabTo(page, rows.nth(1));
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('dialog');
    await drawer.getByText('The device shows now').waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await press(page, page.getByRole('button', { name: 'Import 2 tokens and create 2 users' }));
    await page.getByRole('heading', { name: '2 tokens imported' }).waitFor();
    await press(page, page.getByRole('link', { name: 'Show the tokens' }));
    await page.getByRole('grid', { name: 'OATH Tokens' }).getByRole('row').filter({ hasText: 'user1' }).waitFor();
  });

  it('opens a token, and Escape gives the focus back to its row', async () => {
    const { page } = opened;
    const row = page.getByRole('grid', { name: 'OATH Tokens' }).getByRole('row').nth(1);
    await press(page, row);
    const drawer = page.getByRole('dialog');
    await drawer.waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'hidden' });
    await expect.poll(() => hasFocus(row)).toBe(true);
    expect(opened.faults).toEqual([]);
  });
});
