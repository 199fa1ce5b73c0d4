/** Rows of the call log as facts to show. Pure. */
import { type Outcome, outcomeOf } from '../../../shared/attempt-outcome.ts';
import type { PlacedCall } from '../../../shared/schemas/call.ts';

/** Whole seconds; undefined where the phone did not ring, or nobody answered. */
export type CallTimes = { readonly rang: number | undefined; readonly talked: number | undefined };

export function callTimes({ ringingAt, answeredAt, endedAt }: PlacedCall): CallTimes {
  return {
    rang: ringingAt === undefined ? undefined : secondsBetween(ringingAt, answeredAt ?? endedAt),
    talked: answeredAt === undefined ? undefined : secondsBetween(answeredAt, endedAt),
  };
}

const secondsBetween = (from: number, until: number) => Math.max(0, Math.round((until - from) / 1000));

/** How the call looks among results; a test call by whether it was answered. */
export function callOutcome({ result, isGranted, answeredAt }: PlacedCall): Outcome {
  if (result === undefined || isGranted === undefined) return answeredAt === undefined ? 'denied' : 'granted';
  return outcomeOf(result, isGranted);
}

/** "486 Busy Here": the trunk's own words, with its status once. */
export function trunkAnswer({ sipStatus, words }: PlacedCall): string {
  if (sipStatus === undefined || words.startsWith(String(sipStatus))) return words;
  return `${sipStatus} ${words}`.trim();
}

/** Answered, and nothing came in or went out: the classic of a firewall between. */
export function silentDirection({ answeredAt, sentPackets, receivedPackets }: PlacedCall): 'received' | 'sent' | undefined {
  if (answeredAt === undefined) return undefined;
  if (receivedPackets === 0) return 'received';
  return sentPackets === 0 ? 'sent' : undefined;
}
