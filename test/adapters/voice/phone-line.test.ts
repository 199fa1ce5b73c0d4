/** A line against a trunk of a few lines that says what the test wants, where sipp cannot: over TLS, and with nonsense. */
import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import { afterEach, describe, expect, it } from 'vitest';
import type { LineEvent } from '../../../main/adapters/voice/line-call.ts';
import { openMediaClock } from '../../../main/adapters/voice/media-clock.ts';
import { nodeSipMeans } from '../../../main/adapters/voice/node-sip-means.ts';
import { openPhoneLine } from '../../../main/adapters/voice/phone-line.ts';
import { openPhoneLines, type PhoneLines } from '../../../main/adapters/voice/phone-lines.ts';
import { openSipEndpoint } from '../../../main/adapters/voice/sip-endpoint.ts';
import type { Trunk } from '../../../main/adapters/voice/trunk.ts';
import { formatMessage, header, headerValue, type IncomingRequest, responseTo } from '../../../main/protocols/sip/message.ts';
import type { PingNotice } from '../../../main/protocols/sip/options-ping.ts';
import { parseMessage } from '../../../main/protocols/sip/parse-message.ts';
import { EMPTY_STREAM, splitStream } from '../../../main/protocols/sip/stream-splitter.ts';
import { TEST_AUTHORITY, TEST_CERTIFICATE, TEST_CERTIFICATE_KEY } from '../../support/test-certificate.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** What the trunk answers; undefined for nothing. */
type Answer = (request: IncomingRequest) => { readonly status: number; readonly description?: string } | undefined;
type FakeTrunk = { readonly port: number; readonly requests: IncomingRequest[]; send(bytes: Uint8Array): void };

const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const octets = (text: string): Uint8Array => new TextEncoder().encode(text);

function replyTo(bytes: Uint8Array, requests: IncomingRequest[], answer: Answer): Uint8Array | undefined {
  const parsed = parseMessage(bytes);
  if (!parsed.ok || parsed.message.kind !== 'request') return undefined;
  requests.push(parsed.message);
  const given = answer(parsed.message);
  if (given === undefined || parsed.message.method === 'ACK') return undefined;
  const { status, description } = given;
  const headers = [header('Contact', '<sip:phone@127.0.0.1>')];
  if (description !== undefined) headers.push(header('Content-Type', 'application/sdp'));
  return formatMessage(responseTo(parsed.message, status, { toTag: 'phone', headers, body: octets(description ?? '') }));
}

async function udpTrunk(answer: Answer): Promise<FakeTrunk> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const requests: IncomingRequest[] = [];
  let caller = 0;
  socket.on('message', (bytes, { port }) => {
    caller = port;
    const reply = replyTo(bytes, requests, answer);
    if (reply !== undefined) socket.send(reply, port, '127.0.0.1');
  });
  closers.push(() => socket.close());
  return { port: socket.address().port, requests, send: (bytes) => socket.send(bytes, caller, '127.0.0.1') };
}

async function tlsTrunk(answer: Answer): Promise<FakeTrunk> {
  const requests: IncomingRequest[] = [];
  let send = (_bytes: Uint8Array): void => undefined;
  const server = createServer({ cert: TEST_CERTIFICATE, key: TEST_CERTIFICATE_KEY }, (socket) => {
    let rest = EMPTY_STREAM;
    send = (bytes) => socket.write(bytes);
    socket.on('error', () => undefined);
    closers.push(() => socket.destroy());
    socket.on('data', (bytes: Uint8Array) => {
      const split = splitStream(rest, bytes);
      rest = split.rest;
      for (const message of split.messages) {
        const reply = replyTo(message, requests, answer);
        if (reply !== undefined) socket.write(reply);
      }
    });
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return { port: (server.address() as AddressInfo).port, requests, send: (bytes) => send(bytes) };
}

function trunkOf(port: number, changes: Partial<Trunk> = {}): Trunk {
  return {
    transport: 'UDP',
    host: '127.0.0.1',
    port,
    localPort: 0,
    domain: '',
    account: undefined,
    publicAddress: '',
    isMediaSymmetric: false,
    usesSrtp: false,
    codecs: ['PCMU'],
    authorityCertificate: TEST_AUTHORITY,
    sendsAssertedIdentity: false,
    mediaPorts: { from: 40_000, to: 44_999 },
    responseTimeoutMilliseconds: 400,
    ...changes,
  };
}

/** One call; what is done at each event is the test's. */
function dial(trunk: Trunk, isPrivate = false): { events: LineEvent[]; hangUp: () => void; ended: Promise<LineEvent> } {
  const line = openPhoneLine(trunk, openMediaClock());
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
    const line = openPhoneLine(trunkOf(trunk.port), openMediaClock());
    closers.push(() => line.close());
    const notices: PingNotice[] = [];
    line.watch(30, (notice) => notices.push(notice));
    await expect.poll(() => notices[0]).toMatchObject({ kind: 'alive', sipStatus: 200 });
    status = 503;
    await expect.poll(() => notices.at(-1)).toMatchObject({ kind: 'dead', sipStatus: 503 });
  });
});

