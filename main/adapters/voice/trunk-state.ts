/** What is known of a trunk while it is in use: from its answers to OPTIONS, its account and its calls. */
import type { TrunkHealth } from '../../../shared/schemas/trunk.ts';
import { refusalOf } from '../../engine/phone-call/call-end.ts';
import type { RegistrationNotice } from '../../protocols/sip/registration/registration.ts';
import type { LineEnd } from './line-call.ts';
import type { TimedPingNotice } from './sip-endpoint.ts';
import type { TrunkLoad } from './trunk-load.ts';

/** Of one address. */
export type WayState = {
  ping: 'alive' | 'dead' | 'unknown';
  /** Many trunks of carriers never answer OPTIONS. */
  wasAlive: boolean;
  /** Of the last call; silent: nobody answered it, or what came was no SIP. */
  use: 'good' | 'silent' | 'unknown';
  /** Numbers whose calls the trunk itself could not take, since the last one that it could. */
  readonly refused: Set<string>;
  restsUntil: number;
};

export type TrunkState = {
  addWay(): WayState;
  removeWay(way: WayState): void;
  notePing(way: WayState, notice: TimedPingNotice): void;
  noteCall(way: WayState, call: EndedCall): void;
  noteRegistration(notice: RegistrationNotice): void;
  /** A way or a trunk that rests is asked last. */
  isWayResting(way: WayState): boolean;
  isResting(): boolean;
  health(): TrunkHealth;
  close(): void;
};

export type EndedCall = { readonly number: string; readonly end: LineEnd; readonly hasRung: boolean };

export type TrunkStateOptions = {
  readonly registers: boolean;
  readonly load: TrunkLoad;
  /** Epoch milliseconds. */
  readonly now: () => number;
  /** Milliseconds of a clock that never steps back. */
  readonly steadyNow: () => number;
  readonly restMilliseconds: number;
  /** `text` where it is worth a line in the log. */
  readonly onChange: (text: string | undefined, fields: StateFields) => void;
};
export type StateFields = { readonly words?: string; readonly sipStatus?: number };

/** A trunk that does not accept this machine or its account; every 5xx is of the trunk too. */
const TRUNK_STATUSES: readonly number[] = [401, 403, 407, 408, 482, 483];
/**
 * Different numbers that a trunk must refuse in a row to be down; ours. Where sign-ins pass while no trunk is up, one number
 * that the telephone network answers with 503 must not open the door.
 */
const REFUSED_TO_BE_DOWN = 3;

/** Whether another trunk may reach the phone: who is called has neither answered nor refused. */
export function isOfTrunk(end: LineEnd): boolean {
  const { how, sipStatus } = end;
  if (end.isOfHere === true) return false;
  if (how === 'unreachable' || how === 'timed-out') return true;
  if (how !== 'refused' || sipStatus === undefined) return false;
  if (TRUNK_STATUSES.includes(sipStatus)) return true;
  // Gateways say 503 of a busy phone too: then the cause is of the phone.
  return sipStatus >= 500 && sipStatus < 600 && refusalOf(end)[0] !== 'CONFIGURATION_ISSUE';
}

