/** The demo: everything the console can show is in it, it repeats, and it never touches a real server's folder. */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readDemoMarker } from '../../main/adapters/demo-marker.ts';
import { createLog } from '../../main/adapters/log.ts';
import type { ContractClient } from '../../main/cli/connect.ts';
import { composeEngine } from '../../main/compose.ts';
import { makeDemoAttempts } from '../../main/demo/attempts.ts';
import { createDice } from '../../main/demo/dice.ts';
import { type DemoFolder, ensureDemoFolder } from '../../main/demo/folder.ts';
import { makeDemoUsers } from '../../main/demo/people.ts';
import { startSimulatedClient } from '../../main/demo/simulated-client.ts';
import { openStore } from '../../main/store/sqlite/open.ts';
import { AUTHENTICATION_RESULTS } from '../../shared/authentication-results.ts';
import { METHOD_MODES, METHODS, MODES } from '../../shared/methods.ts';
import { newFolder, removeFolder } from '../support/engine-process.ts';

const SIZE = { users: 300, attempts: 4000, days: 40, seed: 7 };
const folder = newFolder();
const lines: string[] = [];
let demo: DemoFolder;
let database: Database.Database;

beforeAll(async () => {
  demo = await ensureDemoFolder(join(folder, 'demo'), SIZE, (line) => void lines.push(line));
  database = new Database(join(demo.folder, 'countersign.db'), { readonly: true });
});
afterAll(() => {
  database.close();
  removeFolder(folder);
});

const column = (sql: string) => database.prepare<[], unknown>(sql).pluck().all();
const value = (sql: string) => Number(column(sql)[0]);

it('has every method, mode of each method and result, and about as many rows as asked for', () => {
  expect(demo.isNew).toBe(true);
  expect(lines.length).toBeGreaterThanOrEqual(3);
  expect(value('SELECT count(*) FROM users')).toBe(SIZE.users);
  const rows = value('SELECT count(*) FROM attempts');
  expect(rows).toBeGreaterThan(SIZE.attempts * 0.8);
  expect(rows).toBeLessThan(SIZE.attempts * 1.4);
  expect(new Set(column('SELECT DISTINCT result FROM attempts'))).toEqual(
    new Set(AUTHENTICATION_RESULTS.map(({ number }) => number)),
  );
  for (const method of METHODS)
    expect(new Set(column(`SELECT DISTINCT mode FROM attempts WHERE method = '${method}'`)), method).toEqual(
      new Set(METHOD_MODES[method]),
    );
  expect(new Set(column('SELECT DISTINCT method FROM users'))).toEqual(new Set(METHODS));
  expect(new Set(column('SELECT DISTINCT mode FROM users'))).toEqual(new Set(MODES));
});

it('shows each state of a token, tags, locked users, and an operator of each role', () => {
  const count = (where: string) => value(`SELECT count(*) FROM tokens WHERE ${where}`);
  for (const where of [
    "type = 'hotp'",
    "origin = 'app' AND is_pending = 0",
    'is_pending = 1',
    'is_enabled = 0',
    'user_id IS NULL',
    `expires_at < ${Date.now()}`,
    'is_enabled = 1 AND user_id IS NOT NULL',
  ])
    expect(count(where), where).toBeGreaterThan(0);
  expect(value('SELECT count(*) FROM user_tags')).toBeGreaterThan(0);
  expect(value('SELECT count(*) FROM users WHERE is_enabled = 0')).toBeGreaterThan(0);
  expect(value('SELECT count(*) FROM user_states WHERE locked_until IS NOT NULL')).toBeGreaterThan(0);
  expect(value('SELECT count(*) FROM user_states WHERE is_locked_long_term = 1')).toBe(1);
  expect(column('SELECT role FROM operators ORDER BY role')).toEqual(['administrator', 'auditor', 'help-desk']);
});

