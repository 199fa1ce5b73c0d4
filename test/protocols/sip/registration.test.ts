/** REGISTER with refresh and OPTIONS as a sign of life: RFC 3261 §10.2, §11, §22; RFC 3581 §4. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerValue, type IncomingRequest } from '../../../main/protocols/sip/message.ts';
import { type PingNotice, startPing, stepPing } from '../../../main/protocols/sip/options-ping.ts';
import type { RegistrationNotice, RegistrationOptions } from '../../../main/protocols/sip/registration/registration.ts';
import { startRegistration, stepRegistration } from '../../../main/protocols/sip/registration/step.ts';
import { answerStray } from '../../../main/protocols/sip/stray-request.ts';
import { standardTiming } from '../../../main/protocols/sip/timing.ts';
import type { OutwardAction } from '../../../main/protocols/sip/transaction-table.ts';
import { OPTIONS as CALL } from './call-world.ts';
import { FakeClock } from './fake-clock.ts';
import { testMeans } from './means.ts';
import { mustParse, octets, requestLines } from './message-text.ts';

const DIGEST = 'WWW-Authenticate: Digest realm="r", nonce="n1", qop="auth"';
type Told<Notice> = { readonly kind: 'tell'; readonly notice: Notice };

/** A response to `request`, with what must be copied. */
function responseOctets(request: IncomingRequest, status: number, lines: readonly string[]): Uint8Array {
  const copied = request.headers.filter(({ name }) => ['Via', 'From', 'Call-ID', 'CSeq', 'To'].includes(name));
  return octets(`SIP/2.0 ${status} Words ${status}`, ...copied.map(({ name, value }) => `${name}: ${value}`), ...lines, '', '');
}

abstract class World<Notice> {
  readonly notices: Notice[] = [];
  readonly means = testMeans();
  readonly clock = new FakeClock((timer) => this.step({ kind: 'timer', timer }));
  abstract step(event: Parameters<typeof stepPing>[1] | Parameters<typeof stepRegistration>[1]): void;
  protected do(actions: readonly (OutwardAction | Told<Notice>)[]): void {
    for (const action of actions) {
      if (action.kind === 'tell') this.notices.push(action.notice);
      else this.clock.do([action]);
    }
  }
  reply(status: number, ...lines: readonly string[]): void {
    const request = this.clock.sent.at(-1)?.message;
    if (request?.kind !== 'request') throw new Error('no request');
    this.step({ kind: 'message', message: mustParse(responseOctets(request, status, lines)) });
  }
}

class RegistrationWorld extends World<RegistrationNotice> {
  state;
  constructor(options: Partial<RegistrationOptions> = {}) {
    super();
    const whole: RegistrationOptions = {
      agent: CALL.agent,
      timing: standardTiming(false),
      registrar: 'sip:example.com',
      account: 'sip:mfa@example.com',
      routes: [],
      credentials: CALL.credentials,
      expiresSeconds: 300,
      ...options,
    };
    const { registration, actions } = startRegistration(whole, this.means);
    this.state = registration;
    this.do(actions);
  }
  override step(event: Parameters<typeof stepRegistration>[1]): void {
    const { registration, actions } = stepRegistration(this.state, event, this.means);
    this.state = registration;
    this.do(actions);
  }
  get told(): readonly string[] {
    return this.notices.map((notice) => {
      if (notice.kind === 'registered') return `registered ${notice.seconds}`;
      return notice.kind === 'failed' ? `failed ${notice.sipStatus} ${notice.retryMilliseconds}` : notice.kind;
    });
  }
}

