/** RFC 3261 §17 (Table 4 for the timers) and RFC 6026 §7, with a clock that the test moves. */
import { describe, expect, it } from 'vitest';
import { TRANSACTIONS_MAX } from '../../../main/protocols/sip/limits.ts';
import {
  header,
  headerValue,
  type IncomingRequest,
  NO_BODY,
  responseTo,
  type SipRequest,
} from '../../../main/protocols/sip/message.ts';
import { standardTiming, type Timing } from '../../../main/protocols/sip/timing.ts';
import {
  dropClients,
  emptyTable,
  failTransport,
  respond,
  startClient,
  type TableStep,
  type TransactionNotice,
  type TransactionTable,
  takeMessage,
  takeTimer,
} from '../../../main/protocols/sip/transaction-table.ts';
import { FakeClock } from './fake-clock.ts';
import { mustParse, octets, requestLines } from './message-text.ts';

const UDP = standardTiming(false);
const TCP = standardTiming(true);

class World {
  table: TransactionTable<string>;
  readonly notices: TransactionNotice<string>[] = [];
  readonly clock = new FakeClock((timer) => this.take(takeTimer(this.table, timer)));
  constructor(timing: Timing) {
    this.table = emptyTable(timing);
  }
  take(step: TableStep<string>): void {
    this.table = step.table;
    this.notices.push(...step.notices);
    this.clock.do(step.actions);
  }
  request(method: string): SipRequest {
    const headers = [
      header('Via', 'SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKc'),
      header('Route', '<sip:proxy.example.com;lr>'),
      header('From', '<sip:a@example.com>;tag=f'),
      header('To', '<sip:b@example.com>'),
      header('Call-ID', 'id'),
      header('CSeq', `3 ${method}`),
    ];
    const request: SipRequest = { kind: 'request', method, uri: 'sip:b@example.com', headers, body: NO_BODY };
    this.take(startClient(this.table, { request, branch: 'z9hG4bKc', purpose: method, nextHop: request.uri }));
    return request;
  }
  response(status: number, method: string, toTag = 't', branch = 'z9hG4bKc'): void {
    const lines = [`SIP/2.0 ${status} X`, `Via: SIP/2.0/UDP 192.0.2.1;branch=${branch}`, 'From: <sip:a@example.com>;tag=f'];
    const more = [`To: <sip:b@example.com>;tag=${toTag}`, 'Call-ID: id', `CSeq: 3 ${method}`, '', ''];
    this.take(takeMessage(this.table, mustParse(octets(...lines, ...more))));
  }
  incoming(method: string, ...lines: readonly string[]): IncomingRequest {
    const message = mustParse(octets(...requestLines(`${method} sip:us@192.0.2.1 SIP/2.0`, `CSeq: 9 ${method}`, ...lines)));
    if (message.kind !== 'request') throw new Error('no request');
    this.take(takeMessage(this.table, message));
    return message;
  }
  /** Answers the newest request. */
  answer(status: number): void {
    const notice = this.notices.findLast(({ kind }) => kind === 'request');
    if (notice?.kind !== 'request') throw new Error('no request came');
    this.take(respond(this.table, notice.key, responseTo(notice.request, status, { toTag: 'ours' })));
  }
  get told(): readonly string[] {
    return this.notices.map((notice) => {
      if (notice.kind === 'response') return `${notice.purpose} ${notice.response.status}`;
      return 'purpose' in notice ? `${notice.purpose} ${notice.kind}` : notice.kind;
    });
  }
  expectGone(): void {
    expect(this.table.entries.size).toBe(0);
    expect(this.clock.runningTimers).toEqual([]);
  }
}

