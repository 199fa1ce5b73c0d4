/** The authentication log of the demo, oldest row first: every day of it can be explained by looking at it. */
import type { RadiusClientId, TokenId, UserId } from '../../shared/ids.ts';
import type { Method, Mode } from '../../shared/methods.ts';
import type { AttemptDraft } from '../engine/effects.ts';
import { DEMO_TRUNK_NAME, placesCall } from './call-endings.ts';
import { type DemoHour, hoursBefore } from './day-shape.ts';
import { createDice, type Dice } from './dice.ts';
import { type DemoOutcome, EVERY_CASE, inMode, outcomeOf, USUAL_OUTCOMES } from './outcomes.ts';

export type DemoPerson = {
  readonly id: UserId;
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  /** As the log shows it. */
  readonly phone: string;
  readonly extension: string;
  /** As `phone`; ''. */
  readonly backupPhone: string;
  readonly method: Method;
  readonly mode: Mode;
  readonly isEnabled: boolean;
  readonly token: { readonly id: TokenId; readonly serial: string } | undefined;
};

export type DemoApplication = {
  readonly radiusClientId: RadiusClientId;
  readonly applicationName: string;
  readonly clientAddress: string;
  readonly weight: number;
  readonly asksByChallenge: boolean;
};

export type DemoHistory = {
  readonly seed: number;
  /** About so many rows; at least one of each case. */
  readonly attempts: number;
  readonly days: number;
  readonly until: number;
  readonly people: readonly DemoPerson[];
  readonly applications: readonly DemoApplication[];
  readonly server: { readonly name: string; readonly address: string };
};

/** Milliseconds that a sign-in takes, lowest and highest. */
const DURATIONS: Readonly<Record<Method, readonly [number, number]>> = {
  'phone-call': [7000, 26_000],
  'text-message': [6000, 55_000],
  'mobile-app': [2500, 16_000],
  'oath-token': [2, 9],
  email: [9000, 80_000],
  'app-password': [2, 6],
};
/** Days before the end since when the disabled users are disabled. */
const DISABLED_SINCE_DAYS = 30;
/** Share of the sign-ins that come from names that nobody has. */
const UNKNOWN_SHARE = 0.012;
const UNKNOWN_NAMES = ['administrator', 'admin', 'root', 'test', 'guest', 'scanner', 'backup', 'demo'];
const GUESSER_ADDRESS = '203.0.113.66';
/** Share of the users whose codes were guessed on the bad day, and denials until one is locked. */
const GUESSED_SHARE = 0.03;
const GUESSES = 10;
/** A prime larger than any demo's number of groups: steps through the list of people in no order that shows. */
const SCATTER = 7919;
/** Rows that a sign-in writes on average: some are asked for the code first, and that is a row of its own. */
const ROWS_OF_SIGN_IN = 1.21;

export function* makeDemoAttempts(history: DemoHistory): Generator<AttemptDraft> {
  const { people, until, days } = history;
  if (people.length === 0 || history.applications.length === 0) return;
  const dice = createDice(history.seed);
  const hours = hoursBefore(until, days);
  const weights = hours.reduce((sum, { weight }) => sum + weight, 0);
  const badHours = hours.filter(({ isBad }) => isBad);
  const rows = createRows(history, dice);
  let carried: AttemptDraft[] = [];
  for (const [index, hour] of hours.entries()) {
    const made = carried;
    const count = Math.floor((history.attempts * hour.weight) / (weights * ROWS_OF_SIGN_IN) + dice.next());
    for (let i = 0; i < count; i += 1) made.push(...rows.signIn(hour));
    // Each case on an hour of its own, spread over the whole time.
    for (let i = index; i < EVERY_CASE.length * 2; i += hours.length) made.push(rows.oneCase(hour, i % EVERY_CASE.length));
    if (hour.isBad) {
      const share = Math.ceil((people.length * GUESSED_SHARE) / badHours.length);
      const first = badHours.indexOf(hour) * share;
      for (const person of people.slice(first, first + share)) made.push(...rows.guesses(hour, person));
    }
    made.sort((one, other) => one.at - other.at);
    const end = hour.startsAt + hour.lengthMilliseconds;
    const isLast = index === hours.length - 1;
    carried = isLast ? [] : made.filter(({ at }) => at >= end);
    yield* made.filter(({ at }) => at < end);
  }
}

