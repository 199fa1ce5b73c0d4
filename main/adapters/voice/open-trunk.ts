/** One trunk of the settings while it is in use: its addresses, each a line; who is asked, watched and registered with. */
import { dialledNumber } from '../../../shared/dialled-number.ts';
import type { Trunk as TrunkSettings } from '../../../shared/schemas/trunk.ts';
import type { CallerId, SentIdentity, TrunkWithSecret } from '../../engine/delivery/phone-port.ts';
import { scrub } from '../../engine/delivery/scrub.ts';
import type { UntimedStep } from './call-trace.ts';
import { type LineCall, type LineEnd, type LineEvent, notSent } from './line-call.ts';
import type { Media } from './media.ts';
import type { PortRange } from './media-port.ts';
import { openPhoneLine, type PhoneLine, type Watch } from './phone-line.ts';
import type { TrunkLoad } from './trunk-load.ts';
import { lineTrunk } from './trunk-settings.ts';
import { isOfTrunk, openTrunkState, type StateFields, type TrunkState, type WayState } from './trunk-state.ts';
import { type FoundTargets, findTargets, inSrvOrder, type SrvResolver, type Target } from './trunk-targets.ts';

export type OpenTrunkOptions = {
  readonly load: TrunkLoad;
  readonly media: Media;
  readonly mediaPorts: () => PortRange;
  readonly resolver: SrvResolver;
  readonly now: () => number;
  readonly restMilliseconds: number;
  readonly reopenMilliseconds: number;
  /** `text` where it is worth a line in the log. */
  readonly onChange: (trunk: TrunkSettings, text: string | undefined, fields: StateFields) => void;
};

export type TrunkOrder = {
  /** E.164 with plus. */
  readonly number: string;
  readonly callerId: CallerId;
  /** Of the time until the call is given up, from now. */
  readonly leftMilliseconds: () => number;
  readonly isHungUp: () => boolean;
  /** The call that sounds, keys and the hang-up go to from now on. */
  readonly onCall: (call: LineCall) => void;
  readonly onEvent: (event: Exclude<LineEvent, { kind: 'ended' }>) => void;
  readonly onInvite: (sent: SentIdentity) => void;
  readonly onStep: ((step: UntimedStep) => void) | undefined;
};

/** `isFailed`: the trunk itself could not take the call, and another one may. */
export type TrunkOutcome = { readonly end: LineEnd; readonly isFailed: boolean };

export type OpenTrunk = {
  given(): TrunkWithSecret;
  /** A change that leaves the lines as they are. */
  rename(given: TrunkWithSecret): void;
  readonly state: Pick<TrunkState, 'health' | 'isResting'>;
  /** One call by its addresses, in their order. Never rejects. */
  place(order: TrunkOrder): Promise<TrunkOutcome>;
  /** Takes no new call, and ends when those that run have ended. */
  retire(): Promise<void>;
  close(): Promise<void>;
};

type Way = { readonly key: string; readonly line: PhoneLine; readonly state: WayState; watch: Watch | undefined };

/** From one address that did not take the account to the next one; ours. */
const NEXT_REGISTRAR_MILLISECONDS = 1_000;

