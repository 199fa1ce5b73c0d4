/**
 * Which trunk a call goes by and what it says, when the next one is asked, and what changes of trunks do to calls. Over 250
 * lines: one set of trunks and calls for all of the port's stories.
 */
import { createSocket } from 'node:dgram';
import { afterEach, describe, expect, it } from 'vitest';
import { openMedia } from '../../../main/adapters/voice/media.ts';
import { createPhoneLines, type PhoneLinesOptions } from '../../../main/adapters/voice/phone-lines.ts';
import type {
  CallTraceStep,
  PhoneEnd,
  PhoneEvent,
  PhoneLineCall,
  PhoneLines,
  PhoneOrder,
  TrunkWithSecret,
} from '../../../main/engine/delivery/phone-port.ts';
import { Secret } from '../../../main/engine/secret.ts';
import type { Trunk as TrunkSettings } from '../../../shared/schemas/trunk.ts';
import { TEST_AUTHORITY } from '../../support/test-certificate.ts';
import { closeAll, closers, type FakeTrunk, octets, settingsOf, tlsTrunk, udpTrunk } from './fake-trunk.ts';

afterEach(closeAll);

const ORDER: PhoneOrder = {
  number: '+31612345678',
  callerId: { number: '+31201234567', displayName: 'Example IT', isPrivate: false },
  answerTimeoutMilliseconds: 5_000,
};
const DESCRIPTION =
  'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 9 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\n';
const answering: Parameters<typeof udpTrunk>[0] = ({ method }) => ({
  status: 200,
  ...(method === 'INVITE' && { description: DESCRIPTION }),
});

/** Its own words, not those of this program's table. */
const says = (status: number): { status: number; reason: string } => ({ status, reason: `Status ${status}` });

const given = (trunk: TrunkSettings, password?: string): TrunkWithSecret => ({
  trunk,
  password: password === undefined ? undefined : Secret.fromText(password),
});

async function linesOf(trunks: readonly TrunkSettings[], options: Partial<PhoneLinesOptions> = {}): Promise<PhoneLines> {
  const media = openMedia();
  const lines = createPhoneLines({ media, mediaPorts: () => ({ from: 40_000, to: 44_999 }), reopenMilliseconds: 50, ...options });
  closers.push(() => lines.close());
  await lines.replace(trunks.map((trunk, at) => given({ ...trunk, position: at + 1 })));
  return lines;
}

type Placed = { readonly events: PhoneEvent[]; readonly call: PhoneLineCall; readonly ended: Promise<PhoneEnd> };
function place(
  lines: PhoneLines,
  changes: Partial<PhoneOrder> = {},
  onEvent: (event: PhoneEvent) => unknown = () => undefined,
): Placed {
  const events: PhoneEvent[] = [];
  const { promise, resolve } = Promise.withResolvers<PhoneEnd>();
  const call = lines.call({ ...ORDER, ...changes }, (event) => {
    events.push(event);
    onEvent(event);
    if (event.kind === 'ended') resolve(event.end);
  });
  expect(events).toEqual([]);
  return { events, call, ended: promise };
}

/** The way of a call: each trunk that was chosen or passed over, and its end. */
async function wayOf(lines: PhoneLines, changes: Partial<PhoneOrder> = {}): Promise<readonly string[]> {
  const { events, ended } = place(lines, changes);
  await ended;
  return events.map((event) => {
    if (event.kind === 'line-chosen') return `by ${event.trunkName}`;
    if (event.kind === 'passed-over') return `not ${event.trunkName}: ${event.words}`;
    return event.kind === 'ended' ? `${event.end.how} ${event.end.sipStatus ?? '-'}: ${event.end.words}` : event.kind;
  });
}
const invites = ({ requests }: FakeTrunk): readonly string[] =>
  requests.filter(({ method }) => method === 'INVITE').map(({ uri }) => uri);

