/** An outgoing call until its answer: RFC 3261 §8.1.3, §9, §13.2, §22; RFC 4028 §7.3; RFC 3325. */
import { describe, expect, it } from 'vitest';
import { headerList, headerValue, headerValues } from '../../../main/protocols/sip/message.ts';
import { standardTiming } from '../../../main/protocols/sip/timing.ts';
import { branchOf } from '../../../main/protocols/sip/via.ts';
import { CallWorld, OPTIONS } from './call-world.ts';

const DIGEST = 'WWW-Authenticate: Digest realm="trunk", nonce="n1", qop="auth", algorithm=SHA-256';

describe('the INVITE', () => {
  it('has who calls, what is offered and what is understood', () => {
    const invite = new CallWorld().clock.lastRequest('INVITE');
    expect(invite.uri).toBe('sip:+31612345678@trunk.example.com');
    expect(headerValue(invite, 'From')).toMatch(/^"Sign-in" <sip:\+31201234567@example\.com>;tag=[0-9a-f]{16}$/);
    expect(headerValue(invite, 'To')).toBe('<sip:+31612345678@trunk.example.com>');
    expect(headerValue(invite, 'P-Asserted-Identity')).toBe('"Sign-in" <sip:+31201234567@example.com>');
    expect(headerValue(invite, 'Contact')).toBe('<sip:mfa@192.0.2.1:5060>');
    expect(headerValue(invite, 'Via')).toMatch(/^SIP\/2\.0\/UDP 192\.0\.2\.1:5060;rport;branch=z9hG4bK[0-9a-f]{24}$/);
    expect(headerList(invite, 'Allow')).toEqual(['INVITE', 'ACK', 'CANCEL', 'BYE', 'OPTIONS', 'INFO', 'UPDATE']);
    expect(headerValue(invite, 'Supported')).toBe('timer');
    expect(headerValue(invite, 'Max-Forwards')).toBe('70');
    expect(headerValue(invite, 'User-Agent')).toBe('Countersign/1.0');
    expect(headerValue(invite, 'Content-Type')).toBe('application/sdp');
    expect(new TextDecoder().decode(invite.body)).toBe('v=0 ours');
    expect(headerValue(invite, 'Authorization')).toBeUndefined();
  });
  it('goes by the outbound proxy, loose or strict', () => {
    const loose = new CallWorld({ routes: ['<sip:proxy.example.com;lr>'] });
    expect(loose.clock.sent[0]?.nextHop).toBe('sip:proxy.example.com;lr');
    expect(headerValues(loose.clock.lastRequest('INVITE'), 'Route')).toEqual(['<sip:proxy.example.com;lr>']);
    const strict = new CallWorld({ routes: ['<sip:proxy.example.com>', '<sip:second.example.com;lr>'] });
    expect(strict.clock.lastRequest('INVITE').uri).toBe('sip:proxy.example.com');
    expect(headerValues(strict.clock.lastRequest('INVITE'), 'Route')).toEqual([
      '<sip:second.example.com;lr>',
      '<sip:+31612345678@trunk.example.com>',
    ]);
  });
  it('over TCP and TLS says so in Via and Contact', () => {
    for (const transport of ['TCP', 'TLS'] as const) {
      const invite = new CallWorld({ agent: { ...OPTIONS.agent, transport }, timing: standardTiming(true) }).clock.lastRequest(
        'INVITE',
      );
      expect(invite.envelope.via.transport).toBe(transport);
      expect(headerValue(invite, 'Contact')).toBe(`<sip:mfa@192.0.2.1:5060;transport=${transport.toLowerCase()}>`);
    }
  });
  it('is repeated until something comes, and the call ends when nothing does', () => {
    const world = new CallWorld();
    world.clock.advance(40_000);
    expect(world.clock.timesOf('INVITE')).toHaveLength(7);
    expect(world.clock.timesOf('CANCEL')).toEqual([]);
    expect(world.end).toMatchObject({ how: 'timed-out', wasAnswered: false, sipStatus: undefined });
    expect(world.isForgotten).toBe(true);
  });
  it('that the network refuses ends the call at once', () => {
    const world = new CallWorld();
    world.event({ kind: 'transport-failed' });
    expect(world.end.how).toBe('unreachable');
    expect(world.isForgotten).toBe(true);
  });
});

