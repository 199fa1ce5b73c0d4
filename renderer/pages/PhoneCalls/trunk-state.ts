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

/** Its last problem, unless it has answered since: what is over stands on the trunk's own page. */
export function presentProblem(trunk: ListedTrunk, now: number): ListedTrunk['health']['lastProblem'] {
  const { lastProblem, lastAnswerAt } = trunk.health;
  if (lastProblem === undefined || isBroken(trunkStateOf(trunk, now))) return lastProblem;
  return lastAnswerAt === undefined || lastProblem.at > lastAnswerAt ? lastProblem : undefined;
}

/** sip.example.org:5060, [2001:db8::1]:5060. */
export function addressOf({ host, port }: Pick<ListedTrunk, 'host' | 'port'>): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]:${port}` : `${host}:${port}`;
}
