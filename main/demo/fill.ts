/** Fills a new data folder with the demo: through the store's own writes, on days that have passed. */
import type { TokenId } from '../../shared/ids.ts';
import { OPERATOR_ROLES } from '../../shared/roles.ts';
import type { SettingsSection } from '../../shared/schemas/settings.ts';
import type { UserFields } from '../../shared/schemas/user.ts';
import type { AttemptDraft } from '../engine/effects.ts';
import type { Clock, PasswordHasher, Random } from '../engine/ports.ts';
import type { ImportedToken, Store } from '../store/port.ts';
import { type DemoApplication, type DemoPerson, makeDemoAttempts } from './attempts.ts';
import { addDemoCalls, addDemoTrunk, noteCalls } from './calls.ts';
import { DEMO_CLIENTS } from './clients.ts';
import { createDice } from './dice.ts';
import { makeDemoUsers } from './people.ts';
import { addDemoRules } from './rules.ts';
import { type DemoToken, demoTokenSeed, makeDemoTokens } from './tokens.ts';

export type DemoSize = { readonly users: number; readonly attempts: number; readonly days: number; readonly seed: number };
export const DEMO_SIZE: DemoSize = { users: 5000, attempts: 250_000, days: 90, seed: 1812 };

export type DemoFill = DemoSize & {
  readonly store: Store;
  /** Encrypts a token's seed as the store keeps it. */
  readonly sealSeed: (serial: string, seed: Uint8Array) => Uint8Array;
  /** The store's clock: set to the day on which each thing happened. */
  readonly clock: Clock & { set(at: number): void };
  readonly random: Random;
  readonly hasher: PasswordHasher;
  readonly now: number;
  readonly server: { readonly name: string; readonly address: string };
  readonly password: string;
  /** Answers how many there were. */
  readonly insertHistory: (attempts: Iterable<AttemptDraft>) => number;
  readonly say: (line: string) => void;
};

export const DEMO_OPERATORS = { administrator: 'demo', auditor: 'demo-auditor', 'help-desk': 'demo-helpdesk' } as const;

const DAY_MILLISECONDS = 86_400_000;
const MINUTE_MILLISECONDS = 60_000;
const LIST_ROWS = 1000;
const LOCKED_USERS = 6;
/** A wrong code each: locks for half an hour, the last one until an operator unlocks. */
const LOCKOUT = {
  denialsToLock: 3,
  resetAfterMinutes: 60,
  unlockAfterMinutes: 240,
  longTermDenialsToLock: 3,
  repeatedCodeSeconds: 0,
};

export async function fillDemo(fill: DemoFill): Promise<void> {
  const { store, clock, now, say } = fill;
  const startedAt = now - (fill.days + 30) * DAY_MILLISECONDS;
  clock.set(startedAt);
  await addOperators(fill);
  await addClients(fill);
  clock.set(startedAt + DAY_MILLISECONDS);
  const users = makeDemoUsers(createDice(fill.seed), fill.users);
  await store.write('users.import', { create: users, update: [] }, audit('users.import', `${users.length} users`));
  say(`${users.length} users`);
  const tokens = makeDemoTokens({ dice: createDice(fill.seed + 1), users, now });
  await addTokens(fill, tokens, startedAt + 2 * DAY_MILLISECONDS);
  say(`${tokens.length} OATH tokens`);
  const people = await readPeople(store, users);
  const applications = await readApplications(store);
  const attempts = makeDemoAttempts({ ...fill, seed: fill.seed + 2, until: now, people, applications });
  const called: AttemptDraft[] = [];
  const count = fill.insertHistory(noteCalls(attempts, called));
  say(`${count} sign-ins of ${fill.days} days`);
  const calls = { store, actor: DEMO_OPERATORS.administrator, people, seed: fill.seed + 4 };
  await addDemoCalls(calls, called);
  clock.set(now - DAY_MILLISECONDS);
  await addDemoTrunk(calls);
  await addDemoRules({ store, clock, now, people, dice: createDice(fill.seed + 3), operators: DEMO_OPERATORS });
  clock.set(now);
  await lockSome(fill, people);
}

