/**
 * Every result of the log that these methods can reach, over RADIUS, through the whole engine; each with its number, the
 * user's method and mode, and the application. The table says how. Results of other methods are named by `reachedBy` in
 * shared/authentication-results.ts: a number that stands in neither list fails the test.
 * Over 250 lines: one table, read from top to bottom.
 */
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { nodeDigest } from '../../main/adapters/node-digest.ts';
import { generateHotp } from '../../main/protocols/oath/hotp.ts';
import { timeStepAt } from '../../main/protocols/oath/totp.ts';
import {
  AUTHENTICATION_RESULTS,
  type AuthenticationResult,
  type ReachedBy,
  type ResultName,
} from '../../shared/authentication-results.ts';
import type { User, UserFields } from '../../shared/schemas/user.ts';
import { answers, hangUp, press, refuses, rings, tone, wait } from '../support/phone-script.ts';
import { type Reply, type SignIn, type SignInWorld, startSignInWorld } from '../support/sign-in-world.ts';
import { type SipPhone, type SipPhones, startSipPhones } from '../support/sip-phones.ts';
import { refusal, startSmtpServer } from '../support/smtp-server.ts';

const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const KEY = new TextEncoder().encode('12345678901234567890');
const PIN = '2580';
const PASSWORD = 'correct horse battery';
const HERE: readonly ReachedBy[] = ['rules', 'oath-token', 'text-message', 'phone-call', 'email', 'security-questions'];
const REPLIES: Readonly<Record<AuthenticationResult['outcome'], Reply['kind']>> = {
  granted: 'accept',
  denied: 'reject',
  pending: 'challenge',
  'by-input': 'reject',
};
type Application = keyof typeof APPLICATIONS;

const APPLICATIONS = {
  VPN: {},
  Hurried: { timeoutSeconds: 5 },
  'Code by challenge': { otpEntry: 'challenge', firstFactor: 'local-password' },
  'With fallback': { enablesFallbackOathToken: true },
  'With questions': { enablesSecurityQuestions: true },
  'For everybody': { requiresUserMatch: false },
  'With password': { otpEntry: 'after-password', firstFactor: 'local-password' },
  'Trusted office': { trustedIps: [{ kind: 'subnet', from: '198.51.100.0', to: '24' }] },
  'Cached by user': {},
  'Cached by application': {},
  'Cached by address': {},
} as const;

const addresses = new Map<Application, string>();
let world: SignInWorld;
let mails: Awaited<ReturnType<typeof startSmtpServer>>;
let refusesMail = false;
let sipPhones: SipPhones;
let phones = 0;

beforeAll(async () => {
  world = await startSignInWorld();
  for (const [name, over] of Object.entries(APPLICATIONS)) {
    addresses.set(name as Application, await world.newApplication(name, over as object));
  }
  mails = await startSmtpServer({ refusesData: () => (refusesMail ? refusal(550, 'no such mailbox') : undefined) });
  const { settings, revision } = await world.api.mail.get();
  const server = { host: '127.0.0.1', port: mails.port, security: 'none', fromAddress: 'mfa@example.org' } as const;
  await world.api.mail.update({ settings: { ...settings, ...server }, revision });
  await world.setUp('caching', {
    rules: [
      { kind: 'user', applicationName: 'Cached by user', cacheSeconds: 600 },
      { kind: 'application', applicationName: 'Cached by application', cacheSeconds: 600 },
      { kind: 'application-ip', applicationName: 'Cached by address', cacheSeconds: 600 },
    ],
  });
  await world.setUp('security-questions', { isEnabled: true, questionsToAnswer: 1 });
  await world.setUp('email-codes', { isEnabled: true });
  sipPhones = await startSipPhones();
  await world.addTrunk('Well', sipPhones.port, { countryCodes: ['31'] });
  await world.addTrunk('Full', sipPhones.port, { countryCodes: ['32'] });
  await world.setUp('phone-call', { inputTimeoutSeconds: 3 });
  await world.sayShortly('fraud-greeting-standard', 'fraud-greeting-pin', 'authentication-successful', 'authentication-denied');
}, 60_000);
afterAll(async () => {
  expect(world.errors).toEqual([]);
  await world.close();
  await mails.close();
  await sipPhones.close();
});

const totp = (stepsLater = 0): string =>
  generateHotp(nodeDigest.hmac, KEY, timeStepAt(Date.now(), 30) + stepsLater, { algorithm: 'SHA1', digits: 6 });

