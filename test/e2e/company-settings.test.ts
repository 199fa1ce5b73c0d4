/** What an administrator of the old server changes first: a text message, the registry's values, a caching rule, a risky value. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, heading, type OpenedConsole, openConsole, signIn } from '../support/console-browser.ts';
import { missingPrograms } from '../support/required-programs.ts';

const missing = missingPrograms(CHROMIUM);
let opened: OpenedConsole;

const REGISTRY = [
  'Windows Registry Editor Version 5.00',
  '',
  String.raw`[HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Positive Networks\PhoneFactor]`,
  '"pfsvc_pendingSmsTimeoutSeconds"=dword:00000258',
  '"UsernameCxz_stripPrefixDomain"=dword:00000001',
  '',
].join('\r\n');

describe.skipIf(missing !== '')(`company settings ${missing}`, () => {
  beforeAll(async () => {
    opened = await openConsole({ hasOperator: true });
    await signIn(opened, '/settings?tab=text-message', 'Company Settings');
  }, 60_000);
  afterAll(() => opened?.close());

  it('changes a text, refuses a placeholder that means nothing, counts its length, and resets it', async () => {
    const { page } = opened;
    await page.getByRole('tab', { name: 'Dutch (nl)' }).first().click();
    await page.getByRole('button', { name: 'One-way, OTP', exact: true }).click();
    const field = page.getByLabel('Dutch (nl)', { exact: true }).and(page.locator('textarea'));
    await field.fill('Code <$opt$>');
    await page.getByText('<$opt$> means nothing in this text').waitFor();
    await field.fill('Уникальный код: ');
    await page.getByText('<$otp$> is missing').waitFor();
    await page.getByRole('button', { name: '<$otp$>' }).click();
    await page.getByText('Уникальный код: 123456').waitFor();
    await page.getByText('UCS-2 · 22 characters · 1 message').waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page
      .getByRole('row', { name: /^One-way, OTP Уникальный/ })
      .getByText('Changed')
      .waitFor();
    await page.getByRole('button', { name: 'One-way, OTP', exact: true }).click();
    await page.getByRole('button', { name: 'Reset to the delivered text' }).click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page
      .getByRole('row', { name: /^One-way, OTP De code/ })
      .getByText('As delivered')
      .waitFor();
  });

  it('takes over the values of the old server’s registry after showing them', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Import from the old server…' }).click();
    await page
      .getByLabel('Drop a .reg file here, or click to choose one')
      .and(page.locator('input'))
      .setInputFiles({ name: 'old.reg', mimeType: 'text/plain', buffer: Buffer.from(`\uFEFF${REGISTRY}`, 'utf16le') });
    const found = page.getByRole('table', { name: 'Found values' });
    await found.getByText('600 seconds').waitFor();
    await page.getByRole('button', { name: 'Import 2 settings' }).click();
    await page.getByText('2 settings imported. In force now.').waitFor();
    await expect.poll(() => page.getByLabel('One-way text message timeout seconds').inputValue()).toBe('600 seconds');
  });

  it('says the risk of a value, and keeps it on the Status page', async () => {
    const { page, engine } = opened;
    await page.getByRole('tab', { name: 'General' }).click();
    await page.getByLabel('When user is disabled').selectOption('succeed');
    await page.getByText('Disabled user is set to succeed authentication').first().waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('User defaults saved. In force now.').waitFor();
    await page.goto(new URL('/', engine.consoleAddress).href);
    await page.getByText('Disabled user is set to succeed authentication').first().waitFor();
  });

  it('adds a caching rule, and brings it back after it was deleted', async () => {
    const { page, engine } = opened;
    await page.goto(new URL('/caching', engine.consoleAddress).href);
    await heading(page, 'Caching rules').waitFor();
    await page.getByRole('button', { name: 'Add a rule' }).click();
    const drawer = page.getByRole('dialog', { name: 'Add a caching rule' });
    await drawer.getByLabel('Cache seconds').fill('30000');
    await drawer.getByText('Longer than 8 hours').waitFor();
    await drawer.getByLabel('Cache seconds').fill('120');
    await drawer.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByText('Caching rules saved. In force now.').waitFor();
    await page.getByRole('button', { name: 'Delete the rule' }).click();
    await page.getByRole('heading', { name: 'No caching rules' }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Delete the rule' }).waitFor();
    expect(opened.faults).toEqual([]);
  });
});