const audit = (action: string, subject: string, actor: string = DEMO_OPERATORS.administrator) => ({
  actor,
  action,
  subject,
  detail: { demo: true },
});

async function addOperators({ store, hasher, password, random, clock }: DemoFill): Promise<void> {
  const passwordHash = await hasher.hash(password);
  for (const role of OPERATOR_ROLES) {
    const name = DEMO_OPERATORS[role];
    await store.write('operators.add', { name, role, passwordHash, mustChangePassword: false }, audit('operators.add', name));
    clock.set(clock.now() + MINUTE_MILLISECONDS + (random.bytes(1)[0] ?? 0) * 1000);
  }
}

async function addClients({ store, random, clock }: DemoFill): Promise<void> {
  for (const { fields, secretCharacters } of DEMO_CLIENTS) {
    const sharedSecret = Buffer.from(random.bytes(secretCharacters)).toString('hex').slice(0, secretCharacters);
    await store.write('radius-clients.create', { fields, sharedSecret }, audit('radius-clients.create', fields.name));
    clock.set(clock.now() + MINUTE_MILLISECONDS);
  }
  // Loopback only, on any free port: a demo opens nothing to the network and asks no firewall.
  const section: SettingsSection = 'radius-listeners';
  const { value, revision } = await store.settings(section);
  const listeners = [{ address: '127.0.0.1', port: 0, isEnabled: true }];
  await store.write('settings.update', { section, value: { ...value, listeners }, revision }, audit('settings.update', section));
}

/** Hardware tokens come as one import; apps are enrolled by one person each, over the days that follow. */
async function addTokens(
  { store, sealSeed, clock, seed, now }: DemoFill,
  tokens: readonly DemoToken[],
  at: number,
): Promise<void> {
  clock.set(at);
  const hardware = tokens.filter(({ origin }) => origin === 'hardware');
  const rows = new TextEncoder().encode(JSON.stringify(hardware.map((token) => toImported(token, sealSeed, seed))));
  await store.write('tokens.import', { rows }, audit('tokens.import', `${hardware.length} tokens`));
  const ids = await readUserIds(store);
  const apps = tokens.filter(({ origin }) => origin === 'app');
  const step = (now - at) / (apps.length + 1);
  for (const token of apps) {
    clock.set(Math.floor(clock.now() + step));
    const userId = token.username === undefined ? undefined : ids.get(token.username);
    const { serial, type, origin, digits, periodSeconds, counter, model, isPending, startsAt, expiresAt } = token;
    await store.write(
      'tokens.add',
      {
        token: {
          serial,
          type,
          origin,
          digits,
          periodSeconds,
          counter,
          model,
          isPending,
          algorithm: 'SHA1',
          manufacturer: '',
          ...(startsAt === undefined ? {} : { startsAt }),
          ...(expiresAt === undefined ? {} : { expiresAt }),
          ...(userId === undefined ? {} : { userId }),
        },
        seed: demoTokenSeed(seed, serial),
      },
      audit('tokens.enrol-app', serial, DEMO_OPERATORS['help-desk']),
    );
  }
  const disabled: TokenId[] = [];
  for (const { serial } of tokens.filter(({ isEnabled }) => !isEnabled)) {
    const token = await store.read('tokens.find', { serial });
    if (token !== undefined) disabled.push(token.id);
  }
  clock.set(now - DAY_MILLISECONDS);
  if (disabled.length > 0)
    await store.write(
      'tokens.set-enabled',
      { ids: disabled, isEnabled: false },
      audit('tokens.disable', `${disabled.length} tokens`, DEMO_OPERATORS['help-desk']),
    );
}

