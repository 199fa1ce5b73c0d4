/**
 * A log of a million attempts as CSV and as a workbook: how long, how much memory of the server, and what a sign-in
 * notices meanwhile. Also run alone: node test/bench/exports.ts [attempts].
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { insertAttemptHistory } from '../../main/store/sqlite/attempt-history.ts';
import { DATABASE_FILE } from '../../main/store/sqlite/connection.ts';
import { attemptLog } from '../support/attempt-log.ts';
import { mustRun, type ServedEngine, serveEngine } from '../support/engine-process.ts';
import { tokensCsv } from '../support/tokens-csv.ts';
import { currentTotp, nextStep } from '../support/totp.ts';
import type { RadiusLoadResult } from './radius-load.ts';

const run = promisify(execFile);
const LOAD_PROGRAM = fileURLToPath(new URL('./radius-load.ts', import.meta.url));
const SEED = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const SECRET = 'bench-shared-secret-1';
const YEAR = 365 * 86_400_000;
const USERS = 60_000;
/** Sign-ins of one look at the latency; a few at a time, as they come on a Monday morning. */
const LOOK_REQUESTS = 1000;
const IN_FLIGHT = 4;

/** Bytes; Linux only. `reset` forgets the peak so far. */
function peakMemory({ process: { pid } }: ServedEngine, reset = false): number {
  if (reset) writeFileSync(`/proc/${pid}/clear_refs`, '5');
  return Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? Number.NaN) * 1024;
}

const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
const middle = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** The 99th percentile of LOOK_REQUESTS sign-ins from user `first` on, in milliseconds. */
async function look(engine: ServedEngine, folder: string, first: number): Promise<number> {
  const file = join(folder, 'look.tsv');
  const code = currentTotp(SEED);
  writeFileSync(file, Array.from({ length: LOOK_REQUESTS }, (_, i) => `user${first + i}\t${code}`).join('\n'));
  const args = ['--port', String(engine.radiusPort), '--secret', SECRET, '--users', file, '--in-flight', String(IN_FLIGHT)];
  const { stdout } = await run(process.execPath, [LOAD_PROGRAM, ...args]);
  const result = JSON.parse(stdout) as RadiusLoadResult;
  if (result.answered !== LOOK_REQUESTS) throw new Error(`${result.lost} of ${LOOK_REQUESTS} sign-ins were not answered`);
  return result.p99Milliseconds;
}

export async function measureExports(folder: string, attempts: number): Promise<Record<string, unknown>> {
  const data = join(folder, 'data');
  const tokens = join(folder, 'tokens.csv');
  writeFileSync(tokens, tokensCsv(USERS, SEED));
  await mustRun(['token', 'import', tokens, '--create-users', '--data', data]);
  await mustRun(['radius-client', 'add', 'bench', '127.0.0.1', '--secret', SECRET, '--data', data]);
  const until = Date.now() - 60_000;
  insertAttemptHistory(
    join(data, DATABASE_FILE),
    attemptLog({ count: attempts, from: until - YEAR, until, users: USERS, applications: 10 }),
  );

  const engine = await serveEngine(data);
  let nextUser = 0;
  const nextLook = async () => {
    const first = nextUser;
    nextUser += LOOK_REQUESTS;
    return look(engine, folder, first);
  };
  try {
    await nextStep();
    await nextLook();
    const idle = [await nextLook(), await nextLook(), await nextLook()];
    const results: Record<string, unknown> = { attempts, idleP99Milliseconds: middle(idle) };
    for (const format of ['csv', 'xlsx'] as const) {
      const before = peakMemory(engine, true);
      const out = join(folder, `log.${format}`);
      const startedAt = performance.now();
      let isOver = false;
      const exported = mustRun(['export', 'attempts', '--data', data, '--out', out]).finally(() => (isOver = true));
      const looks: number[] = [];
      while (!isOver && nextUser + LOOK_REQUESTS <= USERS) looks.push(await nextLook());
      await exported;
      results[format] = {
        seconds: Math.round((performance.now() - startedAt) / 100) / 10,
        fileMegabytes: megabytes(statSync(out).size),
        serverMegabytesBefore: megabytes(before),
        serverMegabytesPeak: megabytes(peakMemory(engine)),
        p99Milliseconds: middle(looks),
        p99TimesIdle: Math.round((middle(looks) / middle(idle)) * 10) / 10,
        looks: looks.length,
      };
      rmSync(out);
    }
    return results;
  } finally {
    await engine.stop();
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  try {
    const results = await measureExports(folder, Number(process.argv[2] ?? 1_000_000));
    process.stdout.write(`${JSON.stringify(results, null, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
