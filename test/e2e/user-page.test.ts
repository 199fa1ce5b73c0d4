/** One user by mouse: method and PIN on the General tab, a text sent for real by Test…, and its way on the tab Messages. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../main/store/sqlite/open.ts';
import { userFieldsSchema } from '../../shared/schemas/user.ts';
import { CHROMIUM, heading, type OpenedConsole, openConsole, signIn } from '../support/console-browser.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { audit, random } from '../support/store.ts';
import { startTextService, type TextService, textServiceGateway } from '../support/text-gateway.ts';

const PHONE = '+31612345678';
const missing = missingPrograms(CHROMIUM);
let opened: OpenedConsole;
let service: TextService;

describe.skipIf(missing !== '')(`one user ${missing}`, () => {
  beforeAll(async () => {
    service = await startTextService();
    opened = await openConsole({
      hasOperator: true,
      fill: async (folder) => {
        const store = await openStore({ folder, random, clock: { now: Date.now } });
        await store.write('gateways.create', { fields: textServiceGateway(service.port) }, audit);
        const fields = userFieldsSchema.parse({ username: 'anna', countryCode: '31', phone: '0612345678' });
        await store.write('users.create', { fields, source: 'manual' }, audit);
        await store.close();
      },
    });
    await signIn(opened, '/users/1', 'anna');
  }, 120_000);
  afterAll(async () => {
    await opened?.close();
    await service?.close();
  });

  it('says what keeps a method from working until it is there', async () => {
    const { page } = opened;
    await page.getByText('Reached as +31 6 12345678').waitFor();
    const problems = page.getByRole('list', { name: 'What keeps the method from working' });
    await problems.getByText('The user has no OATH token').waitFor();
    await page.getByRole('radio', { name: 'Text message' }).check();
    await page.getByLabel('Mode', { exact: true }).selectOption({ label: 'OTP + PIN' });
    // The number is abroad for a company at home in the United States, which allows it.
    expect(await problems.getByRole('listitem').allTextContents()).toEqual([
      'The mode asks for a PIN, and none is set: enter one below.',
    ]);
    await page.getByRole('button', { name: 'Generate' }).click();
    await problems.waitFor({ state: 'detached' });
    // One that is known to the test.
    await page.getByLabel('PIN', { exact: true }).fill('1234');
    await page.getByLabel('Confirm PIN').fill('1234');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('three or more digits that count up or down').waitFor();
    await page.getByLabel('PIN', { exact: true }).fill('4829');
    await page.getByLabel('Confirm PIN').fill('4829');
    await page.getByLabel('User must change PIN').uncheck();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText(/A PIN is set, since/).waitFor();
  });

  it('walks through a test with a real text', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Test…' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: 'Send the message' }).click();
    await drawer.getByLabel('Answer').fill('000');
    await drawer.getByRole('button', { name: 'Start again' }).waitFor();
    await drawer.getByLabel('Answer').fill(`${service.codeTo(PHONE)}4829`);
    await drawer.getByRole('button', { name: 'Send the answer' }).click();
    await drawer.getByText('The code of the message was right.').waitFor();
    await drawer.getByRole('button', { name: 'Close' }).first().click();
    await page.getByRole('tab', { name: 'Messages' }).click();
    const row = page.getByRole('table', { name: 'Messages' }).getByRole('row').nth(1);
    await expect.poll(() => row.textContent()).toMatch(/Text message[\s\S]*(Sent|Delivered)Text service/);
  });

  it('blocks with a reason, says so, and keeps what was typed on another tab', async () => {
    const { page } = opened;
    await page.getByRole('tab', { name: 'General' }).click();
    await page.getByLabel('First name').fill('Anna Typed');
    await page.getByRole('button', { name: 'Block…' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('combobox', { name: /Reason/ }).fill('phone stolen');
    await page.keyboard.press('Enter');
    await page.getByText('Reason: phone stolen.').waitFor();
    await page.getByRole('button', { name: 'Unblock…' }).waitFor();
    await page.getByRole('tab', { name: 'Info' }).click();
    await page.getByRole('list', { name: 'Blocks' }).getByText('phone stolen').waitFor();
    await page.getByRole('tab', { name: 'General' }).click();
    expect(await page.getByLabel('First name').inputValue()).toBe('Anna Typed');
    await heading(page, 'anna').waitFor();
    expect(opened.faults).toEqual([]);
  });
});
