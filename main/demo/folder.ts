/** The demo's data folder: made once, whole or not at all, and never where a real server's data are. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { OPERATOR_ROLES } from '../../shared/roles.ts';
import { createArgon2Hasher } from '../adapters/argon2-hasher.ts';
import { ownDataFolder } from '../adapters/data-folder.ts';
import { defaultDataFolder } from '../adapters/default-data-folder.ts';
import { type DemoMarker, readDemoMarker, writeDemoMarker } from '../adapters/demo-marker.ts';
import { appError } from '../engine/app-error.ts';
import type { Clock, Random } from '../engine/ports.ts';
import { insertAttemptHistory } from '../store/sqlite/attempt-history.ts';
import { DATABASE_FILE } from '../store/sqlite/connection.ts';
import { openStore } from '../store/sqlite/open.ts';
import { seedContext } from '../store/sqlite/token-rows.ts';
import { DEMO_OPERATORS, type DemoSize, fillDemo } from './fill.ts';

export type DemoFolder = {
  readonly folder: string;
  readonly marker: DemoMarker;
  /** False when the folder was a demo already. */
  readonly isNew: boolean;
};

const PASSWORD_BYTES = 9;

/** Beside the folder of the real server, never inside it. */
export function defaultDemoFolder(): string {
  const real = defaultDataFolder();
  return join(dirname(real), `${basename(real)}-demo`);
}

/** Answers the demo in `folder`, and makes it where nothing is. @throws DEMO_FOLDER_HAS_OTHER_DATA */
export async function ensureDemoFolder(folder: string, size: DemoSize, say: (line: string) => void): Promise<DemoFolder> {
  const path = resolve(folder);
  const found = readDemoMarker(path);
  if (found !== undefined) return { folder: path, marker: found, isNew: false };
  if (existsSync(path) && readdirSync(path).length > 0)
    throw appError('DEMO_FOLDER_HAS_OTHER_DATA', { detail: { folder: path } });
  mkdirSync(dirname(path), { recursive: true });
  removeUnfinished(path);
  // Filled under another name: a demo that was cut off half way is never taken for a whole one.
  const unfinished = `${path}${UNFINISHED}${process.pid}`;
  const marker = await fillFolder(unfinished, size, say);
  if (existsSync(path)) rmSync(path, { recursive: true });
  renameSync(unfinished, path);
  return { folder: path, marker, isNew: true };
}

/** Who may sign in, for the terminal. */
export function sayDemoOperators(password: string, say: (line: string) => void): void {
  for (const role of OPERATOR_ROLES) say(`Sign in as ${DEMO_OPERATORS[role]} (${role}), password ${password}`);
}

const UNFINISHED = '.unfinished-';

/** What earlier calls left when they were killed. Those of calls still at work are locked. */
function removeUnfinished(path: string): void {
  const prefix = `${basename(path)}${UNFINISHED}`;
  for (const name of readdirSync(dirname(path)).filter((each) => each.startsWith(prefix))) {
    const left = join(dirname(path), name);
    try {
      ownDataFolder(left).release();
      rmSync(left, { recursive: true, force: true });
    } catch {
      // In use, or not ours to delete: it does not stand in the way.
    }
  }
}

async function fillFolder(folder: string, size: DemoSize, say: (line: string) => void): Promise<DemoMarker> {
  const random: Random = { bytes: (lengthBytes) => randomBytes(lengthBytes) };
  const now = Date.now();
  const clock = createSetClock(now);
  const store = await openStore({ folder, random, clock });
  const password = randomBytes(PASSWORD_BYTES).toString('base64url');
  const marker: DemoMarker = { version: 1, seed: size.seed, operator: { name: DEMO_OPERATORS.administrator, password } };
  try {
    await fillDemo({
      ...size,
      store,
      clock,
      random,
      now,
      password,
      say,
      hasher: await createArgon2Hasher(random),
      server: { name: hostname(), address: '' },
      sealSeed: (serial, seed) => store.box.seal(seed, seedContext(serial)),
      insertHistory: (attempts) => insertAttemptHistory(join(folder, DATABASE_FILE), attempts),
    });
  } finally {
    await store.close();
  }
  await writeDemoMarker(folder, marker);
  return marker;
}

function createSetClock(start: number): Clock & { set(at: number): void } {
  let current = start;
  return {
    now: () => current,
    set: (at) => {
      current = at;
    },
  };
}
