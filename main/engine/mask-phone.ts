import type { Attempt } from '../../shared/schemas/attempt.ts';
import type { User } from '../../shared/schemas/user.ts';

/** Digits of a phone number that stay readable. */
const SHOWN_DIGITS = 4;

/** All digits but the last four as bullets: '+31 612345678' becomes '+•• •••••5678'. Short numbers are hidden whole. */
export function maskPhone(phone: string): string {
  const digitCount = phone.replaceAll(/\D/g, '').length;
  const hiddenCount = digitCount > SHOWN_DIGITS ? digitCount - SHOWN_DIGITS : digitCount;
  let seen = 0;
  return phone.replaceAll(/\d/g, (digit) => {
    seen += 1;
    return seen <= hiddenCount ? '•' : digit;
  });
}

export const maskAttempt = <Row extends Pick<Attempt, 'phone'>>(attempt: Row): Row => ({
  ...attempt,
  phone: maskPhone(attempt.phone),
});

/** The country code alone tells nobody's number: it stays. */
export const maskUser = <Row extends Pick<User, 'phone' | 'backupPhone'>>(user: Row): Row => ({
  ...user,
  phone: maskPhone(user.phone),
  backupPhone: maskPhone(user.backupPhone),
});
