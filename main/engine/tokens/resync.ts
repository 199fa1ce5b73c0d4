/** Resynchronisation: two consecutive codes find a token whose clock or counter has run away (RFC 4226 §7.4). */
import { COUNTER_MAX } from '../../../shared/limits.ts';
import { hotpValue } from '../../protocols/oath/hotp.ts';
import { timeStepAt } from '../../protocols/oath/totp.ts';
import type { TokenCredential } from '../ports.ts';
import type { MatchPorts } from './match-otp.ts';

/** The moving factors, later than any accepted before, at which `otp` would be right; nearest first. */
function* wideMatches(ports: MatchPorts, credential: TokenCredential, otp: string, now: number): Generator<bigint> {
  const wanted = Number(otp);
  const seed = credential.seed.reveal();
  const window = ports.settings.resyncWindow;
  if (credential.type === 'hotp') {
    const last = credential.nextCounter + BigInt(window);
    for (let counter = credential.nextCounter; counter <= last && counter <= COUNTER_MAX; counter += 1n) {
      if (hotpValue(ports.hmac, seed, counter, credential) === wanted) yield counter;
    }
    return;
  }
  const centre = timeStepAt(now, credential.periodSeconds) + credential.driftSteps;
  const floor = credential.lastStep ?? -1;
  for (let distance = 0; distance <= window; distance += 1) {
    for (const step of distance === 0 ? [centre] : [centre - distance, centre + distance]) {
      if (step > floor && step >= 0 && hotpValue(ports.hmac, seed, step, credential) === wanted) yield BigInt(step);
    }
  }
}

function isValueAt(ports: MatchPorts, credential: TokenCredential, factor: bigint, otp: string): boolean {
  return factor <= COUNTER_MAX && hotpValue(ports.hmac, credential.seed.reveal(), factor, credential) === Number(otp);
}

/** What the store must set once a resync has found the token. */
export type ResyncPlan =
  | { readonly isFound: true; readonly type: 'totp'; readonly lastStep: number; readonly driftSteps: number }
  | { readonly isFound: true; readonly type: 'hotp'; readonly nextCounter: bigint }
  | { readonly isFound: false };

/** Where `secondFactor`, the later of two consecutive factors, puts the token at `now`. */
export function planAt(credential: TokenCredential, secondFactor: bigint, now: number): ResyncPlan & { isFound: true } {
  if (credential.type === 'hotp') return { isFound: true, type: 'hotp', nextCounter: secondFactor + 1n };
  const lastStep = Number(secondFactor);
  return { isFound: true, type: 'totp', lastStep, driftSteps: lastStep - timeStepAt(now, credential.periodSeconds) };
}

/** Finds two consecutive codes within the resync window; never goes back behind the last accepted one. */
export function planResync(
  ports: MatchPorts,
  credential: TokenCredential,
  codes: { readonly first: string; readonly second: string },
  now: number,
): ResyncPlan {
  if (codes.first.length !== credential.digits || codes.second.length !== credential.digits) return { isFound: false };
  for (const factor of wideMatches(ports, credential, codes.first, now)) {
    if (isValueAt(ports, credential, factor + 1n, codes.second)) return planAt(credential, factor + 1n, now);
  }
  return { isFound: false };
}

export type AutomaticResync =
  /** The code follows the remembered one: the token is where this factor says. */
  | { readonly kind: 'completed'; readonly factor: bigint }
  /** The first code of a possible resync: remember it, refuse it. */
  | { readonly kind: 'candidate'; readonly factor: bigint }
  | { readonly kind: 'none' };

/** The automatic form: the code was outside the normal window; was it the successor of a code remembered before? */
export function checkAutomaticResync(ports: MatchPorts, credential: TokenCredential, otp: string, now: number): AutomaticResync {
  if (!ports.settings.isAutomaticResyncEnabled || credential.origin !== 'hardware') return { kind: 'none' };
  const remembered = credential.resyncCandidate;
  if (remembered !== undefined && now - remembered.at <= ports.settings.automaticResyncSeconds * 1000) {
    const next = remembered.factor + 1n;
    const floor = credential.type === 'hotp' ? credential.nextCounter : BigInt((credential.lastStep ?? -1) + 1);
    if (next >= floor && isValueAt(ports, credential, next, otp)) return { kind: 'completed', factor: next };
  }
  for (const factor of wideMatches(ports, credential, otp, now)) return { kind: 'candidate', factor };
  return { kind: 'none' };
}
