// HOTP values, RFC 4226 §5. The HMAC comes in as an argument; otplib is the reference in the property test.
import { COUNTER_MAX } from '../../../shared/limits.ts';
import type { OathAlgorithm } from '../../../shared/schemas/token.ts';

export type Hmac = (algorithm: OathAlgorithm, key: Uint8Array, message: Uint8Array) => Uint8Array;

export type HotpParameters = { readonly algorithm: OathAlgorithm; readonly digits: number };

const MOVING_FACTOR_BYTES = 8;
const POWERS_OF_TEN = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000] as const;

/** The moving factor as eight bytes, big-endian (RFC 4226 §5.2). Throws RangeError outside 0 to 2^64-1. */
export function encodeMovingFactor(factor: bigint | number): Uint8Array {
  const bytes = new Uint8Array(MOVING_FACTOR_BYTES);
  if (typeof factor === 'number') {
    // Time steps are safe integers: no BigInt and no DataView on the path that every RADIUS request takes.
    if (!Number.isSafeInteger(factor) || factor < 0) throw new RangeError('moving factor outside the safe integers');
    let rest = factor;
    for (let i = MOVING_FACTOR_BYTES - 1; rest > 0; i -= 1) {
      bytes[i] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    return bytes;
  }
  if (factor < 0n || factor > COUNTER_MAX) throw new RangeError('moving factor outside 64 bits');
  new DataView(bytes.buffer).setBigUint64(0, factor);
  return bytes;
}

/** Dynamic truncation (RFC 4226 §5.3); the offset is taken from the last byte whatever the hash (RFC 6238 §1.2). */
export function truncate(mac: Uint8Array, digits: number): number {
  const offset = (mac[mac.length - 1] ?? 0) & 0x0f;
  const byte = (index: number) => mac[offset + index] ?? 0;
  const binary = ((byte(0) & 0x7f) << 24) | (byte(1) << 16) | (byte(2) << 8) | byte(3);
  const modulus = POWERS_OF_TEN[digits];
  if (modulus === undefined) throw new RangeError(`digits outside 0 to 8: ${digits}`);
  return binary % modulus;
}

/** The OTP of `seed` at `factor` as a number: what a typed code is compared with. */
export function hotpValue(hmac: Hmac, seed: Uint8Array, factor: bigint | number, parameters: HotpParameters): number {
  return truncate(hmac(parameters.algorithm, seed, encodeMovingFactor(factor)), parameters.digits);
}

/** The OTP of `seed` at `factor` as a token shows it. */
export function generateHotp(hmac: Hmac, seed: Uint8Array, factor: bigint | number, parameters: HotpParameters): string {
  return hotpValue(hmac, seed, factor, parameters).toString().padStart(parameters.digits, '0');
}
