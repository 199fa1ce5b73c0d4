/** 100,000 random and mutated packets: the server answers afterwards, holds no more memory, and every packet is counted. */
import { afterEach, describe, expect, it } from 'vitest';
import { decodeReply } from '../../main/protocols/radius/request.ts';
import { radiusActivitySchema } from '../../shared/schemas/radius.ts';
import {
  anAccessRequest,
  aRadiusClient,
  CLIENT_SECRET,
  openTestPeer,
  type RadiusServer,
  startRadiusServer,
} from '../support/radius.ts';

const PACKET_COUNT = 100_000;
/** Packets sent before waiting that the server has counted them, so that no buffer of the system overflows. */
const BURST = 100;

let server: RadiusServer | undefined;
afterEach(() => server?.close());

/** xorshift32: the same packets in each run. */
function createChance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

describe('junk', () => {
  it('is counted, packet by packet, and hurts nothing', { timeout: 60_000 }, async () => {
    const running = await startRadiusServer({
      remembersAsked: false,
      clients: [aRadiusClient({ requiresMessageAuthenticator: false, rejectText: '' })],
    });
    server = running;
    const peer = await openTestPeer(running.port);
    const chance = createChance(20_261_120);
    const templates = [
      anAccessRequest(),
      anAccessRequest({
        attributes: [
          { type: 24, value: new Uint8Array(16) },
          { type: 33, value: new Uint8Array(40) },
        ],
      }),
      anAccessRequest({ attributes: [{ type: 26, value: Uint8Array.of(0, 0, 1, 55, 25, 4, 0, 0) }] }),
      anAccessRequest({ password: new Uint8Array(100).fill(65) }),
    ];
    const makeRandom = (): Uint8Array => {
      const bytes = Uint8Array.from({ length: chance(200) }, () => chance(256));
      // Half of them get past the length check, so that the attributes are read as well.
      if (bytes.length >= 20 && chance(2) === 0) bytes.set([chance(2) === 0 ? 1 : 12, chance(256), 0, bytes.length]);
      return bytes;
    };
    const makeMutated = (): Uint8Array => {
      const bytes = (templates[chance(templates.length)] ?? new Uint8Array(20)).slice();
      for (let changes = chance(4); changes >= 0; changes -= 1) bytes[chance(bytes.length)] = chance(256);
      return chance(10) === 0 ? bytes.subarray(0, chance(bytes.length)) : bytes;
    };
    const countAll = () =>
      radiusActivitySchema.parse(running.activity.activities()[0] ?? running.activity.activityOf(1 as never));
    // A mutated Access-Request is never a signed Status-Server: every packet counts as a request.
    const countSeen = () => countAll().requestCount;

    const residentBytes: number[] = [];
    for (let sent = 0; sent < PACKET_COUNT; ) {
      for (let i = 0; i < BURST; i += 1) peer.send(chance(2) === 0 ? makeRandom() : makeMutated());
      sent += BURST;
      while (countSeen() < sent) await new Promise((resolve) => setImmediate(resolve));
      if (sent % (PACKET_COUNT / 4) === 0) residentBytes.push(process.memoryUsage().rss);
    }

    const activity = countAll();
    const discards = Object.values(activity.discards).reduce((sum, count) => sum + count, 0);
    expect(activity.requestCount).toBe(PACKET_COUNT);
    expect(activity.acceptCount + activity.rejectCount + activity.challengeCount + activity.duplicateCount + discards).toBe(
      PACKET_COUNT,
    );
    expect(Object.keys(activity.discards).length).toBeGreaterThanOrEqual(9);
    expect(running.activity.discards()).toEqual({});
    expect(running.failures).toEqual([]);
    // From the second quarter on it is stable: 50,000 packets more cost under 40 MB.
    expect((residentBytes[3] ?? 0) - (residentBytes[1] ?? 0)).toBeLessThan(40_000_000);

    const last = await openTestPeer(running.port);
    const request = anAccessRequest();
    last.send(request);
    const [reply] = await last.take();
    expect(decodeReply(reply ?? new Uint8Array(0), request, CLIENT_SECRET)).toMatchObject({ code: 2 });
    last.close();
    peer.close();
  });
});