/** The one user of a case, and what is done with it. */
class Person {
  readonly user: User;
  readonly phone: string;
  application: Application = 'VPN';

  constructor(user: User) {
    this.user = user;
    this.phone = `+${user.countryCode}${user.phone}`;
  }
  signIn(password = '', more: Partial<SignIn> = {}): Promise<Reply | undefined> {
    const from = addresses.get(this.application) ?? '';
    return world.signIn({ from, username: this.user.username, password, ...more });
  }
  /** Answers the challenge of a reply. */
  answer(reply: Reply | undefined, text: string): Promise<Reply | undefined> {
    return this.signIn(text, { state: reply?.state });
  }
  code(): string {
    return world.service.codeTo(this.phone);
  }
  /** A two-way sign-in whose text is answered. */
  async replies(text: () => string): Promise<Reply | undefined> {
    const signedIn = this.signIn();
    await world.service.take(this.phone);
    await world.service.reply(world.inboundUrl, this.phone, text());
    return signedIn;
  }
}

type Make = (fields: Partial<UserFields>, secrets?: { pin?: string; password?: string }) => Promise<Person>;
/** Users of the usual kinds; `make` gives them the case's own name. */
const kinds = (make: Make, name: string) => {
  const withPhone = (fields: Partial<UserFields>, secrets?: { pin?: string; password?: string }) => {
    phones += 1;
    return make({ countryCode: '31', phone: `6${String(phones).padStart(8, '0')}`, ...fields }, secrets);
  };
  const text = (over: Partial<UserFields> = {}, secrets = {}) =>
    withPhone({ method: 'text-message', mode: 'one-way-otp', ...over }, secrets);
  const withToken = async (person: Person) => {
    await world.api.tokens.add({
      serial: name,
      secretKey: SEED,
      type: 'totp',
      algorithm: 'SHA1',
      digits: 6,
      periodSeconds: 30,
      userId: person.user.id,
    });
    return person;
  };
  const phone = async (script: SipPhone, over: Partial<UserFields> = {}, secrets = {}) => {
    const person = await withPhone({ method: 'phone-call', mode: 'standard', ...over }, secrets);
    sipPhones.plug(person.phone, script);
    return person;
  };
  return {
    make,
    withToken,
    text,
    phone,
    phonePin: (script: SipPhone, over: Partial<UserFields> = {}) => phone(script, { mode: 'pin', ...over }, { pin: PIN }),
    textPin: () => text({ mode: 'one-way-otp-pin' }, { pin: PIN }),
    twoWay: () => text({ mode: 'two-way-otp' }),
    twoWayPin: () => text({ mode: 'two-way-otp-pin' }, { pin: PIN }),
    oath: async (over: Partial<UserFields> = {}, secrets = {}) => withToken(await make({ mode: 'standard', ...over }, secrets)),
    oathPin: async (over: Partial<UserFields> = {}) => withToken(await make({ mode: 'pin', ...over }, { pin: PIN })),
    email: (over: Partial<UserFields> = {}, secrets = {}) =>
      make({ method: 'email', mode: 'one-way-otp', email: `${name}@example.org`, ...over }, secrets),
  };
};
type Kinds = ReturnType<typeof kinds>;

