/** Facts about a password that the operator can act on; no score. */
import { OPERATOR_PASSWORD_MIN_CHARACTERS } from '../../../shared/limits.ts';

export const VARIED_MIN_CHARACTERS = 5;

export type StrengthFact = { readonly key: 'length' | 'notName' | 'varied'; readonly isMet: boolean };

export function strengthFacts(password: string, name: string): readonly StrengthFact[] {
  const trimmed = name.trim().toLowerCase();
  return [
    { key: 'length', isMet: [...password].length >= OPERATOR_PASSWORD_MIN_CHARACTERS },
    { key: 'notName', isMet: password !== '' && (trimmed === '' || !password.toLowerCase().includes(trimmed)) },
    { key: 'varied', isMet: new Set(password).size >= VARIED_MIN_CHARACTERS },
  ];
}

/** The set-up code in an address like /setup#code=ABCD; '' when there is none. */
export function setupCodeOf(hash: string): string {
  return new URLSearchParams(hash.replace(/^#/, '')).get('code') ?? '';
}
