import type { AuthenticationReader, Challenge } from '../../ports.ts';
import { CONSOLE_CLIENT_ID } from '../conclude.ts';
import type { Refusal } from '../refusal.ts';
import type { AuthenticationRequest } from '../request.ts';

export type ResumedChallenge = { readonly challenge: Challenge; readonly isExpired: boolean };

/**
 * Finds the challenge that State names (RFC 2865 §5.24). It counts only for the client and the username it was
 * opened for: otherwise a State seen on one gateway could be answered through another.
 */
export async function resumeChallenge(
  reader: AuthenticationReader,
  request: AuthenticationRequest,
): Promise<ResumedChallenge | Refusal> {
  const challenge = request.challengeId === undefined ? undefined : await reader.findChallenge(request.challengeId);
  if (challenge === undefined) return { refusal: 'challenge-unknown' };
  const clientId = request.application.radiusClientId ?? CONSOLE_CLIENT_ID;
  if (challenge.radiusClientId !== clientId) return { refusal: 'challenge-wrong-client' };
  if (challenge.username.toLowerCase() !== request.username.toLowerCase()) return { refusal: 'challenge-unknown' };
  return { challenge, isExpired: request.receivedAt >= challenge.expiresAt };
}
