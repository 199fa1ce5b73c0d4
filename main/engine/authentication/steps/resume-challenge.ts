import type { AuthenticationReader, Challenge } from '../../ports.ts';
import type { Refusal } from '../refusal.ts';
import type { AuthenticationRequest } from '../request.ts';

export type ResumedChallenge = { readonly challenge: Challenge | undefined };

/**
 * Finds the challenge that State names (RFC 2865 §5.24). It counts only for the client and the username it was
 * opened for: otherwise a State seen on one gateway could be answered through another.
 */
export async function resumeChallenge(
  reader: AuthenticationReader,
  request: AuthenticationRequest,
): Promise<ResumedChallenge | Refusal> {
  if (request.challengeId === undefined) return { challenge: undefined };
  const challenge = await reader.findChallenge(request.challengeId);
  if (challenge === undefined) return { refusal: 'challenge-unknown' };
  if (challenge.radiusClientId !== request.application.radiusClientId) return { refusal: 'challenge-wrong-client' };
  if (challenge.username.toLowerCase() !== request.username.toLowerCase()) return { refusal: 'challenge-unknown' };
  if (request.receivedAt >= challenge.expiresAt) return { refusal: 'challenge-expired' };
  return { challenge };
}
