/**
 * Sign-ins by phone call over RADIUS, through the whole engine, to phones that Debian's sipp plays behind a trunk with an
 * account: every call ends in its own result, and the application's answer follows.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { resultNumber } from '../../shared/authentication-results.ts';
import type { UserFields } from '../../shared/schemas/user.ts';
import { answers, hangUp, type PhoneScript, press, refuses, rings, wait } from '../support/phone-script.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { type SignInWorld, startSignInWorld } from '../support/sign-in-world.ts';
import { SIPP_PROGRAMS } from '../support/sipp.ts';
import { startSippPhones } from '../support/sipp-phones.ts';

const missing = missingPrograms(...SIPP_PROGRAMS);
const ACCOUNT = { account: 'countersign', password: 'a-password-of-the-test' };
const PIN = '2580';
/** Seconds that a phone rings, and of silence: the least that the settings allow. */
const RING_SECONDS = 10;
const INPUT_SECONDS = 3;
/** Of the extension ",,12": two pauses and two keys. */
const EXTENSION_MILLISECONDS = 3_500;

type Story = {
  readonly result: Parameters<typeof resultNumber>[0];
  readonly isGranted: boolean;
  readonly mode?: 'standard' | 'pin';
  readonly phone: PhoneScript;
  readonly backup?: PhoneScript;
  readonly over?: Partial<UserFields>;
  /** How each SIP call ended, for the operator. */
  readonly calls: readonly object[];
};
const HUNG_UP = { how: 'hung-up', sipStatus: 200 };
const STORIES: Readonly<Record<string, Story>> = {
  'standard, #': { result: 'NO_PIN_ENTERED', isGranted: true, phone: answers(wait(300), press('#')), calls: [HUNG_UP] },
  'PIN and #': {
    result: 'PIN_ENTERED',
    isGranted: true,
    mode: 'pin',
    phone: answers(wait(300), press(`${PIN}#`)),
    calls: [HUNG_UP],
  },
  'a wrong PIN, then the right one': {
    result: 'PIN_ENTERED',
    isGranted: true,
    mode: 'pin',
    phone: answers(wait(300), press('1357#'), wait(1_000), press(`${PIN}#`)),
    calls: [HUNG_UP],
  },
  'a wrong PIN twice': {
    result: 'PIN_ENTERED',
    isGranted: false,
    mode: 'pin',
    phone: answers(wait(300), press('1357#'), wait(1_000), press('1358#')),
    calls: [HUNG_UP],
  },
  'the fraud code, confirmed': {
    result: 'FRAUD_CODE_ENTERED',
    isGranted: false,
    phone: answers(wait(300), press('0#'), wait(1_000), press('1')),
    calls: [HUNG_UP],
  },
  busy: {
    result: 'CONFIGURATION_ISSUE',
    isGranted: false,
    phone: refuses(486, 'Busy Here', 17),
    calls: [{ how: 'refused', sipStatus: 486, q850Cause: 17, words: 'Busy Here' }],
  },
  'no answer': {
    result: 'CONFIGURATION_ISSUE',
    isGranted: false,
    phone: rings,
    calls: [{ how: 'no-answer', sipStatus: 487 }],
  },
  rejected: {
    result: 'USER_HUNG_UP',
    isGranted: false,
    phone: refuses(603, 'Decline', 21),
    calls: [{ how: 'refused', sipStatus: 603, q850Cause: 21 }],
  },
  'hung up before any key': {
    result: 'USER_HUNG_UP',
    isGranted: false,
    phone: answers(wait(300), hangUp()),
    calls: [{ how: 'peer-hung-up', q850Cause: 16 }],
  },
  silence: { result: 'NO_PHONE_INPUT_TIMEOUT', isGranted: false, phone: answers(), calls: [HUNG_UP] },
  'no answer, then # at the backup phone': {
    result: 'NO_PIN_ENTERED',
    isGranted: true,
    phone: rings,
    backup: answers(wait(300), press('#')),
    calls: [
      { phone: 'primary', how: 'no-answer' },
      { phone: 'backup', ...HUNG_UP },
    ],
  },
  'an extension, then #': {
    result: 'NO_PIN_ENTERED',
    isGranted: true,
    phone: answers(wait(EXTENSION_MILLISECONDS), press('#')),
    over: { extension: ',,12' },
    calls: [{ ...HUNG_UP, extension: ',,12' }],
  },
};
const numberOf = (at: number): string => `6${String(at).padStart(8, '0')}`;

describe.skipIf(missing !== '')(`phone calls by sipp ${missing}`, () => {
  let world: SignInWorld;
  let application = '';
  beforeAll(async () => {
    world = await startSignInWorld({ hasGateway: false });
    application = await world.newApplication('VPN', { timeoutSeconds: 60 });
    await world.setUp('phone-call', { ringSeconds: RING_SECONDS, inputTimeoutSeconds: INPUT_SECONDS, triesAllowed: 2 });
    await world.sayShortly('fraud-greeting-standard', 'fraud-greeting-pin', 'retry-standard');
  }, 30_000);
  afterAll(async () => {
    expect(world.errors).toEqual([]);
    await world.close();
  });

  it('each ends in its own result, and the application is answered by it', async () => {
    const stories = Object.entries(STORIES);
    const phones = stories.flatMap(([, { phone, backup }], at): [string, PhoneScript][] => [
      [`+31${numberOf(at)}`, phone],
      ...(backup === undefined ? [] : [[`+31${numberOf(500 + at)}`, backup] as [string, PhoneScript]]),
    ]);
    const sipp = await startSippPhones({ ...ACCOUNT, phones: Object.fromEntries(phones), timeoutSeconds: 45 });
    await world.addTrunk('sipp', sipp.port, { username: ACCOUNT.account }, ACCOUNT.password);
    const told = await Promise.all(
      stories.map(async ([story, { mode = 'standard', backup, over = {} }], at) => {
        const backupPhone = backup === undefined ? {} : { backupCountryCode: '31', backupPhone: numberOf(500 + at) };
        const fields = { method: 'phone-call', mode, countryCode: '31', phone: numberOf(at), ...backupPhone, ...over } as const;
        const username = `user${at}`;
        const user = await world.newUser(username, fields, mode === 'pin' ? { pin: PIN } : {});
        const reply = await world.signIn({ from: application, username, password: '' }, 55_000);
        const [attempt] = await world.attempts(username);
        return [story, { reply: reply?.kind, attempt, user }] as const;
      }),
    );
    const failed = await sipp.ended();
    const seen = Object.fromEntries(told);
    for (const [story, { result, isGranted, mode = 'standard' }] of stories) {
      expect.soft(seen[story]?.reply, story).toBe(isGranted ? 'accept' : 'reject');
      expect.soft(seen[story]?.attempt, story).toMatchObject({
        result: resultNumber(result),
        isGranted,
        method: 'phone-call',
        mode,
        applicationName: 'VPN',
        gatewayName: 'sipp',
      });
    }
    expect(failed).toBeUndefined();
    for (const [story, { calls }] of stories) {
      const { user } = seen[story] ?? {};
      await expect.poll(() => (user === undefined ? [] : world.calls(user)), { message: story }).toMatchObject(calls);
    }
  }, 60_000);
});