/** Signs in at `application` from here on. */
function at(person: Person, application: Application): Person {
  person.application = application;
  return person;
}
const mailedCode = (name: string): string => {
  const mail = mails.taken.findLast(({ to }) => to.includes(`${name}@example.org`));
  const code = /\n\s*(\d{6})\s*\n/.exec(mail?.source.replaceAll('\r', '') ?? '')?.[1];
  if (code === undefined) throw new Error(`no code was mailed to ${name}`);
  return code;
};
const wrong = (code: string): string => String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0');
/** No gateway is in use for as long as `story` takes. */
async function withoutGateway<Result>(story: () => Promise<Result>): Promise<Result> {
  const set = async (isEnabled: boolean) => {
    for (const { id, revision, health: _, ...gateway } of await world.api.gateways.list()) {
      await world.api.gateways.update({ id, revision, fields: { ...gateway, isEnabled } });
    }
  };
  await set(false);
  try {
    return await story();
  } finally {
    await set(true);
  }
}
/** Changes a setting for as long as `story` takes. */
async function meanwhile<Result>(
  change: Parameters<SignInWorld['setUp']>,
  back: Parameters<SignInWorld['setUp']>,
  story: () => Promise<Result>,
): Promise<Result> {
  await world.setUp(...change);
  try {
    return await story();
  } finally {
    await world.setUp(...back);
  }
}
/** A user whose own method fails for good, so that the questions come. */
async function questioned({ make }: Kinds): Promise<Seen> {
  const person = at(await make({ method: 'text-message', mode: 'one-way-otp' }), 'With questions');
  const answers = [{ questionId: 1, language: 'en', answer: 'Hill School' }];
  await world.api.users.setSecurityAnswers({ id: person.user.id, answers });
  return { person, reply: await person.signIn() };
}
/** Signs in and answers what is asked. */
async function answered(person: Person, text: () => string, wait = 0): Promise<Seen> {
  const question = await person.signIn();
  world.pass(wait);
  return { person, reply: await person.answer(question, text()) };
}
/** Twice in a row: the second one is the case. */
async function twice(person: Person, more: Partial<SignIn> = {}): Promise<Seen> {
  expect(await person.signIn(totp(), more)).toMatchObject({ kind: 'accept' });
  return { person, reply: await person.signIn('', more) };
}
async function first(making: Promise<Person>, password: (person: Person) => string = () => ''): Promise<Seen> {
  const person = await making;
  return { person, reply: await person.signIn(password(person)) };
}

/** `as`: what the log shows where it is not the user's own method and mode. */
type Seen = {
  readonly person: Person;
  readonly reply: Reply | undefined;
  readonly as?: { readonly method: string; readonly mode: string };
};
const OATH_TOKEN = { method: 'oath-token', mode: 'standard' } as const;
const SECOND = 1000;
/** ITU-T Q.850: no person hung up. */
const NETWORK_OUT_OF_ORDER = 38;

