/**
 * A RADIUS client on loopback that signs demo users in, so that the console has something to show that happens now.
 * Real requests through the engine's own listener; at most one at a time, and none once it was stopped.
 */

import type { Log } from '../adapters/log.ts';
import { nodeDigest } from '../adapters/node-digest.ts';
import { probeRadius } from '../adapters/radius-probe.ts';
import type { Secret } from '../engine/secret.ts';
import { hotpValue } from '../protocols/oath/hotp.ts';
import { timeStepAt } from '../protocols/oath/totp.ts';
import type { Store } from '../store/port.ts';
import { SIMULATED_CLIENT } from './clients.ts';
import { createDice, type Dice } from './dice.ts';
import { DEMO_SERIAL_PREFIX, demoTokenSeed } from './tokens.ts';

export type SimulatedClientOptions = {
  readonly store: Pick<Store, 'read' | 'radiusClients'>;
  readonly log: Log;
  readonly seed: number;
  /** Port of the engine's listener on loopback; undefined while there is none. */
  readonly port: () => number | undefined;
  /** Milliseconds between two sign-ins, shortest and longest. */
  readonly pause?: readonly [number, number];
};

const PAUSE_MILLISECONDS: readonly [number, number] = [1500, 6000];
const TIMEOUT_MILLISECONDS = 4000;
/** Of a hundred sign-ins, so many with a wrong code, with the code used last, and with a name that nobody has. */
const WRONG = 7;
const REPLAYED = 4;
const UNKNOWN = 2;

type Holder = { readonly username: string; readonly serial: string; readonly digits: number; readonly periodSeconds: number };
type Code = { readonly username: string; readonly password: string };

/** @returns the way to stop; it resolves when the last request is over. */
export function startSimulatedClient(options: SimulatedClientOptions): () => Promise<void> {
  const { log, pause = PAUSE_MILLISECONDS } = options;
  const dice = createDice(Date.now());
  const stopped = new AbortController();
  let last: Code | undefined;
  const usedSteps = new Map<string, number>();

  const signInOnce = async (holders: readonly Holder[]): Promise<void> => {
    const port = options.port();
    const sharedSecret = await secretOf(options.store);
    if (port === undefined || sharedSecret === undefined || holders.length === 0) return;
    const code = nextCode({ dice, holders, seed: options.seed, last, usedSteps });
    await probeRadius({ address: '127.0.0.1', port, sharedSecret, ...code, timeoutMilliseconds: TIMEOUT_MILLISECONDS });
    last = code;
  };
  const run = async (): Promise<void> => {
    const holders = await readHolders(options.store);
    while (!stopped.signal.aborted) {
      await sleep(pause[0] + dice.below(pause[1] - pause[0] + 1), stopped.signal);
      if (stopped.signal.aborted) return;
      await signInOnce(holders);
    }
  };
  const running = run().catch((error: unknown) => log.error('the simulated client of the demo stopped', error));
  return async () => {
    stopped.abort();
    await running;
  };
}

type Choice = {
  readonly dice: Dice;
  readonly holders: readonly Holder[];
  readonly seed: number;
  readonly last: Code | undefined;
  /** Of each token the step whose code was sent last: a second one within it would be refused as used. */
  readonly usedSteps: Map<string, number>;
};

function nextCode({ dice, holders, seed, last, usedSteps }: Choice): Code {
  const roll = dice.below(100);
  if (roll < REPLAYED && last !== undefined) return last;
  if (roll < REPLAYED + UNKNOWN) return { username: 'scanner', password: '123456' };
  const now = Date.now();
  const rested = holders.filter(({ serial, periodSeconds }) => usedSteps.get(serial) !== timeStepAt(now, periodSeconds));
  const { username, serial, digits, periodSeconds } = dice.pick(rested.length === 0 ? holders : rested);
  const isWrong = roll < REPLAYED + UNKNOWN + WRONG;
  const step = timeStepAt(now, periodSeconds);
  usedSteps.set(serial, step);
  const value = hotpValue(nodeDigest.hmac, demoTokenSeed(seed, serial), step, { algorithm: 'SHA1', digits });
  const shown = isWrong ? (value + 1 + dice.below(9998)) % 10 ** digits : value;
  return { username, password: String(shown).padStart(digits, '0') };
}

/** Holders of enabled TOTP tokens of the demo; what an operator adds is left alone. */
async function readHolders(store: SimulatedClientOptions['store']): Promise<Holder[]> {
  const names = await readVerifiable(store);
  const { rows } = await store.read('tokens.list', {
    offset: 0,
    limit: 1000,
    search: DEMO_SERIAL_PREFIX,
    state: 'assigned',
    type: 'totp',
    sort: 'serial',
    direction: 'asc',
  });
  return rows.flatMap(({ username, serial, digits, periodSeconds, isEnabled, isPending, expiresAt }) =>
    username !== undefined &&
    names.has(username) &&
    isEnabled &&
    !isPending &&
    (expiresAt ?? Number.POSITIVE_INFINITY) > Date.now()
      ? [{ username, serial, digits, periodSeconds }]
      : [],
  );
}

/** Users whose mode this version can verify. The others would be refused each time, which is no news. */
async function readVerifiable(store: SimulatedClientOptions['store']): Promise<ReadonlySet<string>> {
  const { rows } = await store.read('users.list', {
    offset: 0,
    limit: 1000,
    search: '',
    method: 'oath-token',
    sort: 'username',
    direction: 'asc',
  });
  return new Set(rows.filter(({ mode, isEnabled }) => mode === 'standard' && isEnabled).map(({ username }) => username));
}

async function secretOf(store: SimulatedClientOptions['store']): Promise<Secret | undefined> {
  return (await store.radiusClients()).find(({ client }) => client.name === SIMULATED_CLIENT)?.sharedSecret;
}

function sleep(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) {
      resolve();
      return;
    }
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    timer.unref();
    signal.addEventListener('abort', done, { once: true });
  });
}
