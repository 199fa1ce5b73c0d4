/** What a new password of an operator lacks, as the text that stands beside its field; null when it is good. */
import i18next from 'i18next';
import { operatorPasswordSchema } from '../../shared/schemas/operator.ts';
import { issueText } from './validate-with.ts';

/** As the server counts them. */
const DIFFERENT_MIN_CHARACTERS = 5;

export function operatorPasswordProblem(password: string, name: string): string | null {
  const t = i18next.getFixedT(null, 'operators');
  const [issue] = operatorPasswordSchema.safeParse(password).error?.issues ?? [];
  if (issue !== undefined) return issueText(issue);
  const plainName = name.trim().toLowerCase();
  if (plainName !== '' && password.toLowerCase().includes(plainName)) return t('password.containsName');
  return new Set(password).size < DIFFERENT_MIN_CHARACTERS ? t('password.fewDifferent') : null;
}