const REACHED: Readonly<Partial<Record<ResultName, (users: Kinds, name: string) => Promise<Seen>>>> = {
  // Rules.
  PIN_EXPIRED: ({ oathPin }) => first(oathPin({ canChangePin: false, mustChangePin: true }), () => totp() + PIN),
  USED_CACHE: async ({ oath }) => twice(at(await oath(), 'Cached by user')),
  USED_APP_BASED_CACHE: async ({ oath }) => twice(at(await oath(), 'Cached by application')),
  USED_IP_BASED_CACHE: async ({ oath }) => twice(at(await oath(), 'Cached by address'), { calling: '203.0.113.5' }),
  USER_BLOCKED: async ({ oath }) => {
    const person = await oath();
    await world.api.blocks.add({ userId: person.user.id, reason: 'Phone stolen' });
    return { person, reply: await person.signIn(totp()) };
  },
  ACCOUNT_LOCKED: async ({ oath }) => {
    const person = await oath();
    for (let times = 0; times < 10; times += 1) await person.signIn(String(times).repeat(6));
    return { person, reply: await person.signIn(totp()) };
  },
  INVALID_MESSAGE: async ({ oath }) => {
    const person = await oath();
    return { person, reply: await person.signIn(totp(), { state: new Uint8Array(16) }), as: { method: '', mode: '' } };
  },
  BYPASSED_AUTH: async ({ oath }) => {
    const person = await oath();
    await world.api.bypasses.start({ userId: person.user.id, seconds: 300, reason: 'Lost phone' });
    return { person, reply: await person.signIn() };
  },
  AUTHENTICATION_THROTTLED: async ({ text }) => {
    const person = await text();
    for (let times = 0; times < 5; times += 1) {
      expect(await person.signIn()).toMatchObject({ kind: 'challenge' });
      world.pass(31 * SECOND);
    }
    return { person, reply: await person.signIn() };
  },
  USER_NOT_FOUND: async ({ oath }) => {
    const person = await oath();
    await world.api.users.delete({ ids: [person.user.id] });
    return { person, reply: await person.signIn(totp()), as: { method: '', mode: '' } };
  },
  USER_NOT_MATCHED: async ({ oath }) => {
    const person = at(await oath(), 'For everybody');
    await world.api.users.delete({ ids: [person.user.id] });
    return { person, reply: await person.signIn(totp()), as: { method: '', mode: '' } };
  },
  USER_DISABLED: ({ oath }) => first(oath({ isEnabled: false }), () => totp()),
  PRIMARY_AUTHENTICATION_FAILED: async ({ oath }) => {
    const person = at(await oath({}, { password: PASSWORD }), 'With password');
    return { person, reply: await person.signIn(`wrong ${PASSWORD}${totp()}`) };
  },
  NO_USABLE_METHOD: ({ make }) => first(make({}), () => totp()),
  TRUSTED_IP: async ({ oath }) => {
    const person = at(await oath(), 'Trusted office');
    return { person, reply: await person.signIn('', { calling: '198.51.100.77' }) };
  },
  DISABLED_USER_PASSED: ({ oath }) =>
    meanwhile(['user-defaults', { whenUserIsDisabled: 'succeed' }], ['user-defaults', { whenUserIsDisabled: 'fail' }], () =>
      first(oath({ isEnabled: false })),
    ),
  NO_GATEWAY_PASSED: ({ text }) =>
    meanwhile(
      ['user-defaults', { whenNoGatewayIsReachable: 'succeed' }],
      ['user-defaults', { whenNoGatewayIsReachable: 'fail' }],
      () => withoutGateway(() => first(text())),
    ),
  PIN_CHANGE_PENDING: ({ oathPin }) => first(oathPin({ mustChangePin: true }), () => totp() + PIN),

  // OATH token.
  OATH_CODE_PENDING: async ({ oath }) => {
    const person = at(await oath({}, { password: PASSWORD }), 'Code by challenge');
    return { person, reply: await person.signIn(PASSWORD) };
  },
  OATH_CODE_VERIFIED: ({ oath }) => first(oath(), () => totp()),
  FALLBACK_OATH_CODE_VERIFIED: async ({ text, withToken }) => {
    const person = at(await withToken(await text()), 'With fallback');
    return { person, reply: await person.signIn(totp()), as: OATH_TOKEN };
  },
  OATH_CODE_INCORRECT: ({ oath }) => first(oath(), () => totp(200)),
  OATH_CODE_DUPLICATE: async ({ oath }) => {
    const person = await oath();
    const code = totp();
    await person.signIn(code);
    return { person, reply: await person.signIn(code) };
  },
  OATH_CODE_OLD: async ({ oath }) => {
    const person = await oath();
    const old = totp(-1);
    await person.signIn(totp());
    return { person, reply: await person.signIn(old) };
  },
  OATH_TOKEN_MODE_NOT_ALLOWED: ({ oath }) => first(oath({ mode: 'pin' }), () => totp()),
  OATH_TOKEN_TIMEOUT: async ({ oath }) => {
    const person = at(await oath({}, { password: PASSWORD }), 'Code by challenge');
    const question = await person.signIn(PASSWORD);
    world.pass(121 * SECOND);
    return { person, reply: await person.answer(question, totp()) };
  },
  OATH_CODE_PIN_INCORRECT: ({ oathPin }) => first(oathPin(), () => totp() + wrong(PIN)),

  // Text message.
  SMS_SENT: ({ text }) => first(text()),
  SMS_AUTHENTICATED: async ({ text }) => {
    const person = await text();
    return answered(person, () => person.code());
  },
  INVALID_PHONE_NUMBER: ({ make }) => first(make({ method: 'text-message', mode: 'one-way-otp' })),
  INVALID_PHONE_NUMBER_FORMAT: ({ text }) => first(text({ phone: '12' })),
  INTERNATIONAL_CALLS_NOT_ALLOWED: ({ text }) => first(text({ enablesGlobalServices: false })),
  PHONE_BUSY: async ({ twoWay }) => {
    const person = await twoWay();
    const running = person.signIn();
    await world.service.take(person.phone);
    const reply = await person.signIn();
    await world.service.reply(world.inboundUrl, person.phone, person.code());
    expect(await running).toMatchObject({ kind: 'accept' });
    return { person, reply };
  },
  FRAUD_CODE_ENTERED: async ({ text }) => answered(await text(), () => '0'),
  SMS_NOT_SENT: async ({ text }) => {
    world.service.mood = 'refusing';
    const seen = await first(text());
    world.service.mood = 'well';
    return seen;
  },
  SMS_NOT_RECEIVED: async ({ twoWay }) => first(twoWay().then((person) => at(person, 'Hurried'))),
  SMS_OTP_INCORRECT: async ({ text }) => {
    const person = await text();
    return answered(person, () => wrong(person.code()));
  },
  SMS_OTP_PIN_INCORRECT: async ({ textPin }) => {
    const person = await textPin();
    return answered(person, () => person.code() + wrong(PIN));
  },
  SMS_MODE_NOT_ALLOWED: ({ text }) => first(text({ mode: 'one-way-otp-pin' })),
  AUTH_RESULT_TIMEOUT: async ({ text }) => {
    const person = await text();
    return answered(person, () => person.code(), 301 * SECOND);
  },
  SMS_MAX_OTP_RETRY_REACHED: async ({ text }) => {
    const person = await text();
    for (let times = 0; times < 2; times += 1) await answered(person, () => wrong(person.code()));
    return answered(person, () => wrong(person.code()));
  },

  // Phone call.
  PIN_ENTERED: ({ phonePin }) => first(phonePin(answers(press(`${wrong(PIN)}#`)))),
  NO_PIN_ENTERED: ({ phonePin }) => first(phonePin(answers(press('#')))),
  POUND_NOT_PRESSED: ({ phonePin }) => first(phonePin(answers(press(PIN)))),
  NO_PHONE_INPUT_TIMEOUT: ({ phone }) => first(phone(answers())),
  DISCONNECTED: ({ phone }) => first(phone(answers(wait(100), hangUp(NETWORK_OUT_OF_ORDER)))),
  TIMED_OUT: ({ phone }) => first(phone(rings).then((person) => at(person, 'Hurried'))),
  INVALID_PHONE_INPUT: ({ phone }) => first(phone(answers(press('*#')))),
  GOT_VOICEMAIL: ({ phone }) => first(phone(answers(wait(200), tone(1000, 400)))),
  CONFIGURATION_ISSUE: ({ phone }) => first(phone(refuses(486, 'Busy Here', 17))),
  PIN_MODE_NOT_ALLOWED: ({ phone }) => first(phone(rings, { mode: 'pin' })),
  USER_HUNG_UP: ({ phone }) => first(phone(refuses(603, 'Decline', 21))),
  INVALID_EXTENSION: async ({ phone }) => {
    const person = await phone(answers(press('#')));
    const database = new Database(world.databaseFile);
    database.prepare('UPDATE users SET extension = ? WHERE id = ?').run('ext. 12', person.user.id);
    database.close();
    return { person, reply: await person.signIn() };
  },
  UNABLE_TO_PLACE_CALL: ({ phone }) => first(phone(refuses(503, 'Service Unavailable', 34), { countryCode: '32' })),

  // Security questions.
  SECURITY_QUESTIONS_PENDING: questioned,
  FALLBACK_SECURITY_QUESTIONS_ANSWERED: async (users) => {
    const { person, reply } = await questioned(users);
    return { person, reply: await person.answer(reply, 'hill  school') };
  },
  SECURITY_QUESTIONS_INCORRECT: async (users) => {
    const { person, reply } = await questioned(users);
    return { person, reply: await person.answer(reply, 'another school') };
  },
  SECURITY_QUESTIONS_TIMEOUT: async (users) => {
    const { person, reply } = await questioned(users);
    world.pass(121 * SECOND);
    return { person, reply: await person.answer(reply, 'Hill School') };
  },

  // E-mail.
  EMAIL_CODE_SENT: ({ email }) => first(email()),
  EMAIL_CODE_VERIFIED: async ({ email }, name) => answered(await email(), () => mailedCode(name)),
  EMAIL_CODE_INCORRECT: async ({ email }, name) => answered(await email(), () => wrong(mailedCode(name))),
  EMAIL_CODE_PIN_INCORRECT: async ({ email }, name) =>
    answered(await email({ mode: 'one-way-otp-pin' }, { pin: PIN }), () => mailedCode(name) + wrong(PIN)),
  EMAIL_NOT_SENT: async ({ email }) => {
    refusesMail = true;
    const seen = await first(email());
    refusesMail = false;
    return seen;
  },
  EMAIL_MODE_NOT_ALLOWED: ({ email }) =>
    meanwhile(['email-codes', { isEnabled: false }], ['email-codes', { isEnabled: true }], () => first(email())),
};

