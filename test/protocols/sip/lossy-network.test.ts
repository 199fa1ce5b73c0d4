/** A whole call between this side and a small called side, over a network that loses, repeats and delays: RFC 3261 §17 and §13.3.1.4 end to end. */
import { describe, expect, it } from 'vitest';
import type { Call, CallAction, CallEvent, CallNotice } from '../../../main/protocols/sip/call/call.ts';
import { startCall, stepCall } from '../../../main/protocols/sip/call/step.ts';
import {
  formatMessage,
  header,
  headerValue,
  type IncomingRequest,
  type IncomingResponse,
  NO_BODY,
  responseTo,
  type SipResponse,
} from '../../../main/protocols/sip/message.ts';
import { standardTiming } from '../../../main/protocols/sip/timing.ts';
import {
  emptyTable,
  isTransactionTimer,
  type OutwardAction,
  respond,
  startClient,
  type TableStep,
  takeMessage,
  takeTimer,
} from '../../../main/protocols/sip/transaction-table.ts';
import { OPTIONS } from './call-world.ts';
import { testMeans } from './means.ts';
import { mustParse } from './message-text.ts';

const LOSS = 0.3;
const REPEAT = 0.1;
const TRIES = 60;

/** Numbers from 0 to 1 that are the same in each run (Park and Miller). */
function numbersFrom(seed: number): () => number {
  let state = seed * 7919 + 1;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

/** One clock for both sides; a packet is an event like a timer. */
class Network {
  now = 0;
  readonly #random: () => number;
  readonly #events = new Map<string, { readonly at: number; readonly run: () => void }>();
  #count = 0;
  constructor(seed: number) {
    this.#random = numbersFrom(seed);
  }
  /** Carries `bytes` to `receive`: not at all, once or twice, after 5 to 105 ms. */
  carry(bytes: Uint8Array, receive: (bytes: Uint8Array) => void): void {
    if (this.#random() < LOSS) return;
    for (let copies = this.#random() < REPEAT ? 2 : 1; copies > 0; copies -= 1) {
      this.#count += 1;
      this.#events.set(`packet ${this.#count}`, { at: this.now + 5 + this.#random() * 100, run: () => receive(bytes) });
    }
  }
  timers(actions: readonly OutwardAction[], side: string, fire: (timer: string) => void): void {
    for (const action of actions) {
      if (action.kind === 'start-timer')
        this.#events.set(`${side} ${action.timer}`, { at: this.now + action.milliseconds, run: () => fire(action.timer) });
      else if (action.kind === 'stop-timer') this.#events.delete(`${side} ${action.timer}`);
    }
  }
  run(): void {
    for (let count = 0; count < 5000; count += 1) {
      const [next] = [...this.#events].sort((a, b) => a[1].at - b[1].at);
      if (next === undefined) return;
      this.#events.delete(next[0]);
      this.now = next[1].at;
      next[1].run();
    }
    throw new Error('the network never falls silent');
  }
}

/** Rings, answers after three seconds, repeats its 2xx until the ACK, and hangs up ten seconds after it when told to. */
class Called {
  readonly #network: Network;
  readonly #hangsUp: boolean;
  #table = emptyTable<'bye'>(standardTiming(false));
  #ok: SipResponse | undefined;
  #interval = 500;
  gotAck = false;
  gotBye = false;
  send: (bytes: Uint8Array) => void = () => undefined;
  constructor(network: Network, hangsUp: boolean) {
    this.#network = network;
    this.#hangsUp = hangsUp;
  }
  receive(bytes: Uint8Array): void {
    this.#take(takeMessage(this.#table, mustParse(bytes)));
  }
  #timer(timer: string, milliseconds: number): void {
    this.#do([{ kind: 'start-timer', timer, milliseconds }]);
  }
  #do(actions: readonly OutwardAction[]): void {
    for (const action of actions) if (action.kind === 'send') this.send(action.bytes);
    this.#network.timers(actions, 'called', (timer) => this.#fire(timer));
  }
  #take(step: TableStep<'bye'>): void {
    this.#table = step.table;
    this.#do(step.actions);
    for (const notice of step.notices) {
      if (notice.kind === 'request') this.#request(notice.key, notice.request);
      else if (notice.kind === 'ack' && !this.gotAck) {
        this.gotAck = true;
        if (this.#hangsUp) this.#timer('hang-up', 10_000);
      }
    }
  }
  #request(key: string, request: IncomingRequest): void {
    if (request.method === 'BYE') {
      this.gotBye = true;
      this.#take(respond(this.#table, key, responseTo(request, 200)));
      return;
    }
    this.#take(respond(this.#table, key, responseTo(request, 180, { toTag: 'called' })));
    this.#ok = responseTo(request, 200, { toTag: 'called', headers: [header('Contact', '<sip:phone@198.51.100.9>')] });
    this.#timer(`answer ${key}`, 3_000);
  }
  #fire(timer: string): void {
    if (isTransactionTimer(timer)) this.#take(takeTimer(this.#table, timer));
    else if (timer.startsWith('answer ') && this.#ok !== undefined) {
      this.#take(respond(this.#table, timer.slice('answer '.length), this.#ok));
      this.#timer('repeat', this.#interval);
    } else if (timer === 'repeat' && !this.gotAck && this.#ok !== undefined) {
      this.send(formatMessage(this.#ok));
      this.#interval = Math.min(this.#interval * 2, 4_000);
      if (this.#network.now < 35_000) this.#timer('repeat', this.#interval);
    } else if (timer === 'hang-up') this.#bye();
  }
  #bye(): void {
    const ok = this.#ok;
    if (ok === undefined) return;
    const headers = [
      header('Via', 'SIP/2.0/UDP 198.51.100.9;branch=z9hG4bKbye'),
      header('From', headerValue(ok, 'To') ?? ''),
      header('To', headerValue(ok, 'From') ?? ''),
      header('Call-ID', headerValue(ok, 'Call-ID') ?? ''),
      header('CSeq', '1 BYE'),
    ];
    const request = { kind: 'request', method: 'BYE', uri: 'sip:mfa@192.0.2.1', headers, body: NO_BODY } as const;
    this.#take(startClient(this.#table, { request, branch: 'z9hG4bKbye', purpose: 'bye', nextHop: request.uri }));
  }
}

function callOver(seed: number, hangsUp: boolean) {
  const network = new Network(seed);
  const called = new Called(network, hangsUp);
  const means = testMeans();
  const notices: CallNotice[] = [];
  const forgotten: number[] = [];
  let call: Call;
  const perform = (actions: readonly CallAction[]) => {
    for (const action of actions) {
      if (action.kind === 'tell') {
        notices.push(action.notice);
        if (action.notice.kind === 'answered' && !hangsUp)
          network.timers([{ kind: 'start-timer', timer: 'hang-up', milliseconds: 10_000 }], 'user', () =>
            take({ kind: 'hang-up' }),
          );
      } else if (action.kind === 'forget') forgotten.push(network.now);
      else if (action.kind === 'send') network.carry(action.bytes, (bytes) => called.receive(bytes));
      else network.timers([action], 'caller', (timer) => take({ kind: 'timer', timer }));
    }
  };
  const take = (event: CallEvent) => {
    const step = stepCall(call, event, means);
    call = step.call;
    perform(step.actions);
  };
  called.send = (bytes) =>
    network.carry(bytes, (carried) =>
      take({ kind: 'message', message: mustParse(carried) as IncomingRequest | IncomingResponse }),
    );
  const started = startCall(OPTIONS, means);
  call = started.call;
  perform(started.actions);
  network.run();
  return { notices, forgotten, called, call };
}

describe('a network that loses three packets of ten and repeats one', () => {
  it.each([true, false])(
    'every call ends once and is forgotten, nearly all are answered (hung up by the called side: %s)',
    (hangsUp) => {
      let answeredCount = 0;
      for (let seed = 1; seed <= TRIES; seed += 1) {
        const { notices, forgotten, called, call } = callOver(seed, hangsUp);
        const kinds = notices.map(({ kind }) => kind).filter((kind) => kind !== 'progress');
        const end = notices.at(-1);
        const how = end?.kind === 'ended' ? end.end.how : 'none';
        expect([seed, forgotten.length, call.table.entries.size]).toEqual([seed, 1, 0]);
        if (kinds[0] === 'answered') {
          answeredCount += 1;
          expect([seed, kinds, how]).toEqual([seed, ['answered', 'ended'], hangsUp ? 'peer-hung-up' : 'hung-up']);
          expect([seed, called.gotAck, hangsUp || called.gotBye]).toEqual([seed, true, true]);
        } else {
          // Every INVITE or every answer was lost.
          expect([seed, kinds, ['timed-out', 'no-answer'].includes(how)]).toEqual([seed, ['ended'], true]);
        }
      }
      expect(answeredCount).toBeGreaterThanOrEqual(TRIES - 2);
    },
  );
});
