/** Operators, the own account and its second factor, and what each role finds in the console. */
import { generateSync } from 'otplib';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkScreen } from '../support/axe.ts';
import { CHROMIUM, heading, OPERATOR, type OpenedConsole, openConsole, signIn } from '../support/console-browser.ts';
import { mustRun } from '../support/engine-process.ts';
import { missingPrograms } from '../support/required-programs.ts';

const missing = missingPrograms(CHROMIUM);
const PASSWORD = 'another long test passphrase';
let opened: OpenedConsole;
let secret = '';
const totp = (stepsAhead = 0) =>
  generateSync({ strategy: 'totp', secret, epoch: Math.floor(Date.now() / 1000) + stepsAhead * 30 });

const check = (name: string): Promise<void> => checkScreen(opened.page, name);

async function enter(page: Page, name: string, password: string): Promise<void> {
  await heading(page, 'Sign in').waitFor();
  await page.getByLabel('Operator name').fill(name);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.keyboard.press('Enter');
}

async function enterAs(path: string, name: string, password: string): Promise<void> {
  const { page, context, engine } = opened;
  await context.clearCookies();
  await page.goto(new URL(path, engine.consoleAddress).href);
  await enter(page, name, password);
}

const addOperator = (name: string, role: string) =>
  mustRun(['operator', 'add', name, '--role', role, '--password-stdin', '--data', opened.engine.folder], `${PASSWORD}\n`);

describe.skipIf(missing !== '')(`operators ${missing}`, () => {
  beforeAll(async () => {
    opened = await openConsole({ hasOperator: true });
    await addOperator('audrey', 'auditor');
    await addOperator('harry', 'help-desk');
    await signIn(opened, '/operators', 'Operators');
  }, 90_000);
  afterAll(() => opened?.close());

  it('lists the operators and adds one, with each role explained', async () => {
    const { page } = opened;
    await page.getByRole('link', { name: 'audrey' }).waitFor();
    await check('operators');
    await page.getByRole('button', { name: 'Add operator…' }).click();
    const drawer = page.getByRole('dialog', { name: 'Add operator' });
    await drawer.getByText('Reads users, logs, reports and settings.', { exact: false }).waitFor();
    await drawer.getByLabel('Operator name').fill('audrey');
    await drawer.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await check('operators-add');
    await drawer.getByRole('button', { name: 'Add operator' }).click();
    await drawer.getByText(/^There is already an operator audrey/).waitFor();
    await drawer.getByLabel('Operator name').fill('nora');
    await drawer.getByRole('radio', { name: 'Administrator' }).check();
    await drawer.getByRole('button', { name: 'Add operator' }).click();
    await page.getByRole('dialog', { name: 'nora' }).getByText('New password due').waitFor();
    await check('operators-drawer');
  });

  it('a role is changed in the drawer; the last administrator cannot be demoted', async () => {
    const { page, engine } = opened;
    const drawer = page.getByRole('dialog', { name: 'nora' });
    await drawer.getByRole('radio', { name: 'Help desk' }).check();
    await drawer.getByText('A change ends the sessions of this operator.').waitFor();
    await drawer.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Operator nora changed').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('link', { name: OPERATOR.name }).click();
    const own = page.getByRole('dialog', { name: OPERATOR.name });
    await own.getByRole('radio', { name: 'Auditor' }).check();
    await own.getByText('This is your own account: a change signs you out.').waitFor();
    await own.getByRole('button', { name: 'Save' }).click();
    await own.getByText('This is the last administrator').waitFor();
    await page.goto(new URL('/operators', engine.consoleAddress).href);
    await heading(page, 'Operators').waitFor();
  });

  it('a password that somebody else has set is changed before anything else opens', async () => {
    const { page } = opened;
    await enterAs('/users', 'nora', PASSWORD);
    await heading(page, 'Choose a new password').waitFor();
    await check('duty-password');
    await page.getByLabel('Current password').fill(PASSWORD);
    const fresh = 'a passphrase of my own';
    await page.getByLabel('New password', { exact: true }).fill(`nora has ${fresh}`);
    await page.getByRole('button', { name: 'Change password' }).click();
    await page.getByText('Choose a password without the operator name in it').waitFor();
    await page.getByLabel('New password', { exact: true }).fill(fresh);
    await page.getByLabel('New password again').fill(fresh);
    await page.getByRole('button', { name: 'Change password' }).click();
    await heading(page, 'Users').waitFor();
  });

  it('an app becomes the second factor by its first code', async () => {
    const { page } = opened;
    await enterAs('/account', OPERATOR.name, OPERATOR.password);
    await heading(page, 'My account').waitFor();
    await check('account');
    await page.getByRole('button', { name: 'Add authenticator app…' }).click();
    const drawer = page.getByRole('dialog', { name: 'Add authenticator app' });
    await drawer.getByLabel('Current password').fill('not the password');
    await drawer.getByRole('button', { name: 'Continue' }).click();
    await drawer.getByText('The current password is wrong').waitFor();
    await drawer.getByLabel('Current password').fill(OPERATOR.password);
    await drawer.getByRole('button', { name: 'Continue' }).click();
    await drawer.getByRole('img', { name: 'QR code of the new token' }).waitFor();
    await drawer.getByText('Cannot scan?', { exact: false }).click();
    secret = (await drawer.getByRole('textbox', { name: 'Secret key of the new token' }).textContent()) ?? '';
    expect(secret).toMatch(/^[A-Z2-7]{32}$/);
    await check('account-enrol');
    await drawer.getByLabel('Code', { exact: true }).fill(totp());
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove second factor…' }).waitFor();
    await check('account-second-factor');
  });

  it('sign-in asks for the code by keyboard; a used and a wrong code are refused alike', async () => {
    const { page } = opened;
    await enterAs('/operators', OPERATOR.name, OPERATOR.password);
    await heading(page, 'Second factor').waitFor();
    await check('sign-in-code');
    await page.getByLabel('Code', { exact: true }).fill('000000');
    await page.keyboard.press('Enter');
    await page.getByText('The code is wrong or was used before').waitFor();
    const code = totp(1);
    // The field has the focus again: nothing but keys.
    await page.keyboard.type(`${code.slice(0, 3)} ${code.slice(3)}`);
    await page.keyboard.press('Enter');
    await heading(page, 'Operators').waitFor();
    await enterAs('/operators', OPERATOR.name, OPERATOR.password);
    await heading(page, 'Second factor').waitFor();
    await page.getByLabel('Code', { exact: true }).fill(code);
    await page.keyboard.press('Enter');
    await page.getByText('The code is wrong or was used before').waitFor();
  });

  it('a lost token is removed by the command line; then the password alone opens', async () => {
    const { page } = opened;
    const done = await mustRun(['operator', 'remove-second-factor', OPERATOR.name, '--data', opened.engine.folder]);
    expect(done).toContain(`Second factor of ${OPERATOR.name} removed.`);
    await enterAs('/operators', OPERATOR.name, OPERATOR.password);
    await heading(page, 'Operators').waitFor();
  });

  it('the policy asks administrators for a second factor at once, and offers both kinds', async () => {
    const { page } = opened;
    await page.getByRole('combobox', { name: 'Second factor required of' }).click();
    await page.getByRole('option', { name: 'Administrators' }).click();
    await page.getByText('Second factor required of: Administrators').waitFor();
    await page.reload();
    await heading(page, 'Add a second factor').waitFor();
    await check('duty-second-factor');
    await page.getByRole('button', { name: 'Hardware token' }).click();
    await page.getByLabel('Current password').fill(OPERATOR.password);
    secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
    await page.getByLabel('Secret key').fill(secret);
    await check('duty-device');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByLabel('Code', { exact: true }).fill(totp());
    await page.getByRole('button', { name: 'Switch on second factor' }).click();
    await heading(page, 'Operators').waitFor();
  });
});

