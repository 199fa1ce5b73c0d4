import type { FirstFactor } from '../../../../shared/schemas/radius.ts';
import type { PasswordHasher, Subject } from '../../ports.ts';
import type { Refusal } from '../refusal.ts';
import type { PasswordReading } from './split-password.ts';

/**
 * Checks the local password where the application wants one. Of several readings the first whose password is
 * right goes on. An unknown user (subject undefined) costs as much time as a wrong password.
 */
export async function checkFirstFactor(
  hasher: PasswordHasher,
  firstFactor: FirstFactor,
  subject: Subject | undefined,
  readings: readonly PasswordReading[],
): Promise<{ readonly reading: PasswordReading } | Refusal> {
  const [first] = readings;
  if (first === undefined) return { refusal: 'password-missing' };
  if (firstFactor === 'none') return { reading: first };
  for (const reading of readings) {
    if (reading.password === '') continue;
    if (await hasher.verify(subject?.passwordHash, reading.password)) return { reading };
  }
  return { refusal: readings.every((reading) => reading.password === '') ? 'password-missing' : 'password-wrong' };
}
