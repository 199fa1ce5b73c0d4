/** Status, Company Settings, Logging and Back-up as an administrator uses them; pictures where SCREENSHOTS names a folder. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkScreen } from '../support/axe.ts';
import { CHROMIUM, heading, OPERATOR, type OpenedConsole, openConsole, signIn } from '../support/console-browser.ts';
import { fillDemo } from '../support/demo-data.ts';
import { mustRun } from '../support/engine-process.ts';
import { missingPrograms } from '../support/required-programs.ts';

const missing = missingPrograms(CHROMIUM, 'radclient', 'oathtool');
let opened: OpenedConsole;

const check = (name: string): Promise<void> => checkScreen(opened.page, name);

async function open(path: string, title: string, page = opened.page): Promise<void> {
  await page.goto(new URL(path, opened.engine.consoleAddress).href);
  await heading(page, title).waitFor();
}

const DENIALS = 'Number of MFA denials that trigger account lockout';

describe.skipIf(missing !== '')(`settings ${missing}`, () => {
  beforeAll(async () => {
    opened = await openConsole({ hasOperator: true });
    await signIn(opened, '/', 'Status');
    await fillDemo(opened.engine);
  }, 120_000);
  afterAll(() => opened?.close());

  it('answers five questions on the Status page', async () => {
    const { page } = opened;
    await open('/', 'Status');
    for (const name of ['Engine', 'Sign-ins, last 24 hours', 'What is wrong', 'Waiting for a decision', 'Last changes'])
      await page.getByRole('region', { name, exact: true }).waitFor();
    await page.getByText('Success rate').waitFor();
    await page.getByRole('region', { name: 'Last changes' }).getByRole('listitem').first().waitFor();
    await check('status');
  });

  it('shows every tab of Company Settings', async () => {
    const { page } = opened;
    await open('/settings', 'Company Settings');
    for (const tab of ['General', 'Username Resolution', 'Text Message', 'Security Questions', 'OATH tokens', 'Reports']) {
      await page.getByRole('tab', { name: tab }).click();
      await page.getByRole('tabpanel', { name: tab }).getByText('As delivered').first().waitFor();
    }
    // Each tab goes through axe in demo-screens.test.ts.
    await check('settings-reports');
  });

  it('changes a setting, marks it, warns of its risk, and resets it with one click', async () => {
    const { page } = opened;
    await open('/settings?tab=lockout', 'Account lockout');
    await page.getByLabel(DENIALS).fill('0');
    await page.getByText('Lockout is off: codes can be guessed without end.').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Account lockout saved. In force now.').waitFor();
    await page.getByText(`Changed by ${OPERATOR.name}`).waitFor();
    await check('settings-changed');
    await page
      .getByRole('contentinfo')
      .getByRole('link', { name: /warnings?$/ })
      .click();
    await heading(page, 'Status').waitFor();
    await page.getByRole('link', { name: 'Switch lockout on' }).click();
    await page.getByRole('button', { name: 'Reset to 10 denials' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Default: 10 denials').waitFor();
    await page.getByText('Account lockout saved. In force now.').first().waitFor();
  });

  it('refuses a value outside its range beside its field', async () => {
    const { page } = opened;
    await open('/settings?tab=lockout', 'Account lockout');
    await page.getByLabel(DENIALS).fill('1000');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Enter 100 or less').waitFor();
    await page.getByRole('button', { name: 'Discard changes' }).click();
  });

  it('finds a setting on any page by a word of it', async () => {
    const { page } = opened;
    await open('/settings', 'Company Settings');
    await page.getByLabel('Find a setting').fill('phone');
    await page.getByText(/^\d+ settings$/).waitFor();
    await check('settings-found');
    await page.getByRole('button', { name: 'Mask phone numbers' }).click();
    await page.getByRole('tab', { name: 'Reports', selected: true }).waitFor();
    expect(await page.getByLabel('Mask phone numbers').evaluate((field) => field === document.activeElement)).toBe(true);
    await page.getByLabel('Find a setting').fill('no such setting at all');
    await page.getByText('No setting matches').waitFor();
  });

  it('never overwrites what another console saved, and loses nothing that was typed', async () => {
    const { page } = opened;
    await open('/settings?tab=lockout', 'Account lockout');
    const other = await opened.context.newPage();
    await open('/lockout', 'Account lockout', other);
    await page.getByLabel('Minutes until account is automatically unblocked').fill('45');
    await other.getByLabel(DENIALS).fill('5');
    await other.getByRole('button', { name: 'Save', exact: true }).click();
    await other.getByText('Account lockout saved. In force now.').waitFor();
    await page.getByText(`${OPERATOR.name} has changed these settings meanwhile`).waitFor();
    await page.getByText(`${DENIALS}: 10 denials → 5 denials`).waitFor();
    await check('settings-conflict');
    await page.getByRole('button', { name: 'Keep what is typed here' }).click();
    expect(await page.getByLabel(DENIALS).inputValue()).toMatch(/^5/);
    expect(await page.getByLabel('Minutes until account is automatically unblocked').inputValue()).toMatch(/^45/);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Account lockout saved. In force now.').waitFor();
    await other.close();
  });

  it('masks phone numbers in the log when told so', async () => {
    const { page } = opened;
    await open('/settings?tab=reports', 'Company Settings');
    await page.getByLabel('Mask phone numbers').click({ force: true });
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Fields of the authentication log saved. In force now.').waitFor();
  });

  it('backs up now, and by a schedule', async () => {
    const { page, folder } = opened;
    await open('/backup', 'Back-up');
    await page.getByRole('heading', { name: 'No back-up yet' }).waitFor();
    await check('backup-empty');
    await page.getByRole('button', { name: 'Back up now' }).click();
    await page.getByText(/^Back-up written: /).waitFor();
    const nightly = join(folder, 'nightly');
    await page.getByLabel('Back up', { exact: true }).selectOption('weekly');
    await page.getByLabel('Folder', { exact: true }).fill(nightly);
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Schedule saved. In force now.').waitFor();
    await page.getByRole('button', { name: 'Back up now' }).click();
    await expect.poll(() => readdirSync(nightly)).toHaveLength(1);
    await page.getByText(nightly, { exact: true }).waitFor();
    await check('backup');
    await page.getByRole('button', { name: 'Renew…' }).click();
    await page.getByRole('button', { name: 'Make a new passphrase' }).click();
    const passphrase = (await page.getByRole('status', { name: 'Recovery passphrase' }).textContent()) ?? '';
    await check('backup-passphrase');
    await page.getByLabel('Last group of the passphrase').fill('WRONG0');
    await page.getByRole('button', { name: 'It is stored' }).click();
    await page.getByText('This is not the last group').waitFor();
    await page.getByLabel('Last group of the passphrase').fill(passphrase.slice(-6).toLowerCase());
    await page.getByRole('button', { name: 'It is stored' }).click();
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
  });

  it('refuses a folder that cannot be written, and says why', async () => {
    const { page } = opened;
    await open('/backup', 'Back-up');
    await page.getByLabel('Folder', { exact: true }).fill('relative/folder');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('not an absolute path').waitFor();
    await page.getByRole('button', { name: 'Discard changes' }).click();
  });

  it('keeps attempts for a number of days, and shows what is stored', async () => {
    const { page } = opened;
    await open('/logging', 'Logging');
    await page.getByText('Oldest attempt').waitFor();
    await page.getByLabel('Keep attempts').selectOption('oldServer');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page
      .getByText('Retention saved. In force now.')
      .or(page.getByText('Fields of the authentication log saved'))
      .first()
      .waitFor();
    await check('logging');
    await page.getByRole('tab', { name: 'Log files' }).click();
    await page.getByText('No errors since the start').waitFor();
    await check('logging-files');
  });

  it('shows who changed what, filtered by the address, and proves the chain', async () => {
    const { page } = opened;
    await open('/logging?tab=operators&area=settings', 'Logging');
    const grid = page.getByRole('grid', { name: 'Actions of operators' });
    await grid.getByText('Settings changed').first().waitFor();
    expect(await grid.getByText('User added').count()).toBe(0);
    await check('logging-operators');
    await grid.getByText('Settings changed').first().click();
    await page.getByRole('dialog').getByText('Keep attempts').waitFor();
    await check('logging-operators-row');
    await page.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await page.getByRole('button', { name: 'Verify the chain' }).click();
    await page.getByText(/^Intact: \d+ rows checked$/).waitFor();
    await check('logging-verified');
  });

  it('is readable and not changeable for an auditor', async () => {
    const { page, context, engine } = opened;
    const password = 'a long passphrase of an auditor';
    await mustRun(
      ['operator', 'add', 'audrey', '--role', 'auditor', '--password-stdin', '--json', '--data', engine.folder],
      `${password}\n`,
    );
    await context.clearCookies();
    await page.goto(new URL('/settings?tab=lockout', engine.consoleAddress).href);
    await heading(page, 'Sign in').waitFor();
    await page.getByLabel('Operator name').fill('audrey');
    await page.getByLabel('Password', { exact: true }).fill(password);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await heading(page, 'Account lockout').waitFor();
    expect(await page.getByLabel(DENIALS).isDisabled()).toBe(true);
    await page.getByText('Only administrators change settings.').waitFor();
    expect(opened.faults).toEqual([]);
  });
});
