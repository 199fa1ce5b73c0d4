/** The Okabe-Ito set, told apart by people who see colours differently. The same colour for the same thing everywhere. */
import type { Outcome } from './outcome.ts';

/** Dark red is not of the set: fraud must not look like any denial. */
export const OUTCOME_COLORS: Readonly<Record<Outcome, string>> = {
  granted: '#009e73',
  bypassed: '#cc79a7',
  pending: '#e69f00',
  denied: '#d55e00',
  fraud: '#8b0000',
};
