/** Sign-ins by phone call through the whole engine, from the Access-Request to the phones of a trunk on loopback and back. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ATTRIBUTE } from '../../main/protocols/radius/attributes.ts';
import type { UserFields } from '../../shared/schemas/user.ts';
import { answers, hear, press, refuses, rings, wait } from '../support/phone-script.ts';
import { type SignInWorld, startSignInWorld } from '../support/sign-in-world.ts';
import { type SipPhones, startSipPhones } from '../support/sip-phones.ts';

const PIN = '2580';
const NEW_PIN = '7391';
/** Ours is checked by argon2, and a person waits to be asked. */
const THINKS = wait(600);
const FULL = refuses(503, 'Service Unavailable', 34);

let world: SignInWorld;
let phones: SipPhones;
let application = '';
let count = 0;

beforeAll(async () => {
  world = await startSignInWorld({ hasGateway: false });
  phones = await startSipPhones();
  application = await world.newApplication('VPN');
  await world.addTrunk('Well', phones.port, { countryCodes: ['31'] });
  await world.addTrunk('Full', phones.port, { countryCodes: ['32'] });
  await world.setUp('phone-call', { inputTimeoutSeconds: 3 });
  await world.sayShortly('authentication-successful', 'authentication-denied', 'fraud-reported');
}, 30_000);
afterAll(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
  await phones.close();
});

/** A user with a number that no other test has. */
async function newPerson(over: Partial<UserFields> = {}, secrets: { pin?: string } = {}) {
  count += 1;
  const username = `user${count}`;
  const phone = `6${String(count).padStart(8, '0')}`;
  const user = await world.newUser(
    username,
    { method: 'phone-call', mode: 'standard', countryCode: '31', phone, ...over },
    secrets,
  );
  const number = `+${user.countryCode}${user.phone}`;
  const signIn = (more: object = {}, milliseconds?: number) =>
    world.signIn({ from: application, username, password: '', ...more }, milliseconds);
  return { user, username, number, signIn, attempts: () => world.attempts(username) };
}
/** Another number of the same country, without and with it. */
const another = (): readonly [national: string, number: string] => {
  count += 1;
  return [`06${String(count).padStart(8, '0')}`, `+316${String(count).padStart(8, '0')}`];
};

it.concurrent('a PIN that must be changed is changed in the call, and the next call asks for the new one', async ({ expect }) => {
  const { signIn, number, attempts } = await newPerson({ mode: 'pin', mustChangePin: true }, { pin: PIN });
  phones.plug(number, answers(press(`${PIN}#`), THINKS, press(`${NEW_PIN}#`), THINKS, press(`${NEW_PIN}#`)));
  expect(await signIn()).toMatchObject({ kind: 'accept' });
  phones.plug(number, answers(press(`${PIN}#`)));
  expect(await signIn()).toMatchObject({ kind: 'reject' });
  phones.plug(number, answers(press(`${NEW_PIN}#`)));
  expect(await signIn()).toMatchObject({ kind: 'accept' });
  expect((await attempts()).map(({ result, isGranted, reason }) => [result, isGranted, reason])).toEqual([
    [1, true, 'approved'],
    [1, false, 'pin-wrong'],
    [1, true, 'pin-changed'],
  ]);
});

it.concurrent('an extension is dialled behind the answer, and the phone hears it', async ({ expect }) => {
  const { signIn, number, user } = await newPerson({ extension: ',12*3' });
  phones.plug(number, answers(hear('12*3'), wait(300), press('#')));
  expect(await signIn()).toMatchObject({ kind: 'accept' });
  expect(phones.keysHeardBy(number)).toBe('12*3');
  await expect.poll(() => world.calls(user)).toMatchObject([{ extension: ',12*3', how: 'hung-up', result: 2 }]);
});

it.concurrent('a backup phone is called when the phone is busy, and each has its row', async ({ expect }) => {
  const [, backup] = another();
  const { signIn, number, user, attempts } = await newPerson({ backupPhone: backup });
  phones.plug(number, refuses(486, 'Busy Here', 17));
  phones.plug(backup, answers(press('#')));
  expect(await signIn()).toMatchObject({ kind: 'accept' });
  expect(await attempts()).toMatchObject([{ result: 2, isGranted: true }]);
  await expect
    .poll(() => world.calls(user))
    .toMatchObject([
      { phone: 'primary', number, how: 'refused', sipStatus: 486, q850Cause: 17, result: 102 },
      { phone: 'backup', number: backup, how: 'hung-up', result: 2 },
    ]);
});

