/**
 * Sign-ins by phone call over RADIUS, through the whole engine, to phones that Debian's sipp plays behind a trunk with an
 * account: every call ends in its own result, and the application's answer follows.
 * Over 250 lines: the stories are one table.
 */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { resultNumber } from '../../shared/authentication-results.ts';
import type { UserFields } from '../../shared/schemas/user.ts';
import { answers, hangUp, type PhoneScript, press, refuses, rings, wait } from '../support/phone-script.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { type SignInWorld, startSignInWorld } from '../support/sign-in-world.ts';
import { freeUdpPorts, SIPP_PROGRAMS, type Sipp } from '../support/sipp.ts';
import { startSippPhones } from '../support/sipp-phones.ts';

const missing = missingPrograms(...SIPP_PROGRAMS);
const ACCOUNT = { account: 'countersign', password: 'a-password-of-the-test' };
const PIN = '73919046';
const WRONG_PIN = '73919047';
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
    phone: answers(wait(300), press(`${WRONG_PIN}#`), wait(1_000), press(`${PIN}#`)),
    calls: [HUNG_UP],
  },
  'a wrong PIN twice': {
    result: 'PIN_ENTERED',
    isGranted: false,
    mode: 'pin',
    phone: answers(wait(300), press(`${WRONG_PIN}#`), wait(1_000), press(`${WRONG_PIN}#`)),
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
/** Of a call that gets in by #. */
const PRESSES_HASH = answers(wait(200), press('#'));
/** Long ones: four digits stand by chance in many a time. */
const KEYS_OF_PINS = new RegExp(`${PIN}|${WRONG_PIN}`);

/** The fields of an INVITE with credentials that say who calls. */
type SentIdentity = { readonly From: string; readonly 'P-Asserted-Identity': string; readonly Privacy: string };

/** What sipp saw on its socket, by called number. */
function identitiesIn(messages: string): ReadonlyMap<string, SentIdentity> {
  const invites = messages.split(/^-{10,}.*$/m).filter((text) => /^INVITE /m.test(text) && /^Authorization:/m.test(text));
  const fieldOf = (text: string, name: string): string => new RegExp(`^${name}: (.*?)\r?$`, 'm').exec(text)?.[1] ?? '';
  return new Map(
    invites.map((text) => [
      /^INVITE sips?:([^@;]*)/m.exec(text)?.[1] ?? '',
      {
        From: fieldOf(text, 'From').replace(/;tag=.*$/, ''),
        'P-Asserted-Identity': fieldOf(text, 'P-Asserted-Identity'),
        Privacy: fieldOf(text, 'Privacy'),
      },
    ]),
  );
}

describe.skipIf(missing !== '')(`phone calls by sipp ${missing}`, () => {
  let world: SignInWorld;
  let application = '';
  let helpDesk = '';
  const started: Sipp[] = [];
  const startPhones = async (
    phones: Readonly<Record<string, PhoneScript>>,
    more: { isTracing?: boolean } = {},
  ): Promise<Sipp> => {
    const sipp = await startSippPhones({ ...ACCOUNT, phones, timeoutSeconds: 45, ...more });
    started.push(sipp);
    return sipp;
  };
  beforeAll(async () => {
    world = await startSignInWorld({ hasGateway: false });
    application = await world.newApplication('VPN', { timeoutSeconds: 60 });
    helpDesk = await world.newApplication('Help desk', { timeoutSeconds: 60 });
    await world.setUp('phone-call', { ringSeconds: RING_SECONDS, inputTimeoutSeconds: INPUT_SECONDS, triesAllowed: 2 });
    await world.sayShortly('fraud-greeting-standard', 'fraud-greeting-pin', 'retry-standard');
  }, 30_000);
  afterEach(async () => {
    for (const sipp of started.splice(0)) sipp.stop();
    for (const { id } of await world.api.trunks.list()) await world.api.trunks.delete({ id });
  });
  afterAll(async () => {
    expect(world.errors).toEqual([]);
    await world.close();
  });
  const addTrunk = (sipp: Sipp) => world.addTrunk('sipp', sipp.port, { username: ACCOUNT.account }, ACCOUNT.password);

  it('each ends in its own result, and the application is answered by it', async () => {
    const stories = Object.entries(STORIES);
    const phones = stories.flatMap(([, { phone, backup }], at): [string, PhoneScript][] => [
      [`+31${numberOf(at)}`, phone],
      ...(backup === undefined ? [] : [[`+31${numberOf(500 + at)}`, backup] as [string, PhoneScript]]),
    ]);
    const sipp = await startPhones(Object.fromEntries(phones));
    await addTrunk(sipp);
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
    expect(await sipp.ended()).toBeUndefined();
    for (const [story, { calls }] of stories) {
      const { user } = seen[story] ?? {};
      await expect.poll(() => (user === undefined ? [] : world.calls(user)), { message: story }).toMatchObject(calls);
    }
    const { rows } = await world.api.calls.list({});
    const audit = await world.api.audit.list({ limit: 100 });
    expect(JSON.stringify([rows, audit, told.map(([, { attempt }]) => attempt)])).not.toMatch(KEYS_OF_PINS);
  }, 60_000);

  it('an INVITE carries the caller ID of the called country, of the application, or the default', async () => {
    const numbers = ['+31612340001', '+447911123401', '+447911123402', '+32470123401'];
    const sipp = await startPhones(Object.fromEntries(numbers.map((number) => [number, PRESSES_HASH])), { isTracing: true });
    await addTrunk(sipp);
    const rule = { displayName: 'Example sign-in', isPrivate: false, applicationName: '', countryCodes: [] };
    await world.setUp('caller-id', {
      number: '+3225550100',
      displayName: 'Example',
      isPrivate: true,
      rules: [
        { ...rule, number: '+31205550100', applicationName: 'Help desk', displayName: 'Example "Help" desk' },
        { ...rule, number: '+31205550199', countryCodes: ['31'] },
        { ...rule, number: '+442079460000', countryCodes: ['44'] },
      ],
    });
    const callers = [application, application, helpDesk, application];
    const replies = await Promise.all(
      numbers.map(async (number, at) => {
        const username = `caller${at}`;
        await world.newUser(username, { method: 'phone-call', mode: 'standard', countryCode: '1', phone: number });
        return world.signIn({ from: callers[at] ?? '', username, password: '' }, 20_000);
      }),
    );
    expect(replies.map((reply) => reply?.kind)).toEqual(['accept', 'accept', 'accept', 'accept']);
    expect(await sipp.ended()).toBeUndefined();
    const shown = (name: string, number: string) => {
      const address = `"${name}" <sip:${number}@127.0.0.1>`;
      return { From: address, 'P-Asserted-Identity': address, Privacy: '' };
    };
    expect(Object.fromEntries(identitiesIn(sipp.messages()))).toEqual({
      '+31612340001': shown('Example sign-in', '+31205550199'),
      '+447911123401': shown('Example sign-in', '+442079460000'),
      '+447911123402': shown('Example \\"Help\\" desk', '+31205550100'),
      '+32470123401': {
        From: '"Anonymous" <sip:anonymous@anonymous.invalid>',
        'P-Asserted-Identity': '"Example" <sip:+3225550100@127.0.0.1>',
        Privacy: 'id',
      },
    });
  }, 30_000);

  it('goes by the second trunk when the first one is dead', async () => {
    const number = '+31612340002';
    const sipp = await startPhones({ [number]: PRESSES_HASH });
    const [dead = 0] = await freeUdpPorts(1);
    await world.addTrunk('dead', dead, { responseTimeoutSeconds: 1 });
    await addTrunk(sipp);
    const user = await world.newUser('second', { method: 'phone-call', mode: 'standard', countryCode: '31', phone: number });
    expect(await world.signIn({ from: application, username: 'second', password: '' }, 20_000)).toMatchObject({ kind: 'accept' });
    expect(await sipp.ended()).toBeUndefined();
    await expect
      .poll(() => world.calls(user))
      .toMatchObject([
        { trunkName: 'sipp', how: 'hung-up', passedOver: [{ trunkName: 'dead', words: expect.stringMatching(/\S/) }] },
      ]);
    expect(await world.attempts('second')).toMatchObject([{ gatewayName: 'sipp', isGranted: true }]);
    const health = (await world.api.trunks.list()).map(({ name, health: { state, lastProblem } }) => [
      name,
      state,
      lastProblem?.problem,
    ]);
    expect(health).toEqual([
      ['dead', 'down', expect.stringMatching(/\S/)],
      ['sipp', 'up', undefined],
    ]);
  }, 30_000);
});
