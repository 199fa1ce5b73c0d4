/** The first minutes with a new server, and each return to it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, enterPassword, heading, OPERATOR, type OpenedConsole, openConsole } from '../support/console-browser.ts';
import { missingPrograms } from '../support/required-programs.ts';

const missing = missingPrograms(CHROMIUM);
let opened: OpenedConsole;
let passphrase = '';

describe.skipIf(missing !== '')(`first run ${missing}`, () => {
  beforeAll(async () => {
    opened = await openConsole({ hasOperator: false });
  }, 60_000);
  afterAll(() => opened?.close());

  it('the set-up address makes the first operator and leaves the set-up code in no address', async () => {
    const { page, engine } = opened;
    await page.goto(engine.setupUrl ?? '');
    await heading(page, /^Set up /).waitFor();
    expect(new URL(page.url()).hash).toBe('');
    await page.getByLabel('Operator name').fill(OPERATOR.name);
    await page.getByLabel('Password', { exact: true }).fill(OPERATOR.password);
    await page.getByLabel('Password again').fill('something else entirely');
    await page.getByRole('button', { name: 'Create operator' }).click();
    await page.getByText('The two passwords differ').waitFor();
    await page.getByLabel('Password again').fill(OPERATOR.password);
    await page.getByRole('button', { name: 'Create operator' }).click();
    await heading(page, 'Write down the recovery passphrase').waitFor();
  });

  it('the recovery passphrase is shown once, and only its storing opens the way on', async () => {
    const { page } = opened;
    passphrase = (await page.getByLabel('Recovery passphrase', { exact: true }).textContent()) ?? '';
    expect(passphrase.trim().length).toBeGreaterThan(20);
    const forward = page.getByRole('button', { name: 'Continue' });
    expect(await forward.isDisabled()).toBe(true);
    await page.getByLabel('I have stored the passphrase where others cannot read it').check();
    await forward.click();
    await heading(page, / is ready$/).waitFor();
    expect(await page.content()).not.toContain(passphrase);
    await page.getByRole('button', { name: 'Go to Status' }).click();
    await heading(page, 'Status').waitFor();
  });

  it('a reload keeps the session and does not show the passphrase again', async () => {
    const { page } = opened;
    await page.reload();
    await heading(page, 'Status').waitFor();
    expect(await page.content()).not.toContain(passphrase);
  });

  it('after signing out a wrong password is refused in words, and the right one opens the console', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: OPERATOR.name }).click();
    await page.getByRole('menuitem', { name: 'Sign out' }).click();
    await heading(page, 'Sign in').waitFor();
    await enterPassword(page, 'not the password at all');
    expect(await page.getByRole('alert').textContent()).toMatch(/\S/);
    expect(await page.getByLabel('Password', { exact: true }).inputValue()).toBe('');
    await enterPassword(page);
    await heading(page, 'Status').waitFor();
  });

  it('an address that was asked for before signing in opens after it', async () => {
    const { page, context, engine } = opened;
    await context.clearCookies();
    await page.goto(new URL('/users?search=0012', engine.consoleAddress).href);
    await heading(page, 'Sign in').waitFor();
    await enterPassword(page);
    await heading(page, 'Users').waitFor();
    expect(page.url()).toMatch(/\/users\?search=0012$/);
    expect(await page.getByRole('searchbox', { name: 'Search users' }).inputValue()).toBe('0012');
    expect(opened.faults).toEqual([]);
  });

  it('the set-up address is of no use once there is an operator', async () => {
    const { page, context, engine } = opened;
    await context.clearCookies();
    await page.goto(engine.setupUrl ?? '');
    await heading(page, 'Sign in').waitFor();
  });
});
