/** What the end of a SIP call means for the sign-in (reference section 4; RFC 3261 §21, ITU-T Q.850 by RFC 3326). */
import type { ResultName } from '../../../shared/authentication-results.ts';
import type { DecisionReason } from '../../../shared/schemas/attempt.ts';
import type { SipEnd } from './phone-call.ts';

type Refusal = readonly [result: ResultName, reason: DecisionReason];

/** The person pressed "decline": RFC 3261 §21.6.2, RFC 8197. */
const DECLINED: ReadonlySet<number> = new Set([603, 607]);
/** About the phone: gone (404, 410, 604), rang out (408, 480), number incomplete (484), busy (486, 600). The rest is about the trunk. */
const PHONE_STATUS: ReadonlySet<number> = new Set([404, 408, 410, 480, 484, 486, 600, 604]);
/** Q.850 §2.2.7.1: unallocated, no route, busy, no user responding, no answer, absent, number changed, out of order, number format. */
const PHONE_CAUSES: ReadonlySet<number> = new Set([1, 3, 17, 18, 19, 20, 22, 27, 28]);
/** Q.850: normal clearing, user busy to call rejected, normal unspecified. Any other cause after the answer is a line that broke. */
const HANG_UP_CAUSES: ReadonlySet<number> = new Set([16, 17, 18, 19, 20, 21, 31]);

/** Nobody answered. Gateways answer 500 or 503 to a busy phone: the cause, where they tell it, says more than the status. */
export function refusalOf({ how, sipStatus, q850Cause }: SipEnd): Refusal {
  if (how === 'no-answer') return ['CONFIGURATION_ISSUE', 'not-reached'];
  if (how !== 'refused') return ['UNABLE_TO_PLACE_CALL', 'call-not-placed'];
  if (sipStatus !== undefined && DECLINED.has(sipStatus)) return ['USER_HUNG_UP', 'not-approved'];
  const isAboutPhone =
    (sipStatus !== undefined && PHONE_STATUS.has(sipStatus)) || (q850Cause !== undefined && PHONE_CAUSES.has(q850Cause));
  return isAboutPhone ? ['CONFIGURATION_ISSUE', 'not-reached'] : ['UNABLE_TO_PLACE_CALL', 'call-not-placed'];
}

/** After the answer: the person, or the line. */
export function hasHungUp({ how, q850Cause }: SipEnd): boolean {
  return how === 'peer-hung-up' && (q850Cause === undefined || HANG_UP_CAUSES.has(q850Cause));
}