it('says which gateway carried each message, and none where nothing was sent', () => {
  const gatewaysOf = (where: string) => new Set(column(`SELECT DISTINCT gateway_name FROM attempts WHERE ${where}`));
  expect(gatewaysOf('result IN (19, 20)')).toEqual(new Set(['Demo Kannel', 'Demo SMPP centre']));
  expect(gatewaysOf('result = 313')).toEqual(new Set(['E-mail']));
  expect(gatewaysOf("result = 2 AND method = 'phone-call'")).toEqual(new Set(['Demo PBX']));
  expect(gatewaysOf("result IN (101, 103, 117) AND method = 'phone-call'")).toEqual(new Set(['']));
  expect(gatewaysOf("method = 'oath-token' OR result IN (120, 124, 316)")).toEqual(new Set(['']));
});

it('has the calls of its sign-ins, by a trunk that is not enabled, with the backup phone where the first was busy', () => {
  expect(column('SELECT name || is_enabled FROM trunks')).toEqual(['Demo PBX0']);
  const sessions = 'SELECT session_id FROM placed_calls';
  expect(
    value(`SELECT count(*) FROM attempts WHERE method = 'phone-call' AND result IN (1, 2) AND session_id NOT IN (${sessions})`),
  ).toBe(0);
  expect(
    value(
      `SELECT count(*) FROM placed_calls WHERE session_id NOT IN (SELECT session_id FROM attempts WHERE method = 'phone-call')`,
    ),
  ).toBe(0);
  expect(value("SELECT count(*) FROM placed_calls WHERE phone = 'backup'")).toBeGreaterThan(0);
  expect(
    value('SELECT count(*) FROM placed_calls WHERE ended_at < ifnull(answered_at, ringing_at) OR ringing_at < started_at'),
  ).toBe(0);
  expect(new Set(column("SELECT sent_from FROM placed_calls WHERE number LIKE '+44%'"))).toEqual(
    new Set(['"Demo sign-in" <sip:+442079460100@pbx.example.org>']),
  );
  for (const number of column('SELECT DISTINCT number FROM placed_calls'))
    expect(number).toMatch(/^\+(120255501\d\d|3160000\d{4}|447700900\d{3})$/);
  // Nobody types a PIN in mode Standard.
  expect(
    value("SELECT count(*) FROM attempts WHERE method = 'phone-call' AND mode = 'standard' AND result = 1 AND is_granted = 1"),
  ).toBeLessThan(4);
});

it('gives no reason of an OATH token to what came by phone, text message, e-mail or app', () => {
  const reasonsOf = (where: string) => new Set(column(`SELECT DISTINCT reason FROM attempts WHERE ${where}`));
  expect(reasonsOf("result = 21 AND method = 'mobile-app'")).toEqual(new Set(['approved']));
  expect(reasonsOf('result IN (1, 2) AND is_granted = 0')).toEqual(new Set(['pin-wrong']));
  expect(reasonsOf('result = 122')).toEqual(new Set(['message-code-wrong']));
  // 24: the app's own OATH code, where the app did not answer.
  const others = reasonsOf("method IN ('phone-call', 'mobile-app') AND result <> 24");
  for (const reason of ['otp-verified', 'otp-mismatch', 'challenge-sent']) expect(others, reason).not.toContain(reason);
  // Each of them is in the demo, and each denial of a phone call says something of its own.
  for (const reason of ['approved', 'not-approved', 'fraud-reported', 'not-reached', 'no-answer', 'pin-wrong', 'bypass-used'])
    expect(reasonsOf('1 = 1'), reason).toContain(reason);
  expect(reasonsOf("method = 'oath-token' AND result = 23")).toEqual(new Set(['otp-verified']));
  expect(reasonsOf('result IN (19, 313)')).toEqual(new Set(['message-verified']));
});