/** Over 50 lines: one state, which answers, calls and the account change. */
export function openTrunkState(options: TrunkStateOptions): TrunkState {
  const { registers, load, now, steadyNow, restMilliseconds } = options;
  const ways = new Set<WayState>();
  let registration: TrunkHealth['registration'] = registers ? 'registering' : 'off';
  let registeredUntil: number | undefined;
  let roundTripMilliseconds: number | undefined;
  let lastAnswerAt: number | undefined;
  let lastProblem: TrunkHealth['lastProblem'];
  let resting: NodeJS.Timeout | undefined;

  const stateOfWay = ({ ping, wasAlive, use, refused, restsUntil }: WayState): TrunkHealth['state'] => {
    // OPTIONS says more than one call: it is asked again at once.
    const isFailing = (use === 'silent' && ping !== 'alive') || refused.size >= REFUSED_TO_BE_DOWN;
    if (isFailing && restsUntil > steadyNow()) return 'down';
    if (ping === 'alive' || (use === 'good' && (ping === 'unknown' || !wasAlive))) return 'up';
    return ping === 'dead' ? 'down' : 'unknown';
  };
  const stateOf = (): TrunkHealth['state'] => {
    const states = [...ways].map(stateOfWay);
    if (states.includes('up')) return 'up';
    return states.length === 0 || states.includes('unknown') ? 'unknown' : 'down';
  };
  const isWayResting = (way: WayState): boolean => way.restsUntil > steadyNow() || stateOfWay(way) === 'down';
  const isResting = (): boolean => registration === 'failed' || (ways.size > 0 && [...ways].every(isWayResting));
  let told: Pick<TrunkHealth, 'state' | 'registration'> & { readonly isResting: boolean } = {
    state: stateOf(),
    registration,
    isResting: false,
  };
  const check = (fields: StateFields = {}): void => {
    const next = { state: stateOf(), registration, isResting: isResting() };
    const before = told;
    told = next;
    const texts = [
      ...(next.registration === before.registration ? [] : [`account ${next.registration}`]),
      ...(next.state === before.state ? [] : [`trunk ${next.state}`]),
    ];
    for (const text of texts) options.onChange(text, fields);
    if (texts.length === 0 && next.isResting !== before.isResting)
      options.onChange(next.isResting ? 'trunk rests' : undefined, fields);
  };
  const noteProblem = (problem: string, sipStatus: number | undefined): StateFields => {
    const status = sipStatus === undefined ? {} : { sipStatus };
    lastProblem = { at: now(), problem, ...status };
    return { words: problem, ...status };
  };
  const wakeLater = (way: WayState): void => {
    clearTimeout(resting);
    resting = setTimeout(check, Math.max(0, way.restsUntil - steadyNow()) + 1);
    resting.unref();
  };
  const answered = (): void => {
    lastAnswerAt = now();
  };
  return {
    addWay() {
      const way: WayState = { ping: 'unknown', wasAlive: false, use: 'unknown', refused: new Set(), restsUntil: 0 };
      ways.add(way);
      return way;
    },
    removeWay(way) {
      ways.delete(way);
      check();
    },
    notePing(way, notice) {
      way.ping = notice.kind;
      if (notice.kind === 'dead') return check(noteProblem(notice.words, notice.sipStatus));
      way.wasAlive = true;
      if (way.use === 'silent') way.use = 'unknown';
      roundTripMilliseconds = notice.roundTripMilliseconds;
      answered();
      check();
    },
    noteCall(way, { number, end, hasRung }) {
      const { sipStatus, wasAnswered } = end;
      if (end.isOfHere === true) return;
      if (hasRung || !isOfTrunk(end)) {
        if (!hasRung && !wasAnswered && sipStatus === undefined) return;
        way.use = 'good';
        way.refused.clear();
        way.restsUntil = 0;
        answered();
        return check();
      }
      way.use = sipStatus === undefined ? 'silent' : 'unknown';
      if (way.refused.size < REFUSED_TO_BE_DOWN) way.refused.add(number);
      way.restsUntil = steadyNow() + (end.retryAfterSeconds === undefined ? restMilliseconds : end.retryAfterSeconds * 1000);
      wakeLater(way);
      check(noteProblem(end.words, sipStatus));
    },
    noteRegistration(notice) {
      if (notice.kind === 'failed') {
        registration = 'failed';
        registeredUntil = undefined;
        return check(noteProblem(notice.words, notice.sipStatus));
      }
      registration = notice.kind === 'registered' ? 'registered' : 'off';
      registeredUntil = notice.kind === 'registered' ? now() + notice.seconds * 1000 : undefined;
      if (notice.kind === 'registered') answered();
      check();
    },
    isWayResting,
    isResting,
    health() {
      const rests = Math.min(...[...ways].map(({ restsUntil }) => restsUntil)) - steadyNow();
      return {
        state: stateOf(),
        registration,
        registeredUntil,
        restsUntil: rests > 0 && Number.isFinite(rests) ? Math.round(now() + rests) : undefined,
        roundTripMilliseconds,
        lastAnswerAt,
        lastProblem,
        runningCount: load.runningCount(),
        placedCount: load.placedCount,
        answeredCount: load.answeredCount,
        failedCount: load.failedCount,
      };
    },
    close() {
      clearTimeout(resting);
    },
  };
}
