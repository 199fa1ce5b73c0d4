/** A line against a trunk of a few lines that says what the test wants, where sipp cannot: over TLS, and with nonsense. */
import { createSocket } from 'node:dgram';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import type { LineEvent } from '../../../main/adapters/voice/line-call.ts';
import { openMedia } from '../../../main/adapters/voice/media.ts';
import { nodeSipMeans } from '../../../main/adapters/voice/node-sip-means.ts';
import { openPhoneLine } from '../../../main/adapters/voice/phone-line.ts';
import { openSipEndpoint } from '../../../main/adapters/voice/sip-endpoint.ts';
import type { Trunk } from '../../../main/adapters/voice/trunk.ts';
import { headerValue, type IncomingRequest } from '../../../main/protocols/sip/message.ts';
import type { PingNotice } from '../../../main/protocols/sip/options-ping.ts';
import { closeAll, closers, type FakeTrunk, octets, textOf, tlsTrunk, trunkOf, udpTrunk } from './fake-trunk.ts';

afterEach(closeAll);

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1') === true);

/** One call; what is done at each event is the test's. */
function dial(trunk: Trunk, isPrivate = false): { events: LineEvent[]; hangUp: () => void; ended: Promise<LineEvent> } {
  const line = openPhoneLine(trunk, openMedia());
  closers.push(() => line.close());
  const events: LineEvent[] = [];
  let hangUp = (): void => undefined;
  const ended = new Promise<LineEvent>((resolve) => {
    const order = {
      number: '31612345678',
      callerId: { number: '31201234567', displayName: 'Example IT', isPrivate },
      answerTimeoutMilliseconds: 5_000,
    };
    const call = line.call(order, (event) => {
      events.push(event);
      if (event.kind === 'ended') resolve(event);
    });
    hangUp = call.hangUp;
  });
  return { events, hangUp: () => hangUp(), ended };
}

const MEDIA = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n';
const isOf = (method: string, requests: readonly IncomingRequest[]): boolean => requests.some((one) => one.method === method);
const fieldOf = (trunk: FakeTrunk, name: Parameters<typeof headerValue>[1]): string | undefined =>
  trunk.requests[0] === undefined ? undefined : headerValue(trunk.requests[0], name);

