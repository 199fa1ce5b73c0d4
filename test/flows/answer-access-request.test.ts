import { createHash, randomBytes } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { Decision } from '../../main/engine/authentication/decision.ts';
import { createTestRadiusClient } from '../../main/flows/test-radius-client.ts';
import { encodePacket, listAttributes, type RadiusAttribute, type RadiusPacket } from '../../main/protocols/radius/packet.ts';
import { decodeReply, encodeSigned } from '../../main/protocols/radius/request.ts';
import { hidePassword } from '../../main/protocols/radius/user-password.ts';
import type { RadiusClientWithSecret } from '../../main/store/port.ts';
import type { RadiusClientId } from '../../shared/ids.ts';
import { radiusActivitySchema } from '../../shared/schemas/radius.ts';
import {
  accept,
  anAccessRequest,
  aRadiusClient,
  CLIENT_SECRET,
  decide,
  openTestPeer,
  passwordOf,
  type RadiusServer,
  reject,
  startRadiusServer,
  type TestPeer,
} from '../support/radius.ts';

const CLIENT = 1 as RadiusClientId;
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function start(over: Parameters<typeof startRadiusServer>[0] = {}): Promise<{ server: RadiusServer; peer: TestPeer }> {
  const server = await startRadiusServer(over);
  const peer = await openTestPeer(server.port);
  closing.push(peer.close, server.close);
  return { server, peer };
}
async function ask(peer: TestPeer, request: Uint8Array): Promise<RadiusPacket> {
  peer.send(request);
  return read(await peer.take(), request);
}
function read([bytes]: readonly Uint8Array[], request: Uint8Array): RadiusPacket {
  const reply = decodeReply(bytes ?? new Uint8Array(0), request, CLIENT_SECRET);
  if (typeof reply === 'string') throw new Error(reply);
  return reply;
}
const typesOf = (packet: RadiusPacket): number[] => listAttributes(packet).map(({ type }) => type);
const textOf = (packet: RadiusPacket, type: number): string =>
  listAttributes(packet)
    .filter((attribute) => attribute.type === type)
    .map(({ value }) => new TextDecoder().decode(value))
    .join('');
/** A request without Message-Authenticator. */
const anUnsignedRequest = (attributes?: RadiusAttribute[]): Uint8Array => {
  const authenticator = randomBytes(16);
  return encodePacket({
    code: 1,
    identifier: 3,
    authenticator,
    attributes: attributes ?? [
      { type: 1, value: utf8('user1') },
      { type: 2, value: hidePassword(utf8('123456'), authenticator, CLIENT_SECRET) },
    ],
  });
};
const aSignedRequest = (attributes: readonly RadiusAttribute[], code: 1 | 2 | 12 = 1): Uint8Array =>
  encodeSigned(code, { identifier: 4, authenticator: randomBytes(16), secret: CLIENT_SECRET }, attributes);
const activityOf = (server: RadiusServer) => radiusActivitySchema.parse(server.activity.activityOf(CLIENT));

