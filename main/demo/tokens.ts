/** The OATH tokens of the demo: handed out, in the drawer, expired, disabled, and enrolments that nobody finished. */
import { hash } from 'node:crypto';
import type { UserFields } from '../../shared/schemas/user.ts';
import type { Dice } from './dice.ts';

export type DemoToken = {
  readonly serial: string;
  readonly type: 'totp' | 'hotp';
  readonly origin: 'hardware' | 'app';
  readonly digits: number;
  readonly periodSeconds: number;
  readonly counter: string;
  readonly driftSteps: number;
  readonly model: string;
  readonly username: string | undefined;
  readonly isEnabled: boolean;
  readonly isPending: boolean;
  readonly startsAt: number | undefined;
  readonly expiresAt: number | undefined;
};

/** Every token of the demo has a serial number that begins like this. */
export const DEMO_SERIAL_PREFIX = 'DEMO-';
const DAY_MILLISECONDS = 86_400_000;
const SEED_BYTES = 20;
const FIRST_SERIAL = 100_001;

/** The seed of a token, made from its serial number: the simulated client has to know it, the database must not tell it. */
export function demoTokenSeed(seed: number, serial: string): Uint8Array {
  return hash('sha256', `countersign demo ${seed} ${serial}`, 'buffer').subarray(0, SEED_BYTES);
}

type Kind = Pick<DemoToken, 'type' | 'origin' | 'digits' | 'periodSeconds' | 'model'>;

const HARDWARE: Kind = { type: 'totp', origin: 'hardware', digits: 6, periodSeconds: 30, model: 'Demo TOTP 30 s' };
const COUNTER: Kind = { ...HARDWARE, type: 'hotp', model: 'Demo HOTP' };
const APP: Kind = { ...HARDWARE, origin: 'app', model: '' };
const KINDS: readonly (readonly [Kind, number])[] = [
  [HARDWARE, 46],
  [{ ...HARDWARE, periodSeconds: 60, model: 'Demo TOTP 60 s' }, 10],
  [COUNTER, 12],
  [{ ...COUNTER, digits: 8, model: 'Demo HOTP 8 digits' }, 2],
  [APP, 30],
];

export type TokenPlan = { readonly dice: Dice; readonly users: readonly UserFields[]; readonly now: number };

export function makeDemoTokens({ dice, users, now }: TokenPlan): DemoToken[] {
  let serial = FIRST_SERIAL;
  const make = (changes: Partial<DemoToken>, kind = dice.weighted(KINDS)): DemoToken => {
    const boughtAt = now - (200 + dice.below(900)) * DAY_MILLISECONDS;
    const isHardware = kind.origin === 'hardware';
    const made = {
      ...kind,
      serial: `${DEMO_SERIAL_PREFIX}${serial}`,
      counter: kind.type === 'hotp' ? String(dice.below(4000)) : '0',
      driftSteps: kind.type === 'totp' && isHardware ? dice.below(5) - 2 : 0,
      username: undefined,
      isEnabled: true,
      isPending: false,
      startsAt: isHardware ? boughtAt : undefined,
      expiresAt: isHardware ? boughtAt + 5 * 365 * DAY_MILLISECONDS : undefined,
      ...changes,
    };
    serial += 1;
    return made;
  };
  const expiredAt = () => now - (1 + dice.below(60)) * DAY_MILLISECONDS;
  const handedOut = users
    .filter(({ method }, index) => method === 'oath-token' && index % 33 !== 32)
    .flatMap(({ username }, index) => [
      make({
        username,
        ...(index % 50 === 7 ? { isEnabled: false } : {}),
        ...(index % 60 === 11 ? { startsAt: now - 1900 * DAY_MILLISECONDS, expiresAt: expiredAt() } : {}),
        // The next ones to run out, for the list that warns of them.
        ...(index % 40 === 3 ? { expiresAt: now + (3 + dice.below(80)) * DAY_MILLISECONDS } : {}),
      }),
      ...(index % 25 === 24 ? [make({ username })] : []),
    ]);
  const count = (share: number) => Math.ceil(users.length * share);
  return [
    ...handedOut,
    ...Array.from({ length: count(0.05) }, () => make({}, HARDWARE)),
    ...Array.from({ length: count(0.004) }, () => make({ counter: '0' }, COUNTER)),
    ...users
      .filter(({ method }) => method === 'mobile-app')
      .slice(0, count(0.003))
      .map(({ username }) => make({ username, isPending: true }, APP)),
  ];
}