describe('a line to a trunk', () => {
  it('calls over TLS with SRTP keys, and takes digits by INFO', async () => {
    const key = Buffer.alloc(30, 7).toString('base64');
    const description = `${MEDIA}m=audio 9 RTP/SAVP 0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${key}\r\n`;
    const trunk = await tlsTrunk(({ method }) => ({ status: 200, ...(method === 'INVITE' && { description }) }));
    const changes = { transport: 'TLS', host: 'localhost', usesSrtp: true } as const;
    const { events, hangUp, ended } = dial(trunkOf(trunk.port, changes));
    await expect.poll(() => events).toContainEqual({ kind: 'answered' });
    await expect.poll(() => isOf('ACK', trunk.requests)).toBe(true);
    const [invite] = trunk.requests;
    expect(textOf(invite?.body ?? octets(''))).toMatch(/m=audio \d+ RTP\/SAVP 0 101\r\n(.*\r\n)*a=crypto:1 AES_CM/);
    const { callId, from } = invite?.envelope ?? {};
    const body = 'Signal=#\r\nDuration=160\r\n';
    const info = [
      `INFO sip:us SIP/2.0`,
      `Via: SIP/2.0/TLS localhost;branch=z9hG4bK1`,
      `From: <sip:phone@localhost>;tag=phone`,
      `To: <sip:us>;tag=${invite?.envelope.fromTag}`,
      `Call-ID: ${callId}`,
      'CSeq: 1 INFO',
      'Content-Type: application/dtmf-relay',
      `Content-Length: ${body.length}`,
    ];
    expect(from?.uri).toBe('sip:31201234567@localhost');
    trunk.send(octets(`${info.join('\r\n')}\r\n\r\n${body}`));
    await expect.poll(() => events).toContainEqual({ kind: 'key', key: '#' });
    hangUp();
    expect(await ended).toMatchObject({ end: { how: 'hung-up', mediaProblem: undefined } });
    await expect.poll(() => isOf('BYE', trunk.requests)).toBe(true);
  });

  it('sends no sound while a re-INVITE holds the call, and all of it after', async () => {
    const phone = createSocket('udp4');
    await new Promise<void>((resolve) => phone.bind(0, '127.0.0.1', resolve));
    closers.push(() => phone.close());
    let packets = 0;
    phone.on('message', () => {
      packets += 1;
    });
    const media = (direction: string): string => `${MEDIA}m=audio ${phone.address().port} RTP/AVP 0\r\na=${direction}\r\n`;
    const trunk = await udpTrunk(({ method }) => ({
      status: 200,
      ...(method === 'INVITE' && { description: media('sendrecv') }),
    }));
    const { events, hangUp, ended } = dial(trunkOf(trunk.port));
    await expect.poll(() => packets).toBeGreaterThan(1);
    const offer = (count: number, direction: string): void => {
      const envelope = trunk.requests[0]?.envelope;
      const head = [
        'INVITE sip:us SIP/2.0',
        `Via: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK${count}`,
        'From: <sip:phone@localhost>;tag=phone',
        `To: <sip:us>;tag=${envelope?.fromTag}`,
        `Call-ID: ${envelope?.callId}`,
        `CSeq: ${count} INVITE`,
        'Contact: <sip:phone@127.0.0.1>',
        'Content-Type: application/sdp',
      ];
      trunk.send(octets(`${head.join('\r\n')}\r\n\r\n${media(direction)}`));
      trunk.send(octets(`${head.join('\r\n').replaceAll('INVITE', 'ACK').replace('z9hG4bK', 'z9hG4bKack')}\r\n\r\n`));
    };
    offer(1, 'sendonly');
    const packetsMeanwhile = async (): Promise<number> => {
      const before = packets;
      await new Promise((resolve) => setTimeout(resolve, 100));
      return packets - before;
    };
    await expect.poll(packetsMeanwhile).toBe(0);
    const held = packets;
    offer(2, 'sendrecv');
    await expect.poll(() => packets).toBeGreaterThan(held);
    hangUp();
    expect(await ended).toMatchObject({ end: { how: 'hung-up' } });
    expect(events.map(({ kind }) => kind)).toEqual(['answered', 'ended']);
  });

  it('does not call a trunk whose certificate is of another authority', async () => {
    const trunk = await tlsTrunk(() => ({ status: 200 }));
    const { ended } = dial(trunkOf(trunk.port, { transport: 'TLS', host: 'localhost', authorityCertificate: '' }));
    expect(await ended).toMatchObject({ end: { how: 'unreachable', words: expect.stringMatching(/certificate/) } });
    expect(trunk.requests).toEqual([]);
  });

  it.each([
    ['description-missing', undefined],
    ['sdp-version', 'nonsense'],
    ['no-common-codec', `${MEDIA}m=audio 9 RTP/AVP 18\r\n`],
    ['audio-rejected', `${MEDIA}m=audio 0 RTP/AVP 0\r\n`],
  ])('hangs up an answer without usable sound: %s', async (mediaProblem, description) => {
    const trunk = await udpTrunk(({ method }) => ({
      status: 200,
      ...(method === 'INVITE' && description !== undefined && { description }),
    }));
    const { events, ended } = dial(trunkOf(trunk.port));
    expect(await ended).toMatchObject({ end: { how: 'hung-up', mediaProblem } });
    expect(events.map(({ kind }) => kind)).toEqual(['ended']);
    await expect.poll(() => isOf('BYE', trunk.requests)).toBe(true);
  });

  it.each(hasIpv6 ? ['localhost', '::1'] : ['localhost'])('finds a trunk at %s over UDP', async (host) => {
    const trunk = await udpTrunk(() => ({ status: 486 }), host === '::1' ? host : '127.0.0.1');
    expect(await dial(trunkOf(trunk.port, { host })).ended).toMatchObject({ end: { how: 'refused', sipStatus: 486 } });
  });

  it('says of a name that it is not known', async () => {
    // No name server is asked for a name without a part.
    const { ended } = dial(trunkOf(5060, { host: 'trunk..invalid' }));
    expect(await ended).toMatchObject({
      end: { how: 'unreachable', words: expect.stringMatching(/^the host name is not known/) },
    });
  });

  it('gives a silent trunk up after its time, with one INVITE sent again', async () => {
    const trunk = await udpTrunk(() => undefined);
    const { ended } = dial(trunkOf(trunk.port, { responseTimeoutMilliseconds: 900 }));
    expect(await ended).toMatchObject({ end: { how: 'timed-out', sipStatus: undefined } });
    expect(trunk.requests.map(({ method }) => method)).toEqual(['INVITE', 'INVITE']);
  });

  it('says who calls, and hides it where the caller is private', async () => {
    const shown = await udpTrunk(() => ({ status: 404 }));
    const asserting = { sendsAssertedIdentity: true, domain: 'voice.example.org', publicAddress: '192.0.2.7' };
    await dial(trunkOf(shown.port, asserting)).ended;
    expect(shown.requests[0]?.uri).toBe('sip:31612345678@voice.example.org');
    expect(fieldOf(shown, 'From')).toMatch(/^"Example IT" <sip:31201234567@voice\.example\.org>;tag=/);
    expect(fieldOf(shown, 'P-Asserted-Identity')).toBe('"Example IT" <sip:31201234567@voice.example.org>');
    expect(fieldOf(shown, 'Contact')).toMatch(/^<sip:192\.0\.2\.7:\d+>$/);
    expect(textOf(shown.requests[0]?.body ?? octets(''))).toContain('c=IN IP4 192.0.2.7');
    const hidden = await udpTrunk(() => ({ status: 404 }));
    await dial(trunkOf(hidden.port, asserting), true).ended;
    expect(fieldOf(hidden, 'From')).toMatch(/^"Anonymous" <sip:anonymous@anonymous\.invalid>;tag=/);
    expect(fieldOf(hidden, 'Privacy')).toBe('id');
  });

  it('knows whether the trunk is there', async () => {
    let status = 200;
    const trunk = await udpTrunk(() => ({ status }));
    const line = openPhoneLine(trunkOf(trunk.port), openMedia());
    closers.push(() => line.close());
    const notices: PingNotice[] = [];
    line.watch(30, (notice) => notices.push(notice));
    await expect.poll(() => notices[0]).toMatchObject({ kind: 'alive', sipStatus: 200 });
    status = 503;
    await expect.poll(() => notices.at(-1)).toMatchObject({ kind: 'dead', sipStatus: 503 });
  });

  it.each<[string, Partial<Trunk>]>([
    ['a public address that is a name', { publicAddress: 'voice.example.org' }],
    ['a domain with a line end', { domain: 'example.org\r\nX-Other: 1' }],
  ])('end a call that no message can hold, and nothing else: %s', async (_, changes) => {
    const trunk = await udpTrunk(() => ({ status: 486 }));
    expect(await dial(trunkOf(trunk.port, changes)).ended).toMatchObject({
      end: { how: 'unreachable', words: expect.stringMatching(/address|line end/) },
    });
    expect(trunk.requests).toEqual([]);
  });
});