describe('several trunks', () => {
  it.each([
    [500, 'Status 500'],
    [503, 'Status 503'],
    [403, 'Status 403'],
    [undefined, 'no answer in time (0.3 s)'],
  ])('go on to the next where the first fails with %s, and ask it last from then on', async (status, words) => {
    const first = await udpTrunk(() => (status === undefined ? undefined : says(status)));
    const second = await udpTrunk(() => says(486));
    const lines = await linesOf([settingsOf(first.port, { name: 'one' }), settingsOf(second.port, { name: 'two' })]);
    expect(await wayOf(lines)).toEqual(['by one', `not one: ${words}`, 'by two', 'refused 486: Status 486']);
    const asked = first.requests.length;
    expect(await wayOf(lines)).toEqual(['by two', 'refused 486: Status 486']);
    expect(first.requests.length).toBe(asked);
  });

  it.each([404, 480, 486, 603])('do not call a phone twice that has said %i', async (status) => {
    const first = await udpTrunk(() => says(status));
    const second = await udpTrunk(() => says(486));
    const lines = await linesOf([settingsOf(first.port, { name: 'one' }), settingsOf(second.port)]);
    expect(await wayOf(lines)).toEqual(['by one', `refused ${status}: Status ${status}`]);
    expect(second.requests).toEqual([]);
  });

  it('tell the last failure when every trunk fails, and try them all again for the next call', async () => {
    const both = [await udpTrunk(() => says(503)), await udpTrunk(() => says(500))];
    const lines = await linesOf(both.map(({ port }, at) => settingsOf(port, { name: `t${at}` })));
    const way = ['by t0', 'not t0: Status 503', 'by t1', 'refused 500: Status 500'];
    expect(await wayOf(lines)).toEqual(way);
    expect(await wayOf(lines)).toEqual(way);
  });

  it('ask no other trunk once the call is hung up', async () => {
    const first = await udpTrunk(() => undefined);
    const second = await udpTrunk(() => says(486));
    const lines = await linesOf([settingsOf(first.port), settingsOf(second.port)]);
    const { call, ended } = place(lines);
    await expect.poll(() => first.requests.length).toBe(1);
    call.hangUp();
    await ended;
    expect(second.requests).toEqual([]);
    expect(lines.callCount()).toBe(0);
  });

  it('end without a trunk, with one that is not in use, and with none for the country', async () => {
    const trunk = await udpTrunk(() => says(486));
    const lines = await linesOf([]);
    expect(await wayOf(lines)).toEqual(['unreachable -: no trunk is in use']);
    await lines.replace([given(settingsOf(trunk.port, { isEnabled: false }))]);
    expect(await wayOf(lines)).toEqual(['unreachable -: no trunk is in use']);
    await lines.replace([given(settingsOf(trunk.port, { countryCodes: ['32', '49'] }))]);
    expect(await wayOf(lines)).toEqual(['unreachable -: no trunk serves the country of this number']);
    expect(await wayOf(lines, { number: '+3212345678' })).toEqual([expect.stringMatching(/^by/), 'refused 486: Status 486']);
    expect(trunk.requests.filter(({ method }) => method === 'INVITE')).toHaveLength(1);
  });

  it('test one that is not in use, and rests, and keep nothing of it open', async () => {
    const trunk = await udpTrunk(() => says(503));
    const settings = settingsOf(trunk.port, { name: 'off', isEnabled: false, optionsSeconds: 10 });
    const lines = await linesOf([settings]);
    const way = ['by off', 'refused 503: Status 503'];
    expect(await wayOf(lines, { onlyTrunkId: settings.id })).toEqual(way);
    expect(await wayOf(lines, { onlyTrunkId: settings.id })).toEqual(way);
    expect(trunk.requests.some(({ method }) => method === 'OPTIONS')).toBe(false);
    expect(lines.health().get(settings.id)).toMatchObject({ state: 'unknown', placedCount: 2, failedCount: 2, runningCount: 0 });
    expect(await wayOf(lines, { onlyTrunkId: settingsOf(1).id })).toEqual(['unreachable -: the trunk is not there any more']);
  });

  it('pass over one that carries all it may, and wait a moment for one that only counts seconds', async () => {
    const full = await udpTrunk(answering);
    const other = await udpTrunk(answering);
    const lines = await linesOf([
      settingsOf(full.port, { name: 'full', callsAtOnceMax: 1 }),
      settingsOf(other.port, { name: 'other', callsPerSecondMax: 2 }),
    ]);
    const calls: Placed[] = [];
    const isAnswered = ({ events }: Placed): boolean => events.some(({ kind }) => kind === 'answered');
    const start = performance.now();
    for (let at = 0; at < 4; at += 1) calls.push(place(lines));
    await expect.poll(() => calls.slice(0, 3).every(isAnswered)).toBe(true);
    expect(calls[3]?.events.some(({ kind }) => kind === 'line-chosen')).toBe(false);
    await expect.poll(() => calls.every(isAnswered), { timeout: 2_000 }).toBe(true);
    expect(performance.now() - start).toBeGreaterThan(950);
    expect([invites(full).length, invites(other).length]).toEqual([1, 3]);
    expect(calls[1]?.events[0]).toMatchObject({ kind: 'passed-over', words: 'as many calls at once as it may (1)' });
    expect(lines.callCount()).toBe(4);
    for (const { call } of calls) call.hangUp();
    await Promise.all(calls.map(({ ended }) => ended));
  });
});

