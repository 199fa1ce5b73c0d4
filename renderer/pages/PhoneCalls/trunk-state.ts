/** One word for how a trunk is doing, the worst first. Pure. */
import type { OutputOf } from '../../bridge/procedures.ts';

export type ListedTrunk = OutputOf<'trunks.list'>[number];
export type TrunkState =
  | 'off'
  | 'down'
  | 'registration-failed'
  | 'resting'
  | 'registering'
  | 'registered'
  | 'up'
  | 'not-asked'
  | 'unknown';

export function trunkStateOf(
  { isEnabled, registers, optionsSeconds, health }: Pick<ListedTrunk, 'isEnabled' | 'registers' | 'optionsSeconds' | 'health'>,
  now: number,
): TrunkState {
  if (!isEnabled) return 'off';
  if (health.state === 'down') return 'down';
  if (registers && health.registration === 'failed') return 'registration-failed';
  if (health.restsUntil !== undefined && health.restsUntil > now) return 'resting';
  if (registers && health.registration === 'registering') return 'registering';
  if (registers && health.registration === 'registered') return 'registered';
  if (health.state === 'up') return 'up';
  return optionsSeconds === 0 ? 'not-asked' : 'unknown';
}

/** A person should look at it. */
export function isBroken(state: TrunkState): boolean {
  return state === 'down' || state === 'registration-failed' || state === 'resting';
}

/** sip.example.org:5060, or sip.example.org by DNS SRV. */
export function addressOf({ host, port }: Pick<ListedTrunk, 'host' | 'port'>): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]:${port}` : `${host}:${port}`;
}
