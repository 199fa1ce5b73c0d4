// What the four transactions of RFC 3261 §17 have in common: a step takes an event and answers the next state with what is to be done. Left out: the table that finds them (transaction-table.ts).
import type { IncomingResponse } from '../message.ts';

/** The names of RFC 3261 Table 4, L and M of RFC 6026 §7. */
export type TransactionTimer = 'A' | 'B' | 'D' | 'E' | 'F' | 'G' | 'H' | 'I' | 'J' | 'K' | 'L' | 'M';

export type TransactionAction =
  | { readonly kind: 'send'; readonly bytes: Uint8Array }
  | { readonly kind: 'start-timer'; readonly timer: TransactionTimer; readonly milliseconds: number }
  | { readonly kind: 'stop-timer'; readonly timer: TransactionTimer }
  /** To the user of a client transaction. */
  | { readonly kind: 'response'; readonly response: IncomingResponse }
  /** Nobody answered; or, on the server side, nobody acknowledged. */
  | { readonly kind: 'timed-out' }
  | { readonly kind: 'transport-failed' }
  /** The transaction is over; timers that still run mean nothing. */
  | { readonly kind: 'destroy' };

export type Step<State> = { readonly state: State; readonly actions: readonly TransactionAction[] };

export function send(bytes: Uint8Array): TransactionAction {
  return { kind: 'send', bytes };
}
export function startTimer(timer: TransactionTimer, milliseconds: number): TransactionAction {
  return { kind: 'start-timer', timer, milliseconds };
}
export function stopTimer(timer: TransactionTimer): TransactionAction {
  return { kind: 'stop-timer', timer };
}
export const DESTROY: TransactionAction = { kind: 'destroy' };
