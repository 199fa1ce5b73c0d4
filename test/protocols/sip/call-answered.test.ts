/** An answered call: RFC 3261 §12.2, §14, §15, RFC 4028, RFC 3311, RFC 6086. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headerList, headerValue } from '../../../main/protocols/sip/message.ts';
import type { Content } from '../../../main/protocols/sip/request.ts';
import { branchOf } from '../../../main/protocols/sip/via.ts';
import { CallWorld, sdp } from './call-world.ts';
import { octets } from './message-text.ts';

function answered(options: ConstructorParameters<typeof CallWorld>[0] = {}, lines: readonly string[] = []): CallWorld {
  const world = new CallWorld(options);
  world.pickUp({ lines });
  return world;
}
const DIGEST = 'WWW-Authenticate: Digest realm="trunk", nonce="n1"';

describe('hanging up', () => {
  it('by us: BYE in the dialog with the next number, told at once', () => {
    const world = answered();
    world.hangUp();
    const bye = world.clock.lastRequest('BYE');
    expect([bye.uri, bye.envelope.toTag, bye.envelope.cseq.number]).toEqual(['sip:phone@198.51.100.9:5062', 'peer', 2]);
    expect(world.end).toMatchObject({ how: 'hung-up', wasAnswered: true, sipStatus: 200 });
    world.reply('BYE', 200);
    world.hangUp();
    expect(world.clock.timesOf('BYE')).toHaveLength(1);
    expect(world.isForgotten).toBe(false);
    world.clock.advance(32_000);
    expect(world.isForgotten).toBe(true);
    expect(world.clock.runningTimers).toEqual([]);
  });
  it('by us with a challenge: the BYE is sent again with the answer, once', () => {
    const world = answered();
    world.hangUp();
    world.reply('BYE', 401, { lines: [DIGEST] });
    expect(headerValue(world.clock.lastRequest('BYE'), 'Authorization')).toContain('nonce="n1"');
    world.reply('BYE', 401, { lines: [DIGEST] });
    expect(world.clock.timesOf('BYE')).toHaveLength(2);
  });
  it('by us without an answer to BYE: repeated, and forgotten in the end', () => {
    const world = answered();
    world.hangUp();
    world.clock.advance(32_000);
    expect(world.clock.timesOf('BYE')).toHaveLength(11);
    expect(world.isForgotten).toBe(true);
  });
  it('by the peer: answered, with its words and cause', () => {
    const world = answered();
    world.peerSends('BYE', { lines: ['Reason: Q.850;cause=16;text="Normal call clearing"'] });
    expect(world.sent).toEqual(['INVITE', 'ACK', '200']);
    expect(world.end).toMatchObject({ how: 'peer-hung-up', wasAnswered: true, words: 'Normal call clearing', q850Cause: 16 });
    world.hangUp();
    expect(world.clock.timesOf('BYE')).toEqual([]);
  });
  it('by both at once', () => {
    const world = answered();
    world.hangUp();
    world.peerSends('BYE');
    expect(world.clock.timesOf(200)).toHaveLength(1);
    expect(world.end.how).toBe('hung-up');
  });
  it('a repeated BYE gets the same answer', () => {
    const world = answered();
    const lines = ['Via: SIP/2.0/UDP 198.51.100.9;branch=z9hG4bKsame'];
    world.peerSends('BYE', { lines, cseq: 5 });
    world.clock.advance(500);
    world.peerSends('BYE', { lines, cseq: 5 });
    expect(world.clock.timesOf(200)).toEqual([0, 500]);
  });
  it('of a branch that lost does not end the call', () => {
    const world = new CallWorld();
    world.reply('INVITE', 180, { toTag: 'lost' });
    world.pickUp();
    world.peerSends('INFO', { tag: 'lost', lines: ['Content-Type: application/dtmf'], body: '#' });
    expect(world.sent.at(-1)).toBe('481');
    world.peerSends('BYE', { tag: 'lost' });
    expect(world.sent.at(-1)).toBe('200');
    expect(world.told.at(-1)).toBe('answered v=0 theirs');
  });
});

describe('re-INVITE and UPDATE of the peer', () => {
  it('re-INVITE: answered with our description, told, and repeated until the ACK', () => {
    const world = answered();
    world.peerSends('INVITE', { body: 'v=0 moved', lines: ['Contact: <sip:phone@198.51.100.77>'] });
    const response = world.clock.lastResponse(200);
    expect(new TextDecoder().decode(response.body)).toBe('v=0 ours');
    expect(headerValue(response, 'Contact')).toBe('<sip:mfa@192.0.2.1:5060>');
    expect(world.told.at(-1)).toBe('session-changed v=0 moved');
    world.clock.advance(2_000);
    expect(world.clock.timesOf(200)).toEqual([0, 500, 1500]);
    world.peerSends('ACK', { cseq: response.envelope.cseq.number });
    world.clock.advance(60_000);
    expect(world.clock.timesOf(200)).toEqual([0, 500, 1500]);
    world.hangUp();
    expect(world.clock.lastRequest('BYE').uri).toBe('sip:phone@198.51.100.77');
  });
  it('an answer that is never acknowledged ends the call after 64 T1', () => {
    const world = answered();
    world.peerSends('INVITE', { body: 'v=0 moved' });
    world.clock.advance(31_999);
    expect(world.told).not.toContain('ended unacknowledged');
    world.clock.advance(1);
    expect(world.end.how).toBe('unacknowledged');
    expect(world.clock.timesOf('BYE')).toEqual([32_000]);
    expect(world.clock.timesOf(200)).toEqual([0, 500, 1500, 3500, 7500, 11_500, 15_500, 19_500, 23_500, 27_500, 31_500]);
  });
  it('without an offer: ours is in the answer, theirs in the ACK', () => {
    const world = answered();
    world.peerSends('INVITE');
    const response = world.clock.lastResponse(200);
    expect(new TextDecoder().decode(response.body)).toBe('v=0 ours');
    world.peerSends('ACK', { cseq: response.envelope.cseq.number, body: 'v=0 late' });
    expect(world.told.at(-1)).toBe('session-changed v=0 late');
  });
  it('an ACK of another number or another branch is not its ACK', () => {
    const world = answered();
    world.peerSends('INVITE', { body: 'v=0 moved', cseq: 200 });
    world.peerSends('ACK', { cseq: 199 });
    world.peerSends('ACK', { cseq: 200, tag: 'stranger' });
    world.clock.advance(500);
    expect(world.clock.timesOf(200)).toHaveLength(2);
  });
  it('UPDATE with an offer is answered with ours, without one with nothing', () => {
    const world = answered();
    world.peerSends('UPDATE', { body: 'v=0 moved' });
    expect(new TextDecoder().decode(world.clock.lastResponse(200).body)).toBe('v=0 ours');
    world.peerSends('UPDATE');
    expect(world.clock.lastResponse(200).body).toHaveLength(0);
    expect(world.told.filter((what) => what.startsWith('session'))).toEqual(['session-changed v=0 moved']);
  });
  it('a second re-INVITE before the ACK, and one before the answer, is 491', () => {
    const world = answered();
    world.peerSends('INVITE', { body: 'v=0 a' });
    world.peerSends('INVITE', { body: 'v=0 b' });
    expect(world.sent.at(-1)).toBe('491');
    const early = new CallWorld();
    early.reply('INVITE', 183);
    early.peerSends('INVITE', { body: 'v=0 b' });
    expect(early.sent.at(-1)).toBe('491');
  });
  it('an offer is answered by who places the call, and is 488 where nothing of it can be taken', () => {
    const offers: string[] = [];
    const answerOffer = ({ bytes }: Content): Content | undefined => {
      offers.push(new TextDecoder().decode(bytes));
      return offers.length === 1 ? sdp('v=0 fits') : undefined;
    };
    const world = answered({ answerOffer });
    world.peerSends('UPDATE', { body: 'v=0 hold' });
    expect(new TextDecoder().decode(world.clock.lastResponse(200).body)).toBe('v=0 fits');
    world.peerSends('INVITE', { body: 'v=0 odd' });
    expect(world.sent.at(-1)).toBe('488');
    expect(offers).toEqual(['v=0 hold', 'v=0 odd']);
    expect(world.told.filter((what) => what.startsWith('session'))).toEqual(['session-changed v=0 hold']);
  });
  it('another type of body is 415', () => {
    const world = answered();
    world.peerSends('INVITE', { body: '--x', lines: ['Content-Type: multipart/mixed;boundary=x'] });
    expect(headerValue(world.clock.lastResponse(415), 'Accept')).toBe('application/sdp');
  });
  it('UPDATE in an early dialog', () => {
    const world = new CallWorld();
    world.reply('INVITE', 183, { body: 'v=0 early' });
    world.peerSends('UPDATE', { body: 'v=0 moved' });
    expect(world.told.at(-1)).toBe('session-changed v=0 moved');
  });
});

describe('other requests of the peer', () => {
  it('digits by INFO are told once, also when the request is repeated', () => {
    const world = answered();
    const lines = ['Content-Type: application/dtmf-relay', 'Via: SIP/2.0/UDP 198.51.100.9;branch=z9hG4bKsame'];
    world.peerSends('INFO', { lines, body: 'Signal=#\r\nDuration=160\r\n', cseq: 7 });
    world.peerSends('INFO', { lines, body: 'Signal=#\r\nDuration=160\r\n', cseq: 7 });
    world.peerSends('INFO');
    expect(world.told.filter((what) => what.startsWith('digit'))).toEqual(['digit #']);
    expect(world.clock.timesOf(200)).toHaveLength(3);
  });
  it.each([
    ['INFO', ['Content-Type: text/plain'], 'hello', 415],
    ['INFO', ['Info-Package: other'], 'x', 469],
    ['OPTIONS', [], '', 200],
    ['NOTIFY', ['Event: keep-alive'], '', 481],
    ['REFER', ['Refer-To: <sip:+31900@example.com>'], '', 405],
    ['MESSAGE', [], '', 405],
    ['NEWMETHOD', [], '', 501],
    ['INVITE', ['Require: 100rel, timer, other'], 'v=0', 420],
    ['CANCEL', [], '', 481],
    ['INVITE', ['Session-Expires: 30'], 'v=0', 422],
  ])('%s %j is answered', (method, lines, body, status) => {
    const world = answered();
    world.peerSends(method, { lines, body });
    expect(world.sent.at(-1)).toBe(String(status));
    const response = world.clock.lastResponse(status);
    if (status === 405 || status === 501 || method === 'OPTIONS') expect(headerList(response, 'Allow')).toContain('UPDATE');
    if (status === 420) expect(headerList(response, 'Unsupported')).toEqual(['100rel', 'other']);
    if (status === 422) expect(headerValue(response, 'Min-SE')).toBe('90');
  });
  it('CANCEL of a re-INVITE that is answered changes nothing', () => {
    const world = answered();
    const lines = ['Via: SIP/2.0/UDP 198.51.100.9;branch=z9hG4bKsame'];
    world.peerSends('INVITE', { lines, body: 'v=0 moved', cseq: 9 });
    world.peerSends('CANCEL', { lines, cseq: 9 });
    expect(world.sent.slice(-2)).toEqual(['200', '200']);
  });
  it('of another dialog is 481, with an old number 500 (RFC 3261 §12.2.2)', () => {
    const world = answered();
    world.peerSends('BYE', { tag: 'stranger' });
    world.peerSends('INFO', { cseq: 50 });
    world.peerSends('BYE', { cseq: 49 });
    expect(world.sent.slice(-3)).toEqual(['481', '200', '500']);
    expect(world.told).toEqual(['answered v=0 theirs']);
  });
  it('after the end is 481', () => {
    const world = answered();
    world.hangUp();
    world.peerSends('INFO', { lines: ['Content-Type: application/dtmf'], body: '5' });
    expect(world.sent.at(-1)).toBe('481');
    expect(world.told.at(-1)).toBe('ended hung-up');
  });
});

describe('session timer', () => {
  it('ours to refresh: UPDATE at half the interval where the peer takes it', () => {
    const world = answered({ sessionSeconds: 120 }, [
      'Session-Expires: 120;refresher=uac',
      'Allow: INVITE, UPDATE',
      'Require: timer',
    ]);
    world.clock.advance(60_000);
    const update = world.clock.lastRequest('UPDATE');
    expect(world.clock.timesOf('UPDATE')).toEqual([60_000]);
    expect([headerValue(update, 'Session-Expires'), update.body.length]).toEqual(['120;refresher=uac', 0]);
    world.reply('UPDATE', 200, { lines: ['Session-Expires: 120;refresher=uac'] });
    world.clock.advance(60_000);
    expect(world.clock.timesOf('UPDATE')).toEqual([60_000, 120_000]);
  });
  it('else by re-INVITE with the same offer, whose 2xx is acknowledged each time', () => {
    const world = answered({}, ['Session-Expires: 120;refresher=uac']);
    world.clock.advance(60_000);
    const invite = world.clock.lastRequest('INVITE');
    expect([invite.envelope.toTag, invite.envelope.cseq.number, new TextDecoder().decode(invite.body)]).toEqual([
      'peer',
      2,
      'v=0 ours',
    ]);
    world.pickUp({ body: 'v=0 again', lines: ['Session-Expires: 120;refresher=uac'] });
    world.pickUp({ body: 'v=0 again', lines: ['Session-Expires: 120;refresher=uac'] });
    expect(world.clock.timesOf('ACK')).toEqual([0, 60_000, 60_000]);
    expect(world.clock.lastRequest('ACK').envelope.cseq.number).toBe(2);
    expect(world.told).toEqual(['answered v=0 theirs', 'session-changed v=0 again']);
  });
  it('491: tried again after 2.1 to 4 s (RFC 3261 §14.1)', () => {
    const world = answered({}, ['Session-Expires: 120;refresher=uac']);
    world.clock.advance(60_000);
    world.reply('INVITE', 491);
    world.clock.advance(2_099);
    expect(world.clock.timesOf('INVITE')).toHaveLength(2);
    world.clock.advance(1_901);
    const again = world.clock.timesOf('INVITE')[2] ?? 0;
    expect(again).toBeGreaterThanOrEqual(62_100);
    expect(again).toBeLessThanOrEqual(64_000);
    expect(world.clock.lastRequest('INVITE').envelope.cseq.number).toBe(3);
  });
  it('glare: an offer of the peer while ours is under way is 491', () => {
    const world = answered({}, ['Session-Expires: 120;refresher=uac']);
    world.clock.advance(60_000);
    world.peerSends('INVITE', { body: 'v=0 b' });
    expect(world.sent.at(-1)).toBe('491');
    world.peerSends('UPDATE', { body: 'v=0 b' });
    expect(world.sent.at(-1)).toBe('491');
    world.peerSends('UPDATE');
    expect(world.sent.at(-1)).toBe('200');
  });
  it('a challenge and a 422 to the refresh are taken up', () => {
    const world = answered({}, ['Session-Expires: 120;refresher=uac', 'Allow: UPDATE']);
    world.clock.advance(60_000);
    world.reply('UPDATE', 401, { lines: [DIGEST] });
    expect(headerValue(world.clock.lastRequest('UPDATE'), 'Authorization')).toContain('nonce="n1"');
    world.reply('UPDATE', 422, { lines: ['Min-SE: 300'] });
    expect(headerValue(world.clock.lastRequest('UPDATE'), 'Session-Expires')).toBe('300;refresher=uac');
    world.reply('UPDATE', 200, { lines: ['Session-Expires: 300;refresher=uas'] });
    world.clock.advance(267_999);
    expect(world.told).toEqual(['answered v=0 theirs']);
    world.clock.advance(1);
    expect(world.end.how).toBe('session-expired');
  });
  it('a refresh that nobody answers, or 481, ends the call', () => {
    const silent = answered({}, ['Session-Expires: 120;refresher=uac', 'Allow: UPDATE']);
    silent.clock.advance(60_000 + 32_000);
    expect(silent.end.how).toBe('session-expired');
    expect(silent.clock.timesOf('BYE')).toEqual([92_000]);
    const gone = answered({}, ['Session-Expires: 120;refresher=uac']);
    gone.clock.advance(60_000);
    gone.reply('INVITE', 481);
    expect(gone.end.how).toBe('session-expired');
  });
  it('a refused refresh leaves the call until its interval is over', () => {
    const world = answered({}, ['Session-Expires: 120;refresher=uac']);
    world.clock.advance(60_000);
    world.reply('INVITE', 488);
    world.clock.advance(27_999);
    expect(world.told).toEqual(['answered v=0 theirs']);
    world.clock.advance(1);
    expect(world.end.how).toBe('session-expired');
  });
  it('theirs to refresh: the call ends when none came, and goes on when one did', () => {
    const world = answered({}, ['Session-Expires: 120;refresher=uas']);
    world.clock.advance(80_000);
    world.peerSends('UPDATE', { lines: ['Session-Expires: 120;refresher=uac', 'Supported: timer'] });
    const response = world.clock.lastResponse(200);
    expect([headerValue(response, 'Session-Expires'), headerValue(response, 'Require')]).toEqual(['120;refresher=uac', 'timer']);
    world.clock.advance(87_999);
    expect(world.told).toEqual(['answered v=0 theirs']);
    world.clock.advance(1);
    expect(world.end.how).toBe('session-expired');
  });
  it('an interval without measure is a day', () => {
    const world = answered({}, ['Session-Expires: 4294967295;refresher=uac']);
    world.clock.advance(43_200_000);
    expect(world.clock.timesOf('INVITE')[1]).toBe(43_200_000);
  });
  it('a peer that cannot refresh leaves it to us', () => {
    const world = answered();
    world.peerSends('UPDATE', { lines: ['Session-Expires: 100'] });
    expect(headerValue(world.clock.lastResponse(200), 'Session-Expires')).toBe('100;refresher=uas');
    world.clock.advance(50_000);
    expect(world.clock.timesOf('INVITE')).toEqual([0, 50_000]);
  });
});

describe('whatever comes', () => {
  const status = fc.constantFrom(100, 180, 183, 200, 202, 302, 401, 407, 422, 481, 486, 487, 491, 503, 603);
  const method = fc.constantFrom('BYE', 'INVITE', 'UPDATE', 'INFO', 'OPTIONS', 'NOTIFY', 'CANCEL', 'ACK', 'PRACK');
  const line = fc.constantFrom(
    DIGEST,
    'Session-Expires: 120;refresher=uac',
    'Min-SE: 900',
    'Contact: <sip:x@198.51.100.1>',
    'Record-Route: junk, <sip:p;lr>',
    'Require: timer',
  );
  const event = fc.oneof(
    fc.record({
      kind: fc.constant('reply' as const),
      status,
      to: fc.nat(),
      tag: fc.constantFrom('peer', 'two'),
      lines: fc.array(line, { maxLength: 2 }),
      body: fc.constantFrom('', 'v=0 x'),
    }),
    fc.record({
      kind: fc.constant('request' as const),
      method,
      tag: fc.constantFrom('peer', 'two'),
      lines: fc.array(line, { maxLength: 2 }),
      body: fc.constantFrom('', 'v=0 x'),
    }),
    fc.record({ kind: fc.constant('wait' as const), milliseconds: fc.nat({ max: 40_000 }) }),
    fc.record({ kind: fc.constant('hang-up' as const) }),
    fc.record({ kind: fc.constant('transport' as const) }),
  );
  it('the call ends once, and is forgotten with no timer left when the peer falls silent', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 25 }), (events) => {
        const world = new CallWorld({ sessionSeconds: 120, redirectsAllowed: 1 });
        for (const one of events) {
          if (one.kind === 'wait') world.clock.advance(one.milliseconds);
          else if (one.kind === 'hang-up') world.hangUp();
          else if (one.kind === 'transport') world.event({ kind: 'transport-failed' });
          else if (one.kind === 'request') world.peerSends(one.method, one);
          else {
            const requests = world.clock.sent.flatMap(({ message }) => (message.kind === 'request' ? [message] : []));
            const to = requests[one.to % requests.length];
            if (to !== undefined && to.method !== 'ACK') world.reply(to.method, one.status, { ...one, to, toTag: one.tag });
          }
        }
        world.hangUp();
        world.clock.advance(200_000);
        expect(world.end.how).toBeDefined();
        expect(world.isForgotten).toBe(true);
        expect(world.clock.runningTimers).toEqual([]);
        expect(world.call.table.entries.size).toBe(0);
        // Every request of ours has a branch of its own, CANCEL, ACK of a refusal and repetitions apart.
        const numbers = world.clock.sent.flatMap(({ message }) =>
          message.kind === 'request' && !['ACK', 'CANCEL'].includes(message.method)
            ? [[message.envelope.cseq.number, branchOf(message.envelope.via)] as const]
            : [],
        );
        expect(new Set(numbers.map(([number]) => number)).size).toBe(new Set(numbers.map(([, branch]) => branch)).size);
      }),
      { numRuns: 400 },
    );
  });
  it('an answer under another branch is none while the INVITE is out, and leaves nothing behind', () => {
    const world = new CallWorld();
    world.reply('INVITE', 100);
    const request = world.clock.lastRequest('INVITE');
    const headers = request.headers.map((each) =>
      each.name === 'Via' ? { ...each, value: each.value.replace('z9hG4bK', 'z9hG4bKx') } : each,
    );
    world.pickUp({ to: { ...request, headers } });
    expect(world.told).not.toContain('answered v=0 theirs');
    world.hangUp();
    world.clock.advance(200_000);
    expect([world.end.how, world.isForgotten, world.clock.runningTimers]).toEqual(['cancelled', true, []]);
  });

  it('octets that were bent on their way throw nowhere, and the call still ends', () => {
    const bends = fc.array(
      fc.record({ at: fc.nat(), byte: fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(13, 10, 34, 60, 62, 44, 59)) }),
      { maxLength: 3 },
    );
    const lines = [
      DIGEST,
      'Session-Expires: 120;refresher=uac',
      'Contact: <sip:x@198.51.100.1>',
      'Record-Route: <sip:p;lr>',
      'Reason: Q.850;cause=16;text="x"',
    ];
    fc.assert(
      fc.property(fc.array(fc.record({ status, bends, asRequest: fc.option(method) }), { maxLength: 8 }), (messages) => {
        const world = new CallWorld();
        for (const { status: code, bends: changes, asRequest } of messages) {
          const { envelope, headers } = world.clock.lastRequest('INVITE');
          const via = headers.find(({ name }) => name === 'Via')?.value;
          const ids = `Call-ID: ${envelope.callId}`;
          const cseq = `CSeq: ${envelope.cseq.number} ${asRequest ?? 'INVITE'}`;
          const ours = `<sip:us@192.0.2.1>;tag=${envelope.fromTag}`;
          const theirs = '<sip:them@198.51.100.1>;tag=peer';
          const start = asRequest === null ? `SIP/2.0 ${code} Words` : `${asRequest} sip:us@192.0.2.1 SIP/2.0`;
          const [from, to] = asRequest === null ? [ours, theirs] : [theirs, ours];
          const bytes = octets(
            start,
            `Via: ${via}`,
            `From: ${from}`,
            `To: ${to}`,
            ids,
            cseq,
            ...lines,
            'Content-Type: application/sdp',
            '',
            'v=0',
          );
          for (const { at, byte } of changes) bytes[at % bytes.length] = byte;
          world.receiveOctets(bytes);
          world.clock.advance(700);
        }
        world.hangUp();
        world.clock.advance(200_000);
        expect(world.end.how).toBeDefined();
        expect([world.isForgotten, world.clock.runningTimers]).toEqual([true, []]);
      }),
      { numRuns: 400 },
    );
  });
});