/** Every page that stands in the navigation, and the ones that are reached from there. */
const PAGES = [
  '/',
  '/users',
  '/tokens',
  '/tags',
  '/radius',
  '/log',
  '/reports',
  '/reports/authentications',
  '/reports/user-summary',
  '/reports/denials-by-reason',
  '/reports/success-rate',
  '/reports/busiest-hours',
  '/settings',
  '/operators',
  '/backup',
  '/logging',
  '/account',
] as const;
const OF_SETTINGS: readonly string[] = ['/radius', '/settings', '/operators', '/backup', '/logging'];
/** What begins something that changes the server. */
const CHANGES = /^(Add|Import|Delete|Disable|Enable|Save|Unlock|Assign|New|Set|Remove|Back up|Make|Resync|Test)\b/;

describe.skipIf(missing !== '')(`roles in the console ${missing}`, () => {
  beforeAll(async () => {
    opened = await openConsole({ hasOperator: true });
    await addOperator('audrey', 'auditor');
    await addOperator('harry', 'help-desk');
    await mustRun(['user', 'add', 'anna', '--data', opened.engine.folder]);
  }, 90_000);
  afterAll(() => opened?.close());

  /** Opens each page and answers the names of its buttons; fails on a panel that says something was refused. */
  async function walk(paths: readonly string[]): Promise<Map<string, string[]>> {
    const { page, engine } = opened;
    const buttons = new Map<string, string[]>();
    for (const path of paths) {
      await page.goto(new URL(path, engine.consoleAddress).href);
      await page.locator('main h1').waitFor();
      await page.waitForLoadState('networkidle');
      // Skeletons show after 200 ms, errors after their retries.
      await page.waitForTimeout(400);
      const main = page.locator('main');
      expect(await main.getByText('This needs one of these roles', { exact: false }).count(), `${path} is refused`).toBe(0);
      expect(await main.getByText('This page stopped working').count(), `${path} crashed`).toBe(0);
      buttons.set(path, await main.getByRole('button').or(main.getByRole('link')).allInnerTexts());
    }
    return buttons;
  }

  it('an auditor opens every page, and finds no button that changes anything', async () => {
    await enterAs('/', 'audrey', PASSWORD);
    await heading(opened.page, 'Status').waitFor();
    const found = await walk(PAGES.filter((path) => path !== '/account'));
    const changing = [...found].flatMap(([path, names]) =>
      names.filter((name) => CHANGES.test(name.trim())).map((name) => `${path}: ${name.trim()}`),
    );
    expect(changing).toEqual([]);
    await walk(['/account', '/users/1']);
  });

  it('the help desk sees no section of settings, and opens every other page', async () => {
    await enterAs('/', 'harry', PASSWORD);
    await heading(opened.page, 'Status').waitFor();
    const { page } = opened;
    const links = await page.getByRole('navigation', { name: 'Sections' }).getByRole('link').all();
    const targets = await Promise.all(links.map((link) => link.getAttribute('href')));
    expect(targets.filter((target) => OF_SETTINGS.includes(target ?? ''))).toEqual([]);
    expect(targets.length).toBeGreaterThan(3);
    await walk([...PAGES.filter((path) => !OF_SETTINGS.includes(path)), '/users/1']);
  });

  it('nothing failed in the page itself', () => {
    expect(opened.faults).toEqual([]);
  });
});
