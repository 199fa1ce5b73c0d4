import type { PinRules } from '../../../shared/schemas/method-settings.ts';
import type { Subject } from '../ports.ts';

const DAY_MILLISECONDS = 86_400_000;

/** First instant at which the PIN may be used no more; undefined when it never expires, or when there is none. */
export function pinExpiresAt(subject: Pick<Subject, 'pinSetAt'>, rules: Pick<PinRules, 'expirationDays'>): number | undefined {
  if (subject.pinSetAt === undefined || rules.expirationDays === null) return undefined;
  return subject.pinSetAt + rules.expirationDays * DAY_MILLISECONDS;
}
