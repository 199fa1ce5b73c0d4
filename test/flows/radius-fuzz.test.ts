/** 100,000 random and mutated packets: the server answers afterwards, holds no more memory, and every packet is counted. */
import { afterEach, describe, expect, it } from 'vitest';
import { decodeReply } from '../../main/protocols/radius/request.ts';
import { radiusActivitySchema } from '../../shared/schemas/radius.ts';
import { createJunkPackets } from '../support/junk-packets.ts';
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

describe('junk', () => {
  it('is counted, packet by packet, and hurts nothing', { timeout: 60_000 }, async () => {
    const running = await startRadiusServer({
      remembersAsked: false,
      clients: [aRadiusClient({ requiresMessageAuthenticator: false, rejectText: '' })],
    });
    server = running;
    const peer = await openTestPeer(running.port);
    const nextJunk = createJunkPackets();
    const countAll = () =>
      radiusActivitySchema.parse(running.activity.activities()[0] ?? running.activity.activityOf(1 as never));
    // A mutated Access-Request is never a signed Status-Server: every packet counts as a request.
    const countSeen = () => countAll().requestCount;

    const residentBytes: number[] = [];
    for (let sent = 0; sent < PACKET_COUNT; ) {
      for (let i = 0; i < BURST; i += 1) peer.send(nextJunk());
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