describe('registration', () => {
  it('asks for the account at the registrar, and answers its challenge', () => {
    const world = new RegistrationWorld();
    const first = world.clock.lastRequest('REGISTER');
    expect([first.uri, headerValue(first, 'To'), headerValue(first, 'Contact'), headerValue(first, 'Expires')]).toEqual([
      'sip:example.com',
      '<sip:mfa@example.com>',
      '<sip:mfa@192.0.2.1:5060>',
      '300',
    ]);
    world.reply(401, DIGEST);
    const second = world.clock.lastRequest('REGISTER');
    expect(second.envelope).toMatchObject({
      callId: first.envelope.callId,
      fromTag: first.envelope.fromTag,
      cseq: { number: 2 },
    });
    expect(headerValue(second, 'Authorization')).toMatch(/uri="sip:example\.com".*nc=00000001/);
    world.reply(200, 'Contact: <sip:mfa@192.0.2.99>;expires=30, <sip:mfa@192.0.2.1:5060>;expires=200');
    expect(world.told).toEqual(['registered 200']);
  });
  it('refreshes at 80 % of what was granted, with the nonce it knows', () => {
    const world = new RegistrationWorld();
    world.reply(401, DIGEST);
    world.reply(200, 'Contact: <sip:mfa@192.0.2.1:5060>;expires=200');
    world.clock.advance(159_999);
    expect(world.clock.timesOf('REGISTER')).toHaveLength(2);
    world.clock.advance(1);
    expect(world.clock.timesOf('REGISTER').at(-1)).toBe(160_000);
    expect(headerValue(world.clock.lastRequest('REGISTER'), 'Authorization')).toContain('nc=00000002');
    world.reply(401, DIGEST.replace('n1', 'n2'));
    expect(headerValue(world.clock.lastRequest('REGISTER'), 'Authorization')).toContain('nonce="n2"');
    world.reply(200, 'Expires: 100');
    expect(world.told).toEqual(['registered 200', 'registered 100']);
  });
  it('takes Expires, or what it asked for, where its binding is not in the list', () => {
    const rewritten = new RegistrationWorld();
    rewritten.reply(200, 'Contact: <sip:mfa@203.0.113.5:1024>;expires=60', 'Expires: 120');
    const plain = new RegistrationWorld();
    plain.reply(200);
    const endless = new RegistrationWorld();
    endless.reply(200, 'Expires: 4294967295');
    expect([rewritten.told, plain.told, endless.told]).toEqual([['registered 120'], ['registered 300'], ['registered 86400']]);
  });
  it('learns where the registrar sees it', () => {
    const world = new RegistrationWorld();
    const request = world.clock.lastRequest('REGISTER');
    const text = new TextDecoder().decode(responseOctets(request, 200, [])).replace(';rport', ';received=203.0.113.5;rport=1024');
    world.step({ kind: 'message', message: mustParse(octets(text)) });
    expect(world.notices).toEqual([{ kind: 'registered', seconds: 300, seenAs: { host: '203.0.113.5', port: 1024 } }]);
  });
  it('423: asks for the least that the registrar takes', () => {
    const world = new RegistrationWorld();
    world.reply(423, 'Min-Expires: 1800');
    expect(headerValue(world.clock.lastRequest('REGISTER'), 'Expires')).toBe('1800');
    world.reply(423, 'Min-Expires: 1800');
    expect(world.told).toEqual(['failed 423 30000']);
  });
  it('a failure is tried again later and later, Retry-After is heeded, success begins anew', () => {
    const world = new RegistrationWorld();
    for (const [status, waited] of [
      [500, 30],
      [403, 60],
      [404, 120],
      [503, 240],
      [500, 480],
      [500, 600],
      [500, 600],
    ] as const) {
      world.reply(status);
      world.clock.advance(waited * 1000);
    }
    expect(world.told).toEqual(
      [500, 403, 404, 503, 500, 500, 500].map((status, index) => `failed ${status} ${Math.min(30 * 2 ** index, 600) * 1000}`),
    );
    world.reply(503, 'Retry-After: 7 (soon)');
    expect(world.told.at(-1)).toBe('failed 503 7000');
    world.clock.advance(7_000);
    world.reply(200);
    world.clock.advance(240_000);
    world.reply(500);
    expect(world.told.at(-1)).toBe('failed 500 30000');
  });
  it('silence and a broken connection are failures, and it can be told to try now', () => {
    const world = new RegistrationWorld();
    world.clock.advance(32_000);
    expect(world.notices).toEqual([
      { kind: 'failed', sipStatus: undefined, words: '', authorization: undefined, retryMilliseconds: 30_000 },
    ]);
    world.step({ kind: 'refresh' });
    world.step({ kind: 'refresh' });
    const tries = world.clock.timesOf('REGISTER').filter((at) => at === 32_000);
    expect(tries).toHaveLength(1);
    world.step({ kind: 'transport-failed' });
    expect(world.told.at(-1)).toBe('failed undefined 60000');
  });
  it('wrong credentials are not tried again soon', () => {
    const world = new RegistrationWorld();
    world.reply(401, DIGEST);
    world.reply(401, DIGEST);
    expect(world.notices).toMatchObject([
      { kind: 'failed', sipStatus: 401, authorization: 'credentials-refused', retryMilliseconds: 600_000 },
    ]);
  });
  it('a registrar that grants nothing has not registered', () => {
    const world = new RegistrationWorld();
    world.reply(200, 'Contact: <sip:mfa@192.0.2.1:5060>;expires=0');
    expect(world.told).toEqual(['failed 200 30000']);
  });
  it('is given up with Expires 0, challenged or not, answered or not', () => {
    const world = new RegistrationWorld();
    world.reply(200);
    world.step({ kind: 'stop' });
    expect(headerValue(world.clock.lastRequest('REGISTER'), 'Expires')).toBe('0');
    world.reply(401, DIGEST);
    expect(headerValue(world.clock.lastRequest('REGISTER'), 'Expires')).toBe('0');
    world.reply(200);
    world.clock.advance(600_000);
    expect(world.told).toEqual(['registered 300', 'unregistered']);
    expect(world.clock.runningTimers).toEqual([]);
    const silent = new RegistrationWorld();
    silent.reply(200);
    silent.step({ kind: 'stop' });
    silent.clock.advance(32_000);
    expect(silent.told.at(-1)).toBe('unregistered');
  });
  it('stopped while asking waits for the answer first (RFC 3261 §10.2), and never says that it is registered', () => {
    const world = new RegistrationWorld();
    world.step({ kind: 'stop' });
    expect(world.clock.timesOf('REGISTER')).toHaveLength(1);
    world.reply(200);
    world.reply(200);
    expect(world.told).toEqual(['unregistered']);
    const never = new RegistrationWorld();
    never.reply(500);
    never.step({ kind: 'stop' });
    expect([never.told.at(-1), never.clock.timesOf('REGISTER').length]).toEqual(['unregistered', 1]);
  });
  it('whatever is answered, one REGISTER at a time, and a stop ends it', () => {
    const line = fc.constantFrom(
      DIGEST,
      `${DIGEST}, stale=true`,
      'Min-Expires: 99999999999',
      'Min-Expires: 4000',
      'Retry-After: 0',
      'Expires: 1',
      'Contact: *',
    );
    const event = fc.record({
      status: fc.constantFrom(100, 200, 301, 401, 407, 423, 500, 503),
      lines: fc.array(line, { maxLength: 2 }),
      wait: fc.nat({ max: 900_000 }),
    });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 15 }), (events) => {
        const world = new RegistrationWorld();
        for (const { status, lines, wait } of events) {
          world.reply(
            status,
            ...lines.filter((one, index) => lines.findIndex((other) => other.split(':')[0] === one.split(':')[0]) === index),
          );
          world.clock.advance(wait);
        }
        world.step({ kind: 'stop' });
        world.clock.advance(200_000);
        expect(world.told.filter((what) => what === 'unregistered')).toHaveLength(1);
        expect(world.clock.runningTimers).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });
});