/** A row of the log from what happened, when, to whom and where. */
function createDrafter({ server }: DemoHistory, dice: Dice) {
  const hex = () =>
    Math.floor(dice.next() * 0x1_0000_0000)
      .toString(16)
      .padStart(8, '0');
  return (at: number, outcome: DemoOutcome, who: Who, application: DemoApplication): AttemptDraft => {
    const { person, method, mode } = who;
    const token = method === 'oath-token' ? person?.token : undefined;
    const [shortest, longest] = DURATIONS[method ?? 'app-password'];
    return {
      at,
      sessionId: `${hex()}${hex()}${hex()}${hex()}`,
      userId: person?.id,
      username: person?.username ?? who.username ?? '',
      firstName: person?.firstName ?? '',
      lastName: person?.lastName ?? '',
      email: person?.email ?? '',
      phone: person?.phone ?? '',
      deviceToken: method === 'mobile-app' && person !== undefined ? `demo-device-${person.id}` : '',
      authenticationType: 'radius',
      applicationName: application.applicationName,
      radiusClientId: application.radiusClientId,
      clientAddress: application.clientAddress,
      callingAddress: who.callingAddress ?? addressOf(person),
      method,
      mode,
      tokenId: token?.id,
      tokenSerial: token?.serial ?? '',
      result: outcome.number,
      isGranted: outcome.isGranted,
      reason: outcome.reason,
      gatewayName: gatewayOf(method, outcome, at),
      serverName: server.name,
      serverAddress: server.address,
      durationMilliseconds: Math.round((shortest + dice.next() ** 2 * (longest - shortest)) * 100) / 100,
    };
  };
}

type Draft = ReturnType<typeof createDrafter>;
const momentOf = ({ startsAt, lengthMilliseconds }: DemoHour, dice: Dice) =>
  startsAt + dice.below(Math.max(1, lengthMilliseconds));
const asThemselves = (person: DemoPerson): Who => ({ person, method: person.method, mode: person.mode });

function createRows(history: DemoHistory, dice: Dice) {
  const { people } = history;
  const applications = history.applications.map((application) => [application, application.weight] as const);
  // Some sign in several times a day and most now and then; who is who has nothing to do with the order of the list.
  const somebody = () => personAt(people, (Math.floor(people.length * dice.next() ** 1.25) * SCATTER) % people.length);
  const draft = createDrafter(history, dice);
  const oneCase = (hour: DemoHour, index: number): AttemptDraft => {
    const { method, mode, outcome } = EVERY_CASE[index] ?? caseMissing();
    const isStranger = outcome.name === 'USER_NOT_FOUND' || outcome.name === 'USER_NOT_MATCHED';
    const who = isStranger ? { person: undefined, username: 'demo-visitor' } : { person: somebody(), method, mode };
    return draft(momentOf(hour, dice), outcome, who, dice.weighted(applications));
  };
  return {
    signIn: createSignIns({ dice, draft, somebody, applications }),
    oneCase,
    guesses: createGuesses(history, dice, draft),
  };
}

type SignInParts = {
  readonly dice: Dice;
  readonly draft: Draft;
  readonly somebody: () => DemoPerson;
  readonly applications: readonly (readonly [DemoApplication, number])[];
};

