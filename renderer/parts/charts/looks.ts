/** Colour and pattern of what charts show. The same for the same thing everywhere; colour never stands alone. */
import { AUTHENTICATION_RESULTS, type ResultName, resultByNumber } from '../../../shared/authentication-results.ts';
import { OUTCOME_COLORS } from '../chart-colors.ts';
import { type Outcome, outcomeOf } from '../outcome.ts';

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

/** Okabe-Ito, without the colours that granted, pending and bypassed have for themselves. */
const DENIED_COLORS = ['#d55e00', '#56b4e9', '#f0e442', '#0072b2', '#999999'] as const;
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
const DENIALS: readonly ResultName[] = [
  ...USUAL_DENIALS,
  ...AUTHENTICATION_RESULTS.filter(({ outcome, name }) => outcome !== 'granted' && !USUAL_DENIALS.includes(name)).map(
    ({ name }) => name,
  ),
];
const DENIED_PATTERNS: readonly Pattern[] = ['diagonal', 'solid', 'cross', 'dots', 'lines'];
/** Ways in beside the plain one, which is green. */
const GRANTED_COLORS: Readonly<Partial<Record<ResultName, string>>> = { FALLBACK_OATH_CODE_VERIFIED: '#5bc8a8' };

/** How one result looks where results stand side by side. */
export function resultLook(result: number, isGranted: boolean): Look {
  const outcome = outcomeOf(result, isGranted);
  const { name } = resultByNumber(result);
  if (outcome === 'granted') return { color: GRANTED_COLORS[name] ?? OUTCOME_COLORS.granted, pattern: 'solid' };
  if (outcome !== 'denied') return OUTCOME_LOOKS[outcome];
  const place = DENIALS.indexOf(name);
  const [first] = DENIED_COLORS;
  return {
    color: DENIED_COLORS[place % DENIED_COLORS.length] ?? first,
    pattern: DENIED_PATTERNS[Math.floor(place / DENIED_COLORS.length) % DENIED_PATTERNS.length] ?? 'diagonal',
  };
}
