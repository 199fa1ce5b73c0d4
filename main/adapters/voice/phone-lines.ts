/** Several trunks in the order of an administrator: a call goes by the next one where a trunk itself fails, not the phone. */
import { Resolver } from 'node:dns/promises';
import type { TrunkId } from '../../../shared/ids.ts';
import { OWN_WORDS } from '../../../shared/own-words.ts';
import { isInCountries } from '../../../shared/phone-number.ts';
import type {
  PhoneEnd,
  PhoneEvent,
  PhoneLineCall,
  PhoneLines,
  PhoneOrder,
  SentIdentity,
  TrunkWithSecret,
} from '../../engine/delivery/phone-port.ts';
import type { UntimedStep } from './call-trace.ts';
import { type LineCall, type LineEnd, notSent } from './line-call.ts';
import type { Media } from './media.ts';
import type { PortRange } from './media-port.ts';
import { type OpenTrunk, openTrunk } from './open-trunk.ts';
import { openTrunkLoad, type TrunkLoad } from './trunk-load.ts';
import { hasSameLine } from './trunk-settings.ts';
import type { SrvResolver } from './trunk-targets.ts';

export type PhoneLinesOptions = {
  readonly media: Media;
  /** Read at each call. */
  readonly mediaPorts: () => PortRange;
  /** Epoch milliseconds. */
  readonly now?: () => number;
  /** The state of a trunk or its account has changed; not for each call. */
  readonly onChange?: () => void;
  /** A state that is worth a line in the log. Never a number or a credential. */
  readonly onNote?: (text: string, fields: Readonly<Record<string, string | number>>) => void;
  readonly resolver?: SrvResolver;
  /** That a trunk is asked last after it failed, where it does not say when to come again. */
  readonly restMilliseconds?: number;
  /** From the end of a connection to the next try. */
  readonly reopenMilliseconds?: number;
};

/** By itself it would wait for half a minute; a new one each time knows the name servers that the system has now. */
const SYSTEM_RESOLVER: SrvResolver = { resolveSrv: (name) => new Resolver({ timeout: 2_000, tries: 2 }).resolveSrv(name) };

/** Ours. */
const REST_MILLISECONDS = 30_000;
const REOPEN_MILLISECONDS = 10_000;

/** Over 50 lines: the trunks that are, those that go, and the calls of both. */
export function createPhoneLines(options: PhoneLinesOptions): PhoneLines {
  const { onNote = () => undefined, onChange = () => undefined } = options;
  let trunks: readonly OpenTrunk[] = [];
  const loads = new Map<TrunkId, TrunkLoad>();
  const retiring = new Map<OpenTrunk, Promise<unknown>>();
  const running = new Set<PhoneLineCall>();
  let isClosed = false;

  const open = (given: TrunkWithSecret): OpenTrunk => {
    const load = loads.get(given.trunk.id) ?? openTrunkLoad();
    loads.set(given.trunk.id, load);
    return openTrunk(given, {
      load,
      media: options.media,
      mediaPorts: options.mediaPorts,
      resolver: options.resolver ?? SYSTEM_RESOLVER,
      now: options.now ?? Date.now,
      restMilliseconds: options.restMilliseconds ?? REST_MILLISECONDS,
      reopenMilliseconds: options.reopenMilliseconds ?? REOPEN_MILLISECONDS,
      onChange({ name }, text, fields) {
        if (text !== undefined) onNote(text, { trunk: name, ...fields });
        onChange();
      },
    });
  };
  const loadOf = (trunk: OpenTrunk): TrunkLoad => loads.get(trunk.given().trunk.id) ?? openTrunkLoad();

  return {
    call(order, onEvent) {
      const tell = (event: PhoneEvent): void => {
        if (event.kind === 'ended') running.delete(placed);
        onEvent(event);
      };
      const placed = placeCall(order, tell, { trunks, loadOf, steadyNow: options.media.now });
      running.add(placed);
      return placed;
    },
    async replace(wanted) {
      if (isClosed) return;
      const before = new Map(trunks.map((trunk) => [trunk.given().trunk.id, trunk]));
      trunks = wanted
        .toSorted((one, other) => one.trunk.position - other.trunk.position)
        .map((given) => {
          const same = before.get(given.trunk.id);
          if (same === undefined || !hasSameLine(same.given(), given)) return open(given);
          same.rename(given);
          return same;
        });
      const stays = new Set(trunks);
      for (const trunk of before.values()) {
        if (stays.has(trunk)) continue;
        const gone = trunk.retire().then(() => retiring.delete(trunk));
        retiring.set(trunk, gone);
      }
      const ids = new Set(wanted.map(({ trunk }) => trunk.id));
      for (const id of [...loads.keys()]) if (!ids.has(id)) loads.delete(id);
      onChange();
    },
    health: () => new Map(trunks.map((trunk) => [trunk.given().trunk.id, trunk.state.health()])),
    callCount: () => running.size,
    async close() {
      isClosed = true;
      for (const call of [...running]) call.hangUp();
      await Promise.all([...trunks, ...retiring.keys()].map((trunk) => trunk.close()));
      trunks = [];
    },
  };
}

type Means = {
  readonly trunks: readonly OpenTrunk[];
  readonly loadOf: (trunk: OpenTrunk) => TrunkLoad;
  readonly steadyNow: () => number;
};