it('has only fictitious telephone numbers and addresses', () => {
  const phones = column("SELECT DISTINCT '+' || country_code || ' ' || phone FROM users");
  for (const phone of phones) expect(phone).toMatch(/^\+(1 202-555-01\d\d|31 6 0000 \d{4}|44 7700 900\d{3})$/);
  for (const email of column('SELECT email FROM users')) expect(email).toMatch(/^demo\d+@example\.(com|org|net)$/);
  for (const address of column('SELECT DISTINCT calling_address FROM attempts'))
    expect(address).toMatch(/^(203\.0\.113\.\d+|198\.51\.100\.\d+|2001:db8:20::[0-9a-f]+)$/);
});

it('counts in the rollup what is in the log', () => {
  const keys = 'application, method, mode, result, is_granted';
  const counted = database
    .prepare(`SELECT hour_at, server, ${keys}, count FROM attempt_counts ORDER BY 1, 2, 3, 4, 5, 6, 7`)
    .all();
  const logged = database
    .prepare(
      `SELECT at - at % 3600000 AS hour_at, server_name AS server, application_name AS application, ifnull(method, '') AS method,
         ifnull(mode, '') AS mode, result, is_granted, count(*) AS count FROM attempts GROUP BY 1, 2, 3, 4, 5, 6, 7 ORDER BY 1, 2, 3, 4, 5, 6, 7`,
    )
    .all();
  expect(logged.length).toBeGreaterThan(100);
  expect(counted).toEqual(logged);
});

it('has quiet weekends, busy mornings and a wave of guessed codes on one day', () => {
  const rows = database.prepare<[], { at: number; calling_address: string }>('SELECT at, calling_address FROM attempts').all();
  const perDay = (isWeekend: boolean) => rows.filter(({ at }) => [0, 6].includes(new Date(at).getDay()) === isWeekend).length;
  expect(perDay(false) / 5).toBeGreaterThan((perDay(true) / 2) * 2);
  const perHour = (hour: number) => rows.filter(({ at }) => new Date(at).getHours() === hour).length;
  expect(perHour(8)).toBeGreaterThan(perHour(12) * 2);
  const guesses = rows.filter(({ calling_address }) => calling_address === '203.0.113.66');
  expect(guesses.length).toBeGreaterThan(20);
  expect(Math.max(...guesses.map(({ at }) => at)) - Math.min(...guesses.map(({ at }) => at))).toBeLessThan(3 * 3_600_000);
});

it('is the same for the same seed, and another one for another', () => {
  const until = Date.UTC(2026, 5, 1, 12);
  const users = makeDemoUsers(createDice(7), 50);
  expect(makeDemoUsers(createDice(7), 50)).toEqual(users);
  expect(makeDemoUsers(createDice(8), 50)).not.toEqual(users);
  const people = users.map((user, index) => ({ ...user, id: index + 1, token: undefined }));
  const applications = [
    { radiusClientId: 1, applicationName: 'VPN', clientAddress: '192.0.2.1', weight: 1, asksByChallenge: false },
  ];
  const make = (seed: number) => [
    ...makeDemoAttempts({
      seed,
      attempts: 500,
      days: 5,
      until,
      people,
      applications,
      server: { name: 's', address: '' },
    } as never),
  ];
  const first = make(1);
  expect(make(1)).toEqual(first);
  expect(make(2)).not.toEqual(first);
  expect(first.every(({ at }, index) => at >= (first[index - 1]?.at ?? 0) && at < until)).toBe(true);
});

it('leaves a folder with other data alone, and makes a demo once', async () => {
  const real = join(folder, 'real');
  mkdirSync(real);
  writeFileSync(join(real, 'countersign.db'), 'not a demo');
  await expect(ensureDemoFolder(real, SIZE, () => undefined)).rejects.toMatchObject({ code: 'DEMO_FOLDER_HAS_OTHER_DATA' });
  expect(readdirSync(real)).toEqual(['countersign.db']);
  // A marker that cannot be read does not make it one.
  writeFileSync(join(real, 'demo.json'), '{"version":1');
  await expect(ensureDemoFolder(real, SIZE, () => undefined)).rejects.toMatchObject({ code: 'DEMO_FOLDER_HAS_OTHER_DATA' });

  const again = await ensureDemoFolder(demo.folder, SIZE, () => undefined);
  expect(again).toEqual({ ...demo, isNew: false });
  expect(readdirSync(folder).filter((name) => name.includes('unfinished'))).toEqual([]);
});

