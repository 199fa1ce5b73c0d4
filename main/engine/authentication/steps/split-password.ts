import type { OtpEntry } from '../../../../shared/schemas/radius.ts';

/** A way to read what was typed: the first factor's part and the code's. */
export type PasswordReading = { readonly password: string; readonly otp: string };

/**
 * The ways to read what the person typed, by where this application puts the code. After a password the code's
 * length is known only from the user's tokens, so each length gives one reading.
 */
export function splitPassword(typed: string, otpEntry: OtpEntry, otpLengths: readonly number[]): readonly PasswordReading[] {
  switch (otpEntry) {
    case 'in-password':
      return [{ password: '', otp: typed }];
    case 'challenge':
      return [{ password: typed, otp: '' }];
    case 'after-password': {
      const readings = otpLengths
        .filter((length) => typed.length >= length && /^\d+$/.test(typed.slice(-length)))
        .map((length) => ({ password: typed.slice(0, -length), otp: typed.slice(-length) }));
      return readings.length > 0 ? readings : [{ password: typed, otp: '' }];
    }
  }
}