it.concurrent('who reports fraud is blocked, and is not called again', async ({ expect }) => {
  const { signIn, number, username, attempts } = await newPerson();
  phones.plug(number, answers(press('0#'), wait(300), press('1')));
  expect(await signIn()).toMatchObject({ kind: 'reject' });
  const calls = phones.invites.length;
  expect(await signIn()).toMatchObject({ kind: 'reject' });
  expect((await attempts()).map(({ result }) => result)).toEqual([14, 112]);
  expect((await world.api.blocks.list({ search: username })).rows).toMatchObject([
    { username, cause: 'fraud', isBlocking: true },
  ]);
  expect(phones.invites.slice(calls).filter(({ uri }) => uri.includes(number))).toEqual([]);
});

it.concurrent('a second request is told that one runs; a copy of the first is answered with it', async ({ expect }) => {
  const { signIn, number, attempts } = await newPerson();
  phones.plug(number, answers(wait(800), press('#')));
  const session = { attributes: [{ type: ATTRIBUTE.CALLING_STATION_ID, value: new TextEncoder().encode('203.0.113.9') }] };
  const first = signIn(session);
  await expect.poll(() => phones.invites.some(({ uri }) => uri.includes(number))).toBe(true);
  const copy = signIn(session);
  expect(await signIn()).toMatchObject({ kind: 'reject' });
  expect(await first).toMatchObject({ kind: 'accept' });
  expect(await copy).toMatchObject({ kind: 'accept' });
  expect(phones.invites.filter(({ uri }) => uri.includes(number))).toHaveLength(1);
  expect((await attempts()).map(({ result }) => result)).toContain(101);
});

it.concurrent('a call that rings when the application needs its answer is given up, and the phone stops', async ({ expect }) => {
  const hurried = await world.newApplication('Hurried', { timeoutSeconds: 5 });
  const { username, number, user, attempts } = await newPerson();
  phones.plug(number, rings);
  expect(await world.signIn({ from: hurried, username, password: '' })).toMatchObject({ kind: 'reject' });
  expect(await attempts()).toMatchObject([{ result: 11, isGranted: false }]);
  await expect.poll(() => world.calls(user)).toMatchObject([{ how: 'cancelled', sipStatus: 487 }]);
});

it('a phone that was changed in the call is called the next time', async ({ expect }) => {
  const [national, changed] = another();
  const { signIn, number, user } = await newPerson({ canChangePhone: true });
  await world.setUp('phone-call', { providesMenu: true });
  // Menu, its second choice, the number, right, and out.
  phones.plug(number, answers(press('*#'), THINKS, press('2'), press(`${national}#`), THINKS, press('1'), THINKS, press('#')));
  expect(await signIn()).toMatchObject({ kind: 'accept' });
  await world.setUp('phone-call', { providesMenu: false });
  expect(await world.api.users.get({ id: user.id })).toMatchObject({ phone: national });
  phones.plug(changed, answers(press('#')));
  expect(await signIn()).toMatchObject({ kind: 'accept' });
  await expect.poll(async () => (await world.calls(user)).map((call) => call.number)).toEqual([number, changed]);
});

it('where no trunk can place a call, the setting decides', async ({ expect }) => {
  const { signIn, number, attempts } = await newPerson({ countryCode: '32' });
  phones.plug(number, FULL);
  expect(await signIn()).toMatchObject({ kind: 'reject' });
  expect(await attempts()).toMatchObject([{ result: 117, isGranted: false }]);
});

it('an engine that stops hangs up, and lets nobody in', async ({ expect }) => {
  const { signIn, number, user, attempts } = await newPerson();
  phones.plug(number, rings);
  const waiting = signIn({}, 1_500);
  await expect.poll(() => phones.invites.some(({ uri }) => uri.includes(number))).toBe(true);
  await world.restart();
  expect((await waiting)?.kind).not.toBe('accept');
  expect((await attempts()).filter(({ isGranted }) => isGranted)).toEqual([]);
  expect(await world.calls(user)).toMatchObject([{ how: 'cancelled' }]);
  // Nothing of it is left: the next sign-in is a call of its own.
  phones.plug(number, answers(press('#')));
  expect(await signIn()).toMatchObject({ kind: 'accept' });
});
