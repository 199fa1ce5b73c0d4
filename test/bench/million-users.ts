/** A directory of a million users: how soon the engine answers after a start, and how soon a search does. */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from '../../main/cli/connect.ts';
import { openStore } from '../../main/store/sqlite/open.ts';
import { userFieldsSchema } from '../../shared/schemas/user.ts';
import { mustRun, serveEngine } from '../support/engine-process.ts';
import { sendAll } from '../support/radius-sender.ts';
import { tokensCsv } from '../support/tokens-csv.ts';
import { currentTotp } from '../support/totp.ts';

const CHUNK = 50_000;
const SEARCHES = ['anna', 'emma.jansen', 'group', 'peters', 'zzz', 'lucas.1000'];
const FIRST_NAMES = ['Jan', 'Piet', 'Anna', 'Maria', 'Karel', 'Sophie', 'Lucas', 'Emma', 'Daan', 'Julia'];
const LAST_NAMES = ['Jansen', 'de Vries', 'Bakker', 'Visser', 'Smit', 'Meijer', 'Mulder', 'de Groot', 'Bos', 'Peters'];

export type MillionUsersOptions = {
  readonly folder: string;
  readonly count: number;
  readonly sharedSecret: string;
  readonly seedBase32: string;
};

async function fill({ folder, count }: MillionUsersOptions): Promise<void> {
  const store = await openStore({ folder, random: { bytes: (length) => randomBytes(length) }, clock: { now: Date.now } });
  const standard = userFieldsSchema.parse({ username: 'x' });
  for (let from = 0; from < count; from += CHUNK) {
    const create = Array.from({ length: Math.min(CHUNK, count - from) }, (_, index) => {
      const number = from + index;
      const firstName = FIRST_NAMES[number % 10] ?? '';
      const lastName = LAST_NAMES[Math.floor(number / 10) % 10] ?? '';
      const username = `${firstName}.${lastName.replaceAll(' ', '')}.${number}`.toLowerCase();
      return { ...standard, username, firstName, lastName, email: `${username}@example.test`, userGroup: `group ${number % 50}` };
    });
    await store.write(
      'users.import',
      { create, update: [] },
      { actor: 'bench', action: 'users.import', subject: 'bench', detail: {} },
    );
  }
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
