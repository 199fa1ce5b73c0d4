/** The first minutes with a new server, and each return to it. */
import { generateSync } from 'otplib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  CHROMIUM,
  capture,
  enterPassword,
  heading,
  OPERATOR,
  type OpenedConsole,
  openConsole,
} from '../support/console-browser.ts';
import { missingPrograms } from '../support/required-programs.ts';

const missing = missingPrograms(CHROMIUM);
let opened: OpenedConsole;
let passphrase = '';
const totp = (secret: string, stepsAhead = 0) =>
  generateSync({ strategy: 'totp', secret, epoch: Math.floor(Date.now() / 1000) + stepsAhead * 30 });

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
    await page.getByRole('heading', { name: 'Write down the recovery passphrase' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/setup');
    await capture(page, 'setup-passphrase');
  });

  it('the recovery passphrase is shown once, and only a part of it typed again opens the way on', async () => {
    const { page } = opened;
    passphrase = (await page.getByLabel('Recovery passphrase', { exact: true }).textContent()) ?? '';
    expect(passphrase.trim().length).toBeGreaterThan(20);
    const forward = page.getByRole('button', { name: 'Continue' });
    expect(await forward.isDisabled()).toBe(true);
    const field = page.getByLabel(/^Group \d of the passphrase$/);
    const number = Number(/\d/.exec((await page.getByText(/^Group \d of the passphrase$/).textContent()) ?? '')?.[0]);
    await field.fill('wrong');
    expect(await forward.isDisabled()).toBe(true);
    await field.fill(passphrase.trim().split('-')[number - 1]?.toLowerCase() ?? '');
    await forward.click();
    await page.getByRole('heading', { name: 'The device that will ask' }).waitFor();
    expect(await page.content()).not.toContain(passphrase);
  });

  it('the wizard adds a RADIUS client with a secret made for it, and says where the guide is', async () => {
    const { page } = opened;
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('vpn-01');
    await page.getByRole('textbox', { name: /^IP address/ }).fill('127.0.0.1');
    expect(await page.getByRole('textbox', { name: 'Shared secret' }).inputValue()).toMatch(/^\w{32}$/);
    await capture(page, 'setup-client');
    await page.getByText('In the password field', { exact: true }).click();
    await page.getByRole('button', { name: 'Add RADIUS client' }).click();
    await page.getByRole('heading', { name: 'vpn-01 is added' }).waitFor();
    await page.getByRole('link', { name: 'Open the set-up guide in a new tab' }).waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
  });

  it('it adds a user with an app, survives a reload, and tries a real sign-in', async () => {
    const { page } = opened;
    await page.getByRole('textbox', { name: 'Username' }).fill('anna');
    await page.getByRole('button', { name: 'Add user', exact: true }).click();
    await page.getByRole('heading', { name: 'User anna is added' }).waitFor();
    await page.reload();
    await page.getByRole('heading', { name: 'User anna is added' }).waitFor();
    await page.getByRole('button', { name: 'Make a QR code' }).click();
    await page.getByText('Cannot scan?').click();
    const uri = (await page.getByRole('textbox', { name: 'Enrolment address' }).textContent()) ?? '';
    const secret = new URL(uri).searchParams.get('secret') ?? '';
    await capture(page, 'setup-user');
    await page.getByLabel('Code that the app shows').fill(totp(secret));
    await page.getByRole('button', { name: 'Switch the app on' }).click();
    await page.getByText('anna has a token and can sign in.').waitFor();
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: 'Try a sign-in' }).waitFor();
    expect(await page.getByRole('textbox', { name: 'Username' }).inputValue()).toBe('anna');
    await page.getByLabel('Code', { exact: true }).fill(totp(secret, 1));
    await page.getByRole('button', { name: 'Send request' }).click();
    await page.getByText('The sign-in was granted').waitFor();
    await capture(page, 'setup-test');
    await page.getByRole('button', { name: 'Continue' }).click();
    await page.getByRole('heading', { name: / is ready$/ }).waitFor();
    await page.getByText('A device can ask, a user can answer, and it was tried.').waitFor();
    await capture(page, 'setup-done');
    await page.getByRole('link', { name: 'Go to Status' }).click();
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