describe('ringing and answering', () => {
  it('tells each step; the ACK has the route set, the target and the number of the INVITE', () => {
    const world = new CallWorld();
    world.reply('INVITE', 100);
    world.reply('INVITE', 180);
    world.reply('INVITE', 183, { body: 'v=0 early' });
    world.pickUp({ lines: ['Record-Route: <sip:p2.example.com;lr>, <sip:p1.example.com;lr>'] });
    expect(world.told).toEqual(['progress 100', 'progress 180', 'progress 183 v=0 early', 'answered v=0 theirs']);
    const ack = world.clock.lastRequest('ACK');
    expect(ack.uri).toBe('sip:phone@198.51.100.9:5062');
    expect(headerValues(ack, 'Route')).toEqual(['<sip:p1.example.com;lr>', '<sip:p2.example.com;lr>']);
    expect(world.clock.sent.at(-1)?.nextHop).toBe('sip:p1.example.com;lr');
    expect(ack.envelope).toMatchObject({ toTag: 'peer', cseq: { number: 1, method: 'ACK' } });
    expect(branchOf(ack.envelope.via)).not.toBe(branchOf(world.clock.lastRequest('INVITE').envelope.via));
  });
  it('a repeated 2xx gets the same ACK and is told once (the ACK was lost)', () => {
    const world = new CallWorld();
    world.pickUp();
    const first = world.clock.lastRequest('ACK');
    world.clock.advance(500);
    world.pickUp();
    expect(world.clock.timesOf('ACK')).toEqual([0, 500]);
    expect(world.clock.lastRequest('ACK')).toEqual(first);
    expect(world.told).toEqual(['answered v=0 theirs']);
  });
  it('a 2xx without a body has that of the provisional response of its dialog', () => {
    const world = new CallWorld();
    world.reply('INVITE', 183, { body: 'v=0 early' });
    world.reply('INVITE', 180, { toTag: 'other', body: 'v=0 other' });
    world.pickUp({ body: '' });
    expect(world.told.at(-1)).toBe('answered v=0 early');
  });
  it('a 2xx without Contact is acknowledged where the INVITE went', () => {
    const world = new CallWorld();
    world.reply('INVITE', 200);
    expect(world.clock.lastRequest('ACK').uri).toBe('sip:+31612345678@trunk.example.com');
    expect(world.told).toEqual(['answered']);
  });
  it('forked: the first answer wins, every other one is acknowledged and hung up', () => {
    const world = new CallWorld();
    world.reply('INVITE', 180, { toTag: 'one' });
    world.reply('INVITE', 180, { toTag: 'two' });
    world.pickUp({ toTag: 'two' });
    world.pickUp({ toTag: 'one', lines: ['Record-Route: <sip:p.example.com;lr>'] });
    expect(world.sent).toEqual(['INVITE', 'ACK', 'ACK', 'BYE']);
    const bye = world.clock.lastRequest('BYE');
    expect(bye.envelope).toMatchObject({ toTag: 'one', cseq: { number: 2 } });
    expect(headerValues(bye, 'Route')).toEqual(['<sip:p.example.com;lr>']);
    expect(world.told.filter((what) => what.startsWith('answered'))).toHaveLength(1);
    world.pickUp({ toTag: 'one' });
    expect(world.sent.slice(4)).toEqual(['ACK']);
    world.hangUp();
    expect(world.clock.lastRequest('BYE').envelope.toTag).toBe('two');
  });
  it('a fork without end is not served', () => {
    const world = new CallWorld();
    world.pickUp({ toTag: 'first' });
    for (let count = 0; count < 100; count += 1) world.pickUp({ toTag: `t${count}` });
    expect(world.clock.timesOf('BYE').length).toBeLessThan(25);
  });
});

describe('refusals', () => {
  it.each([404, 480, 486, 488, 503, 600, 603])('%i ends the call with its words and is acknowledged', (status) => {
    const world = new CallWorld();
    world.reply('INVITE', status, { lines: ['Reason: Q.850;cause=17;text="User busy"', 'Retry-After: 60'] });
    expect(world.sent).toEqual(['INVITE', 'ACK']);
    expect(world.end).toEqual({
      how: 'refused',
      wasAnswered: false,
      sipStatus: status,
      words: `Words ${status}; User busy`,
      q850Cause: 17,
      retryAfterSeconds: 60,
      authorization: undefined,
    });
    expect(world.isForgotten).toBe(false);
    world.clock.advance(32_000);
    expect(world.isForgotten).toBe(true);
    expect(world.clock.runningTimers).toEqual([]);
  });
  it('after ringing is told once, with what was told before', () => {
    const world = new CallWorld();
    world.reply('INVITE', 180);
    world.reply('INVITE', 486);
    world.reply('INVITE', 486);
    expect(world.told).toEqual(['progress 180', 'ended refused']);
    expect(world.sent).toEqual(['INVITE', 'ACK', 'ACK']);
  });
});

