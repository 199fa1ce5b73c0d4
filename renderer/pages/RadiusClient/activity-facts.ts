/** What the numbers of a client's activity mean. Pure. */
import type { DiscardKind, PasswordProtocol, RadiusActivity } from '../../../shared/schemas/radius.ts';

export const COUNT_KEYS = [
  'requestCount',
  'acceptCount',
  'rejectCount',
  'challengeCount',
  'duplicateCount',
  'discardCount',
] as const;
export type ActivityCounts = Readonly<Record<(typeof COUNT_KEYS)[number], number>>;

export function countsOf(activity: RadiusActivity): ActivityCounts {
  const { requestCount, acceptCount, rejectCount, challengeCount, duplicateCount, discards } = activity;
  const discardCount = Object.values(discards).reduce((sum, count) => sum + (count ?? 0), 0);
  return { requestCount, acceptCount, rejectCount, challengeCount, duplicateCount, discardCount };
}

export type ActivityError = {
  readonly at: number;
  readonly kind: DiscardKind;
  /** Which protocol it was, where that is the error and the request is still among the last ones. */
  readonly protocol: PasswordProtocol | undefined;
  /** True when a request after it was answered: it is history. */
  readonly isOver: boolean;
};

export function lastErrorOf({ lastError, recent }: RadiusActivity): ActivityError | undefined {
  if (lastError === undefined) return undefined;
  const request = recent.find(({ discard }) => discard === lastError.kind);
  const isOver = recent.some(({ at, discard, reply }) => at > lastError.at && discard === undefined && reply !== 'status');
  const protocol = lastError.kind === 'protocol-unsupported' ? request?.protocol : undefined;
  return { ...lastError, protocol, isOver };
}
