/** kill -9 while 20,000 requests run: what was answered is on disk, and what was accepted is spent. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { mustRun, newFolder, removeFolder, serveEngine } from '../support/engine-process.ts';
import { type Answered, sendAll } from '../support/radius-sender.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { tokensCsv } from '../support/tokens-csv.ts';
import { currentTotp } from '../support/totp.ts';

const missing = missingPrograms('oathtool');
const SEED = 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP';
const SHARED_SECRET = 'kill-test-shared-secret';
const REQUESTS = 20_000;
const folder = newFolder();

describe.skipIf(missing !== '')(`kill -9 ${missing}`, () => {
  afterAll(() => removeFolder(folder));

  it('loses no answered request and revives no accepted code', async () => {
    const data = join(folder, 'data');
    writeFileSync(join(folder, 'tokens.csv'), tokensCsv(REQUESTS, SEED));
    await mustRun(['token', 'import', join(folder, 'tokens.csv'), '--create-users', '--data', data]);
    await mustRun(['radius-client', 'add', 'VPN', '127.0.0.1', '--secret', SHARED_SECRET, '--data', data]);

    const first = await serveEngine(data);
    const code = currentTotp(SEED);
    // Every tenth code is wrong: rejects count as answered requests too.
    const requests = Array.from({ length: REQUESTS }, (_, i) => ({
      username: `user${i}`,
      password: i % 10 === 9 ? String((Number(code) + 1) % 1_000_000).padStart(6, '0') : code,
    }));
    let isKilled = false;
    const answered = await sendAll(requests, {
      port: first.radiusPort,
      sharedSecret: SHARED_SECRET,
      inFlight: 512,
      timeoutMilliseconds: 3_000,
      onAnswer: (() => {
        let count = 0;
        return () => {
          count += 1;
          if (count === REQUESTS / 4) {
            isKilled = true;
            first.process.kill('SIGKILL');
          }
        };
      })(),
      isEnough: () => isKilled,
    });
    await first.stop('SIGKILL');
    const accepted = answered.filter((answer) => answer.kind === 'accept');
    expect(answered.length).toBeGreaterThanOrEqual(REQUESTS / 4);
    expect(accepted.length).toBeGreaterThan(1_000);

    const second = await serveEngine(data);
    const again: Answered[] = await sendAll(accepted, {
      port: second.radiusPort,
      sharedSecret: SHARED_SECRET,
      inFlight: 512,
      timeoutMilliseconds: 10_000,
    });
    expect(again.length).toBe(accepted.length);
    expect(again.filter((answer) => answer.kind !== 'reject')).toEqual([]);

    const log = (await mustRun(['attempts', '--json', '--limit', '1000000', '--data', data]))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    await second.stop();
    const granted = new Set(log.filter((row) => row.result.granted).map((row) => row.user));
    const denied = new Set(log.filter((row) => !row.result.granted).map((row) => row.user));
    expect(answered.filter((answer) => !(answer.kind === 'accept' ? granted : denied).has(answer.username))).toEqual([]);
    expect(log.filter((row) => row.result.number === 139).length).toBe(accepted.length);
  }, 180_000);
});