describe('a datagram that is answered', () => {
  it('is accepted with the accept text and the reply attributes, Message-Authenticator first', async () => {
    const { server, peer } = await start({
      clients: [aRadiusClient({ acceptText: 'Welcome', replyAttributes: [{ type: 25, format: 'text', value: 'Sales' }] })],
    });
    const reply = await ask(peer, anAccessRequest({ attributes: [{ type: 31, value: utf8('203.0.113.9') }] }));
    expect(reply.code).toBe(2);
    expect(typesOf(reply)).toEqual([80, 18, 25]);
    expect(textOf(reply, 18)).toBe('Welcome');
    const [asked] = server.asked;
    expect(asked).toMatchObject({ username: 'user1', password: '123456' });
    expect(asked?.request).toMatchObject({
      clientAddress: '127.0.0.1',
      callingAddress: '203.0.113.9',
      challengeId: undefined,
      application: { name: 'VPN', type: 'radius' },
    });
    expect(asked?.request.sessionId).toMatch(/^[0-9a-f]{32}$/);
  });

  it('is rejected with the neutral text', async () => {
    const { peer } = await start();
    const reply = await ask(peer, anAccessRequest({ code: '000000' }));
    expect(reply.code).toBe(3);
    expect(typesOf(reply)).toEqual([80, 18]);
    expect(textOf(reply, 18)).toBe('Access denied');
  });

  it('is challenged with State, and the answer carries the same attributes as a direct accept', async () => {
    const state = randomBytes(16);
    const { server, peer } = await start({
      clients: [
        aRadiusClient({ challengeText: 'Enter the code', replyAttributes: [{ type: 27, format: 'integer', value: '60' }] }),
      ],
      authenticate: async (request) =>
        decide(
          request.challengeId === undefined
            ? { kind: 'challenge', result: 'OATH_CODE_PENDING', reason: 'challenge-sent', state }
            : accept,
        ),
    });
    const challenge = await ask(peer, anAccessRequest());
    expect(challenge.code).toBe(11);
    expect(typesOf(challenge)).toEqual([80, 24, 18]);
    expect(textOf(challenge, 18)).toBe('Enter the code');
    const reply = await ask(peer, anAccessRequest({ identifier: 2, attributes: [{ type: 24, value: state }] }));
    expect(reply.code).toBe(2);
    expect(typesOf(reply)).toEqual([80, 27]);
    expect(server.asked[1]?.request.challengeId).toBe(createHash('sha256').update(state).digest('hex'));
  });

  it('gets the verdict of the guard that missed', async () => {
    const { peer } = await start({
      authenticate: async () => decide(accept, [accept, reject]),
      commit: async () => ({ isDone: false, missed: 1 }),
    });
    expect((await ask(peer, anAccessRequest())).code).toBe(3);
  });

  it('gets its Proxy-States back unchanged and in order in each kind of reply', async () => {
    const { peer } = await start();
    for (const code of ['123456', '000000']) {
      const proxies = ['one', 'two', 'three'].map((text) => ({ type: 33, value: utf8(text) }));
      expect(textOf(await ask(peer, anAccessRequest({ code, attributes: proxies })), 33)).toBe('onetwothree');
    }
  });

  it('is Status-Server, accepted without the engine (RFC 5997)', async () => {
    const { server, peer } = await start();
    const reply = await ask(peer, aSignedRequest([], 12));
    expect(reply.code).toBe(2);
    expect(typesOf(reply)).toEqual([80]);
    expect(server.asked).toEqual([]);
    expect(activityOf(server).recent[0]?.reply).toBe('status');
  });

  it('may hold a password that is not UTF-8', async () => {
    let seen: number[] = [];
    const { peer } = await start({
      authenticate: async (request) => {
        seen = [...request.password.reveal()];
        return decide(reject);
      },
    });
    await ask(peer, anAccessRequest({ password: Uint8Array.of(0xff, 0xfe, 1) }));
    expect(seen).toEqual([0xff, 0xfe, 1]);
  });
});

describe('a datagram that is sent again', () => {
  it('joins the running request and gets the one answer', async () => {
    let release = (_decision: Decision): void => {};
    const { server, peer } = await start({
      authenticate: () =>
        new Promise((resolve) => {
          release = resolve;
        }),
    });
    const request = anAccessRequest();
    peer.send(request);
    peer.send(request);
    expect(await peer.isSilent()).toBe(true);
    release(decide(accept));
    expect(read(await peer.take(), request).code).toBe(2);
    expect(await peer.isSilent()).toBe(true);
    expect(server.asked).toHaveLength(1);
    expect(activityOf(server)).toMatchObject({ requestCount: 2, acceptCount: 1, duplicateCount: 1 });
  });

  it('gets the same bytes after the answer, without the engine', async () => {
    const { server, peer } = await start();
    const request = anAccessRequest();
    peer.send(request);
    const [first] = await peer.take();
    peer.send(request);
    const [second] = await peer.take();
    expect(second).toEqual(first);
    expect(server.asked).toHaveLength(1);
  });

  it('is a new request with another authenticator, and the answer to the old one is not sent any more', async () => {
    const releases: ((decision: Decision) => void)[] = [];
    const { server, peer } = await start({
      authenticate: () =>
        new Promise((resolve) => {
          releases.push(resolve);
        }),
    });
    const second = anAccessRequest();
    peer.send(anAccessRequest());
    peer.send(second);
    await expect.poll(() => server.asked.length).toBe(2);
    releases[0]?.(decide(accept));
    expect(await peer.isSilent()).toBe(true);
    releases[1]?.(decide(accept));
    read(await peer.take(), second);
  });

  it('joins a reject that waits for its time', async () => {
    const { peer } = await start({ rejectDelaySeconds: 0.3 });
    const request = anAccessRequest({ code: '000000' });
    peer.send(request);
    expect(await peer.isSilent(100)).toBe(true);
    peer.send(request);
    expect(await peer.isSilent(100)).toBe(true);
    await peer.take();
    expect(await peer.isSilent(200)).toBe(true);
  });
});

describe('reject delay', () => {
  it('counts from the arrival, whatever the work took; accepts do not wait', async () => {
    const { peer } = await start({
      rejectDelaySeconds: 0.4,
      authenticate: async (request) => {
        if (request.username === 'slow') await new Promise((resolve) => setTimeout(resolve, 200));
        return decide(passwordOf(request) === '123456' ? accept : reject);
      },
    });
    const sentAt = performance.now();
    peer.send(anAccessRequest({ identifier: 1, username: 'slow', code: '0' }));
    peer.send(anAccessRequest({ identifier: 2, username: 'fast', code: '0' }));
    peer.send(anAccessRequest({ identifier: 3 }));
    await peer.take(3);
    expect(peer.received[0]?.bytes[1]).toBe(3);
    for (const { at } of peer.received.slice(1)) expect(at - sentAt).toBeGreaterThanOrEqual(395);
    expect(Math.abs((peer.received[1]?.at ?? 0) - (peer.received[2]?.at ?? 0))).toBeLessThan(100);
  });
});

