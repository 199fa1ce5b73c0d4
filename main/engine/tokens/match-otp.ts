/** Which moving factor of a token an otp belongs to. Pure: spends nothing (RFC 4226 §7.2, RFC 6238 §5.2). */
import { COUNTER_MAX } from '../../../shared/limits.ts';
import type { OathSettings } from '../../../shared/schemas/settings.ts';
import { type Hmac, hotpValue } from '../../protocols/oath/hotp.ts';
import { stepOffsets, timeStepAt } from '../../protocols/oath/totp.ts';
import type { MatchableToken } from '../ports.ts';

export type OtpMatch =
  | { readonly kind: 'time-step'; readonly step: number; readonly driftSteps: number }
  | { readonly kind: 'counter'; readonly counter: bigint }
  /** The code of the moving factor that was accepted last. */
  | { readonly kind: 'duplicate' }
  /** A code of a moving factor before the last accepted one. */
  | { readonly kind: 'older' }
  | { readonly kind: 'none' };

export type MatchPorts = { readonly hmac: Hmac; readonly settings: OathSettings };

const offsetsByWindow = new Map<number, readonly number[]>();

function offsetsOf(window: number): readonly number[] {
  let offsets = offsetsByWindow.get(window);
  if (offsets === undefined) {
    offsets = stepOffsets(window);
    offsetsByWindow.set(window, offsets);
  }
  return offsets;
}

/**
 * Looks `otp` up in the token's window at `now` (epoch milliseconds). A code that is still unused wins over a
 * used one with the same digits. The caller has checked that `otp` has the token's number of digits.
 */
export function matchOtp(ports: MatchPorts, credential: MatchableToken, otp: string, now: number): OtpMatch {
  return credential.type === 'totp' ? matchTotp(ports, credential, otp, now) : matchHotp(ports, credential, otp);
}

function matchTotp(ports: MatchPorts, credential: Extract<MatchableToken, { type: 'totp' }>, otp: string, now: number): OtpMatch {
  const { hmac, settings } = ports;
  const wanted = Number(otp);
  const seed = credential.seed.reveal();
  const window = credential.origin === 'app' ? settings.appWindowSteps : settings.hardwareWindowSteps;
  const centre = timeStepAt(now, credential.periodSeconds) + credential.driftSteps;
  let used: OtpMatch = { kind: 'none' };
  for (const offset of offsetsOf(window)) {
    const step = centre + offset;
    if (step < 0 || hotpValue(hmac, seed, step, credential) !== wanted) continue;
    if (credential.lastStep === undefined || step > credential.lastStep) {
      return { kind: 'time-step', step, driftSteps: driftAfter(credential.driftSteps, offset) };
    }
    if (step === credential.lastStep) used = { kind: 'duplicate' };
    else if (used.kind === 'none') used = { kind: 'older' };
  }
  return used;
}

/**
 * One step late is how people type, not how clocks run: it leaves the drift alone. Drift is kept in whole
 * steps and replay is judged by the absolute step, so no drift can bring a used code back to life.
 */
function driftAfter(driftSteps: number, offset: number): number {
  return offset === -1 ? driftSteps : driftSteps + offset;
}

function matchHotp(ports: MatchPorts, credential: Extract<MatchableToken, { type: 'hotp' }>, otp: string): OtpMatch {
  const wanted = Number(otp);
  const seed = credential.seed.reveal();
  const lookAhead = BigInt(ports.settings.lookAheadCounters);
  const valueAt = (counter: bigint) => hotpValue(ports.hmac, seed, counter, credential);
  for (
    let counter = credential.nextCounter;
    counter <= credential.nextCounter + lookAhead && counter <= COUNTER_MAX;
    counter += 1n
  ) {
    if (valueAt(counter) === wanted) return { kind: 'counter', counter };
  }
  for (let back = 1n; back <= lookAhead && credential.nextCounter - back >= 0n; back += 1n) {
    if (valueAt(credential.nextCounter - back) === wanted) return { kind: back === 1n ? 'duplicate' : 'older' };
  }
  return { kind: 'none' };
}