it('a call that finds no port for its sound is not tried by the next trunk, and no trunk is down', async () => {
  const trunk = await udpTrunk(() => says(486));
  const taken = createSocket('udp4');
  await new Promise<void>((resolve) => taken.bind(0, '127.0.0.1', resolve));
  closers.push(() => taken.close());
  const { port } = taken.address();
  const both = [settingsOf(trunk.port), settingsOf(trunk.port)];
  const even = port - (port % 2);
  // One even port, or none: an odd port is nobody's.
  const lines = await linesOf(both, { mediaPorts: () => (port % 2 === 0 ? { from: even, to: even } : { from: port, to: port }) });
  expect(await wayOf(lines)).toEqual(['unreachable -: no media port is free']);
  for (const { id } of both) expect(lines.health().get(id)).toMatchObject({ state: 'unknown', failedCount: 0 });
});

describe('what a call says', () => {
  it.each<[Partial<TrunkSettings>, string, string]>([
    [{}, '+31612345678', '+31612345678'],
    [{ dialledFormat: 'digits', dialPrefix: '9' }, '+31612345678', '931612345678'],
    [{ dialledFormat: 'zero-zero' }, '+31612345678', '0031612345678'],
    [{ dialledFormat: 'national', homeCountryCode: '31' }, '+31612345678', '0612345678'],
    [{ dialledFormat: 'national', homeCountryCode: '31', dialPrefix: '0' }, '+3212345678', '0003212345678'],
    [{ dialledFormat: 'national', homeCountryCode: '1', nationalPrefix: '1' }, '+12025550123', '12025550123'],
  ])('%j dials %s as %s', async (changes, number, dialled) => {
    const trunk = await udpTrunk(() => says(486));
    const lines = await linesOf([settingsOf(trunk.port, changes)]);
    const { events, ended } = place(lines, { number });
    await ended;
    expect(events[0]).toMatchObject({ kind: 'line-chosen', sent: { dialled } });
    expect(invites(trunk)).toEqual([`sip:${dialled}@127.0.0.1:${trunk.port}`]);
  });

  it.each<[string, Partial<PhoneOrder['callerId']>, Partial<TrunkSettings>, object]>([
    ['a number', {}, {}, { from: '"Example IT" <sip:+31201234567@pbx.example.org>', privacy: '' }],
    ['privacy', { isPrivate: true }, {}, { from: '"Anonymous" <sip:anonymous@anonymous.invalid>', privacy: 'id' }],
    ['no identity asserted', {}, { sendsAssertedIdentity: false }, { assertedIdentity: '' }],
    [
      'the account in From',
      {},
      { username: 'branch', sendsAccountInFrom: true },
      {
        from: '"Example IT" <sip:branch@pbx.example.org>',
        assertedIdentity: '"Example IT" <sip:+31201234567@pbx.example.org>',
      },
    ],
    ['the account', { number: '', displayName: '' }, { username: 'branch' }, { from: '<sip:branch@pbx.example.org>' }],
    [
      'nobody',
      { number: '', displayName: '' },
      {},
      { from: '"Anonymous" <sip:anonymous@anonymous.invalid>', assertedIdentity: '' },
    ],
  ])('tells %s as it stands in the INVITE', async (_, callerId, changes, expected) => {
    const trunk = await udpTrunk(() => says(486));
    const lines = await linesOf([settingsOf(trunk.port, { domain: 'pbx.example.org', ...changes })]);
    const { events, ended } = place(lines, { callerId: { ...ORDER.callerId, ...callerId } });
    await ended;
    expect(events[0]).toMatchObject({ kind: 'line-chosen', sent: expected });
    const invite = trunk.requests[0];
    const value = (name: string): string => invite?.headers.find((field) => field.name === name)?.value ?? '';
    const sent = events[0]?.kind === 'line-chosen' ? events[0].sent : undefined;
    expect(value('From').replace(/;tag=.*/, '')).toBe(sent?.from);
    expect([value('P-Asserted-Identity'), value('Privacy')]).toEqual([sent?.assertedIdentity, sent?.privacy]);
  });

  it('draws its ladder, without the number and without keys', async () => {
    const trunk = await udpTrunk((request) =>
      request.method === 'INVITE' && request.headers.every(({ name }) => name !== 'Authorization')
        ? { ...says(401), headers: [['WWW-Authenticate', 'Digest realm="r", nonce="n", algorithm=SHA-256']] }
        : answering(request),
    );
    const lines = await linesOf([]);
    await lines.replace([given(settingsOf(trunk.port, { username: 'branch' }), 'very secret')]);
    const steps: CallTraceStep[] = [];
    const { ended } = place(lines, { onTrace: (step) => steps.push(step) }, (event) => {
      if (event.kind === 'answered') setTimeout(() => closeCall(), 20);
    });
    const closeCall = (): void => {
      void lines.close();
    };
    await ended;
    expect(steps.map(({ direction, what }) => `${direction} ${what}`)).toEqual([
      'sent INVITE',
      'received 401 Status 401',
      'sent ACK',
      'sent INVITE',
      'received 200 OK',
      'sent ACK',
      'here Codec',
      'sent BYE',
    ]);
    expect(steps[1]?.detail).toContain('asks for credentials (SHA-256)');
    expect(steps[3]?.detail).toMatch(/^CSeq 2 INVITE, to 127\.0\.0\.1:\d+ by UDP, with credentials, with SDP$/);
    expect(steps[6]?.detail).toMatch(/^PCMA \(8\), 20 ms, telephone-event 101, no SRTP, to 127\.0\.0\.1:9$/);
    expect(JSON.stringify(steps)).not.toMatch(/31612345678|very secret|response=/);
    const times = steps.map(({ atMilliseconds }) => atMilliseconds);
    expect(times).toEqual(times.toSorted((one, other) => one - other));
  });

  it('has no number in the words of a trunk', async () => {
    const trunk = await udpTrunk(() => ({ status: 404, reason: 'No route to 0031 6 12345678' }));
    const lines = await linesOf([settingsOf(trunk.port)]);
    expect(await wayOf(lines)).toEqual([expect.stringMatching(/^by/), 'refused 404: No route to [number]']);
  });
});