describe('a datagram that is not answered', () => {
  const wrongLength = { type: 2, value: new Uint8Array(15) };
  const name = { type: 1, value: utf8('user1') };
  const password = { type: 2, value: new Uint8Array(16) };
  it.each([
    ['too-short', () => new Uint8Array(5)],
    ['too-long', () => new Uint8Array(4097)],
    ['length-mismatch', () => Uint8Array.from([1, 1, 0, 99, ...new Uint8Array(16)])],
    ['attribute-malformed', () => Uint8Array.from([1, 1, 0, 22, ...new Uint8Array(16), 1, 1])],
    ['code-unsupported', () => aSignedRequest([name], 2)],
    ['message-authenticator-missing', () => anUnsignedRequest()],
    ['message-authenticator-missing', () => Uint8Array.from([12, 1, 0, 20, ...new Uint8Array(16)])],
    ['message-authenticator-invalid', () => anAccessRequest().with(-1, 77)],
    ['message-authenticator-repeated', () => aSignedRequest([{ type: 80, value: new Uint8Array(16) }])],
    ['password-missing', () => aSignedRequest([name])],
    ['password-length', () => aSignedRequest([name, wrongLength])],
    ['username-missing', () => aSignedRequest([password])],
    ['username-missing', () => aSignedRequest([{ type: 1, value: new Uint8Array(0) }, password])],
    ['attribute-conflict', () => aSignedRequest([name, password, { type: 3, value: new Uint8Array(17) }])],
    ['attribute-conflict', () => aSignedRequest([name, password, { type: 79, value: new Uint8Array(5) }])],
    ['attribute-conflict', () => aSignedRequest([name, name, password])],
    [
      'too-long',
      () => aSignedRequest([name, password, ...Array.from({ length: 15 }, () => ({ type: 33, value: new Uint8Array(253) }))]),
    ],
  ] as const)('is counted as %s', async (kind, make) => {
    const { server, peer } = await start({ clients: [aRadiusClient({ rejectText: 'No '.repeat(85) })] });
    peer.send(make());
    await expect.poll(() => activityOf(server).discards).toEqual({ [kind]: 1 });
    expect(await peer.isSilent(30)).toBe(true);
    expect(server.asked).toEqual([]);
    expect(activityOf(server)).toMatchObject({ requestCount: 1, lastError: { kind } });
  });

  it('is unsigned EAP, even from a client that need not sign (RFC 3579 §3.1)', async () => {
    const { server, peer } = await start({ clients: [aRadiusClient({ requiresMessageAuthenticator: false })] });
    peer.send(anUnsignedRequest([name, { type: 79, value: new Uint8Array(5) }]));
    await expect.poll(() => activityOf(server).discards).toEqual({ 'message-authenticator-missing': 1 });
    expect((await ask(peer, anUnsignedRequest())).code).toBe(2);
    expect(activityOf(server).sendsMessageAuthenticator).toBe(false);
  });

  it('comes from nobody known, or from a disabled client', async () => {
    const { server, peer } = await start({ clients: [aRadiusClient({ address: '192.0.2.0/24' })] });
    peer.send(anAccessRequest());
    await expect.poll(() => server.activity.discards()).toEqual({ 'unknown-source': 1 });
    server.clients.replace([aRadiusClient({ isEnabled: false })]);
    peer.send(anAccessRequest());
    await expect.poll(() => activityOf(server).discards).toEqual({ 'client-disabled': 1 });
    expect(server.asked).toEqual([]);
  });

  it.each([
    ['the store', { commit: () => Promise.reject(new Error('disk full')) }],
    ['the engine', { authenticate: () => Promise.reject(new Error('broken')) }],
    ['a guard without verdict', { commit: async () => ({ isDone: false, missed: 0 }) as const }],
    ['a challenge without State', { authenticate: async () => decide({ ...accept, kind: 'challenge' }) }],
  ] as const)('is lost by %s: nothing is sent, and its copy is tried again', async (_what, broken) => {
    const { server, peer } = await start(broken);
    const request = anAccessRequest();
    for (const count of [1, 2]) {
      peer.send(request);
      await expect.poll(() => activityOf(server).discards).toEqual({ 'store-failed': count });
    }
    expect(await peer.isSilent(50)).toBe(true);
    expect(server.asked).toHaveLength(2);
    expect(server.failures).toHaveLength(1);
    expect(server.duplicates.size()).toBe(0);
  });

  it('is over the number of requests in flight', async () => {
    const { server, peer } = await start({ inFlightMax: 2, authenticate: () => new Promise(() => {}) });
    for (let identifier = 0; identifier < 5; identifier += 1) peer.send(anAccessRequest({ identifier }));
    await expect.poll(() => activityOf(server).discards).toEqual({ overload: 3 });
  });
});