describe('INVITE client', () => {
  it('without an answer repeats at T1 doubling, and gives up after 64 T1', () => {
    const world = new World(UDP);
    world.request('INVITE');
    world.clock.advance(31_999);
    expect(world.clock.timesOf('INVITE')).toEqual([0, 500, 1500, 3500, 7500, 15_500, 31_500]);
    expect(world.told).toEqual([]);
    world.clock.advance(1);
    expect(world.told).toEqual(['INVITE timed-out']);
    world.expectGone();
  });
  it('over TCP is sent once, and gives up after 64 T1', () => {
    const world = new World(TCP);
    world.request('INVITE');
    world.clock.advance(32_000);
    expect([world.clock.timesOf('INVITE'), world.told]).toEqual([[0], ['INVITE timed-out']]);
  });
  it('gives up sooner where it is set so', () => {
    const world = new World({ ...UDP, inviteTimeoutMilliseconds: 4_000 });
    world.request('INVITE');
    world.clock.advance(4_000);
    expect(world.told).toEqual(['INVITE timed-out']);
  });
  it('after 100 waits without repeating, however long', () => {
    const world = new World(UDP);
    world.request('INVITE');
    world.response(100, 'INVITE');
    world.clock.advance(180_000);
    world.response(180, 'INVITE');
    expect(world.clock.timesOf('INVITE')).toEqual([0]);
    expect(world.told).toEqual(['INVITE 100', 'INVITE 180']);
  });
  it('a refusal is acknowledged by itself, each time it comes, for 32 s (timer D), and told once', () => {
    const world = new World(UDP);
    world.request('INVITE');
    world.response(486, 'INVITE');
    world.clock.advance(10_000);
    world.response(486, 'INVITE');
    expect(world.clock.timesOf('ACK')).toEqual([0, 10_000]);
    expect(world.told).toEqual(['INVITE 486']);
    const ack = world.clock.lastRequest('ACK');
    expect(ack.uri).toBe('sip:b@example.com');
    expect(ack.envelope).toMatchObject({ toTag: 't', cseq: { number: 3, method: 'ACK' } });
    expect(headerValue(ack, 'Via')).toBe('SIP/2.0/UDP 192.0.2.1;branch=z9hG4bKc');
    expect(headerValue(ack, 'Route')).toBe('<sip:proxy.example.com;lr>');
    world.clock.advance(22_000);
    world.expectGone();
  });
  it('over TCP a refusal ends it at once', () => {
    const world = new World(TCP);
    world.request('INVITE');
    world.response(603, 'INVITE');
    expect(world.clock.timesOf('ACK')).toHaveLength(1);
    world.expectGone();
  });
  it('tells every 2xx for 64 T1, also those of other branches of a fork (RFC 6026 §7.2)', () => {
    const world = new World(UDP);
    world.request('INVITE');
    world.response(200, 'INVITE', 'one');
    world.response(200, 'INVITE', 'one');
    world.response(200, 'INVITE', 'two');
    world.response(486, 'INVITE', 'three');
    expect(world.told).toEqual(['INVITE 200', 'INVITE 200', 'INVITE 200']);
    expect(world.clock.timesOf('ACK')).toEqual([]);
    world.clock.advance(31_999);
    world.response(200, 'INVITE', 'four');
    expect(world.told.at(-1)).toBe('INVITE 200');
    world.clock.advance(1);
    world.expectGone();
    world.response(200, 'INVITE', 'one');
    expect(world.told.at(-1)).toBe('stray-response');
  });
  it('a response of another branch or method is not its own', () => {
    const world = new World(UDP);
    world.request('INVITE');
    world.response(200, 'INVITE', 't', 'z9hG4bKother');
    world.response(200, 'CANCEL');
    expect(world.told).toEqual(['stray-response', 'stray-response']);
  });
  it('learns that the connection broke', () => {
    const world = new World(TCP);
    world.request('INVITE');
    world.take(failTransport(world.table));
    expect(world.told).toEqual(['INVITE transport-failed']);
    world.expectGone();
  });
  it('is dropped with its timers', () => {
    const world = new World(UDP);
    world.request('INVITE');
    world.take(dropClients(world.table, (purpose) => purpose === 'INVITE'));
    world.expectGone();
  });
});

describe('client of other requests', () => {
  it('repeats at T1 doubling up to T2, and gives up after 64 T1', () => {
    const world = new World(UDP);
    world.request('BYE');
    world.clock.advance(32_000);
    expect(world.clock.timesOf('BYE')).toEqual([0, 500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]);
    expect(world.told).toEqual(['BYE timed-out']);
    world.expectGone();
  });
  it('after a provisional response repeats each T2', () => {
    const world = new World(UDP);
    world.request('OPTIONS');
    world.clock.advance(600);
    world.response(100, 'OPTIONS');
    world.clock.advance(10_000);
    expect(world.clock.timesOf('OPTIONS')).toEqual([0, 500, 1500, 5500, 9500]);
  });
  it('a final response is told once, late repetitions are absorbed for T4', () => {
    const world = new World(UDP);
    world.request('REGISTER');
    world.response(200, 'REGISTER');
    world.clock.advance(4_999);
    world.response(200, 'REGISTER');
    expect(world.told).toEqual(['REGISTER 200']);
    world.clock.advance(1);
    world.expectGone();
  });
  it('over TCP is sent once and over with the answer', () => {
    const world = new World(TCP);
    world.request('BYE');
    world.clock.advance(20_000);
    expect(world.clock.timesOf('BYE')).toEqual([0]);
    world.response(200, 'BYE');
    world.expectGone();
  });
});