describe('every result that these methods can reach', () => {
  const cases = AUTHENTICATION_RESULTS.flatMap((result) => {
    const reach = REACHED[result.name];
    return reach === undefined ? [] : [{ ...result, reach }];
  });

  const reach = async (result: (typeof cases)[number]): Promise<void> => {
    const name = `case-${result.number}`;
    const make: Make = async (fields, secrets = {}) => new Person(await world.newUser(name, fields, secrets));
    const { person, reply, as } = await result.reach(kinds(make, name), name);
    expect(reply?.kind).toBe(REPLIES[result.outcome]);
    const row = (await world.attempts(name)).find((attempt) => attempt.result === result.number);
    expect(row).toMatchObject({
      username: name,
      isGranted: result.outcome === 'granted',
      applicationName: person.application,
      authenticationType: 'radius',
    });
    const { method = '', mode = '' } = row ?? {};
    expect({ method, mode }).toEqual(as ?? { method: person.user.method, mode: person.user.mode });
  };
  const title = '$number $name is answered, and logged with its name, method, mode and application';
  it.each(cases.filter(({ reachedBy }) => reachedBy !== 'phone-call'))(title, reach);
  // Calls take seconds, and do not disturb each other.
  it.concurrent.each(cases.filter(({ reachedBy }) => reachedBy === 'phone-call'))(title, reach, 30_000);

  it('and each other one names the method that will reach it', () => {
    const missing = AUTHENTICATION_RESULTS.filter(
      ({ name, reachedBy }) => HERE.includes(reachedBy) && REACHED[name] === undefined,
    );
    expect(missing.map(({ number, name }) => `${number} ${name}`)).toEqual([]);
    const elsewhere = cases.filter(({ reachedBy }) => !HERE.includes(reachedBy));
    expect(elsewhere.map(({ number, name }) => `${number} ${name}`)).toEqual([]);
  });
});