describe('password protocols that need no PAP', () => {
  const name = { type: 1, value: utf8('user1') };
  it.each([
    ['chap', [{ type: 3, value: new Uint8Array(17) }]],
    ['mschap', [{ type: 26, value: Uint8Array.of(0, 0, 1, 55, 25, 4, 0, 0) }]],
    ['eap', [{ type: 79, value: Uint8Array.of(2, 42, 0, 5, 1) }]],
  ] as const)('%s is rejected, counted and shown, never accepted', async (protocol, attributes) => {
    const { server, peer } = await start({ authenticate: async () => decide(accept) });
    const reply = await ask(peer, aSignedRequest([name, ...attributes]));
    expect(reply.code).toBe(3);
    if (protocol === 'eap') expect([...(listAttributes(reply)[1]?.value ?? [])]).toEqual([4, 42, 0, 4]);
    expect(server.asked).toEqual([]);
    const activity = activityOf(server);
    expect(activity).toMatchObject({ discards: { 'protocol-unsupported': 1 }, rejectCount: 0, requestCount: 1 });
    expect(activity.recent[0]).toMatchObject({ protocol, reply: 'reject', discard: 'protocol-unsupported', username: 'user1' });
  });
});

describe('the source of a datagram', () => {
  it('is the client with the longest prefix', async () => {
    const { server } = await start({
      clients: [
        aRadiusClient({ id: 1, address: '0.0.0.0/0' }),
        aRadiusClient({ id: 2, address: '10.0.0.0/8' }),
        aRadiusClient({ id: 3, address: '10.1.2.3' }),
        aRadiusClient({ id: 4, address: '2001:db8::/32' }),
      ],
    });
    const idOf = (address: string) => server.clients.find(address, 1)?.client.id;
    expect(['10.1.2.3', '10.9.9.9', '192.0.2.1', '::ffff:10.1.2.3', '2001:db8::5', '::1'].map(idOf)).toEqual([
      3,
      2,
      1,
      3,
      4,
      undefined,
    ]);
    expect(server.clients.find('::ffff:10.1.2.3', 1)?.address).toBe('10.1.2.3');
  });

  it('cannot be a client whose reply attributes cannot be encoded', async () => {
    const { server } = await start();
    const broken = aRadiusClient({ replyAttributes: [{ type: 11, format: 'hex', value: 'zz' }] });
    expect(server.clients.replace([broken])).toEqual([{ id: 1, problem: 'reply attribute 11: hex-invalid' }]);
    expect(server.clients.find('127.0.0.1', 1)?.client.isEnabled).toBe(false);
  });

  it("is that client's for the test button, for as long as the test runs", async () => {
    const stored: RadiusClientWithSecret[] = [aRadiusClient({ address: '192.0.2.1' })];
    const { server } = await start({ clients: stored });
    const test = createTestRadiusClient({
      store: { radiusClients: async () => stored },
      clients: server.clients,
      listeners: server.listeners,
      activity: server.activity,
      rejectDelaySeconds: () => 0,
    });
    const good = await test({ clientId: CLIENT, username: 'user1', password: '123456' });
    expect(good.outcome).toBe('accept');
    const bad = await test({ clientId: CLIENT, username: 'user1', password: '1' });
    expect(bad).toMatchObject({ outcome: 'reject', replyMessage: 'Access denied' });
    expect(bad.attributes[0]).toMatchObject({ type: 80, name: 'Message-Authenticator' });
    expect(server.clients.find('127.0.0.1', 9)).toBeUndefined();
    await expect(test({ clientId: 9 as RadiusClientId, username: 'u', password: 'p' })).rejects.toMatchObject({
      code: 'RADIUS_CLIENT_NOT_FOUND',
    });
    // Discarded: the test does not sit out the client's time.
    server.clients.replace([aRadiusClient({ address: '192.0.2.1', isEnabled: false })]);
    const startedAt = performance.now();
    expect(await test({ clientId: CLIENT, username: 'user1', password: '123456' })).toMatchObject({ outcome: 'no-answer' });
    expect(performance.now() - startedAt).toBeLessThan(30_000);
    await server.listeners.close();
    await expect(test({ clientId: CLIENT, username: 'u', password: 'p' })).rejects.toMatchObject({
      code: 'RADIUS_TEST_NO_LISTENER',
    });
  });
});
