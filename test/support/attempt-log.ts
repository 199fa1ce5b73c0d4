/** A log of attempts as a server of some size writes it; the same for the same seed. */
import type { AttemptDraft } from '../../main/engine/effects.ts';
import type { RadiusClientId, UserId } from '../../shared/ids.ts';
import type { Method, Mode } from '../../shared/methods.ts';
import type { DecisionReason } from '../../shared/schemas/attempt.ts';

/** Numbers from 0 to 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const METHOD_MODES: readonly (readonly [Method, Mode])[] = [
  ['oath-token', 'standard'],
  ['oath-token', 'pin'],
  ['mobile-app', 'standard'],
  ['mobile-app', 'pin'],
  ['text-message', 'one-way-otp'],
  ['text-message', 'two-way-otp'],
  ['phone-call', 'standard'],
  ['phone-call', 'pin'],
  ['email', 'one-way-otp'],
  ['app-password', 'standard'],
];
const DENIALS: readonly (readonly [number, DecisionReason])[] = [
  [138, 'otp-mismatch'],
  [139, 'otp-already-used'],
  [140, 'otp-older-than-last'],
  [303, 'user-disabled'],
  [304, 'password-wrong'],
  [305, 'method-unavailable'],
  [206, 'user-locked'],
  [129, 'otp-mismatch'],
  [122, 'otp-mismatch'],
  [133, 'challenge-expired'],
  [132, 'otp-mismatch'],
  [142, 'otp-missing'],
];

export type LogShape = {
  readonly count: number;
  readonly from: number;
  readonly until: number;
  readonly users: number;
  readonly applications: number;
  readonly seed?: number;
};

/** Oldest first. Users have the ids 1 to `users` and names user1, user2 ...; a few attempts name nobody. */
export function* attemptLog(shape: LogShape): Generator<AttemptDraft> {
  const random = seededRandom(shape.seed ?? 1);
  const step = (shape.until - shape.from) / shape.count;
  for (let i = 0; i < shape.count; i += 1) {
    const user = 1 + Math.floor(random() * shape.users);
    // A few applications have most of the sign-ins.
    const application = Math.floor(random() ** 2 * shape.applications);
    const isUnknown = random() < 0.01;
    const kind = random();
    // Most use their token; the user decides, so that a method keeps to its users.
    const [method, mode] = METHOD_MODES[Math.floor(((user * 7919) % 1000) ** 2 / 100_001)] ?? ['oath-token', 'standard'];
    const [result, reason] = isUnknown ? ([301, 'user-unknown'] as const) : outcomeOf(kind, random());
    yield {
      at: Math.floor(shape.from + i * step),
      sessionId: i.toString(16).padStart(32, '0'),
      userId: isUnknown ? undefined : (user as UserId),
      username: isUnknown ? `stranger${user % 5000}` : `user${user}`,
      firstName: isUnknown ? '' : 'First',
      lastName: isUnknown ? '' : `Last${user}`,
      email: isUnknown ? '' : `user${user}@example.test`,
      phone: '',
      deviceToken: '',
      authenticationType: 'radius',
      applicationName: `Application ${application}`,
      radiusClientId: (application + 1) as RadiusClientId,
      clientAddress: `192.0.2.${application}`,
      callingAddress: `198.51.${(user >> 8) & 255}.${user & 255}`,
      ...(isUnknown ? {} : { method, mode }),
      tokenSerial: isUnknown ? '' : `T${user}`,
      result,
      isGranted: result === 3 || result === 1,
      reason,
      gatewayName: '',
      serverName: 'mfa1',
      serverAddress: '192.0.2.10',
      durationMilliseconds: 1.5,
    };
  }
}

function outcomeOf(kind: number, pick: number): readonly [number, DecisionReason] {
  if (kind < 0.85) return [3, 'otp-verified'];
  if (kind < 0.92) return [1, 'resync-second-code'];
  return DENIALS[Math.floor(pick ** 2 * DENIALS.length)] ?? [138, 'otp-mismatch'];
}
