/** A test call as a ladder: what each rung looks like, what the person should do now, and what to do next. Pure. */
import { OWN_WORDS, type OwnWords } from '../../../shared/own-words.ts';
import type { TrunkTest } from '../../../shared/schemas/trunk.ts';

type Step = TrunkTest['steps'][number];
/** good: it went on · bad: it ends here · waiting: more is asked for · plain: in between. */
export type RungLook = 'good' | 'bad' | 'waiting' | 'plain';
export type Rung = Step & { readonly key: number; readonly look: RungLook };

/** A challenge: the request comes once more, with credentials. */
const CHALLENGES = new Set([401, 407]);
/** What answers a CANCEL of ours. */
const TERMINATED = 487;

/** SIP status of a rung; undefined for requests and what is no message. */
export function statusOf(what: string): number | undefined {
  const status = /^([1-6]\d\d)\b/.exec(what)?.[1];
  return status === undefined ? undefined : Number(status);
}

/** A key that came and what was done with it are one rung, not two. */
export function rungsOf(steps: readonly Step[]): readonly Rung[] {
  const shown = steps.filter(({ direction, what }, at) => {
    const before = steps[at - 1];
    return !(direction === 'here' && /^Key\b/.test(what) && before?.direction === 'received' && before.what === what);
  });
  return shown.map((step, key) => ({ ...step, key, look: lookOf(step, shown.slice(0, key), shown.slice(key + 1)) }));
}

function lookOf({ direction, what }: Step, earlier: readonly Step[], later: readonly Step[]): RungLook {
  if (what === 'Key #' || what === 'RTP') return 'good';
  if (what === 'Trunk failed') return 'bad';
  const status = statusOf(what);
  if (status === undefined || direction !== 'received' || status < 200) return 'plain';
  if (status < 300) return 'good';
  if (CHALLENGES.has(status)) return later.some(isRequest) ? 'waiting' : 'bad';
  return status === TERMINATED && earlier.some((step) => step.what === 'CANCEL') ? 'plain' : 'bad';
}

/** A request of ours that is no mere acknowledgement. */
const isRequest = ({ direction, what }: Step): boolean => direction === 'sent' && statusOf(what) === undefined && what !== 'ACK';

export type CallMoment = 'calling' | 'silent' | 'trying' | 'ringing' | 'answered';
/** Milliseconds without any answer after which the screen says so; ours. */
const SILENT_MILLISECONDS = 2000;

/** How far a call that runs has come. @param elapsedMilliseconds since its start */
export function momentOf(steps: readonly Step[], elapsedMilliseconds: number): CallMoment {
  const received = steps.filter(({ direction }) => direction === 'received');
  const statuses = received.map(({ what }) => statusOf(what) ?? 0);
  const isAnswered = steps.some(
    ({ direction, what, detail }) =>
      what === 'Codec' || what === 'RTP' || (direction === 'received' && /^2\d\d\b/.test(what) && /\bINVITE\b/.test(detail)),
  );
  if (isAnswered) return 'answered';
  if (statuses.some((status) => status >= 180 && status < 200)) return 'ringing';
  if (received.length > 0) return 'trying';
  return elapsedMilliseconds > SILENT_MILLISECONDS ? 'silent' : 'calling';
}

/** Answers with an advice of their own. */
export const ADVISED_STATUSES = [
  '401',
  '403',
  '404',
  '407',
  '408',
  '480',
  '484',
  '486',
  '488',
  '503',
  '600',
  '603',
  '607',
] as const;
type AdvisedStatus = (typeof ADVISED_STATUSES)[number];
export type Advice =
  | AdvisedStatus
  | NonNullable<TrunkTest['outcome']>
  | 'silent'
  | 'certificate'
  | 'name'
  | 'closed'
  | 'tls'
  | 'expired'
  | 'server'
  | 'no-sound'
  | 'no-sip'
  | 'local-port'
  | 'limit';

/** What this server's own words, or those of its operating system, lead to. */
const BY_WORDS: readonly (readonly [RegExp | OwnWords, Advice])[] = [
  ['certificate-of-another', 'certificate'],
  ['certificate-not-trusted', 'certificate'],
  ['certificate-expired', 'expired'],
  ['tls-not-agreed', 'tls'],
  [/certificate|altname|issuer|\bverify\b/i, 'certificate'],
  ['host-unknown', 'name'],
  ['name-server-silent', 'name'],
  [/ENOTFOUND|EAI_AGAIN/, 'name'],
  ['nobody-listens', 'closed'],
  ['no-tls-in-time', 'closed'],
  [/ECONNREFUSED/, 'closed'],
  ['no-sip', 'no-sip'],
  ['local-port-taken', 'local-port'],
  ['local-port-forbidden', 'local-port'],
  ['calls-at-once', 'limit'],
  ['calls-a-second', 'limit'],
];
/** A call that is answered without sound in common: the same mend as for 488. */
const NO_COMMON_SOUND: readonly OwnWords[] = [
  'sound-not-described',
  'sound-none',
  'sound-refused',
  'sound-no-codec',
  'sound-not-secured',
  'sound-unusable',
];

const holds = (words: string, part: RegExp | OwnWords): boolean =>
  typeof part === 'string' ? words.includes(OWN_WORDS[part]) : part.test(words);

/** Which advice fits the end of a call; undefined while it runs. */
export function adviceOf({ outcome, sipStatus, words, steps }: TrunkTest): Advice | undefined {
  if (outcome === undefined) return undefined;
  if (NO_COMMON_SOUND.some((part) => holds(words, part))) return '488';
  if (outcome === 'answered') return steps.some(({ what }) => what === 'RTP') ? 'answered' : 'no-sound';
  if (outcome !== 'refused' && outcome !== 'unreachable') return outcome;
  const advised = ADVISED_STATUSES.find((status) => Number(status) === sipStatus);
  if (advised !== undefined && (outcome === 'refused' || hasAnswer(steps))) return advised;
  if (sipStatus !== undefined && sipStatus >= 500 && sipStatus < 600) return 'server';
  if (outcome === 'refused') return 'refused';
  return BY_WORDS.find(([part]) => holds(words, part))?.[1] ?? (hasAnswer(steps) ? 'unreachable' : 'silent');
}

const hasAnswer = (steps: readonly Step[]): boolean => steps.some(({ direction }) => direction === 'received');

/** "0.012": seconds with milliseconds, the same in every language, as in a trace. */
export function clockOf(atMilliseconds: number): string {
  return (Math.max(0, atMilliseconds) / 1000).toFixed(3);
}

/** The ladder as text in fixed-width letters, for those who keep the telephone system. */
export function ladderText(steps: readonly Step[], title: string, trunkName: string, facts: readonly string[]): string {
  const arrow = { sent: '-->', received: '<--', here: ' * ' } as const;
  const rows = rungsOf(steps).map(({ atMilliseconds, direction, what, detail }) =>
    `${clockOf(atMilliseconds).padStart(8)}  ${arrow[direction]}  ${what.padEnd(24)} ${detail}`.trimEnd(),
  );
  return [title, `Countersign --> ${trunkName}`, '', ...rows, '', ...facts, ''].join('\n');
}
