/**
 * axe on every page, drawer, dialog and wizard step, light and dark, and no page that scrolls sideways. With SCREENSHOTS
 * naming a folder it leaves pictures of all of them there.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkScreen } from '../support/axe.ts';
import { CHROMIUM, heading, type OpenedConsole, openConsole, signIn } from '../support/console-browser.ts';
import { DEMO_PREVIEW_CSV, fillDemo } from '../support/demo-data.ts';
import { missingPrograms } from '../support/required-programs.ts';

const missing = missingPrograms(CHROMIUM, 'radclient', 'oathtool');
let opened: OpenedConsole;

const check = (name: string): Promise<void> => checkScreen(opened.page, name);

async function open(path: string, title: string | RegExp): Promise<void> {
  await opened.page.goto(new URL(path, opened.engine.consoleAddress).href);
  await heading(opened.page, title).waitFor();
}

describe.skipIf(missing !== '')(`accessibility ${missing}`, () => {
  beforeAll(async () => {
    opened = await openConsole({ hasOperator: false });
  }, 60_000);
  afterAll(() => opened?.close());

  it('set-up and sign-in', async () => {
    const { page, engine } = opened;
    await page.goto(engine.setupUrl ?? '');
    await heading(page, /^Set up /).waitFor();
    await page.getByRole('button', { name: 'Create operator' }).click();
    await check('setup-operator');
    await page.getByLabel('Operator name').fill('operator1');
    await page.getByLabel('Password', { exact: true }).fill('a long test passphrase');
    await page.getByLabel('Password again').fill('a long test passphrase');
    await page.getByRole('button', { name: 'Create operator' }).click();
    await page.getByRole('heading', { name: 'Write down the recovery passphrase' }).waitFor();
    await check('setup-passphrase');
    for (const [step, title] of [
      ['client', 'The device that will ask'],
      ['user', 'Somebody to try it with'],
      ['test', 'Try a sign-in'],
      ['done', / is ready$/],
    ] as const) {
      await page.goto(new URL(`/setup?step=${step}`, engine.consoleAddress).href);
      await page.getByRole('heading', { name: title }).waitFor();
      await check(`setup-${step}`);
    }
    await opened.context.clearCookies();
    await page.goto(engine.consoleAddress);
    await heading(page, 'Sign in').waitFor();
    await check('sign-in');
  });

  it('every page while there is nothing yet', async () => {
    const { page } = opened;
    await signIn(opened, '/', 'Status');
    await page.getByRole('contentinfo').getByText('Engine running').waitFor();
    await check('status-empty');
    const empty = {
      '/users': 'No users yet',
      '/tokens': 'No tokens yet',
      '/radius': 'No RADIUS clients yet',
      '/log': 'No attempts yet',
    };
    for (const [path, text] of Object.entries(empty)) {
      await page.goto(new URL(path, opened.engine.consoleAddress).href);
      await page.getByText(text).waitFor();
      await check(`${path.slice(1)}-empty`);
    }
  });

  it('status and the lists', async () => {
    const { page } = opened;
    await fillDemo(opened.engine);
    await open('/', 'Status');
    await page.getByText('Success rate').waitFor();
    await check('status');
    for (const [path, title] of [
      ['/users', 'Users'],
      ['/tokens', 'OATH Tokens'],
      ['/radius', 'RADIUS Authentication'],
      ['/log', 'Authentication log'],
    ] as const) {
      await open(path, title);
      await page.getByRole('grid').getByRole('row').nth(1).waitFor();
      await check(path.slice(1));
    }
    await open('/radius?tab=listeners', 'RADIUS Authentication');
    await page.getByLabel('Port of listener 1').waitFor();
    await check('radius-listeners');
  });

  it('one user, with its drawers and its question before deleting', async () => {
    const { page } = opened;
    await open('/users/new', 'Add user');
    await check('user-new');
    await open('/users/1', /./);
    await page.getByRole('list', { name: 'Last attempts' }).getByRole('listitem').first().waitFor();
    await check('user');
    // The last two are buttons of this tab; the other tabs are screens of demo-screens.test.ts.
    await page.getByRole('tab', { name: 'OATH Token' }).click();
    for (const button of ['One-time bypass…', 'New PIN…', 'Block…', 'Test…', 'Resync token…', 'Assign token…', 'Enrol app…']) {
      await page.getByRole('button', { name: button }).first().click();
      await page.getByRole('dialog').waitFor();
      await check(`user-${button.replaceAll(/[^a-zA-Z]+/g, '-').toLowerCase()}drawer`);
      await page.getByRole('dialog').getByRole('button', { name: 'Close' }).first().click();
      await page.getByRole('dialog').waitFor({ state: 'hidden' });
    }
    await page.getByRole('button', { name: 'More actions' }).click();
    await page.getByRole('menuitem', { name: 'Delete…' }).click();
    await page.getByRole('dialog').waitFor();
    await check('user-delete');
  });

  it('drawers of tokens, RADIUS clients and attempts', async () => {
    const { page } = opened;
    for (const [name, path, title] of [
      ['token-drawer', '/tokens?token=1', 'OATH Tokens'],
      ['token-add', '/tokens?token=0', 'OATH Tokens'],
      ['radius-add', '/radius?client=0', 'RADIUS Authentication'],
    ] as const) {
      await page.goto(new URL(path, opened.engine.consoleAddress).href);
      await page.getByRole('dialog').waitFor();
      await page.getByRole('heading', { name: title, level: 1, includeHidden: true }).waitFor({ state: 'attached' });
      await check(name);
    }
    await open('/log', 'Authentication log');
    await page.getByRole('grid').getByText('The code was right.').first().click();
    await page.getByRole('dialog').getByText('What to do').waitFor();
    await check('attempt-drawer');
  });

  it('a RADIUS client with its activity, test form and guide', async () => {
    const { page } = opened;
    await open('/radius/1', /./);
    await page.getByRole('region', { name: 'Test', exact: true }).waitFor();
    await check('radius-client');
  });

  it('the steps of the two import wizards', async () => {
    const { page } = opened;
    await open('/tokens/import', 'Import tokens');
    await check('import-choose');
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'delivery-2026-11.csv', mimeType: 'text/csv', buffer: Buffer.from(DEMO_PREVIEW_CSV) });
    await page.getByLabel('Create users that do not exist yet').check();
    await page.getByRole('button', { name: 'Check the file' }).click();
    const rows = page.getByRole('grid', { name: 'Rows of the file' }).getByRole('row');
    await rows.nth(1).waitFor();
    await check('import-preview');
    await rows.nth(1).getByRole('gridcell').nth(2).or(rows.nth(1).getByRole('cell').nth(2)).first().click();
    await page.getByRole('dialog').waitFor();
    await check('import-row');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await page.getByLabel(/^Import the .*good row/).check();
    await page.getByRole('button', { name: /^Import \d+ token/ }).click();
    await page.getByRole('heading', { name: /tokens? imported$/ }).waitFor();
    await check('import-result');
    await open('/users/import', 'Import users');
    await check('users-import-choose');
    expect(opened.faults).toEqual([]);
  });
});
