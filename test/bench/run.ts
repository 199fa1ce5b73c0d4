/**
 * `npm run bench [-- --quick]`: the ratios of design section 6 that apply, each measured against something in the same
 * run, on this machine, now. Prints them and writes build/bench.json. Nothing here is asserted: machines are shared.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mustRun, type ServedEngine, serveEngine } from '../support/engine-process.ts';
import { tokensCsv } from '../support/tokens-csv.ts';
import { currentTotp, nextStep } from '../support/totp.ts';
import { measureExports } from './exports.ts';
import { measureFirstPaint } from './first-paint.ts';
import { startFreeRadius } from './freeradius.ts';
import { writePskcFile } from './make-pskc.ts';
import { measureMillionUsers } from './million-users.ts';
import type { RadiusLoadResult } from './radius-load.ts';
import { measureScroll } from './scroll.ts';
import { tableOf } from './table.ts';
import { measureTenMillionAttempts } from './ten-million-attempts.ts';
import { measureUserList } from './user-search.ts';
import { measureVoice } from './voice.ts';

const isQuick = process.argv.includes('--quick');
const ROUNDS = isQuick ? 1 : 3;
const REQUESTS_PARALLEL = isQuick ? 20_000 : 100_000;
const REQUESTS_ONE_BY_ONE = isQuick ? 1_000 : 5_000;
/** Fewer for FreeRADIUS with a row for each answer: where an fsync is slow it answers 40 a second, and a code grows old. */
const REQUESTS_WITH_ROW = isQuick ? 200 : 500;
const PSKC_KEYS = isQuick ? 10_000 : 100_000;
const EXPORTED_ATTEMPTS = isQuick ? 50_000 : 1_000_000;
const USERS = isQuick ? 50_000 : 1_000_000;
const CALL_SECONDS = isQuick ? 4 : 15;
const ATTEMPTS = isQuick ? 200_000 : 10_000_000;
const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const SHARED_SECRET = 'bench-shared-secret-1';
const FREERADIUS_PORT = 18_120;
const LOAD_PROGRAM = fileURLToPath(new URL('./radius-load.ts', import.meta.url));

const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
const say = (line: string) => process.stdout.write(`${line}\n`);

type LoadOptions = { readonly port: number; readonly inFlight: number; readonly firstUser: number; readonly count: number };

/** One run of the load generator, in a process of its own, with codes of this moment. */
function load({ port, inFlight, firstUser, count }: LoadOptions): RadiusLoadResult {
  const file = join(folder, 'load.tsv');
  const code = currentTotp(SEED);
  writeFileSync(file, Array.from({ length: count }, (_, i) => `user${firstUser + i}\t${code}`).join('\n'));
  const args = [
    LOAD_PROGRAM,
    '--port',
    String(port),
    '--secret',
    SHARED_SECRET,
    '--users',
    file,
    '--in-flight',
    String(inFlight),
  ];
  if (port === FREERADIUS_PORT) args.push('--unsigned-replies');
  const result: RadiusLoadResult = JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }));
  if (result.accepted !== count) say(`  warning: ${result.accepted} of ${count} accepted, ${result.lost} lost`);
  return result;
}