function toImported(token: DemoToken, sealSeed: DemoFill['sealSeed'], seed: number): ImportedToken {
  const { serial, type, digits, periodSeconds, counter, driftSteps, model, username, startsAt, expiresAt } = token;
  return {
    serial,
    type,
    digits,
    periodSeconds,
    counter,
    driftSteps,
    model,
    algorithm: 'SHA1',
    manufacturer: 'Demo',
    createsUser: false,
    sealedSeed: Buffer.from(sealSeed(serial, demoTokenSeed(seed, serial))).toString('base64'),
    ...(username === undefined ? {} : { username }),
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  };
}

async function* readAll<Row>(read: (offset: number) => Promise<{ readonly rows: readonly Row[] }>): AsyncGenerator<Row> {
  for (let offset = 0; ; offset += LIST_ROWS) {
    const { rows } = await read(offset);
    yield* rows;
    if (rows.length < LIST_ROWS) return;
  }
}

const usersOf = (store: Store) =>
  readAll((offset) => store.read('users.list', { offset, limit: LIST_ROWS, search: '', sort: 'username', direction: 'asc' }));
const tokensOf = (store: Store) =>
  readAll((offset) => store.read('tokens.list', { offset, limit: LIST_ROWS, search: '', sort: 'serial', direction: 'asc' }));

async function readUserIds(store: Store): Promise<ReadonlyMap<string, DemoPerson['id']>> {
  const ids = new Map<string, DemoPerson['id']>();
  for await (const { username, id } of usersOf(store)) ids.set(username, id);
  return ids;
}

/** In the order of `users`. */
async function readPeople(store: Store, users: readonly UserFields[]): Promise<DemoPerson[]> {
  const ids = await readUserIds(store);
  const tokens = new Map<string, DemoPerson['token']>();
  for await (const { id, serial, username, isEnabled, isPending, expiresAt } of tokensOf(store)) {
    if (username === undefined || !isEnabled || isPending || (expiresAt !== undefined && expiresAt < Date.now())) continue;
    tokens.set(username, { id, serial });
  }
  return users.flatMap((user) => {
    const { username, firstName, lastName, email, extension, method, mode, isEnabled } = user;
    const id = ids.get(username);
    if (id === undefined) return [];
    const phone = user.phone === '' ? '' : `+${user.countryCode} ${user.phone}`;
    const backupPhone = user.backupPhone === '' ? '' : `+${user.backupCountryCode} ${user.backupPhone}`;
    const logged = { firstName, lastName, email, phone, extension, backupPhone };
    return [{ id, username, ...logged, method, mode, isEnabled, token: tokens.get(username) }];
  });
}

async function readApplications(store: Store): Promise<DemoApplication[]> {
  const clients = await store.read('radius-clients.list', undefined);
  return DEMO_CLIENTS.filter(({ weight }) => weight > 0).flatMap(({ fields, sourceAddress, weight }) => {
    const client = clients.find(({ name }) => name === fields.name);
    if (client === undefined) return [];
    const { id: radiusClientId, applicationName, otpEntry } = client;
    return [{ radiusClientId, applicationName, clientAddress: sourceAddress, weight, asksByChallenge: otpEntry === 'challenge' }];
  });
}

/** A few users who cannot sign in just now: most for a while, the last one until an operator unlocks. */
async function lockSome({ store, now }: DemoFill, people: readonly DemoPerson[]): Promise<void> {
  const able = people.filter(({ method, isEnabled }) => method === 'oath-token' && isEnabled);
  const step = Math.max(1, Math.floor(able.length / (LOCKED_USERS + 1)));
  const locked = able.filter((_, index) => index % step === step - 1).slice(0, LOCKED_USERS);
  for (const [index, { id }] of locked.entries()) {
    const isForGood = index === locked.length - 1;
    const policy = { ...LOCKOUT, longTermDenialsToLock: isForGood ? LOCKOUT.longTermDenialsToLock : 0 };
    for (let denial = 0; denial < LOCKOUT.denialsToLock; denial += 1) {
      const effect = { kind: 'count-failure', userId: id, otpFingerprint: `demo-${denial}`, at: now + denial, policy } as const;
      await store.commit({ guards: [], effects: [effect], ifMissed: [] });
    }
  }
}