it('a call may be hung up the moment that all is played', async () => {
  const trunk = await udpTrunk(answering);
  const lines = await linesOf([settingsOf(trunk.port)]);
  const { events, call, ended } = place(lines, {}, ({ kind }) => {
    if (kind === 'answered') call.play([new Int16Array(400)]);
    if (kind === 'played') call.hangUp();
  });
  expect(await ended).toMatchObject({ how: 'hung-up', sentPackets: expect.toSatisfy((count: number) => count > 1) });
  expect(events.map(({ kind }) => kind)).toEqual(['line-chosen', 'answered', 'played', 'ended']);
});

describe('trunks that are watched', () => {
  it('are up, and down with their words; each change is told once', async () => {
    let status = 200;
    const notes: string[] = [];
    const trunk = await udpTrunk(() => says(status));
    const settings = settingsOf(trunk.port, { name: 'pbx', optionsSeconds: 0.05 });
    let changes = 0;
    const lines = await linesOf([settings], {
      onChange: () => {
        changes += 1;
      },
      onNote: (text, fields) => notes.push(`${text} ${JSON.stringify(fields)}`),
    });
    const health = () => lines.health().get(settings.id);
    await expect.poll(() => health()?.state).toBe('up');
    expect(health()?.roundTripMilliseconds).toBeLessThan(1_000);
    status = 503;
    await expect.poll(() => health()).toMatchObject({ state: 'down', lastProblem: { problem: 'Status 503', sipStatus: 503 } });
    const count = trunk.requests.length;
    await expect.poll(() => trunk.requests.length).toBeGreaterThan(count + 2);
    expect(notes).toEqual(['trunk up {"trunk":"pbx"}', 'trunk down {"trunk":"pbx","words":"Status 503","sipStatus":503}']);
    // The first is of the trunks themselves.
    expect(changes).toBe(3);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ['another protocol', octets('HTTP/1.1 400 Bad Request\r\n\r\n'), /no SIP .*HTTP\/1\.1 400 Bad Request/],
    ['random octets', new Uint8Array(600).map((_, at) => (at * 193 + 71) % 256), /no SIP/],
    ['gigantic headers', octets(`SIP/2.0 200 OK\r\nX: ${'a'.repeat(60_000)}\r\n`), /no SIP .*SIP\/2\.0 200 OK/],
    ['many headers', octets(`SIP/2.0 200 OK\r\n${'X: 1\r\n'.repeat(300)}\r\n`), /no SIP \(too-many-headers\)/],
  ])('are marked down where they answer nonsense: %s', async (_, nonsense, words) => {
    const trunk = await udpTrunk(() => nonsense);
    const other = await udpTrunk(() => says(486));
    const settings = settingsOf(trunk.port, { name: 'odd' });
    const lines = await linesOf([settings, settingsOf(other.port, { name: 'two' })]);
    const way = await wayOf(lines);
    expect(way).toEqual(['by odd', expect.stringMatching(words), 'by two', 'refused 486: Status 486']);
    expect(way[1]?.length).toBeLessThan(300);
    expect(lines.health().get(settings.id)).toMatchObject({
      state: 'down',
      lastProblem: { problem: expect.stringMatching(words) },
    });
  });

  it('are marked down where they answer nonsense to OPTIONS', async () => {
    const trunk = await udpTrunk(() => octets('RTSP/1.0 400 Bad Request\r\n\r\n'));
    const settings = settingsOf(trunk.port, { optionsSeconds: 10 });
    const lines = await linesOf([settings]);
    const problem = expect.stringMatching(/no SIP .*RTSP/);
    await expect.poll(() => lines.health().get(settings.id)).toMatchObject({ state: 'down', lastProblem: { problem } });
  });

  it('keep an account, and say why they do not', async () => {
    const trunk = await udpTrunk(({ method }) => (method === 'REGISTER' ? says(403) : says(486)));
    const settings = settingsOf(trunk.port, { username: 'branch', registers: true });
    const lines = await linesOf([settings]);
    await expect
      .poll(() => lines.health().get(settings.id))
      .toMatchObject({
        registration: 'failed',
        lastProblem: { problem: 'Status 403', sipStatus: 403 },
      });
    const good = await udpTrunk(() => ({ status: 200, headers: [['Expires', '120']] }));
    await lines.replace([given({ ...settings, port: good.port })]);
    await expect.poll(() => lines.health().get(settings.id)?.registration).toBe('registered');
    expect(lines.health().get(settings.id)?.lastProblem).toBeUndefined();
    await lines.close();
    expect(good.requests.at(-1)?.headers).toContainEqual({ name: 'Expires', value: '0' });
  });

  it('say what is wrong with an authority that is no certificate', async () => {
    const trunk = await tlsTrunk(() => says(200));
    const settings = settingsOf(trunk.port, { transport: 'tls', optionsSeconds: 10, authorityCertificate: 'no certificate' });
    const lines = await linesOf([settings]);
    await expect
      .poll(() => lines.health().get(settings.id))
      .toMatchObject({
        state: 'down',
        lastProblem: { problem: expect.stringMatching(/PEM|certificate/i) },
      });
  });

  it('do not believe a certificate for another name, and say both', async () => {
    const trunk = await tlsTrunk(() => says(486));
    const settings = settingsOf(0, { transport: 'tls', host: 'voice.example.org', authorityCertificate: TEST_AUTHORITY });
    const resolveSrv = async () => [{ name: 'localhost', port: trunk.port, priority: 1, weight: 1 }];
    const lines = await linesOf([settings], { resolver: { resolveSrv } });
    expect(await wayOf(lines)).toEqual([
      "unreachable -: the trunk's certificate is for another name: localhost, 127.0.0.1 ≠ voice.example.org",
    ]);
    expect(trunk.requests).toEqual([]);
  });
});