it('runs: the console is told that it is a demo, and real requests of the simulated client are in the log', async () => {
  const log = createLog(() => undefined);
  const engine = await composeEngine({ dataFolder: demo.folder, host: 'headless', listens: true, log });
  try {
    const client: ContractClient = createRouterClient(engine.router, { context: { caller: { kind: 'local' } } });
    expect(await client.setup.status()).toMatchObject({ isNeeded: false, demo: readDemoMarker(demo.folder)?.operator });
    expect((await client.engine.status()).isDemo).toBe(true);
    expect(engine.listeners().map(({ address }) => address)).toEqual(['127.0.0.1']);
    const before = (await client.attempts.list({ limit: 1 })).rows[0]?.id ?? 0;
    const isFromLoopback = async () => {
      const { rows } = await client.attempts.list({ limit: 100 });
      return rows.filter(({ id, clientAddress }) => id > before && clientAddress === '127.0.0.1').length;
    };
    await expect.poll(isFromLoopback, { timeout: 20_000, interval: 200 }).toBeGreaterThan(0);
  } finally {
    await engine.close();
  }
  expect(existsSync(join(demo.folder, 'demo.json'))).toBe(true);
});

it('signs in with right codes mostly', async () => {
  const options = { folder: demo.folder, random: { bytes: (lengthBytes: number) => randomBytes(lengthBytes) }, clock: Date };
  const opened = await openStore(options);
  const answers = new Map<string, unknown>();
  const radiusClients = await opened.radiusClients();
  const before = (await opened.read('attempts.list', { limit: 1 })).rows[0]?.id ?? 0;
  // What the client reads, taken before the engine owns the folder.
  const stopReading = startSimulatedClient({
    log: createLog(() => undefined),
    seed: SIZE.seed,
    port: () => undefined,
    pause: [60_000, 60_000],
    store: {
      radiusClients: async () => radiusClients,
      read: async (name: 'users.list', input: never) => {
        const answer = await opened.read(name, input);
        answers.set(name, answer);
        return answer as never;
      },
    } as never,
  });
  await expect.poll(() => answers.size, { timeout: 10_000 }).toBe(2);
  await stopReading();
  await opened.close();
  const log = createLog(() => undefined);
  const engine = await composeEngine({ dataFolder: demo.folder, host: 'headless', listens: true, log });
  const stop = startSimulatedClient({
    log,
    seed: SIZE.seed,
    port: () => engine.listeners()[0]?.port,
    pause: [0, 1],
    store: { radiusClients: async () => radiusClients, read: async (name: string) => answers.get(name) } as never,
  });
  try {
    const client: ContractClient = createRouterClient(engine.router, { context: { caller: { kind: 'local' } } });
    const made = async () => (await client.attempts.list({ limit: 100 })).rows.filter(({ id }) => id > before);
    await expect.poll(async () => (await made()).length, { timeout: 30_000, interval: 100 }).toBeGreaterThanOrEqual(60);
    const rows = (await made()).slice(-60);
    const share = rows.filter(({ isGranted }) => isGranted).length / rows.length;
    // Of a hundred, 87 are right; four deviations either way.
    expect(share, rows.map(({ reason }) => reason).join(' ')).toBeGreaterThan(0.69);
  } finally {
    await stop();
    await engine.close();
  }
}, 60_000);

it('stops the simulated client at once, whatever it waits for', async () => {
  const store = { read: async () => ({ rows: [], total: 0 }), radiusClients: async () => [] };
  const stop = startSimulatedClient({
    store: store as never,
    log: createLog(() => undefined),
    seed: 7,
    port: () => undefined,
    pause: [60_000, 60_000],
  });
  const startedAt = performance.now();
  await stop();
  expect(performance.now() - startedAt).toBeLessThan(2000);
});