/** Over 50 lines: what a call knows of itself while it goes from trunk to trunk. */
function placeCall(order: PhoneOrder, onEvent: (event: PhoneEvent) => void, means: Means): PhoneLineCall {
  const { trunks, loadOf, steadyNow } = means;
  const startedAt = steadyNow();
  const hungUp = Promise.withResolvers<void>();
  let current: LineCall | undefined;
  let isHungUp = false;
  let endsAt: number | undefined;
  const onStep = (step: UntimedStep): void =>
    order.onTrace?.({ atMilliseconds: Math.round((steadyNow() - startedAt) * 10) / 10, ...step });

  const byTrunk = async (trunk: OpenTrunk): Promise<Tried> => {
    const { id: trunkId, name: trunkName, ...limits } = trunk.given().trunk;
    const load = loadOf(trunk);
    const turn = order.onlyTrunkId === undefined ? load.reserve(limits, steadyNow()) : load.reserveAnyhow();
    if ('words' in turn) return { kind: 'busy', words: turn.words };
    try {
      if (turn.waitMilliseconds > 0) await Promise.race([pause(turn.waitMilliseconds), hungUp.promise]);
      if (isHungUp) return { kind: 'tried', ...CANCELLED };
      endsAt ??= steadyNow() + order.answerTimeoutMilliseconds;
      const until = endsAt;
      let isChosen = false;
      const onInvite = (sent: SentIdentity): void => {
        if (isChosen) return;
        isChosen = true;
        load.placedCount += 1;
        onEvent({ kind: 'line-chosen', trunkId, trunkName, sent });
      };
      current = undefined;
      const placing = trunk.place({
        number: order.number,
        callerId: order.callerId,
        leftMilliseconds: () => until - steadyNow(),
        isHungUp: () => isHungUp,
        onCall(call) {
          current = call;
          if (isHungUp) call.hangUp();
        },
        onEvent(event) {
          if (event.kind === 'answered') load.answeredCount += 1;
          onEvent(event);
        },
        onInvite,
        onStep: order.onTrace === undefined ? undefined : onStep,
      });
      // Names that are being looked up are not waited for; the trunk then calls nobody.
      const early = hungUp.promise.then(() => (current === undefined ? CANCELLED : placing));
      const outcome = await Promise.race([placing, early]);
      if (outcome.isFailed) load.failedCount += 1;
      return { kind: 'tried', ...outcome };
    } finally {
      load.release();
    }
  };
  const place = async (): Promise<LineEnd> => {
    // The first event comes on a later turn.
    await Promise.resolve();
    const asked = trunksFor(order, trunks);
    if (typeof asked === 'string') return notSent('unreachable', asked);
    let last: LineEnd | undefined;
    let busyWords = '';
    for (const [at, trunk] of asked.entries()) {
      const tried = await byTrunk(trunk);
      const words = tried.kind === 'busy' ? tried.words : tried.end.words;
      if (tried.kind === 'busy') busyWords = words;
      else last = tried.end;
      const isOver = tried.kind === 'tried' && (!tried.isFailed || (endsAt ?? 0) <= steadyNow());
      if (isOver || isHungUp) break;
      onStep({ direction: 'here', what: 'Trunk failed', detail: words });
      const { id: trunkId, name: trunkName } = trunk.given().trunk;
      if (at + 1 < asked.length) onEvent({ kind: 'passed-over', trunkId, trunkName, words });
    }
    return last ?? notSent(isHungUp ? 'cancelled' : 'unreachable', busyWords);
  };
  void place()
    // A listener that throws ends its own call.
    .catch((error: unknown) => notSent('unreachable', error instanceof Error ? error.message : String(error)))
    .then((end) => onEvent({ kind: 'ended', end: phoneEnd(end) }));
  return {
    play: (sounds, playId) => current?.play(sounds, playId),
    sendKeys: (strokes) => current?.sendKeys(strokes),
    hangUp() {
      if (isHungUp) return;
      isHungUp = true;
      hungUp.resolve();
      current?.hangUp();
    },
  };
}

const CANCELLED = { end: notSent('cancelled', ''), isFailed: false } as const;

type Tried =
  | { readonly kind: 'tried'; readonly end: LineEnd; readonly isFailed: boolean }
  /** It carries all that it may. */
  | { readonly kind: 'busy'; readonly words: string };

/** In the order in which they are asked; words where none is. */
function trunksFor({ number, onlyTrunkId }: PhoneOrder, trunks: readonly OpenTrunk[]): readonly OpenTrunk[] | string {
  if (onlyTrunkId !== undefined) {
    const only = trunks.filter((trunk) => trunk.given().trunk.id === onlyTrunkId);
    return only.length === 0 ? OWN_WORDS['trunk-gone'] : only;
  }
  const enabled = trunks.filter((trunk) => trunk.given().trunk.isEnabled);
  if (enabled.length === 0) return OWN_WORDS['no-trunk'];
  const serving = enabled.filter((trunk) => {
    const { countryCodes } = trunk.given().trunk;
    return countryCodes.length === 0 || isInCountries(number, countryCodes);
  });
  if (serving.length === 0) return OWN_WORDS['no-trunk-for-country'];
  // If all rest, the call is tried all the same.
  return [...serving.filter(({ state }) => !state.isResting()), ...serving.filter(({ state }) => state.isResting())];
}

function phoneEnd({ how, wasAnswered, sipStatus, words, q850Cause, media }: LineEnd): PhoneEnd {
  const packets = {
    sentPackets: media?.sentPackets ?? 0,
    receivedPackets: media?.received ?? 0,
    foreignPackets: media?.unexpectedSource ?? 0,
  };
  return { how, wasAnswered, sipStatus, words, q850Cause, ...packets };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
