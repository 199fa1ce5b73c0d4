/** From no trunk to a call that is answered, by mouse: kinds, form, a real test call to a phone on loopback, its ladder and advice. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { axeFindings } from '../support/axe.ts';
import { CHROMIUM, capture, heading, type OpenedConsole, openConsole, signIn } from '../support/console-browser.ts';
import { answers, press, refuses, rings, wait } from '../support/phone-script.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { type SipPhones, startSipPhones } from '../support/sip-phones.ts';

const missing = missingPrograms(CHROMIUM);
/** As they are dialled from within the Netherlands by 9 for an outside line. */
const WORKS = { typed: '+31 6 12345678', dialled: '90612345678' };
const BUSY = { typed: '+31 6 12345679', dialled: '90612345679' };
const RINGS = { typed: '+31 6 12345670', dialled: '90612345670' };
let opened: OpenedConsole;
let phones: SipPhones;

const rungs = async (): Promise<string[]> => {
  const ladder = opened.page.getByRole('list', { name: 'Ladder of the call' });
  return (await ladder.getByRole('listitem').allInnerTexts()).map((text) => text.replaceAll(/\s+/g, ' '));
};
async function call(number: string): Promise<void> {
  await opened.page.getByLabel('Phone number').fill(number);
  await opened.page.getByRole('button', { name: /^Call/ }).click();
}
const isFocused = (field: Locator) => field.evaluate((node) => node === document.activeElement);

describe.skipIf(missing !== '')(`trunks ${missing}`, () => {
  beforeAll(async () => {
    phones = await startSipPhones();
    phones.plug(WORKS.dialled, answers(wait(300), press('#')));
    phones.plug(BUSY.dialled, refuses(486, 'Busy Here', 17));
    phones.plug(RINGS.dialled, rings);
    opened = await openConsole({ hasOperator: true });
    await signIn(opened, '/phone-calls', 'Phone call settings');
  }, 120_000);
  afterAll(async () => {
    await opened?.close();
    await phones?.close();
  });

  it('begins with a kind, says at the field what is missing, and shows how numbers are dialled', async () => {
    const { page } = opened;
    await page.getByRole('heading', { name: 'No trunk yet' }).waitFor();
    await page.getByRole('link', { name: 'Add trunk' }).first().click();
    await page.getByRole('link', { name: /^Cisco CUBE/ }).click();
    await heading(page, 'Add a trunk: Cisco CUBE').waitFor();
    await page.getByRole('button', { name: 'Add trunk' }).click();
    const name = page.getByLabel('Name', { exact: true });
    await expect.poll(() => isFocused(name)).toBe(true);
    await page.getByText('Enter a host name or an IP address, such as pbx.example.org').waitFor();
    await name.fill('Loopback');
    await page.getByLabel('Host', { exact: true }).fill('127.0.0.1');
    await page.getByLabel('Port', { exact: true }).fill(String(phones.port));
    await page.getByRole('combobox', { name: 'Numbers are dialled as' }).click();
    await page.getByRole('option', { name: /^National/ }).click();
    await page.getByRole('combobox', { name: 'Own country' }).fill('31');
    await page.getByRole('option', { name: 'Netherlands +31' }).click();
    await page.getByLabel('Prefix', { exact: true }).fill('9');
    const example = page.getByRole('status', { name: 'So it is dialled' });
    expect(await example.getByRole('listitem').allInnerTexts()).toEqual([
      '+31201234567\n90201234567',
      '+4930123456\n9004930123456',
    ]);
    await page.getByRole('button', { name: 'Add trunk' }).click();
    await heading(page, 'Loopback').waitFor();
  });

  it('calls for real, draws each step, and says that it works', async () => {
    const { page } = opened;
    await call(WORKS.typed);
    await page.getByText('It works: answered, and # was pressed').waitFor();
    await capture(page, 'en-phone-calls-verified');
    expect(await axeFindings(page)).toEqual([]);
    const steps = await rungs();
    for (const [direction, what] of [
      ['Countersign to the trunk', 'INVITE'],
      ['The trunk to Countersign', '180'],
      ['The trunk to Countersign', '200 OK'],
      ['Countersign to the trunk', 'ACK'],
      ['At Countersign', 'Codec agreed'],
      ['The trunk to Countersign', 'Key #'],
      ['Countersign to the trunk', 'BYE'],
    ]) {
      expect(
        steps.some((step) => step.includes(`${direction}: ${what}`)),
        `${direction}: ${what} in ${steps.join(' | ')}`,
      ).toBe(true);
    }
    expect(phones.invites.length).toBe(1);
    // A reload of the page finds the call again.
    await page.reload();
    await page.getByText('It works: answered, and # was pressed').waitFor();
    expect(await rungs()).toEqual(steps);
  });

  it('says what to do about a refusal, and hangs up when told to', async () => {
    const { page } = opened;
    await call(BUSY.typed);
    await page.getByText('The call was refused with 486').waitFor();
    await page.getByText(/^The phone is busy\./).waitFor();
    expect((await rungs()).some((step) => /: 486 [^,]*, failed/.test(step))).toBe(true);
    await call(RINGS.typed);
    await page.getByText('The phone rings. Answer it and press #.').waitFor();
    await page.getByRole('button', { name: 'Hang up' }).click();
    await page.getByText('Hung up here before it was answered').waitFor();
    expect((await rungs()).some((step) => step.includes('Countersign to the trunk: CANCEL'))).toBe(true);
    expect(opened.faults).toEqual([]);
  });

  it('shows the trunk in the list as it is, and adds up how long a sign-in takes', async () => {
    const { page } = opened;
    await page.getByRole('link', { name: 'All trunks' }).click();
    await page.getByText('1 answered, 0 failed since start').waitFor();
    await page.getByRole('tab', { name: 'Settings' }).click();
    await page.getByText(/a sign-in can take 50 seconds; with a backup phone 80 seconds/).waitFor();
    await page.getByLabel('Ring time').fill('20');
    await page.getByText(/a sign-in can take 40 seconds; with a backup phone 60 seconds/).waitFor();
    expect(opened.faults).toEqual([]);
  });
});
