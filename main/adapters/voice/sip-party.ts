/** What a socket and timers do for one call, registration or health check of main/protocols/sip. */
import type { CallAction, CallEvent } from '../../protocols/sip/call/call.ts';
import type { PingEvent } from '../../protocols/sip/options-ping.ts';
import type { RegistrationEvent } from '../../protocols/sip/registration/registration.ts';
import type { OutwardAction } from '../../protocols/sip/transaction-table.ts';

export type PartyEvent = Extract<CallEvent & PingEvent & RegistrationEvent, { kind: 'message' | 'timer' | 'transport-failed' }>;
export type PartyAction<Notice> =
  | OutwardAction
  | { readonly kind: 'tell'; readonly notice: Notice }
  | Extract<CallAction, { kind: 'forget' }>;
/** What has a Call-ID, and gets messages and timers. */
export type Party = { take(event: PartyEvent): void; stopTimers(): void };

type PartyMeans<Notice> = {
  readonly send: (bytes: Uint8Array) => void;
  readonly tell: (notice: Notice) => void;
  readonly forget: () => void;
};

/** Does the actions of one machine in their order, and brings it its timers. Over 50 lines: timers and actions call each other. */
export function openParty<Notice>(
  step: (event: PartyEvent) => readonly PartyAction<Notice>[],
  means: PartyMeans<Notice>,
): Party & { perform(actions: readonly PartyAction<Notice>[]): void } {
  const timers = new Map<string, NodeJS.Timeout>();
  const stop = (timer: string): void => {
    clearTimeout(timers.get(timer));
    timers.delete(timer);
  };
  const stopTimers = (): void => {
    for (const timer of [...timers.keys()]) stop(timer);
  };
  const act = (action: PartyAction<Notice>): void => {
    switch (action.kind) {
      case 'send':
        means.send(action.bytes);
        return;
      case 'start-timer': {
        const { timer, milliseconds } = action;
        stop(timer);
        const fire = (): void => {
          timers.delete(timer);
          perform(step({ kind: 'timer', timer }));
        };
        timers.set(timer, setTimeout(fire, milliseconds));
        return;
      }
      case 'stop-timer':
        stop(action.timer);
        return;
      case 'tell':
        means.tell(action.notice);
        return;
      case 'forget':
        stopTimers();
        means.forget();
    }
  };
  // Who is told may hang up at once: what follows from that waits until what came before is done.
  const waiting: PartyAction<Notice>[] = [];
  let isActing = false;
  const perform = (actions: readonly PartyAction<Notice>[]): void => {
    waiting.push(...actions);
    if (isActing) return;
    isActing = true;
    try {
      for (let action = waiting.shift(); action !== undefined; action = waiting.shift()) act(action);
    } finally {
      isActing = false;
    }
  };
  return { take: (event) => perform(step(event)), perform, stopTimers };
}
