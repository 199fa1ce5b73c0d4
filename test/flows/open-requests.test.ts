/** RADIUS requests that wait for people: counted apart from those that run, bounded, and asked in any length of words. */
import { afterEach, describe, expect, it } from 'vitest';
import { nodeDigest } from '../../main/adapters/node-digest.ts';
import type { Pending, Verdict } from '../../main/engine/authentication/decision.ts';
import type { AuthenticationRequest } from '../../main/engine/authentication/request.ts';
import type { MessageCode } from '../../main/engine/ports.ts';
import { resendKeyOf } from '../../main/flows/resend-key.ts';
import { decodePacket, listAttributes, PACKET_MAX_BYTES, type RadiusAttribute } from '../../main/protocols/radius/packet.ts';
import { decodeReply } from '../../main/protocols/radius/request.ts';
import { radiusActivitySchema } from '../../shared/schemas/radius.ts';
import {
  accept,
  anAccessRequest,
  CLIENT_SECRET,
  decide,
  openTestPeer,
  passwordOf,
  reject,
  startRadiusServer,
} from '../support/radius.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const waitFor = (request: AuthenticationRequest): Verdict => ({
  kind: 'wait',
  result: 'SMS_SENT',
  reason: 'message-sent',
  pending: { stage: 'reply', codeId: request.username, request, until: Date.now() + 60_000 } as Pending,
});

/** The password `wait` waits; 123456 is right. */
async function start(over: Parameters<typeof startRadiusServer>[0] = {}) {
  const events: string[] = [];
  const server = await startRadiusServer({
    waiting: {
      reader: { findMessageCode: async () => ({ state: 'open' }) as MessageCode },
      authentication: {
        decide: async (request) =>
          decide(passwordOf(request) === 'wait' ? waitFor(request) : passwordOf(request) === '123456' ? accept : reject),
        proceed: async (_pending, { kind }) => {
          events.push(kind);
          return decide(kind === 'reply-came' ? accept : reject);
        },
      },
    },
    ...over,
  });
  const peer = await openTestPeer(server.port);
  closing.push(peer.close, server.close);
  return { server, peer, events };
}
const aWaiting = (number: number) => anAccessRequest({ identifier: number, username: `user${number}`, code: 'wait' });
const codesOf = (replies: readonly Uint8Array[]) => replies.map(([code]) => code);

describe('requests that stay open', () => {
  it('do not keep out those that have a code, however many wait', async () => {
    const { server, peer } = await start({ inFlightMax: 2 });
    for (let number = 1; number <= 5; number += 1) {
      peer.send(aWaiting(number));
      await expect.poll(() => server.runner.waitingCount()).toBe(number);
    }
    peer.send(anAccessRequest({ identifier: 9 }));
    expect(codesOf(await peer.take())).toEqual([2]);
    for (let number = 1; number <= 5; number += 1) server.runner.noteReply(`user${number}`);
    expect(codesOf(await peer.take(5))).toEqual([2, 2, 2, 2, 2]);
    expect(server.runner.waitingCount()).toBe(0);
  });

  it('are bounded: the one too many is refused, and a place that is free again is used', async () => {
    const { server, peer, events } = await start({ openMax: 2 });
    peer.send(aWaiting(1));
    peer.send(aWaiting(2));
    await expect.poll(() => server.runner.waitingCount()).toBe(2);
    peer.send(aWaiting(3));
    expect(codesOf(await peer.take())).toEqual([3]);
    expect(events).toEqual(['cancelled']);
    server.runner.noteReply('user1');
    expect(codesOf(await peer.take())).toEqual([2]);
    peer.send(aWaiting(4));
    await expect.poll(() => server.runner.waitingCount()).toBe(2);
  });

  it('are not answered when the engine stops; the next copy runs anew', async () => {
    const { server, peer } = await start();
    const request = aWaiting(1);
    peer.send(request);
    await expect.poll(() => server.runner.waitingCount()).toBe(1);
    server.runner.close();
    expect(await peer.isSilent()).toBe(true);
    expect(server.duplicates.size()).toBe(0);
    expect(server.failures).toEqual([]);
    expect(radiusActivitySchema.parse(server.activity.activityOf(1 as never)).discards).toEqual({});
  });
});

