import i18next from 'i18next';
import { DECISION_REASONS } from '../../../shared/schemas/attempt.ts';
import type { ConsoleError } from '../../bridge/console-error.ts';
import { errorText } from '../../parts/errors.tsx';

/** A refusal of the server that is about one field of the user form. */
export function fieldProblem(error: ConsoleError): { readonly field: 'username' | 'pin'; readonly text: string } | undefined {
  if (error.code === 'USERNAME_TAKEN') return { field: 'username', text: errorText(error).what };
  if (error.code !== 'PIN_REFUSED') return undefined;
  const { what, next } = errorText(error);
  const rule = DECISION_REASONS.find((reason) => reason === error.detail.rule);
  // In the words of the log: the rule that refused it.
  return {
    field: 'pin',
    text: `${rule === undefined ? what : i18next.getFixedT(null, 'results')(`reason.${rule}.why`)} ${next}`,
  };
}
