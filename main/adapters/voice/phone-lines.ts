/** Several trunks in the order of an administrator: a call goes by the next one where a trunk itself fails, not the phone. */
import type { CallOrder, LineCall, LineEnd, LineEvent } from './line-call.ts';
import type { MediaClock } from './media-clock.ts';
import { openPhoneLine, type PhoneLine } from './phone-line.ts';
import type { Trunk } from './trunk.ts';

export type NamedTrunk = { readonly name: string; readonly trunk: Trunk };

export type LinesEvent =
  | LineEvent
  /** That trunk could not take the call; the next one is asked. */
  | { readonly kind: 'passed-over'; readonly trunk: string; readonly end: LineEnd };

export type PhoneLines = {
  call(order: CallOrder, onEvent: (event: LinesEvent) => void): LineCall;
  close(): Promise<void>;
};

/** Milliseconds that a trunk is asked last after it failed, where it does not say when to come again; ours. */
const REST_MILLISECONDS = 30_000;
/** A trunk that does not accept this machine or its account; every 5xx is of the trunk too. */
const TRUNK_STATUSES: readonly number[] = [401, 403, 407, 408, 482, 483];

type Line = NamedTrunk & { readonly line: PhoneLine; restsUntil: number };

export function openPhoneLines(trunks: readonly NamedTrunk[], clock: MediaClock): PhoneLines {
  const lines = trunks.map((one): Line => ({ ...one, line: openPhoneLine(one.trunk, clock), restsUntil: 0 }));
  return {
    call(order, onEvent) {
      const endsAt = clock.now() + order.answerTimeoutMilliseconds;
      let isHungUp = false;
      /** Trunks that rest come last: if all do, the call is tried all the same. */
      const waiting = [
        ...lines.filter(({ restsUntil }) => restsUntil <= clock.now()),
        ...lines.filter(({ restsUntil }) => restsUntil > clock.now()),
      ];
      const tryNext = (): LineCall | undefined => {
        const one = waiting.shift();
        if (one === undefined) return undefined;
        let hasRung = false;
        const answerTimeoutMilliseconds = Math.max(0, endsAt - clock.now());
        return one.line.call({ ...order, answerTimeoutMilliseconds }, (event) => {
          hasRung ||= event.kind === 'ringing' || event.kind === 'answered';
          if (event.kind !== 'ended' || hasRung || isHungUp || !isOfTrunk(event.end)) return onEvent(event);
          const { retryAfterSeconds } = event.end;
          one.restsUntil = clock.now() + (retryAfterSeconds === undefined ? REST_MILLISECONDS : retryAfterSeconds * 1000);
          const next = clock.now() < endsAt ? tryNext() : undefined;
          if (next === undefined) return onEvent(event);
          current = next;
          onEvent({ kind: 'passed-over', trunk: one.name, end: event.end });
        });
      };
      let current = tryNext();
      if (current === undefined) throw new TypeError('no trunk to call by');
      return {
        play: (sounds) => current?.play(sounds),
        sendKeys: (strokes) => current?.sendKeys(strokes),
        levels: () => current?.levels(),
        hangUp() {
          isHungUp = true;
          current?.hangUp();
        },
      };
    },
    async close() {
      await Promise.all(lines.map(({ line }) => line.close()));
    },
  };
}

/** Whether another trunk may reach the phone: who is called has neither answered nor refused. */
function isOfTrunk({ how, sipStatus }: LineEnd): boolean {
  if (how === 'unreachable' || how === 'timed-out') return true;
  if (how !== 'refused' || sipStatus === undefined) return false;
  return (sipStatus >= 500 && sipStatus < 600) || TRUNK_STATUSES.includes(sipStatus);
}
