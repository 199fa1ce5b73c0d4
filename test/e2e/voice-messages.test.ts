/** What calls say and show: a recording heard, refused, uploaded and removed; a caller ID by rules, tried before it is saved. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { headerValue } from '../../main/protocols/sip/message.ts';
import { CHROMIUM, heading, type OpenedConsole, openConsole, openSection, signIn } from '../support/console-browser.ts';
import { answers, press, wait } from '../support/phone-script.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { type SipPhones, startSipPhones } from '../support/sip-phones.ts';

const missing = missingPrograms(CHROMIUM);
const RATE = 8000;
const BELGIAN = '+32475123456';
let opened: OpenedConsole;
let phones: SipPhones;

/** A tone as a WAV file: PCM, 16 bits, mono. */
function tone(seconds: number): Buffer {
  const samples = Buffer.alloc(seconds * RATE * 2);
  for (let at = 0; at < samples.length; at += 2) samples.writeInt16LE(Math.round(8000 * Math.sin(at * 0.17)), at);
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  return Buffer.concat([head, samples]);
}

describe.skipIf(missing !== '')(`voice messages and caller ID ${missing}`, () => {
  beforeAll(async () => {
    phones = await startSipPhones();
    phones.plug(BELGIAN, answers(wait(300), press('#')));
    opened = await openConsole({ hasOperator: true });
    await signIn(opened, '/voice-messages?language=de', 'Voice messages');
  }, 60_000);
  afterAll(async () => {
    await opened?.close();
    await phones?.close();
  });

  it('plays by keyboard what a caller hears, one at a time', async () => {
    const { page, faults } = opened;
    await page.getByText('Nothing is recorded in German (de) yet').waitFor();
    await page.getByRole('button', { name: 'Play Greeting (standard)' }).press('Enter');
    const isOn = (name: string) => page.getByRole('progressbar', { name: `How far ${name} is` }).getAttribute('aria-valuenow');
    await expect.poll(async () => Number(await isOn('Greeting (standard)'))).toBeGreaterThan(0);
    await page.getByRole('button', { name: 'Play Fraud greeting (PIN)' }).click();
    await expect.poll(async () => Number(await isOn('Fraud greeting (PIN)'))).toBeGreaterThan(0);
    expect(await page.getByRole('button', { name: /^Stop / }).count()).toBe(1);
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('button', { name: /^Stop / }).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('refuses a file and keeps the dialog, takes a right one, and goes back to what stood in', async () => {
    const { page, faults } = opened;
    await page.getByRole('button', { name: 'Upload Retry (PIN)' }).click();
    const dialog = page.getByRole('dialog');
    const choose = (name: string, buffer: Buffer) =>
      dialog.locator('input[type=file]').setInputFiles({ name, mimeType: 'audio/wav', buffer });
    const confirm = dialog.getByRole('button', { name: 'Upload recording' });
    await choose('long.wav', tone(21));
    await confirm.click();
    await dialog.getByText('The recording lasts 21 seconds; 20 are allowed').waitFor();
    await choose('tone.wav', tone(1));
    await confirm.click();
    await dialog.getByText('Recorded. In force from the next call.').waitFor();
    await dialog.getByRole('button', { name: 'Play the new recording' }).click();
    await expect.poll(() => dialog.getByRole('progressbar').count()).toBe(1);
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    const row = page.getByRole('row', { name: /^Retry \(PIN\)/ });
    await row.getByText('Own recording').waitFor();
    await row.getByText('tone.wav').waitFor();
    await page.getByText('18 types · 1 own recording · 17 standing in').waitFor();
    await row.getByRole('button', { name: 'Remove the own recording of Retry (PIN)' }).click();
    await page.getByRole('button', { name: 'Remove recording' }).click();
    await row.getByText('Stands in: English (en)').waitFor();
    expect(faults).toEqual([]);
  });

  it('takes a folder of recordings by their names', async () => {
    const { page } = opened;
    await page.getByRole('button', { name: 'Upload several…' }).click();
    const dialog = page.getByRole('dialog');
    const file = (name: string) => ({ name, mimeType: 'audio/wav', buffer: tone(1) });
    await dialog
      .locator('input[type=file]')
      .setInputFiles([file('de-activation.wav'), file('de-retry-pin.wav'), file('other.wav')]);
    await dialog.getByText('No message has this name').waitFor();
    await dialog.getByRole('button', { name: 'Upload 2 recordings' }).click();
    await dialog.getByText('2 recorded, 0 refused.').waitFor();
    await dialog.getByRole('button', { name: 'Close' }).last().click();
    await page.getByText('18 types · 2 own recordings · 16 standing in').waitFor();
  });

  it('tries a caller ID by application and country before it is saved', async () => {
    const { page, faults } = opened;
    await openSection(page, 'Caller ID');
    await page.getByLabel('MFA caller ID number').fill('+31201234567');
    await addRule('VPN', '', '+31209876543');
    await addRule('', 'Belgium', '+3225550100');
    await page.getByLabel('Called number').fill('+31612345678');
    await page.getByText('<sip:+31201234567@sip.example.org>').first().waitFor();
    await page.getByPlaceholder('None').fill('vpn');
    await page.getByText('Rule 1 counts: VPN to every country').waitFor();
    await page.getByText('<sip:+31209876543@sip.example.org>').first().waitFor();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.getByText('Caller ID saved. In force now.').waitFor();
    await page.reload();
    await heading(page, 'Caller ID').waitFor();
    await page.getByText('Default +31201234567 · 2 rules').waitFor();
    expect(faults).toEqual([]);
  });

  it('sends what was tried, and shows what was sent', async () => {
    const { page, faults } = opened;
    await page.goto(new URL('/phone-calls/trunks/new?preset=other', opened.engine.consoleAddress).href);
    await page.getByLabel('Name', { exact: true }).fill('Loopback');
    await page.getByLabel('Host', { exact: true }).fill('127.0.0.1');
    await page.getByLabel('Port', { exact: true }).fill(String(phones.port));
    await page.getByRole('button', { name: 'Add trunk' }).click();
    await heading(page, 'Loopback').waitFor();
    await page.getByLabel('Phone number').fill(BELGIAN);
    await page.getByRole('button', { name: /^Call/ }).click();
    await page.getByText('It works: answered, and # was pressed').waitFor();
    const [invite] = phones.invites;
    const asserted = invite === undefined ? undefined : headerValue(invite, 'P-Asserted-Identity');
    expect(asserted).toBe('<sip:+3225550100@127.0.0.1>');
    await openSection(page, 'Caller ID');
    await page.getByLabel('Called number').fill(BELGIAN);
    await page.getByText('Rule 2 counts: Every application to +32').waitFor();
    expect(await page.getByRole('main').locator('dl code').allInnerTexts()).toEqual([asserted, asserted]);
    const row = page.getByRole('table', { name: 'Sent lately' }).getByRole('row').nth(1);
    expect(await row.locator('code').allInnerTexts()).toEqual([asserted]);
    await row.getByText('the same').waitFor();
    await row.getByText('Answered').waitFor();
    expect(faults).toEqual([]);
  });
});

async function addRule(application: string, country: string, number: string): Promise<void> {
  const { page } = opened;
  await page.getByRole('button', { name: 'Add rule…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Application').first().fill(application);
  if (country !== '') {
    await dialog.getByRole('combobox', { name: 'Countries that are called' }).fill(country);
    await page.getByRole('option', { name: new RegExp(`^${country}`) }).click();
  }
  await dialog.getByLabel('Number', { exact: true }).fill(number);
  await dialog.getByRole('button', { name: 'Add rule' }).click();
  await dialog.waitFor({ state: 'hidden' });
}