describe('a connection that ends', () => {
  it('is told, and opened again for the health check', async () => {
    let isBroken = false;
    const trunk = await tlsTrunk(() => (isBroken ? undefined : { status: 200 }));
    const line = openPhoneLine(trunkOf(trunk.port, { transport: 'TLS', host: 'localhost' }), openMedia(), 50);
    closers.push(() => line.close());
    const notices: PingNotice[] = [];
    line.watch(20, (notice) => notices.push(notice));
    await expect.poll(() => notices.at(-1)?.kind).toBe('alive');
    isBroken = true;
    await expect.poll(() => trunk.requests.length).toBeGreaterThan(1);
    // Octets that are no SIP end the connection.
    trunk.send(octets('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n'));
    await expect.poll(() => notices.at(-1)?.kind).toBe('dead');
    isBroken = false;
    await expect.poll(() => notices.at(-1)?.kind).toBe('alive');
  });
});

describe('a trunk that is silent', () => {
  it('is asked from a new socket, for its name or our address may have changed; one with an account is not', async () => {
    let isSilent = true;
    const sources = new Set<number | undefined>();
    const answer: Parameters<typeof udpTrunk>[0] = ({ method, envelope }) => {
      if (method === 'OPTIONS') sources.add(envelope.via.port);
      if (method === 'REGISTER') return { status: 200, headers: [['Expires', '120']] };
      return isSilent ? undefined : { status: 200 };
    };
    const trunk = trunkOf((await udpTrunk(answer)).port, { responseTimeoutMilliseconds: 40 });
    const line = openPhoneLine(trunk, openMedia(), 20);
    closers.push(() => line.close());
    const notices: PingNotice[] = [];
    line.watch(20, (notice) => notices.push(notice));
    await expect.poll(() => sources.size).toBeGreaterThan(2);
    expect(notices[0]).toMatchObject({ kind: 'dead', words: 'no answer in time (0.04 s)' });
    isSilent = false;
    await expect.poll(() => notices.at(-1)?.kind).toBe('alive');
    isSilent = true;
    let isRegistered = false;
    line.register(600, ({ kind }) => {
      isRegistered = kind === 'registered';
    });
    await expect.poll(() => isRegistered && notices.at(-1)?.kind === 'dead').toBe(true);
    sources.clear();
    const count = notices.length;
    await expect.poll(() => notices.length).toBeGreaterThan(count + 3);
    expect(sources.size).toBe(1);
  });
});

describe('the SIP end of a trunk', () => {
  it('answers what belongs to no call, and counts what is no message', async () => {
    const replies: string[] = [];
    const socket = createSocket('udp4');
    await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
    closers.push(() => socket.close());
    socket.on('message', (bytes) => replies.push(textOf(bytes)));
    const end = await openSipEndpoint({
      ...trunkOf(socket.address().port),
      means: nodeSipMeans(),
      contactUser: undefined,
      product: undefined,
      inviteTimeoutMilliseconds: 1_000,
      connectTimeoutMilliseconds: 1_000,
      onLost: () => undefined,
    });
    if ('problem' in end) throw new Error(end.problem);
    closers.push(end.close);
    const to = end.agent.address.port ?? 0;
    const request = (method: string): Uint8Array =>
      octets(
        `${method} sip:us SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bK${method}\r\nFrom: <sip:x@y>;tag=1\r\nTo: <sip:us>\r\nCall-ID: ${method}\r\nCSeq: 1 ${method}\r\n\r\n`,
      );
    for (const bytes of [octets('\r\n\r\n'), octets('HELLO'), new Uint8Array(3_000).fill(0xff), request('ACK')])
      socket.send(bytes, to);
    for (const method of ['OPTIONS', 'INVITE', 'BYE']) socket.send(request(method), to);
    await expect.poll(() => replies.map((text) => text.slice(8, 11))).toEqual(['200', '603', '481']);
    expect([...end.refusals().values()].reduce((sum, count) => sum + count, 0)).toBe(3);
  });
});
