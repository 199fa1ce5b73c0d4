/** What an attempt's result looks like: five outcomes, each with a shape of its own. */
import { type AuthenticationResult, resultByNumber } from '../../shared/authentication-results.ts';

export const OUTCOMES = ['granted', 'bypassed', 'pending', 'denied', 'fraud'] as const;
export type Outcome = (typeof OUTCOMES)[number];

const BYPASSED: ReadonlySet<AuthenticationResult['name']> = new Set([
  'USED_CACHE',
  'BYPASSED_AUTH',
  'USED_IP_BASED_CACHE',
  'USED_APP_BASED_CACHE',
  'USER_NOT_MATCHED',
]);
const FRAUD: ReadonlySet<AuthenticationResult['name']> = new Set(['FRAUD_CODE_ENTERED', 'FRAUD_REPORTED']);

/** @param isGranted as the attempt's row says: a result alone does not always tell */
export function outcomeOf(resultNumber: number, isGranted: boolean): Outcome {
  const row = resultByNumber(resultNumber);
  if (FRAUD.has(row.name)) return 'fraud';
  if (row.outcome === 'pending') return 'pending';
  if (!isGranted) return 'denied';
  return BYPASSED.has(row.name) ? 'bypassed' : 'granted';
}
