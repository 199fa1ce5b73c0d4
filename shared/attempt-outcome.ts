/** What an attempt's result looks like: five outcomes, told apart by shape, word and colour everywhere. */
import { type AuthenticationResult, resultByNumber } from './authentication-results.ts';

export const OUTCOMES = ['granted', 'bypassed', 'pending', 'denied', 'fraud'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** The Okabe-Ito set, told apart by people who see colours differently. Dark red is not of the set: fraud must not look like any denial. */
export const OUTCOME_COLORS: Readonly<Record<Outcome, string>> = {
  granted: '#009e73',
  bypassed: '#cc79a7',
  pending: '#e69f00',
  denied: '#d55e00',
  fraud: '#8b0000',
};

const BYPASSED: ReadonlySet<AuthenticationResult['name']> = new Set([
  'USED_CACHE',
  'BYPASSED_AUTH',
  'USED_IP_BASED_CACHE',
  'USED_APP_BASED_CACHE',
  'USER_NOT_MATCHED',
  'TRUSTED_IP',
  'DISABLED_USER_PASSED',
  'NO_GATEWAY_PASSED',
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