describe('challenges', () => {
  it('401: the next INVITE has the answer, the next number, a new branch, the same Call-ID and tag', () => {
    const world = new CallWorld();
    const first = world.clock.lastRequest('INVITE');
    world.reply('INVITE', 401, { lines: [DIGEST] });
    const second = world.clock.lastRequest('INVITE');
    expect(world.sent).toEqual(['INVITE', 'ACK', 'INVITE']);
    expect(second.envelope.cseq.number).toBe(2);
    expect([second.envelope.callId, second.envelope.fromTag]).toEqual([first.envelope.callId, first.envelope.fromTag]);
    expect(second.envelope.toTag).toBeUndefined();
    expect(branchOf(second.envelope.via)).not.toBe(branchOf(first.envelope.via));
    expect(headerValue(second, 'Authorization')).toMatch(
      /nonce="n1".*uri="sip:\+31612345678@trunk\.example\.com".*qop=auth, nc=00000001/,
    );
    world.pickUp();
    expect(headerValue(world.clock.lastRequest('ACK'), 'Authorization')).toBe(headerValue(second, 'Authorization'));
    expect(world.clock.lastRequest('ACK').envelope.cseq.number).toBe(2);
    world.hangUp();
    expect(headerValue(world.clock.lastRequest('BYE'), 'Authorization')).toContain('nc=00000002');
  });
  it('407 after 401: both are answered', () => {
    const world = new CallWorld();
    world.reply('INVITE', 401, { lines: [DIGEST] });
    world.reply('INVITE', 407, { lines: ['Proxy-Authenticate: Digest realm="proxy", nonce="n2"'] });
    const invite = world.clock.lastRequest('INVITE');
    expect(headerValue(invite, 'Authorization')).toContain('nc=00000002');
    expect(headerValue(invite, 'Proxy-Authorization')).toContain('nonce="n2"');
  });
  it('the same realm a second time: the password is wrong', () => {
    const world = new CallWorld();
    world.reply('INVITE', 401, { lines: [DIGEST] });
    world.reply('INVITE', 401, { lines: [DIGEST.replace('n1', 'n2')] });
    expect(world.end).toMatchObject({ how: 'refused', sipStatus: 401, authorization: 'credentials-refused' });
    expect(world.clock.timesOf('INVITE')).toHaveLength(2);
  });
  it('a stale nonce is answered again', () => {
    const world = new CallWorld();
    world.reply('INVITE', 401, { lines: [DIGEST] });
    world.reply('INVITE', 401, { lines: [`${DIGEST.replace('n1', 'n2')}, stale=true`] });
    expect(headerValue(world.clock.lastRequest('INVITE'), 'Authorization')).toMatch(/nonce="n2".*nc=00000001/);
  });
  it.each([
    ['no-credentials', { credentials: undefined }, DIGEST],
    ['challenge-unknown', {}, 'WWW-Authenticate: Negotiate'],
  ])('%s', (reason, options, line) => {
    const world = new CallWorld(options);
    world.reply('INVITE', 401, { lines: [line] });
    expect(world.end).toMatchObject({ how: 'refused', sipStatus: 401, authorization: reason });
  });
});

describe('422 and 3xx', () => {
  it('asks for the longer interval, once', () => {
    const world = new CallWorld({ sessionSeconds: 120 });
    expect(headerValue(world.clock.lastRequest('INVITE'), 'Session-Expires')).toBe('120');
    expect(headerValue(world.clock.lastRequest('INVITE'), 'Min-SE')).toBe('90');
    world.reply('INVITE', 422, { lines: ['Min-SE: 600'] });
    const second = world.clock.lastRequest('INVITE');
    expect([headerValue(second, 'Session-Expires'), headerValue(second, 'Min-SE')]).toEqual(['600', '600']);
    expect(second.envelope.cseq.number).toBe(2);
    world.reply('INVITE', 422, { lines: ['Min-SE: 900'] });
    expect(world.end).toMatchObject({ how: 'refused', sipStatus: 422 });
  });
  it('a 422 that asks for no more ends the call', () => {
    const world = new CallWorld({ sessionSeconds: 120 });
    world.reply('INVITE', 422, { lines: ['Min-SE: 120'] });
    expect(world.end.sipStatus).toBe(422);
  });
  it('a redirection is a refusal unless one is allowed, and then only one', () => {
    const moved = { lines: ['Contact: <tel:+31900>, <sip:+31900@elsewhere.example.com>'] };
    const closed = new CallWorld();
    closed.reply('INVITE', 302, moved);
    expect(closed.end).toMatchObject({ how: 'refused', sipStatus: 302 });
    const open = new CallWorld({ redirectsAllowed: 1 });
    open.reply('INVITE', 302, moved);
    expect(open.clock.lastRequest('INVITE').uri).toBe('sip:+31900@elsewhere.example.com');
    expect(headerValue(open.clock.lastRequest('INVITE'), 'To')).toBe('<sip:+31612345678@trunk.example.com>');
    open.reply('INVITE', 302, moved);
    expect(open.end).toMatchObject({ how: 'refused', sipStatus: 302 });
  });
  it('a redirection to nowhere that can be called', () => {
    const world = new CallWorld({ redirectsAllowed: 1 });
    world.reply('INVITE', 302, { lines: ['Contact: <mailto:a@example.com>'] });
    expect(world.end.sipStatus).toBe(302);
  });
});

