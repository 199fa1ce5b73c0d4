/** One user's phone by mouse: what is said about the number, a test call that is answered, one that is hung up, and the story of both. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../main/store/sqlite/open.ts';
import { userFieldsSchema } from '../../shared/schemas/user.ts';
import { CHROMIUM, type OpenedConsole, openConsole, signIn } from '../support/console-browser.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { type SipPhones, startSipPhones } from '../support/sip-phones.ts';
import { audit, random } from '../support/store.ts';
import { someTrunkFields } from '../support/trunks.ts';

const missing = missingPrograms(CHROMIUM);
let opened: OpenedConsole;
let phones: SipPhones;

describe.skipIf(missing !== '')(`one user’s phone ${missing}`, () => {
  beforeAll(async () => {
    phones = await startSipPhones();
    phones.plug('+31612345678', { kind: 'answers', acts: [{ kind: 'press', keys: '#' }] });
    phones.plug('+31687654321', { kind: 'rings' });
    opened = await openConsole({
      hasOperator: true,
      fill: async (folder) => {
        const store = await openStore({ folder, random, clock: { now: Date.now } });
        const fields = someTrunkFields({ name: 'Office PBX', host: '127.0.0.1', port: phones.port, optionsSeconds: 0 });
        await store.write('trunks.create', { fields }, audit);
        const user = { method: 'phone-call', countryCode: '31' } as const;
        for (const typed of [
          { username: 'anna', phone: '06 12345678' },
          { username: 'bert', phone: '06 87654321' },
        ])
          await store.write('users.create', { fields: userFieldsSchema.parse({ ...user, ...typed }), source: 'manual' }, audit);
        const section = 'user-defaults';
        const { value, revision } = await store.settings(section);
        await store.write('settings.update', { section, value: { ...value, homeCountryCodes: ['31'] }, revision }, audit);
        await store.close();
      },
    });
    await signIn(opened, '/users/1', 'anna');
  }, 120_000);
  afterAll(async () => {
    await opened?.close();
    await phones?.close();
  });

  it('says how the number is reached, what the extension does, and what is refused', async () => {
    const { page } = opened;
    await page.getByText('Reached as +31 6 12345678').waitFor();
    await page.getByLabel('Extension', { exact: true }).fill('2,34');
    await page.getByText('After the answer: dials 2, waits 1 s, dials 34.').waitFor();
    await page.getByLabel('Phone', { exact: true }).fill('+44 7911 123456');
    await page.getByText('a number of +44, not of +31').waitFor();
    await page.getByRole('combobox', { name: 'Enable Global Services' }).click();
    await page.getByRole('option', { name: 'off', exact: true }).click();
    await page.getByText('Global Services are off for this user: calls and texts').waitFor();
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByText('Reached as +31 6 12345678').waitFor();
  });

  it('calls for real, and tells the call in the story', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Test…' }).click();
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: 'Call the user' }).click();
    await drawer.getByText('The user approved the sign-in.').waitFor();
    await drawer.getByRole('link', { name: 'Show in the log' }).click();
    await page.getByRole('row', { name: /Only # Entered/ }).click();
    const story = page.getByRole('dialog').getByRole('list', { name: 'Calls' });
    await expect.poll(() => story.textContent()).toMatch(/\+31612345678 · over Office PBX/);
    await page.goto(new URL('/users/1', page.url()).href);
    await expect.poll(() => page.getByRole('list', { name: 'Calls' }).textContent()).toMatch(/over Office PBX/);
  });

  it('hangs up when the operator does', async () => {
    const { page } = opened;
    await page.goto(new URL('/users/2?panel=test', page.url()).href);
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('button', { name: 'Call the user' }).click();
    await drawer.getByText('+31 06 87654321 is ringing').waitFor();
    await drawer.getByText('Over Office PBX.').waitFor();
    await drawer.getByRole('button', { name: 'Hang up' }).click();
    await drawer.getByText('The test was stopped and the phone hung up.').waitFor();
    await drawer.getByRole('button', { name: 'Close' }).first().click();
    // The row is written once the phone has stopped ringing.
    const calls = page.getByRole('list', { name: 'Calls' });
    await expect.poll(() => calls.textContent(), { timeout: 10_000 }).toMatch(/\+31687654321/);
    expect(opened.faults).toEqual([]);
  });
});
