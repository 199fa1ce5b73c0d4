import type { DecisionReason } from '../../../../shared/schemas/attempt.ts';
import { timeStepAt } from '../../../protocols/oath/totp.ts';
import type { Effect, Guard } from '../../effects.ts';
import type { TokenCredential } from '../../ports.ts';
import { type MatchPorts, matchOtp, type OtpMatch } from '../../tokens/match-otp.ts';
import { checkAutomaticResync } from '../../tokens/resync.ts';

export type OtpVerdict =
  | {
      readonly isRight: true;
      readonly token: TokenCredential;
      readonly spend: Guard;
      readonly reason: 'otp-verified' | 'resync-second-code';
    }
  | {
      readonly isRight: false;
      readonly token: TokenCredential | undefined;
      readonly reason: DecisionReason;
      readonly effects: readonly Effect[];
    };

/** Finds the token whose code this is. Pure: the guard it answers does the spending. */
export function checkOtp(ports: MatchPorts, tokens: readonly TokenCredential[], otp: string, now: number): OtpVerdict {
  if (otp === '') return { isRight: false, token: undefined, reason: 'otp-missing', effects: [] };
  // Only a token that shows this many digits could have matched: others make it no guess at all.
  const candidates = /^\d+$/.test(otp) ? tokens.filter((token) => token.digits === otp.length) : [];
  if (candidates.length === 0) return { isRight: false, token: undefined, reason: 'otp-malformed', effects: [] };
  let used: OtpVerdict | undefined;
  for (const token of candidates) {
    const match = matchOtp(ports, token, otp, now);
    if (match.kind === 'time-step' || match.kind === 'counter') {
      return { isRight: true, token, spend: guardOf(token, match, now), reason: 'otp-verified' };
    }
    if (match.kind === 'duplicate') used = { isRight: false, token, reason: 'otp-already-used', effects: [] };
    else if (match.kind === 'older') used ??= { isRight: false, token, reason: 'otp-older-than-last', effects: [] };
  }
  return used ?? resyncOrMismatch(ports, candidates, otp, now);
}

function guardOf(token: TokenCredential, match: OtpMatch & { kind: 'time-step' | 'counter' }, now: number): Guard {
  return match.kind === 'time-step'
    ? { kind: 'spend-time-step', tokenId: token.id, step: match.step, driftSteps: match.driftSteps, at: now }
    : { kind: 'spend-counter', tokenId: token.id, counter: String(match.counter), at: now };
}

function resyncOrMismatch(ports: MatchPorts, candidates: readonly TokenCredential[], otp: string, now: number): OtpVerdict {
  for (const token of candidates) {
    const resync = checkAutomaticResync(ports, token, otp, now);
    if (resync.kind === 'completed') {
      const match: OtpMatch & { kind: 'time-step' | 'counter' } =
        token.type === 'hotp'
          ? { kind: 'counter', counter: resync.factor }
          : {
              kind: 'time-step',
              step: Number(resync.factor),
              driftSteps: Number(resync.factor) - timeStepAt(now, token.periodSeconds),
            };
      return { isRight: true, token, spend: guardOf(token, match, now), reason: 'resync-second-code' };
    }
    if (resync.kind === 'candidate') {
      const note: Effect = { kind: 'note-resync-candidate', tokenId: token.id, factor: String(resync.factor), at: now };
      return { isRight: false, token, reason: 'resync-first-code', effects: [note] };
    }
  }
  const only = candidates.length === 1 ? candidates[0] : undefined;
  return { isRight: false, token: only, reason: 'otp-mismatch', effects: [] };
}
