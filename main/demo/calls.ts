/**
 * The calls of the demo: a trunk that is not enabled, a caller ID, and the call log of the invented sign-ins. The host is of
 * RFC 2606 and the numbers are kept for fiction: nobody is ever called.
 */
import { resultByNumber, resultNumber } from '../../shared/authentication-results.ts';
import { callerIdFor, callerIdHeaders } from '../../shared/caller-id.ts';
import type { UserId } from '../../shared/ids.ts';
import type { CallerIdSettings } from '../../shared/schemas/method-settings.ts';
import { trunkFieldsSchema } from '../../shared/schemas/trunk.ts';
import type { AttemptDraft, PlacedCallDraft } from '../engine/effects.ts';
import type { Store } from '../store/port.ts';
import type { DemoPerson } from './attempts.ts';
import { BUSY, type CallEnding, DEMO_TRUNK_NAME, endingsOf, placesCall } from './call-endings.ts';
import { createDice, type Dice } from './dice.ts';

const TRUNK = trunkFieldsSchema.parse({
  name: DEMO_TRUNK_NAME,
  isEnabled: false,
  host: 'pbx.example.org',
  transport: 'tls',
  port: 5061,
  usesSrtp: true,
  username: 'countersign',
});
const CALLER_ID: CallerIdSettings = {
  number: '+12025550100',
  displayName: 'Demo sign-in',
  isPrivate: false,
  rules: [
    { number: '+442079460100', displayName: 'Demo sign-in', isPrivate: false, applicationName: '', countryCodes: ['44'] },
    {
      number: '+31600000100',
      displayName: 'Demo VPN',
      isPrivate: false,
      applicationName: 'Remote access VPN',
      countryCodes: ['31'],
    },
  ],
};
/** Rows that one commit writes. */
const COMMIT_ROWS = 500;
/** RTP packets a second, each way. */
const PACKETS_PER_SECOND = 50;
/** Of so many sign-ins of users with a backup phone, one: the phone was busy, and the backup phone was called. */
const BACKUP_EVERY = 6;

export type DemoCalls = {
  readonly store: Store;
  readonly actor: string;
  readonly people: readonly DemoPerson[];
  readonly seed: number;
};

/** Passes the attempts on and keeps those that called somebody. */
export function* noteCalls(attempts: Iterable<AttemptDraft>, kept: AttemptDraft[]): Generator<AttemptDraft> {
  for (const attempt of attempts) {
    if (attempt.method === 'phone-call' && placesCall(resultByNumber(attempt.result).name)) kept.push(attempt);
    yield attempt;
  }
}

export async function addDemoTrunk({ store, actor }: Pick<DemoCalls, 'store' | 'actor'>): Promise<void> {
  const audit = (action: string, subject: string) => ({ actor, action, subject, detail: { demo: true } });
  await store.write('trunks.create', { fields: TRUNK }, audit('trunks.create', TRUNK.name));
  const section = 'caller-id' as const;
  const { revision } = await store.settings(section);
  await store.write('settings.update', { section, value: CALLER_ID, revision }, audit('settings.update', section));
}

/** The call log of these attempts, in their order. Answers how many calls there were. */
export async function addDemoCalls({ store, people, seed }: DemoCalls, attempts: readonly AttemptDraft[]): Promise<number> {
  const byId = new Map<UserId | undefined, DemoPerson>(people.map((person) => [person.id, person]));
  const dice = createDice(seed);
  let withBackup = 0;
  const calls = attempts.flatMap((attempt) => {
    const person = byId.get(attempt.userId);
    if (person === undefined) return [];
    if (person.backupPhone !== '') withBackup += 1;
    return callsOf({ attempt, person, dice, isBusy: withBackup % BACKUP_EVERY === 1 });
  });
  for (let start = 0; start < calls.length; start += COMMIT_ROWS) {
    const effects = calls.slice(start, start + COMMIT_ROWS).map((call) => ({ kind: 'record-call', call }) as const);
    await store.commit({ guards: [], effects, ifMissed: [] });
  }
  return calls.length;
}

type SignIn = { readonly attempt: AttemptDraft; readonly person: DemoPerson; readonly dice: Dice; readonly isBusy: boolean };

/** One call, or the busy phone and then the backup phone. */
function callsOf({ attempt, person, dice, isBusy }: SignIn): readonly PlacedCallDraft[] {
  const { name } = resultByNumber(attempt.result);
  const ending = dice.pick(endingsOf(name));
  const until = attempt.at + Math.round(attempt.durationMilliseconds);
  const hasRolledOver = person.backupPhone !== '' && (isBusy || name === 'CONFIGURATION_ISSUE');
  if (!hasRolledOver) return [callOf(attempt, { person, phone: 'primary', from: attempt.at, until, ending, dice })];
  const turnsAt = attempt.at + Math.round((until - attempt.at) * 0.3);
  const first = callOf(attempt, { person, phone: 'primary', from: attempt.at, until: turnsAt, ending: BUSY, dice });
  return [
    { ...first, result: resultNumber('CONFIGURATION_ISSUE'), isGranted: false },
    callOf(attempt, { person, phone: 'backup', from: turnsAt, until, ending, dice }),
  ];
}

type Leg = {
  readonly person: DemoPerson;
  readonly phone: 'primary' | 'backup';
  readonly from: number;
  readonly until: number;
  readonly ending: CallEnding;
  readonly dice: Dice;
};

function callOf(attempt: AttemptDraft, { person, phone, from, until, ending, dice }: Leg): PlacedCallDraft {
  const number = (phone === 'primary' ? person.phone : person.backupPhone).replaceAll(/[^+\d]/g, '');
  const wasAnswered = ending.sipStatus === 200;
  const isRefusedAtOnce = ending.how === 'timed-out' || ending.sipStatus === 503 || ending.sipStatus === 404;
  const ringingAt = from + 300 + dice.below(900);
  const answeredAt = Math.min(until - 1000, ringingAt + Math.round((until - ringingAt) * (0.3 + dice.next() * 0.3)));
  const packets = wasAnswered ? Math.round(((until - answeredAt) / 1000) * PACKETS_PER_SECOND) : 0;
  const isSilent = ending.how === 'timed-out';
  const chosen = callerIdFor(CALLER_ID, { number, applicationName: attempt.applicationName });
  const { from: sentFrom, assertedIdentity: sentAssertedIdentity, privacy: sentPrivacy } = callerIdHeaders(TRUNK, chosen);
  return {
    startedAt: from,
    ...(isRefusedAtOnce ? {} : { ringingAt }),
    ...(wasAnswered ? { answeredAt } : {}),
    endedAt: until,
    sessionId: attempt.sessionId,
    userId: person.id,
    username: person.username,
    applicationName: attempt.applicationName,
    phone,
    number,
    extension: phone === 'primary' ? person.extension : '',
    trunkName: isSilent ? '' : DEMO_TRUNK_NAME,
    sentFrom,
    sentAssertedIdentity,
    sentPrivacy,
    passedOver: isSilent ? [{ trunkName: DEMO_TRUNK_NAME, words: ending.words }] : [],
    ...ending,
    result: attempt.result,
    isGranted: attempt.isGranted,
    sentPackets: packets,
    receivedPackets: packets,
  };
}
