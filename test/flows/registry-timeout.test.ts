/** The old server's registry value is imported, and governs the next code, over RADIUS: a code that was sent before keeps its own time. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Reply, type SignInWorld, startSignInWorld } from '../support/sign-in-world.ts';

const MINUTE = 60_000;
const OLD_SERVER = [
  'Windows Registry Editor Version 5.00',
  '',
  String.raw`[HKEY_LOCAL_MACHINE\SOFTWARE\Wow6432Node\Positive Networks\PhoneFactor]`,
  '"pfsvc_pendingSmsTimeoutSeconds"=dword:0000003c',
  '',
].join('\r\n');
const content = Buffer.from(`\uFEFF${OLD_SERVER}`, 'utf16le').toString('base64');

let world: SignInWorld;
let from: string;
let phones = 0;

beforeAll(async () => {
  world = await startSignInWorld();
  from = await world.newApplication('VPN');
}, 60_000);
afterAll(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
});

/** Asks for a code, and answers it later. */
async function asked(username: string): Promise<() => Promise<Reply | undefined>> {
  const phone = `61234567${phones++}`;
  await world.newUser(username, { method: 'text-message', mode: 'one-way-otp', countryCode: '31', phone });
  const challenge = await world.signIn({ from, username, password: '' });
  expect(challenge?.kind).toBe('challenge');
  const { text } = await world.service.take(`+31${phone}`);
  const code = /\d{6}/.exec(text)?.[0] ?? '';
  return () => world.signIn({ from, username, password: code, state: challenge?.state });
}

it('counts from the next code on', async () => {
  const before = await asked('before');
  expect((await world.api.settings.importRegistry({ content, isDryRun: true })).applied).toBe(false);
  expect(await world.api.settings.importRegistry({ content, isDryRun: false })).toMatchObject({
    applied: true,
    values: [{ name: 'pfsvc_pendingSmsTimeoutSeconds', before: '300', after: '60', problem: '' }],
  });
  const [intime, late] = [await asked('in-time'), await asked('late')];
  world.pass(MINUTE - 10_000);
  expect((await intime())?.kind).toBe('accept');
  world.pass(15_000);
  expect((await late())?.kind).toBe('reject');
  expect((await before())?.kind).toBe('accept');
}, 30_000);