describe('CANCEL', () => {
  it('on the answer timeout: same branch and number, then the 487 ends the call', () => {
    const world = new CallWorld({ routes: ['<sip:proxy.example.com;lr>'] });
    world.reply('INVITE', 180);
    world.clock.advance(30_000);
    const [invite, cancel] = [world.clock.lastRequest('INVITE'), world.clock.lastRequest('CANCEL')];
    expect(world.clock.timesOf('CANCEL')).toEqual([30_000]);
    for (const name of ['Via', 'Route', 'From', 'To', 'Call-ID'] as const)
      expect(headerValues(cancel, name)).toEqual(headerValues(invite, name));
    expect([cancel.uri, cancel.envelope.cseq.number]).toEqual([invite.uri, invite.envelope.cseq.number]);
    expect(world.told).toEqual(['progress 180']);
    world.reply('CANCEL', 200);
    world.reply('INVITE', 487);
    expect(world.end).toMatchObject({ how: 'no-answer', sipStatus: 487, wasAnswered: false });
    expect(world.sent).toEqual(['INVITE', 'CANCEL', 'ACK']);
    world.clock.advance(32_000);
    expect(world.isForgotten).toBe(true);
  });
  it('waits for the first provisional response (RFC 3261 §9.1)', () => {
    const world = new CallWorld();
    world.hangUp();
    world.hangUp();
    expect(world.sent).toEqual(['INVITE']);
    world.reply('INVITE', 100);
    world.reply('INVITE', 180);
    expect(world.sent).toEqual(['INVITE', 'CANCEL']);
    world.reply('INVITE', 487);
    expect(world.end.how).toBe('cancelled');
  });
  it('that the answer overtakes: the call is acknowledged and hung up', () => {
    const world = new CallWorld();
    world.reply('INVITE', 180);
    world.hangUp();
    world.pickUp();
    expect(world.sent).toEqual(['INVITE', 'CANCEL', 'ACK', 'BYE']);
    expect(world.end).toMatchObject({ how: 'cancelled', wasAnswered: false, sipStatus: 200 });
    expect(world.told).not.toContain('answered v=0 theirs');
    world.reply('CANCEL', 481);
    world.reply('BYE', 200);
    world.clock.advance(32_000);
    expect(world.isForgotten).toBe(true);
  });
  it('does not answer a challenge', () => {
    const world = new CallWorld();
    world.hangUp();
    world.reply('INVITE', 401, { lines: [DIGEST] });
    expect(world.sent).toEqual(['INVITE', 'ACK']);
    expect(world.end).toMatchObject({ how: 'cancelled', sipStatus: 401 });
  });
  it('without a final response ends after 64 T1', () => {
    const world = new CallWorld();
    world.reply('INVITE', 180);
    world.hangUp();
    world.reply('CANCEL', 200);
    world.clock.advance(31_999);
    expect(world.told).toEqual(['progress 180']);
    world.clock.advance(1);
    expect(world.end).toMatchObject({ how: 'cancelled', sipStatus: undefined });
    expect(world.isForgotten).toBe(true);
    expect(world.clock.runningTimers).toEqual([]);
  });
  it('a trunk that says nothing is silent, not unanswered, even when the answer timeout is shorter', () => {
    const world = new CallWorld({ answerTimeoutMilliseconds: 10_000 });
    world.clock.advance(32_000);
    expect(world.end.how).toBe('timed-out');
    const cancelled = new CallWorld();
    cancelled.hangUp();
    cancelled.clock.advance(32_000);
    expect(cancelled.end.how).toBe('cancelled');
  });
});