describe('INVITE server', () => {
  it('a refusal is repeated until the ACK comes, and then absorbs late ones for T4', () => {
    const world = new World(UDP);
    world.incoming('INVITE');
    world.answer(488);
    world.clock.advance(4_000);
    expect(world.clock.timesOf(488)).toEqual([0, 500, 1500, 3500]);
    world.incoming('INVITE');
    expect(world.clock.timesOf(488)).toHaveLength(5);
    world.incoming('ACK');
    world.clock.advance(4_999);
    world.incoming('ACK');
    expect(world.clock.timesOf(488)).toHaveLength(5);
    expect(world.told).toEqual(['request']);
    world.clock.advance(1);
    world.expectGone();
  });
  it('without an ACK ends after 64 T1', () => {
    const world = new World(UDP);
    world.incoming('INVITE');
    world.answer(488);
    world.clock.advance(32_000);
    expect(world.clock.timesOf(488)).toEqual([0, 500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]);
    world.expectGone();
  });
  it('over TCP repeats nothing and is over with the ACK', () => {
    const world = new World(TCP);
    world.incoming('INVITE');
    world.answer(488);
    world.clock.advance(5_000);
    expect(world.clock.timesOf(488)).toEqual([0]);
    world.incoming('ACK');
    world.expectGone();
  });
  it('a 2xx is not repeated by the transaction, repeated INVITEs are absorbed, the ACK is told (RFC 6026 §7.1)', () => {
    const world = new World(UDP);
    world.incoming('INVITE');
    world.answer(200);
    world.incoming('INVITE');
    world.clock.advance(3_000);
    expect(world.clock.timesOf(200)).toEqual([0]);
    world.incoming('ACK', 'Via: SIP/2.0/UDP 192.0.2.7;branch=z9hG4bKackofits');
    world.incoming('ACK');
    expect(world.told).toEqual(['request', 'ack', 'ack']);
    world.clock.advance(29_000);
    world.expectGone();
  });
  it('a provisional response is sent again to a repeated INVITE', () => {
    const world = new World(UDP);
    world.incoming('INVITE');
    world.incoming('INVITE');
    world.answer(100);
    world.incoming('INVITE');
    expect(world.clock.timesOf(100)).toEqual([0, 0]);
  });
});

describe('server of other requests', () => {
  it('a repeated request gets the same answer for 64 T1 and is told once', () => {
    const world = new World(UDP);
    world.incoming('BYE');
    world.incoming('BYE');
    world.answer(200);
    world.answer(500);
    world.clock.advance(31_999);
    world.incoming('BYE');
    expect([world.clock.timesOf(200), world.clock.timesOf(500), world.told]).toEqual([[0, 31_999], [], ['request']]);
    world.clock.advance(1);
    world.expectGone();
  });
  it('a CANCEL is a transaction of its own though its branch is that of the INVITE', () => {
    const world = new World(UDP);
    world.incoming('INVITE');
    world.incoming('CANCEL');
    expect(world.told).toEqual(['request', 'request']);
  });
  it('the same branch from another sent-by is another transaction', () => {
    const world = new World(UDP);
    world.incoming('INFO');
    world.incoming('INFO', 'Via: SIP/2.0/UDP 192.0.2.8;branch=z9hG4bKa1');
    expect(world.told).toEqual(['request', 'request']);
  });
  it('elements of before RFC 3261 are told apart by Call-ID, tag, number and Via', () => {
    const world = new World(UDP);
    world.incoming('BYE', 'Via: SIP/2.0/UDP 192.0.2.8');
    world.incoming('BYE', 'Via: SIP/2.0/UDP 192.0.2.8');
    world.incoming('BYE', 'Via: SIP/2.0/UDP 192.0.2.8', 'Call-ID: other');
    expect(world.told).toEqual(['request', 'request']);
  });
  it('a flood fills no memory', () => {
    const world = new World(UDP);
    for (let count = 0; count < TRANSACTIONS_MAX + 50; count += 1) {
      world.incoming('INFO', `Via: SIP/2.0/UDP 192.0.2.8;branch=z9hG4bK${count}`);
    }
    expect(world.table.entries.size).toBe(TRANSACTIONS_MAX);
  });
});
