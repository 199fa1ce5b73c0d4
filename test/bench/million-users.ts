/** A directory of a million users: how soon the engine answers after a start, and how soon a search does. */
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../main/cli/connect.ts';
import { openStore } from '../../main/store/sqlite/open.ts';
import { mustRun, serveEngine } from '../support/engine-process.ts';
import { addManyUsers } from '../support/many-users.ts';
import { sendAll } from '../support/radius-sender.ts';
import { random } from '../support/store.ts';
import { tokensCsv } from '../support/tokens-csv.ts';
import { currentTotp } from '../support/totp.ts';

const SEARCHES = ['anna', 'emma.jansen', 'group', 'peters', 'zzz', 'lucas.rs'];

export type MillionUsersOptions = {
  readonly folder: string;
  readonly count: number;
  readonly sharedSecret: string;
  readonly seedBase32: string;
};

async function fill({ folder, count }: MillionUsersOptions): Promise<void> {
  const store = await openStore({ folder, random, clock: { now: Date.now } });
  await addManyUsers(store, count);
  await store.close();
}

async function timesOf(work: (search: string) => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (const search of [...SEARCHES, ...SEARCHES]) {
    const startedAt = performance.now();
    await work(search);
    times.push(performance.now() - startedAt);
  }
  return times.slice(SEARCHES.length);
}

export async function measureMillionUsers(options: MillionUsersOptions): Promise<Record<string, unknown>> {
  const { folder, count, sharedSecret, seedBase32 } = options;
  await fill(options);
  writeFileSync(`${folder}.csv`, tokensCsv(1, seedBase32));
  await mustRun(['token', 'import', `${folder}.csv`, '--create-users', '--data', folder]);
  await mustRun(['radius-client', 'add', 'bench', '127.0.0.1', '--secret', sharedSecret, '--data', folder]);

  const startedAt = performance.now();
  const engine = await serveEngine(folder);
  const answers = await sendAll([{ username: 'user0', password: currentTotp(seedBase32) }], {
    port: engine.radiusPort,
    sharedSecret,
    inFlight: 1,
    timeoutMilliseconds: 10_000,
  });
  const coldStartMilliseconds = performance.now() - startedAt;
  const connected = await connect(folder, (line) => void process.stderr.write(line));
  try {
    const times = await timesOf((search) => connected.client.users.list({ search, limit: 100 }));
    await sleep(3_000);
    const resident = Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${engine.process.pid}/status`, 'utf8'))?.[1]) * 1024;
    return {
      users: count,
      coldStartToFirstAnswerMilliseconds: Math.round(coldStartMilliseconds),
      aimColdStartMilliseconds: 2000,
      firstAnswer: answers[0]?.kind ?? 'none',
      searchMilliseconds: Object.fromEntries(
        SEARCHES.map((search, index) => [search, Math.round((times[index] ?? Number.NaN) * 10) / 10]),
      ),
      aimSearchMilliseconds: 50,
      residentMegabytes: Math.round(resident / 1e6),
    };
  } finally {
    await connected.close();
    await engine.stop();
  }
}
