/** The Okabe-Ito set, told apart by people who see colours differently. The same colour for the same thing everywhere. */
import type { Method } from '../../shared/methods.ts';
import type { Outcome } from './outcome.ts';

export const METHOD_COLORS: Readonly<Record<Method, string>> = {
  'phone-call': '#0072b2',
  'text-message': '#56b4e9',
  'mobile-app': '#009e73',
  'oath-token': '#e69f00',
  email: '#cc79a7',
  'app-password': '#f0e442',
};

/** Dark red is not of the set: fraud must not look like any denial. */
export const OUTCOME_COLORS: Readonly<Record<Outcome, string>> = {
  granted: '#009e73',
  bypassed: '#cc79a7',
  pending: '#e69f00',
  denied: '#d55e00',
  fraud: '#8b0000',
};