describe('the prompt of a challenge', () => {
  const challenge = (prompt: string | undefined): Verdict => ({
    kind: 'challenge',
    result: 'SMS_SENT',
    reason: 'message-sent',
    state: new Uint8Array(16),
    prompt,
  });
  const ask = async (prompt: string | undefined, proxyStates: readonly RadiusAttribute[] = []) => {
    const { peer } = await start({ authenticate: async () => decide(challenge(prompt)), waiting: {} });
    const request = anAccessRequest({ attributes: proxyStates });
    peer.send(request);
    const [bytes = new Uint8Array(0)] = await peer.take();
    const reply = decodeReply(bytes, request, CLIENT_SECRET);
    if (typeof reply === 'string') throw new Error(reply);
    const messages = listAttributes(reply).filter(({ type }) => type === 18);
    return { bytes, messages: messages.map(({ value }) => new TextDecoder('utf-8', { fatal: true }).decode(value)) };
  };

  it('is sent as it is', async () => {
    expect((await ask('Voer de code in die naar ••••678 is gestuurd')).messages).toEqual([
      'Voer de code in die naar ••••678 is gestuurd',
    ]);
  });

  it('goes into several attributes between characters where one is too short', async () => {
    const prompt = `x${'€'.repeat(200)}`;
    const { messages } = await ask(prompt);
    expect(messages.length).toBe(3);
    expect(messages.join('')).toBe(prompt);
  });

  it('is cut where Proxy-States leave no room for all of it', async () => {
    const prompt = 'é'.repeat(1000);
    const { bytes, messages } = await ask(
      prompt,
      Array.from({ length: 11 }, () => ({ type: 33, value: new Uint8Array(253) })),
    );
    expect(bytes.length).toBeLessThanOrEqual(PACKET_MAX_BYTES);
    expect(bytes.length).toBeGreaterThan(PACKET_MAX_BYTES - 8);
    expect(prompt.startsWith(messages.join(''))).toBe(true);
  });
});

describe('the key of copies', () => {
  const sha256 = nodeDigest.sha256;
  const keyOf = (
    attributes: readonly RadiusAttribute[],
    over: { username?: string; password?: string; identifier?: number } = {},
  ) => {
    const { password = 'secret', ...more } = over;
    const packet = decodePacket(anAccessRequest({ attributes, password: utf8(password), ...more }));
    if (typeof packet === 'string') throw new Error(packet);
    return resendKeyOf(packet, utf8(password), sha256);
  };
  const calling: RadiusAttribute = { type: 31, value: utf8('203.0.113.7') };
  const nasPort: RadiusAttribute = { type: 5, value: Uint8Array.of(0, 0, 0, 7) };
  const session: RadiusAttribute = { type: 44, value: utf8('0001') };

  it('is the same for a new packet of the same sign-in', () => {
    const key = keyOf([calling, nasPort]);
    expect(key).toMatch(/^[0-9a-f]{64}$/);
    expect(keyOf([calling, nasPort], { identifier: 77 })).toBe(key);
    const proxied = [calling, nasPort, { type: 33, value: utf8('proxy') }, { type: 55, value: new Uint8Array(4) }];
    expect(keyOf(proxied)).toBe(key);
  });

  it.each<[string, readonly RadiusAttribute[], Parameters<typeof keyOf>[1]]>([
    ['user', [calling, nasPort], { username: 'user2' }],
    ['password', [calling, nasPort], { password: 'secreT' }],
    ['address', [{ type: 31, value: utf8('203.0.113.8') }, nasPort], {}],
    ['port', [calling, { type: 5, value: Uint8Array.of(0, 0, 0, 8) }], {}],
    ['session', [calling, nasPort, session], {}],
    ['State', [calling, nasPort, { type: 24, value: new Uint8Array(16) }], {}],
  ])('differs by %s', (_what, attributes, over) => {
    expect(keyOf(attributes, over)).not.toBe(keyOf([calling, nasPort]));
  });

  it('is empty without an address and a session: NAS-Port alone tells too little', () => {
    expect(keyOf([])).toBe('');
    expect(keyOf([nasPort])).toBe('');
    expect(keyOf([{ type: 31, value: new Uint8Array(0) }])).toBe('');
    expect(keyOf([session])).not.toBe('');
  });
});
