/** The list of users over more rows than anybody reads, tags, and many users at once. SCREENSHOTS leaves pictures. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../main/store/sqlite/open.ts';
import { checkScreen } from '../support/axe.ts';
import { CHROMIUM, heading, type OpenedConsole, openConsole, signIn } from '../support/console-browser.ts';
import { addManyUsers, manyUser } from '../support/many-users.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { random } from '../support/store.ts';

const USERS = 24_000;
const missing = missingPrograms(CHROMIUM);
let opened: OpenedConsole;

/** Usernames in the list's own order, as this test works it out. */
const SORTED = Array.from({ length: USERS }, (_, number) => manyUser(number).username).toSorted((a, b) => (a < b ? -1 : 1));

const grid = (): Locator => opened.page.getByRole('grid', { name: 'Users' });
const row = (position: number): Locator => grid().locator(`tr[aria-rowindex="${position + 2}"]`);
const nameAt = (position: number): Locator => row(position).getByRole('link', { name: SORTED[position] ?? '', exact: true });

const check = (name: string): Promise<void> => checkScreen(opened.page, name);

const go = (path: string) => opened.page.goto(new URL(path, opened.engine.consoleAddress).href);

describe.skipIf(missing !== '')(`the grid of users ${missing}`, () => {
  beforeAll(async () => {
    opened = await openConsole({
      hasOperator: true,
      fill: async (folder) => {
        const store = await openStore({ folder, random, clock: { now: Date.now } });
        await addManyUsers(store, USERS);
        await store.close();
      },
    });
    await signIn(opened, '/users', 'Users');
  }, 120_000);
  afterAll(() => opened?.close());

  it('shows the first rows, and says how many there are', async () => {
    await nameAt(0).waitFor();
    expect(await grid().getAttribute('aria-rowcount')).toBe(String(USERS + 1));
    await opened.page.getByText('24,000 rows').waitFor();
    await check('users-grid');
  });

  it('moves by keys over the whole list, and keeps the place in the address through a reload', async () => {
    const { page } = opened;
    await row(0).focus();
    await page.keyboard.press('End');
    await nameAt(USERS - 1).waitFor();
    expect(await row(USERS - 1).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowUp');
    expect(await row(USERS - 2).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Home');
    await nameAt(0).waitFor();
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('End');
    await page.waitForURL(/offset=239\d\d/);
    await page.reload();
    await nameAt(USERS - 1).waitFor();
  });

  it('shows rows where the bar is dragged to, and where an address points', async () => {
    const { page } = opened;
    await go('/users?offset=12000');
    await nameAt(12_000).waitFor();
    await grid().evaluate((table) => {
      const scroller = table.parentElement;
      if (scroller !== null) scroller.scrollTop = scroller.scrollHeight / 4;
    });
    await page.waitForURL(/offset=[56]\d\d\d/);
    const offset = Number(new URL(page.url()).searchParams.get('offset'));
    await nameAt(offset + 3).waitFor();
  });

  it('opens a row with its place, and goes on to the next one', async () => {
    const { page } = opened;
    await go('/users?offset=12000');
    await nameAt(12_001).click();
    await heading(page, SORTED[12_001] ?? '').waitFor();
    await page.getByText('12,002 of 24,000').waitFor();
    await page.getByRole('link', { name: 'Next user' }).click();
    await heading(page, SORTED[12_002] ?? '').waitFor();
  });

  it('sorts and filters from the start of the list', async () => {
    const { page } = opened;
    await go('/users?offset=12000');
    await nameAt(12_000).waitFor();
    await page.getByRole('button', { name: 'Username' }).click();
    await row(0)
      .getByRole('link', { name: SORTED[USERS - 1] ?? '', exact: true })
      .waitFor();
    await page.getByLabel('Search users').fill('anna bakker');
    await page.getByText('240 rows').waitFor();
    await go('/users?search=nobody-at-all');
    await page.getByText('No user matches').waitFor();
  });

  it('selects a range over rows that were never read, and undoes what was done to it', async () => {
    const { page } = opened;
    await go('/users');
    await nameAt(0).waitFor();
    await row(0).getByRole('checkbox').click();
    await row(0).focus();
    await page.keyboard.press('End');
    await nameAt(USERS - 1).waitFor();
    await page.keyboard.press('Home');
    await nameAt(0).waitFor();
    await go('/users?state=disabled');
    await page.getByText('600 rows').waitFor();
    await grid().getByRole('row').nth(1).getByRole('checkbox').click();
    await grid().getByRole('row').nth(1).focus();
    await page.keyboard.press('End');
    await grid()
      .getByRole('row')
      .last()
      .getByRole('checkbox')
      .click({ modifiers: ['Shift'] });
    await page.getByText('600 selected').waitFor();
    await page.getByRole('group', { name: 'Actions on the selected rows' }).getByRole('button', { name: 'Enable' }).click();
    await page.getByText('600 users enabled').waitFor();
    await page.getByText('No user matches').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Undone for 600 users').waitFor();
    await page.getByText('600 rows').waitFor();
  });

  it('changes all that match, after asking', async () => {
    const { page } = opened;
    await go('/users?userGroup=group%207');
    await page.getByText('480 rows').waitFor();
    await page.getByLabel('Select all').check();
    await page.getByText('480 selected').waitFor();
    await check('users-grid-all-selected');
    const actions = page.getByRole('group', { name: 'Actions on the selected rows' });
    await actions.getByRole('button', { name: 'Tags' }).click();
    await page.getByRole('menuitem', { name: 'Wave 1' }).first().click();
    await page.getByText('Tag Wave 1 put on 480 users').waitFor();
    await go('/users');
    await page.getByText('24,000 rows').waitFor();
    await page.getByLabel('Select all').check();
    await actions.getByRole('button', { name: 'Disable' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Disable 24,000 users?').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
  });

  it('two consoles at one user: the later one sees the other’s change, and loses nothing that was typed', async () => {
    const { page, context } = opened;
    await go('/users/9');
    await page.getByLabel('Last name').fill('Typed here');
    const other = await context.newPage();
    await other.goto(new URL('/users/9', opened.engine.consoleAddress).href);
    await other.getByLabel('User group').fill('Moved there');
    await other.getByRole('tab', { name: 'Tags' }).click();
    await other.getByRole('combobox', { name: 'Tags' }).fill('Wave 1');
    await other.keyboard.press('Enter');
    await other.keyboard.press('Escape');
    await other.getByRole('button', { name: 'Save', exact: true }).click();
    await other.getByText('Saved', { exact: true }).waitFor();
    await other.close();
    const notice = page.getByRole('alert').filter({ hasText: 'was changed by someone else' });
    await notice.getByText('Moved there').waitFor();
    await notice.getByText(/Tags: .*Wave 1/).waitFor();
    await notice.getByRole('button', { name: 'Keep what I typed' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.reload();
    expect(await page.getByLabel('Last name').inputValue()).toBe('Typed here');
    expect(await page.getByLabel('User group').inputValue()).toBe('Moved there');
  });

  it('tags: added, renamed in place, filtered by, deleted with their count', async () => {
    const { page } = opened;
    await go('/tags');
    await heading(page, 'Tags').waitFor();
    await page.getByRole('grid', { name: 'Tags' }).getByText('Wave 1').waitFor();
    await page.getByRole('button', { name: 'Add tag' }).click();
    await page.getByLabel('Name of the new tag').fill('wave 1');
    await page.keyboard.press('Enter');
    await page.getByText('There is already a tag wave 1').waitFor();
    await page.getByLabel('Name of the new tag').fill('Board');
    await page.keyboard.press('Enter');
    await page.getByRole('grid', { name: 'Tags' }).getByText('Board').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Rename Wave 1' }).click();
    await page.getByLabel('New name of Wave 1').fill('First wave');
    await page.keyboard.press('Enter');
    await page.getByText('Tag Wave 1 is now First wave').waitFor();
    await check('tags');
    await page.getByRole('link', { name: 'First wave' }).click();
    await heading(page, 'Users').waitFor();
    await page.getByText('2,881 rows').waitFor();
    await page.goBack();
    await page.getByRole('button', { name: 'Delete First wave' }).click();
    await page.getByRole('dialog').getByText('2,881 users have it').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete tag' }).click();
    await page.getByText('2,881 users had it').waitFor();
  });

  it('adds a user with tags and a country chosen by name', async () => {
    const { page } = opened;
    await go('/users/new');
    await heading(page, 'Add user').waitFor();
    await page.getByLabel('Username').fill('new.person');
    await page.getByRole('combobox', { name: 'Country code', exact: true }).fill('neth');
    await page.getByRole('option', { name: 'Netherlands +31' }).click();
    // A country code alone is not kept: the form begins with the company's.
    await page.getByLabel('Phone', { exact: true }).fill('6 12345678');
    await page.getByRole('combobox', { name: 'Tags' }).fill('Visitors');
    await page.keyboard.press('Enter');
    await check('user-new-tags');
    await page.getByRole('button', { name: 'Add user' }).click();
    await heading(page, 'new.person').waitFor();
    await page.getByRole('tab', { name: 'Tags' }).click();
    await page.getByText('Visitors').first().waitFor();
    await page.getByRole('tab', { name: 'General' }).click();
    expect(await page.getByRole('combobox', { name: 'Country code', exact: true }).inputValue()).toBe('Netherlands +31');
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Disable' }).click();
    await page.getByText('new.person disabled').waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('This user is disabled').waitFor({ state: 'hidden' });
    expect(opened.faults).toEqual([]);
  });
});
