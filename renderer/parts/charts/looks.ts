/** Colour and pattern of what charts show. The same for the same thing everywhere; colour never stands alone. */

import { OUTCOME_COLORS, type Outcome, outcomeOf } from '../../../shared/attempt-outcome.ts';
import {
  AUTHENTICATION_RESULTS,
  type ResultName,
  type ResultOutcome,
  resultByNumber,
} from '../../../shared/authentication-results.ts';

export const PATTERNS = ['solid', 'diagonal', 'dots', 'lines', 'cross'] as const;
export type Pattern = (typeof PATTERNS)[number];
export type Look = { readonly color: string; readonly pattern: Pattern };

export const OUTCOME_LOOKS: Readonly<Record<Outcome, Look>> = {
  granted: { color: OUTCOME_COLORS.granted, pattern: 'solid' },
  bypassed: { color: OUTCOME_COLORS.bypassed, pattern: 'lines' },
  pending: { color: OUTCOME_COLORS.pending, pattern: 'dots' },
  denied: { color: OUTCOME_COLORS.denied, pattern: 'diagonal' },
  fraud: { color: OUTCOME_COLORS.fraud, pattern: 'cross' },
};

/** Okabe-Ito in families: cool colours let in, orange waits, warm ones and grey refuse. Purple is the bypass. */
const FAMILY_COLORS = {
  granted: ['#009e73', '#56b4e9', '#0072b2'],
  pending: ['#e69f00'],
  denied: ['#d55e00', '#f0e442', '#999999'],
} as const;
/** The denials that this server writes, most usual first: these never share colour and pattern. */
const USUAL_DENIALS: readonly ResultName[] = [
  'OATH_CODE_INCORRECT',
  'USER_NOT_FOUND',
  'OATH_CODE_DUPLICATE',
  'ACCOUNT_LOCKED',
  'OATH_CODE_OLD',
  'PRIMARY_AUTHENTICATION_FAILED',
  'NO_USABLE_METHOD',
  'USER_DISABLED',
  'OATH_TOKEN_TIMEOUT',
];
/** Each family's results; a place in it gives colour and pattern. */
const FAMILIES: Readonly<Record<keyof typeof FAMILY_COLORS, readonly ResultName[]>> = {
  granted: ['OATH_CODE_VERIFIED', ...namesOf('granted', 'by-input')],
  pending: namesOf('pending'),
  denied: [...USUAL_DENIALS, ...namesOf('denied', 'by-input')],
};
const FAMILY_PATTERNS: Readonly<Record<keyof typeof FAMILY_COLORS, readonly Pattern[]>> = {
  granted: ['solid', 'lines', 'cross', 'dots', 'diagonal'],
  pending: ['dots', 'solid', 'lines', 'cross', 'diagonal'],
  denied: ['diagonal', 'solid', 'cross', 'dots', 'lines'],
};

function namesOf(...outcomes: readonly ResultOutcome[]): readonly ResultName[] {
  return AUTHENTICATION_RESULTS.filter(({ outcome }) => outcomes.includes(outcome)).map(({ name }) => name);
}

/** How one result looks where results stand side by side. */
export function resultLook(result: number, isGranted: boolean): Look {
  const outcome = outcomeOf(result, isGranted);
  if (outcome === 'bypassed' || outcome === 'fraud') return OUTCOME_LOOKS[outcome];
  const place = [...new Set(FAMILIES[outcome])].indexOf(resultByNumber(result).name);
  const colors = FAMILY_COLORS[outcome];
  const patterns = FAMILY_PATTERNS[outcome];
  return {
    color: colors[Math.max(0, place) % colors.length] ?? colors[0],
    pattern: patterns[Math.floor(Math.max(0, place) / colors.length) % patterns.length] ?? 'solid',
  };
}
