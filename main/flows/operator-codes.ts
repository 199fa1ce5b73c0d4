/** Codes of operators' tokens: the same matching and the same windows as for users. */
import type { OathSettings } from '../../shared/schemas/settings.ts';
import type { Clock, Digest, MatchableToken } from '../engine/ports.ts';
import { matchOtp } from '../engine/tokens/match-otp.ts';
import type { SpentCode } from '../store/port.ts';

export type OperatorCodePorts = {
  readonly digest: Pick<Digest, 'hmac'>;
  readonly oath: () => OathSettings;
  readonly clock: Clock;
};

/** What the store has to spend for `code`; undefined when it is wrong or was used. Spends nothing itself. */
export function matchOperatorCode(ports: OperatorCodePorts, token: MatchableToken, code: string): SpentCode | undefined {
  if (code.length !== token.digits) return undefined;
  const match = matchOtp({ hmac: ports.digest.hmac, settings: ports.oath() }, token, code, ports.clock.now());
  if (match.kind === 'time-step') return { kind: 'time-step', step: match.step, driftSteps: match.driftSteps };
  if (match.kind === 'counter') return { kind: 'counter', nextCounter: String(match.counter + 1n) };
  return undefined;
}