describe('a trunk whose addresses the name server says', () => {
  it('is called by the next address before the next trunk', async () => {
    const dead = await udpTrunk(() => undefined);
    const alive = await udpTrunk(() => says(486));
    const asked: string[] = [];
    const resolveSrv = async (name: string) => {
      asked.push(name);
      return [dead, alive].map(({ port }, at) => ({ name: '127.0.0.1', port, priority: at, weight: 1 }));
    };
    const settings = settingsOf(0, { name: 'carrier', host: 'voice.example.org' });
    const lines = await linesOf([settings], { resolver: { resolveSrv } });
    const way = ['by carrier', 'refused 486: Status 486'];
    expect(await wayOf(lines)).toEqual(way);
    expect(invites(alive)).toEqual(['sip:+31612345678@voice.example.org']);
    const count = dead.requests.length;
    expect(await wayOf(lines)).toEqual(way);
    expect(dead.requests.length).toBe(count);
    expect(asked).toEqual(['_sip._udp.voice.example.org']);
    expect(lines.health().get(settings.id)).toMatchObject({ state: 'up', placedCount: 2, failedCount: 0 });
  });
});

it('a trunk with several addresses keeps its account with the first that takes it', async () => {
  const gone = createSocket('udp4');
  await new Promise<void>((resolve) => gone.bind(0, '127.0.0.1', resolve));
  const { port } = gone.address();
  await new Promise<void>((resolve) => gone.close(() => resolve()));
  const alive = await udpTrunk(() => ({ status: 200, headers: [['Expires', '120']] }));
  const resolveSrv = async () => [port, alive.port].map((at, priority) => ({ name: '127.0.0.1', port: at, priority, weight: 1 }));
  const settings = settingsOf(0, { host: 'voice.example.org', username: 'branch', registers: true });
  const lines = await linesOf([settings], { resolver: { resolveSrv } });
  const health = () => lines.health().get(settings.id);
  await expect.poll(() => health()?.lastProblem?.problem).toMatch(/ECONNREFUSED/);
  await expect.poll(() => health()?.registration, { timeout: 3_000 }).toBe('registered');
  expect(alive.requests.map(({ method, uri }) => `${method} ${uri}`)).toEqual(['REGISTER sip:voice.example.org']);
});

