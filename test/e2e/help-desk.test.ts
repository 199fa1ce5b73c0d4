/** "I lost my phone" in three clicks, by mouse and by keyboard; block, unblock, PIN: what the help desk does on one page. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../main/store/sqlite/open.ts';
import { CHROMIUM, heading, type OpenedConsole, openConsole, signIn } from '../support/console-browser.ts';
import { addManyUsers, manyUser } from '../support/many-users.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { random } from '../support/store.ts';

const USERS = 40;
/** Two busy cores are slow. */
const PATIENCE = { timeout: 10_000 };
const missing = missingPrograms(CHROMIUM);
let opened: OpenedConsole;

const search = () => opened.page.getByRole('combobox', { name: 'Who is on the phone?' });
const tell = () => opened.page.getByRole('region', { name: 'Tell the user' });
const button = (name: string) => opened.page.getByRole('main').getByRole('button', { name, exact: true });
const go = (path: string) => opened.page.goto(new URL(path, opened.engine.consoleAddress).href);
const clicks = () => opened.page.evaluate(() => Number(document.body.dataset.clicks ?? 0));

describe.skipIf(missing !== '')(`the help desk ${missing}`, () => {
  beforeAll(async () => {
    opened = await openConsole({
      hasOperator: true,
      fill: async (folder) => {
        const store = await openStore({ folder, random, clock: { now: Date.now } });
        await addManyUsers(store, USERS);
        await store.close();
      },
    });
    await opened.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await signIn(opened, '/help-desk', 'Help desk');
  }, 120_000);
  afterAll(() => opened?.close());

  it('lets in who has lost the phone, in three clicks', async () => {
    const { page } = opened;
    const { username } = manyUser(7);
    await page.evaluate(() =>
      document.addEventListener('click', (event) => {
        if (event.isTrusted) document.body.dataset.clicks = String(Number(document.body.dataset.clicks ?? 0) + 1);
      }),
    );
    // The field has the focus: nothing to click before typing.
    await expect.poll(() => search().evaluate((field) => field === document.activeElement)).toBe(true);
    await page.keyboard.type(username);
    await page.getByRole('option', { name: username }).click();
    await button('Start bypass').click();
    await tell().getByRole('button', { name: 'Copy the words' }).click();
    expect(await clicks()).toBe(3);
    expect(await page.evaluate(() => navigator.clipboard.readText())).toContain('you get in once without a code');
    await page.getByRole('timer', { name: 'Time left' }).waitFor();
    await go('/bypass');
    const row = page.getByRole('grid', { name: 'One-time bypass' }).locator('tbody tr').first();
    await expect.poll(() => row.textContent(), PATIENCE).toMatch(new RegExp(`${username}[\\s\\S]*Running[\\s\\S]*Lost phone`));
    await row.getByRole('button', { name: `Cancel the bypass of ${username}` }).click();
    await expect.poll(() => row.textContent(), PATIENCE).toContain('Cancelled');
  });

  it('does the same by keyboard: Enter opens the first one and its panel has the focus', async () => {
    const { page } = opened;
    await go('/help-desk');
    await search().waitFor();
    await page.keyboard.type(manyUser(8).username);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 2, name: manyUser(8).username }).waitFor();
    for (let presses = 0; presses < 8; presses += 1) {
      if (await button('Start bypass').evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.press('Enter');
    await tell().waitFor();
    await expect.poll(() => tell().evaluate((panel) => panel === document.activeElement)).toBe(true);
  });

  it('makes a PIN that is shown once, blocks, and unblocks with a reason', async () => {
    const { page } = opened;
    const { username } = manyUser(9);
    await go(`/help-desk?search=${username}`);
    await page.getByRole('option', { name: username }).click();
    await button('New PIN…').click();
    await page.getByRole('dialog').getByRole('button', { name: 'Make a new PIN' }).click();
    expect(await tell().getByRole('textbox', { name: 'PIN' }).textContent()).toMatch(/^\d{4,}$/);
    await button('Block…').click();
    const drawer = page.getByRole('dialog', { name: `Block ${username}` });
    await drawer.getByRole('combobox', { name: 'Reason' }).fill('Phone stolen');
    await drawer.getByRole('button', { name: 'Block user' }).click();
    await page.getByText(/Since .* by operator1: Phone stolen/).waitFor();
    await page.getByRole('combobox', { name: 'Reason to unblock' }).fill('Identity checked by telephone');
    await button('Unblock').click();
    await tell().getByText('You can sign in again now.').waitFor();
    await go('/blocked?state=over');
    await heading(page, 'Blocked users').waitFor();
    await page.getByText('Unblocked', { exact: true }).waitFor();
    expect(opened.faults).toEqual([]);
  });
});