const middle = (values: readonly number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function withFreeRadius<T>(hasPostAuthRow: boolean, work: (port: number) => Promise<T> | T): Promise<T> {
  const server = await startFreeRadius({ port: FREERADIUS_PORT, sharedSecret: SHARED_SECRET, seedBase32: SEED, hasPostAuthRow });
  try {
    return await work(server.port);
  } finally {
    await server.stop();
  }
}

function residentBytes(engine: ServedEngine): number {
  const status = readFileSync(`/proc/${engine.process.pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) * 1024;
}

/** Each round lets both servers answer, one after the other, so that a busy moment of the machine hits both. */
async function measureRadius(): Promise<Record<string, unknown>> {
  const data = join(folder, 'radius');
  const userCount = ROUNDS * (REQUESTS_PARALLEL + REQUESTS_ONE_BY_ONE);
  writeFileSync(join(folder, 'tokens.csv'), tokensCsv(userCount, SEED));
  await mustRun(['token', 'import', join(folder, 'tokens.csv'), '--create-users', '--data', data]);
  await mustRun(['radius-client', 'add', 'bench', '127.0.0.1', '--secret', SHARED_SECRET, '--data', data]);
  const rounds: Record<'ours128' | 'free128' | 'ours1' | 'free1', RadiusLoadResult[]> = {
    ours128: [],
    free128: [],
    ours1: [],
    free1: [],
  };
  let firstUser = 0;
  const engine = await serveEngine(data);
  try {
    for (let round = 0; round < ROUNDS; round += 1) {
      await nextStep();
      rounds.ours128.push(load({ port: engine.radiusPort, inFlight: 128, firstUser, count: REQUESTS_PARALLEL }));
      firstUser += REQUESTS_PARALLEL;
      rounds.free128.push(
        await withFreeRadius(false, (port) => load({ port, inFlight: 128, firstUser: 0, count: REQUESTS_PARALLEL })),
      );
      await nextStep();
      rounds.ours1.push(load({ port: engine.radiusPort, inFlight: 1, firstUser, count: REQUESTS_ONE_BY_ONE }));
      firstUser += REQUESTS_ONE_BY_ONE;
      await nextStep();
      rounds.free1.push(
        await withFreeRadius(true, (port) => load({ port, inFlight: 1, firstUser: 0, count: REQUESTS_WITH_ROW })),
      );
    }
  } finally {
    await engine.stop();
  }
  const perSecond = (results: readonly RadiusLoadResult[]) => Math.round(middle(results.map((result) => result.perSecond)));
  const ratio = (ours: readonly RadiusLoadResult[], theirs: readonly RadiusLoadResult[]) =>
    Math.round(middle(ours.map((result, round) => result.perSecond / (theirs[round]?.perSecond ?? Number.NaN))) * 100) / 100;
  return {
    inFlight128: {
      countersignPerSecond: perSecond(rounds.ours128),
      freeRadiusTotpPerSecond: perSecond(rounds.free128),
      ratio: ratio(rounds.ours128, rounds.free128),
      aim: 1,
      countersignP99Milliseconds: middle(rounds.ours128.map((result) => result.p99Milliseconds)),
    },
    oneAtATime: {
      countersignDurablePerSecond: perSecond(rounds.ours1),
      freeRadiusSqlitePerSecond: perSecond(rounds.free1),
      ratio: ratio(rounds.ours1, rounds.free1),
      aim: 3,
      countersignP50Milliseconds: middle(rounds.ours1.map((result) => result.p50Milliseconds)),
    },
  };
}

async function measureImport(): Promise<Record<string, unknown>> {
  const file = join(folder, 'keys.xml');
  await writePskcFile(file, { keyCount: PSKC_KEYS });
  const startedAt = performance.now();
  await mustRun(['token', 'import', file, '--data', join(folder, 'import')]);
  const seconds = (performance.now() - startedAt) / 1000;
  // The yardstick of the same run: reading the same file's XML with libxml2's own checker would need a part more;
  // a plain copy through SHA-256 says how fast this machine is just now.
  const hashStartedAt = performance.now();
  spawnSync('sha256sum', [file]);
  const hashSeconds = (performance.now() - hashStartedAt) / 1000;
  return {
    keys: PSKC_KEYS,
    fileMegabytes: Math.round(statSync(file).size / 1e5) / 10,
    seconds: Math.round(seconds * 100) / 100,
    aimSeconds: 10,
    timesSha256OfTheFile: Math.round(seconds / hashSeconds),
  };
}

async function measureMemory(): Promise<Record<string, unknown>> {
  const engine = await serveEngine(join(folder, 'rest'));
  await new Promise((resolve) => setTimeout(resolve, 5_000));
  const megabytes = Math.round(residentBytes(engine) / 1e6);
  await engine.stop();
  return { megabytes, aimMegabytes: 150 };
}

try {
  say(`Node ${process.version} on ${cpus().length} processors${isQuick ? ', quick' : ''}`);
  const results: Record<string, unknown> = {
    at: new Date().toISOString(),
    node: process.version,
    processors: cpus().length,
    isQuick,
  };
  const sections: Record<string, () => Promise<Record<string, unknown>>> = {
    radius: measureRadius,
    import: measureImport,
    memoryAtRest: measureMemory,
    users: () =>
      measureMillionUsers({ folder: join(folder, 'users'), count: USERS, sharedSecret: SHARED_SECRET, seedBase32: SEED }),
    // The same million users.
    userList: () => measureUserList(join(folder, 'users')),
    scroll: () => measureScroll(USERS, join(folder, 'users')),
    firstPaint: measureFirstPaint,
    attempts: () => measureTenMillionAttempts({ folder: join(folder, 'attempts'), count: ATTEMPTS }),
    voice: () => measureVoice(CALL_SECONDS),
    exports: () => measureExports(mkdtempSync(join(folder, 'exports-')), EXPORTED_ATTEMPTS),
  };
  for (const [name, measure] of Object.entries(sections)) {
    const startedAt = performance.now();
    results[name] = await measure();
    say(`${name}, ${Math.round((performance.now() - startedAt) / 1000)} s: ${JSON.stringify(results[name])}`);
  }
  mkdirSync('build', { recursive: true });
  writeFileSync('build/bench.json', `${JSON.stringify(results, null, 2)}\n`);
  say(`\n${tableOf(results, isQuick)}\n\nWritten to build/bench.json.`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