describe('changes of trunks', () => {
  it('leave what is unchanged open, and calls to their end', async () => {
    const stays = await udpTrunk(answering);
    const goes = await udpTrunk(answering);
    const first = settingsOf(goes.port, { name: 'goes' });
    const second = settingsOf(stays.port, { name: 'stays', optionsSeconds: 10 });
    const lines = await linesOf([first, second]);
    const { events, call, ended } = place(lines);
    await expect.poll(() => events.map(({ kind }) => kind)).toContain('answered');
    await expect.poll(() => stays.requests.length).toBe(1);
    await lines.replace([given({ ...second, name: 'renamed', callsAtOnceMax: 5, revision: 2 })]);
    expect(lines.health().has(first.id)).toBe(false);
    const other: Placed = place(lines, {}, (event) => event.kind === 'answered' && other.call.hangUp());
    await other.ended;
    expect(other.events[0]).toMatchObject({ kind: 'line-chosen', trunkName: 'renamed' });
    expect(events.map(({ kind }) => kind)).not.toContain('ended');
    call.hangUp();
    expect(await ended).toMatchObject({ how: 'hung-up', wasAnswered: true });
    await expect.poll(() => goes.requests.some(({ method }) => method === 'BYE')).toBe(true);
    // One OPTIONS alone: the line that stayed was not opened again.
    expect(stays.requests.filter(({ method }) => method === 'OPTIONS')).toHaveLength(1);
  });

  it('open a line again whose password has changed', async () => {
    const trunk = await udpTrunk(() => ({ status: 200, headers: [['Expires', '120']] }));
    const settings = settingsOf(trunk.port, { username: 'branch', registers: true });
    const lines = await linesOf([]);
    const registered = (): number => trunk.requests.filter(({ method }) => method === 'REGISTER').length;
    await lines.replace([given(settings, 'one')]);
    await expect.poll(registered).toBe(1);
    await lines.replace([given(settings, 'one')]);
    await lines.replace([given(settings, 'two')]);
    // The old one gives the account up, the new one has it.
    await expect.poll(registered).toBe(3);
  });
});