describe('a connection that ends', () => {
  it('is told, and opened again for the health check', async () => {
    let isBroken = false;
    const trunk = await tlsTrunk(() => (isBroken ? undefined : { status: 200 }));
    const line = openPhoneLine(trunkOf(trunk.port, { transport: 'TLS', host: 'localhost' }), openMediaClock(), 50);
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

describe('several trunks', () => {
  const order = {
    number: '31612345678',
    callerId: { number: '31201234567', displayName: undefined, isPrivate: false },
    answerTimeoutMilliseconds: 5_000,
  };
  const linesTo = (ports: readonly number[]): PhoneLines => {
    const trunks = ports.map((port, at) => ({ name: `trunk ${at}`, trunk: trunkOf(port) }));
    const lines = openPhoneLines(trunks, openMediaClock());
    closers.push(() => lines.close());
    return lines;
  };
  const callBy = (lines: PhoneLines): Promise<readonly string[]> =>
    new Promise((resolve) => {
      const told: string[] = [];
      lines.call(order, (event) => {
        told.push(event.kind === 'passed-over' ? `${event.trunk}: ${event.end.sipStatus ?? event.end.how}` : event.kind);
        if (event.kind === 'ended') resolve([...told, `${event.end.sipStatus ?? event.end.how}`]);
      });
    });

  it.each([500, 503, 403, undefined])(
    'go on to the next where the first fails with %s, and ask it last from then on',
    async (status) => {
      const first = await udpTrunk(() => (status === undefined ? undefined : { status }));
      const second = await udpTrunk(() => ({ status: 486 }));
      const lines = linesTo([first.port, second.port]);
      expect(await callBy(lines)).toEqual([`trunk 0: ${status ?? 'timed-out'}`, 'ended', '486']);
      const asked = first.requests.length;
      expect(await callBy(lines)).toEqual(['ended', '486']);
      expect(first.requests.length).toBe(asked);
    },
  );

  it.each([404, 480, 486, 603])('do not call a phone twice that has said %i', async (status) => {
    const first = await udpTrunk(() => ({ status }));
    const second = await udpTrunk(() => ({ status: 486 }));
    expect(await callBy(linesTo([first.port, second.port]))).toEqual(['ended', `${status}`]);
    expect(second.requests).toEqual([]);
  });

  it('tell the last failure when every trunk fails, and try them all again for the next call', async () => {
    const both = [await udpTrunk(() => ({ status: 503 })), await udpTrunk(() => ({ status: 500 }))];
    const lines = linesTo(both.map(({ port }) => port));
    expect(await callBy(lines)).toEqual(['trunk 0: 503', 'ended', '500']);
    expect(await callBy(lines)).toEqual(['trunk 0: 503', 'ended', '500']);
  });

  it('ask no other trunk once the call is hung up', async () => {
    const first = await udpTrunk(() => undefined);
    const second = await udpTrunk(() => ({ status: 486 }));
    const ended = new Promise<LineEvent>((resolve) => {
      const call = linesTo([first.port, second.port]).call(order, (event) => event.kind === 'ended' && resolve(event));
      void expect
        .poll(() => first.requests.length)
        .toBe(1)
        .then(() => call.hangUp());
    });
    await ended;
    expect(second.requests).toEqual([]);
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
