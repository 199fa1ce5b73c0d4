/** How long a sign-in by phone call can take, as the engine plans its calls. Pure. */
import type { PhoneCallSettings } from '../../../shared/schemas/method-settings.ts';

/** Seconds of a sign-in beside the ringing, to listen and to press: TALK_SECONDS of the engine's call plan. */
export const TALK_SECONDS = 20;

/** @param phoneCount 2 with a backup phone */
export function signInSeconds(
  { ringSeconds, rounds }: Pick<PhoneCallSettings, 'ringSeconds' | 'rounds'>,
  phoneCount: 1 | 2,
): number {
  return ringSeconds * rounds * phoneCount + TALK_SECONDS;
}

export type Reach = 'backup' | 'one' | 'none';

/** What a client that waits so long waits for. */
export function reachOf(timeoutSeconds: number, settings: Pick<PhoneCallSettings, 'ringSeconds' | 'rounds'>): Reach {
  if (timeoutSeconds >= signInSeconds(settings, 2)) return 'backup';
  return timeoutSeconds >= signInSeconds(settings, 1) ? 'one' : 'none';
}
