/** 100,000 random and mutated packets to the port of a whole engine in a process of its own. */
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { connect } from '../../main/cli/connect.ts';
import { mustRun, newFolder, removeFolder, serveEngine } from '../support/engine-process.ts';
import { createJunkPackets } from '../support/junk-packets.ts';
import { SHARED_SECRET } from '../support/radius.ts';
import { sendAll } from '../support/radius-sender.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { tokensCsv } from '../support/tokens-csv.ts';
import { currentTotp } from '../support/totp.ts';

const missing = missingPrograms('oathtool');
const PACKET_COUNT = 100_000;
/** Packets sent before waiting that the engine has counted them, so that no buffer of the system overflows. */
const BURST = 400;
const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const folder = newFolder();

describe.skipIf(missing !== '')(`junk for a whole engine ${missing}`, () => {
  afterAll(() => removeFolder(folder));

  it('is counted packet by packet, grows nothing, and a right code is accepted afterwards', async () => {
    const data = join(folder, 'data');
    writeFileSync(join(folder, 'tokens.csv'), tokensCsv(1, SEED));
    await mustRun(['token', 'import', join(folder, 'tokens.csv'), '--create-users', '--data', data]);
    const client = ['radius-client', 'add', 'VPN', '127.0.0.1', '--secret', SHARED_SECRET, '--no-require-message-authenticator'];
    await mustRun([...client, '--data', data]);
    const engine = await serveEngine(data);
    const connected = await connect(data, () => undefined);
    const socket = createSocket('udp4');
    try {
      const activity = async () => {
        const [only] = await connected.client.radiusClients.activity({});
        return only;
      };
      const residentBytes = () =>
        Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${engine.process.pid}/status`, 'utf8'))?.[1]) * 1024;
      const nextJunk = createJunkPackets();
      const resident: number[] = [];
      for (let sent = 0; sent < PACKET_COUNT; ) {
        for (let i = 0; i < BURST; i += 1) socket.send(nextJunk(), engine.radiusPort, '127.0.0.1');
        sent += BURST;
        while (((await activity())?.requestCount ?? 0) < sent) await new Promise((resolve) => setTimeout(resolve, 2));
        if (sent % (PACKET_COUNT / 4) === 0) resident.push(residentBytes());
      }
      const counted = await activity();
      expect(counted?.requestCount).toBe(PACKET_COUNT);
      expect(Object.keys(counted?.discards ?? {}).length).toBeGreaterThanOrEqual(9);
      expect(counted?.acceptCount).toBe(0);
      // From the second quarter on it is stable: 50,000 packets more cost under 60 MB, caches of three threads included.
      expect((resident[3] ?? 0) - (resident[1] ?? 0)).toBeLessThan(60_000_000);
      const request = { username: 'user0', password: currentTotp(SEED) };
      const answers = await sendAll([request], {
        port: engine.radiusPort,
        sharedSecret: SHARED_SECRET,
        inFlight: 1,
        timeoutMilliseconds: 10_000,
      });
      expect(answers).toEqual([{ ...request, kind: 'accept' }]);
    } finally {
      socket.close();
      await once(socket, 'close');
      await connected.close();
      await engine.stop();
    }
  }, 120_000);
});