describe('the same results by a two-way text', () => {
  const TWO_WAY: readonly [number, string, (person: Person) => string, keyof Pick<Kinds, 'twoWay' | 'twoWayPin'>][] = [
    [19, 'the code', (person) => person.code(), 'twoWay'],
    [19, 'the code and the PIN', (person) => `${person.code()} ${PIN}`, 'twoWayPin'],
    [122, 'another code', (person) => wrong(person.code()), 'twoWay'],
    [122, 'STOP', () => 'Stop', 'twoWay'],
    [123, 'the code and another PIN', (person) => `${person.code()}${wrong(PIN)}`, 'twoWayPin'],
    [112, 'the fraud code', () => '0', 'twoWay'],
  ];
  it.each(TWO_WAY)('%i by %s', async (number, how, text, kind) => {
    const name = `two-way-${number}-${how.replaceAll(' ', '-')}`;
    const make: Make = async (fields, secrets = {}) => new Person(await world.newUser(name, fields, secrets));
    const person = await kinds(make, name)[kind]();
    const reply = await person.replies(() => text(person));
    const isGranted = number === 19;
    expect(reply?.kind).toBe(isGranted ? 'accept' : 'reject');
    expect(await world.attempts(name)).toMatchObject([{ result: number, isGranted, mode: person.user.mode }]);
  });
});

describe('the same results by a phone call', () => {
  type Called = readonly [number, string, boolean, (users: Kinds) => Promise<Person>];
  const CALLED: readonly Called[] = [
    [1, 'PIN and #', true, ({ phonePin }) => phonePin(answers(press(`${PIN}#`)))],
    [2, '#', true, ({ phone }) => phone(answers(press('#')))],
    [5, 'no new PIN', false, ({ phonePin }) => phonePin(answers(press(`${PIN}#`)), { canChangePin: false, mustChangePin: true })],
    [112, 'the fraud code', false, ({ phone }) => phone(answers(press('0#'), wait(200), press('1')))],
    [100, 'no number', false, ({ phone }) => phone(rings, { phone: '' })],
    [107, 'two digits', false, ({ phone }) => phone(rings, { phone: '12' })],
    [103, 'no Global Services', false, ({ phone }) => phone(rings, { enablesGlobalServices: false })],
  ];
  it.concurrent.each(CALLED)(
    '%i by %s',
    async (number, how, isGranted, person) => {
      const name = `call-${number}-${how.replaceAll(' ', '-').replace('#', 'hash')}`;
      const make: Make = async (fields, secrets = {}) => new Person(await world.newUser(name, fields, secrets));
      const reply = await (await person(kinds(make, name))).signIn();
      expect(reply?.kind).toBe(isGranted ? 'accept' : 'reject');
      expect(await world.attempts(name)).toMatchObject([{ result: number, isGranted, method: 'phone-call' }]);
    },
    30_000,
  );
});