class PingWorld extends World<PingNotice> {
  state;
  constructor() {
    super();
    const options = {
      agent: CALL.agent,
      timing: standardTiming(false),
      target: 'sip:trunk.example.com',
      from: 'sip:mfa@example.com',
      routes: [],
      intervalMilliseconds: 30_000,
    };
    const { ping, actions } = startPing(options, this.means);
    this.state = ping;
    this.do(actions);
  }
  override step(event: Parameters<typeof stepPing>[1]): void {
    const { ping, actions } = stepPing(this.state, event, this.means);
    this.state = ping;
    this.do(actions);
  }
  get told(): readonly string[] {
    return this.notices.map(({ kind, sipStatus }) => `${kind} ${sipStatus}`);
  }
}

describe('OPTIONS as a sign of life', () => {
  it.each([200, 401, 403, 404, 405, 407, 486, 501])('%i is one', (status) => {
    const world = new PingWorld();
    world.reply(status);
    expect(world.told).toEqual([`alive ${status}`]);
  });
  it.each([408, 480, 500, 503, 504])('%i is none, and its words are kept', (status) => {
    const world = new PingWorld();
    world.reply(status);
    expect(world.notices).toEqual([{ kind: 'dead', sipStatus: status, words: `Words ${status}` }]);
  });
  it('silence and a broken connection are none; the next ping comes at its interval', () => {
    const world = new PingWorld();
    world.clock.advance(32_000);
    expect(world.told).toEqual(['dead undefined']);
    world.clock.advance(30_000);
    expect(world.clock.lastRequest('OPTIONS').envelope.cseq.number).toBe(2);
    world.step({ kind: 'transport-failed' });
    world.step({ kind: 'ping' });
    world.step({ kind: 'ping' });
    expect(world.clock.lastRequest('OPTIONS').envelope.cseq.number).toBe(3);
    world.reply(100);
    world.reply(200);
    expect(world.told).toEqual(['dead undefined', 'dead undefined', 'alive 200']);
    world.clock.advance(30_000);
    expect(world.clock.lastRequest('OPTIONS').envelope.cseq.number).toBe(4);
  });
  it('stops at once', () => {
    const world = new PingWorld();
    world.step({ kind: 'stop' });
    world.step({ kind: 'ping' });
    world.clock.advance(100_000);
    expect([world.clock.timesOf('OPTIONS').length, world.told, world.clock.runningTimers]).toEqual([1, [], []]);
  });
});

describe('requests of nothing that is known', () => {
  const stray = (method: string, ...lines: readonly string[]) => {
    const request = mustParse(octets(...requestLines(`${method} sip:x@192.0.2.1 SIP/2.0`, `CSeq: 1 ${method}`, ...lines)));
    if (request.kind !== 'request') throw new Error('no request');
    return answerStray(request, CALL.agent, 'host-tag');
  };
  it.each([
    ['OPTIONS', 200],
    ['INVITE', 603],
    ['BYE', 481],
    ['CANCEL', 481],
    ['NOTIFY', 481],
    ['INFO', 481],
    ['REGISTER', 405],
    ['MESSAGE', 405],
    ['ODD', 501],
  ])('%s: %i', (method, status) => {
    expect(stray(method)?.status).toBe(status);
  });
  it('within a dialog that is gone: 481; an ACK has no answer', () => {
    expect(stray('INVITE', 'To: <sip:us@192.0.2.1>;tag=old')?.status).toBe(481);
    expect(stray('ACK')).toBeUndefined();
  });
});