/** One sign-in as they happen every day: one row, or two where the client asks for the code by a challenge. */
function createSignIns({ dice, draft, somebody, applications }: SignInParts) {
  return (hour: DemoHour): AttemptDraft[] => {
    const at = momentOf(hour, dice);
    const application = dice.weighted(applications);
    if (dice.chance(UNKNOWN_SHARE)) {
      const stranger = {
        person: undefined,
        username: dice.pick(UNKNOWN_NAMES),
        callingAddress: `203.0.113.${200 + dice.below(50)}`,
      };
      return [draft(at, outcomeOf('USER_NOT_FOUND'), stranger, application)];
    }
    const person = somebody();
    const who = asThemselves(person);
    if (!person.isEnabled && hour.daysAgo < DISABLED_SINCE_DAYS)
      return dice.chance(0.1) ? [draft(at, outcomeOf('USER_DISABLED'), who, application)] : [];
    if (person.method === 'oath-token' && person.token === undefined)
      return dice.chance(0.2) ? [draft(at, outcomeOf('NO_USABLE_METHOD'), who, application)] : [];
    const outcome = inMode(person, dice.weighted(USUAL_OUTCOMES[person.method]));
    const asked = askedBefore(person, application);
    if (asked === undefined) return [draft(at, outcome, who, application)];
    const question = draft(at, outcomeOf(asked), who, application);
    // Nobody replies to a one-way text: a sign-in that is given up leaves its question alone.
    if (outcome.name === 'SMS_NOT_RECEIVED') return [question];
    const answer = draft(at + 3000 + dice.below(25_000), outcome, who, application);
    // What was never sent was never asked.
    if (outcome.name.endsWith('_NOT_SENT')) return [draft(at, outcome, who, application)];
    return [question, { ...answer, sessionId: question.sessionId }];
  };
}

/** Wrong codes until the user is locked, and two more that the lock refuses. */
function createGuesses({ applications: [application] }: DemoHistory, dice: Dice, draft: Draft) {
  return (hour: DemoHour, person: DemoPerson): AttemptDraft[] => {
    if (application === undefined || person.method !== 'oath-token' || !person.isEnabled) return [];
    const who: Who = { ...asThemselves(person), callingAddress: GUESSER_ADDRESS };
    const start = momentOf(hour, dice);
    return Array.from({ length: GUESSES + 2 }, (_, index) => {
      const outcome = outcomeOf(index < GUESSES ? 'OATH_CODE_INCORRECT' : 'ACCOUNT_LOCKED');
      return draft(start + index * 2500 + dice.below(2000), outcome, who, application);
    });
  };
}

type Who = {
  readonly person: DemoPerson | undefined;
  readonly username?: string;
  readonly method?: Method;
  readonly mode?: Mode;
  readonly callingAddress?: string;
};

/** One text of so many went by the second gateway: the first one was down. */
const SECOND_GATEWAY = 17;

/** Named as the gateways and the trunk of the demo are. Nothing for what asked nobody. */
function gatewayOf(method: Method | undefined, { name }: DemoOutcome, at: number): string {
  if (method === 'phone-call') return placesCall(name) && name !== 'UNABLE_TO_PLACE_CALL' ? DEMO_TRUNK_NAME : '';
  const wasSent = /^(SMS|EMAIL)_/.test(name) && !name.endsWith('_NOT_SENT') && !name.endsWith('_NOT_ALLOWED');
  if (!wasSent) return '';
  if (method === 'email') return 'E-mail';
  return Math.floor(at / 60_000) % SECOND_GATEWAY === 0 ? 'Demo SMPP centre' : 'Demo Kannel';
}

function askedBefore(
  { method, mode }: DemoPerson,
  { asksByChallenge }: DemoApplication,
): 'OATH_CODE_PENDING' | 'SMS_SENT' | 'EMAIL_CODE_SENT' | undefined {
  if (method === 'oath-token') return asksByChallenge ? 'OATH_CODE_PENDING' : undefined;
  if (method === 'email') return 'EMAIL_CODE_SENT';
  // A two-way text keeps the request open: one row.
  return method === 'text-message' && mode.startsWith('one-way') ? 'SMS_SENT' : undefined;
}

/** Addresses kept for documentation (RFC 5737, RFC 3849), the same for a person each time. */
function addressOf(person: DemoPerson | undefined): string {
  if (person === undefined) return '203.0.113.250';
  if (person.id % 9 === 0) return `2001:db8:20::${(person.id % 0xffff).toString(16)}`;
  return person.id % 2 === 0 ? `198.51.100.${(person.id % 240) + 10}` : `203.0.113.${(person.id % 50) + 1}`;
}

function personAt(people: readonly DemoPerson[], index: number): DemoPerson {
  const person = people[Math.min(index, people.length - 1)];
  if (person === undefined) throw new TypeError('a demo without people');
  return person;
}

function caseMissing(): never {
  throw new TypeError('no such case');
}