/** Over 50 lines: the addresses, and what is kept up with each. */
export function openTrunk(first: TrunkWithSecret, options: OpenTrunkOptions): OpenTrunk {
  let given = first;
  const { load, media, now, resolver, restMilliseconds } = options;
  const { isEnabled, optionsSeconds, registerSeconds } = first.trunk;
  const registers = isEnabled && first.trunk.registers;
  const state = openTrunkState({
    registers,
    load,
    now,
    steadyNow: media.now,
    restMilliseconds,
    onChange: (text, fields) => {
      if (!isLeaving) options.onChange(given.trunk, text, fields);
    },
  });
  const ways = new Map<string, Way>();
  const leaving = new Map<PhoneLine, Promise<unknown>>();
  let found: FoundTargets | undefined;
  let staleAt = 0;
  let finding: Promise<void> | undefined;
  let refreshing: NodeJS.Timeout | undefined;
  let registering: NodeJS.Timeout | undefined;
  /** The key of the way that the account is registered by. */
  let registrar = '';
  let giveUpAccount = (): void => undefined;
  let isLeaving = false;

  const openWay = (key: string, target: Target): Way => {
    const line = openPhoneLine(lineTrunk(given, target, options.mediaPorts()), media, options.reopenMilliseconds);
    const way: Way = { key, line, state: state.addWay(), watch: undefined };
    if (isEnabled && optionsSeconds > 0)
      way.watch = line.watch(optionsSeconds * 1000, (notice) => state.notePing(way.state, notice));
    return way;
  };
  const leave = (way: Way): void => {
    ways.delete(way.key);
    way.watch?.stop();
    state.removeWay(way.state);
    leaving.set(
      way.line,
      way.line.retire().then(() => leaving.delete(way.line)),
    );
  };
  const find = async (): Promise<void> => {
    found = await findTargets(given.trunk, resolver, found);
    staleAt = media.now() + (found.milliseconds ?? Number.POSITIVE_INFINITY);
    if (isLeaving) return;
    const targets = new Map(found.records.map(({ name, port }) => [keyOf({ host: name, port }), { host: name, port }]));
    for (const way of [...ways.values()]) if (!targets.has(way.key)) leave(way);
    for (const [key, target] of targets) if (!ways.has(key)) ways.set(key, openWay(key, target));
    // The first time, or because the name server no longer knows where the account was.
    if (registers && !ways.has(registrar)) register(0);
    if (!isEnabled || found.milliseconds === undefined) return;
    clearTimeout(refreshing);
    refreshing = setTimeout(() => void refresh(), found.milliseconds);
    refreshing.unref();
  };
  const refresh = (): Promise<void> => {
    finding ??= find().finally(() => {
      finding = undefined;
    });
    return finding;
  };
  /** Those that rest come last: if all do, the call is tried all the same. */
  const inOrder = (): readonly Way[] => {
    const ordered = inSrvOrder(found?.records ?? [], Math.random).flatMap((target) => ways.get(keyOf(target)) ?? []);
    const isResting = ({ state: one }: Way): boolean => state.isWayResting(one);
    return [...ordered.filter((way) => !isResting(way)), ...ordered.filter(isResting)];
  };
  const register = (at: number): void => {
    const ordered = inSrvOrder(found?.records ?? [], () => 0);
    const target = ordered[at % ordered.length];
    const way = target === undefined ? undefined : ways.get(keyOf(target));
    if (way === undefined || isLeaving) return;
    registrar = way.key;
    giveUpAccount = way.line.register(registerSeconds, (notice) => {
      // What is given up there is registered elsewhere.
      if (registrar !== way.key) return;
      state.noteRegistration(notice);
      const isAway = notice.kind === 'failed' && (notice.sipStatus === undefined || notice.sipStatus >= 500);
      if (!isAway || ordered.length < 2 || isLeaving) return;
      clearTimeout(registering);
      registering = setTimeout(() => {
        registrar = '';
        giveUpAccount();
        register(at + 1);
      }, NEXT_REGISTRAR_MILLISECONDS);
      registering.unref();
    });
  };
  const waysOf = async (): Promise<readonly Way[]> => {
    if (ways.size === 0) await refresh();
    else if (media.now() >= staleAt) void refresh();
    return inOrder();
  };
  const leaveAll = (): void => {
    for (const way of [...ways.values()]) leave(way);
  };
  const stopTimers = (): void => {
    clearTimeout(refreshing);
    clearTimeout(registering);
    state.close();
  };
  const placeOnce = async (way: Way, order: TrunkOrder): Promise<TrunkOutcome> => {
    let hasRung = false;
    const answerTimeoutMilliseconds = Math.max(0, order.leftMilliseconds());
    const { number, callerId, onEvent, onCall, onInvite, onStep } = order;
    const dialled = {
      number: dialledNumber(number, given.trunk),
      callerId: { ...callerId, displayName: callerId.displayName === '' ? undefined : callerId.displayName },
      answerTimeoutMilliseconds,
      mediaPorts: options.mediaPorts(),
      onInvite,
      onStep,
    };
    const end = await new Promise<LineEnd>((resolve) => {
      const call = way.line.call(dialled, (event) => {
        if (event.kind === 'ended') return resolve(event.end);
        hasRung ||= event.kind === 'ringing' || event.kind === 'answered';
        onEvent(event);
      });
      onCall(call);
    });
    const told = { ...end, words: scrub(end.words, { text: '', to: number, secrets: [] }) };
    state.noteCall(way.state, { number, end: told, hasRung });
    const isFailed = !hasRung && !order.isHungUp() && isOfTrunk(told);
    // The next OPTIONS may be far.
    if (isFailed) way.watch?.ask();
    return { end: told, isFailed };
  };
  if (isEnabled) void refresh();

  return {
    given: () => given,
    rename(next) {
      given = next;
    },
    state,
    async place(order) {
      const ordered = await waysOf();
      let last: TrunkOutcome = { end: notSent('unreachable', 'the trunk has no address'), isFailed: true };
      for (const [at, way] of ordered.entries()) {
        if (order.isHungUp()) return { end: notSent('cancelled', ''), isFailed: false };
        last = await placeOnce(way, order);
        const next = ordered[at + 1];
        if (!last.isFailed || next === undefined || !maySayNext(last.end) || order.leftMilliseconds() <= 0) break;
        order.onStep?.({ direction: 'here', what: 'Next address', detail: `${last.end.words}; ${next.key.replace(' ', ':')}` });
      }
      // What was opened for a test is not kept.
      if (!isEnabled && load.runningCount() <= 1) leaveAll();
      return last;
    },
    async retire() {
      isLeaving = true;
      stopTimers();
      await finding;
      leaveAll();
      await Promise.all(leaving.values());
    },
    async close() {
      isLeaving = true;
      stopTimers();
      await finding;
      const lines = [...[...ways.values()].map(({ line }) => line), ...leaving.keys()];
      for (const { watch } of ways.values()) watch?.stop();
      await Promise.all(lines.map((line) => line.close()));
    },
  };
}

function keyOf({ host, port }: Target): string {
  return `${host} ${port}`;
}

/** RFC 3263 §4.3: the next address is for one that cannot be reached, is silent, or is overloaded. */
function maySayNext({ how, sipStatus }: LineEnd): boolean {
  return how !== 'refused' || sipStatus === 503;
}
