/** Sockets and timers of a test: time goes on only when told to, and what was sent is kept with its time. */
import type { IncomingMessage, IncomingRequest, IncomingResponse } from '../../../main/protocols/sip/message.ts';
import type { OutwardAction } from '../../../main/protocols/sip/transaction-table.ts';
import { mustParse } from './message-text.ts';

export type Sent = { readonly at: number; readonly message: IncomingMessage; readonly nextHop: string | undefined };

export class FakeClock {
  now = 0;
  readonly sent: Sent[] = [];
  readonly #due = new Map<string, number>();
  readonly #fire: (timer: string) => void;
  constructor(fire: (timer: string) => void) {
    this.#fire = fire;
  }
  do(actions: readonly OutwardAction[]): void {
    for (const action of actions) {
      if (action.kind === 'send') this.sent.push({ at: this.now, message: mustParse(action.bytes), nextHop: action.nextHop });
      else if (action.kind === 'start-timer') this.#due.set(action.timer, this.now + action.milliseconds);
      else this.#due.delete(action.timer);
    }
  }
  get runningTimers(): readonly string[] {
    return [...this.#due.keys()];
  }
  advance(milliseconds: number): void {
    const end = this.now + milliseconds;
    for (;;) {
      const [next] = [...this.#due].filter(([, at]) => at <= end).sort((a, b) => a[1] - b[1]);
      if (next === undefined) break;
      this.#due.delete(next[0]);
      this.now = next[1];
      this.#fire(next[0]);
    }
    this.now = end;
  }
  /** When each message of that method (of a request) or status (of a response) was sent. */
  timesOf(what: string | number): readonly number[] {
    return this.sent.filter(({ message }) => is(message, what)).map(({ at }) => at);
  }
  lastRequest(method: string): IncomingRequest {
    const found = this.sent.findLast(({ message }) => is(message, method))?.message;
    if (found?.kind !== 'request') throw new Error(`no ${method} was sent`);
    return found;
  }
  lastResponse(status: number): IncomingResponse {
    const found = this.sent.findLast(({ message }) => is(message, status))?.message;
    if (found?.kind !== 'response') throw new Error(`no ${status} was sent`);
    return found;
  }
}

function is(message: IncomingMessage, what: string | number): boolean {
  return message.kind === 'request' ? message.method === what : message.status === what;
}
