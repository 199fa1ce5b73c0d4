// HOTP values, RFC 4226 §5. The HMAC comes in as an argument; otplib is the reference in the property test.
import { COUNTER_MAX } from '../../../shared/limits.ts';
import type { OathAlgorithm } from '../../../shared/schemas/token.ts';

export type Hmac = (algorithm: OathAlgorithm, key: Uint8Array, message: Uint8Array) => Uint8Array;

export type HotpParameters = { readonly algorithm: OathAlgorithm; readonly digits: number };

const POWERS_OF_TEN = [1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000] as const;

/** The moving factor as eight bytes, big-endian (RFC 4226 §5.2). Throws RangeError outside 0 to 2^64-1. */
export function encodeMovingFactor(factor: bigint | number): Uint8Array {
  const value = BigInt(factor);
  if (value < 0n || value > COUNTER_MAX) throw new RangeError('moving factor outside 64 bits');
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, value);
  return bytes;
}

/** Dynamic truncation and decimal digits (RFC 4226 §5.3); the offset is taken from the last byte whatever the hash (RFC 6238 §1.2). */
export function truncate(mac: Uint8Array, digits: number): string {
  const offset = (mac[mac.length - 1] ?? 0) & 0x0f;
  const view = new DataView(mac.buffer, mac.byteOffset, mac.byteLength);
  const binary = view.getUint32(offset) & 0x7fff_ffff;
  const modulus = POWERS_OF_TEN[digits];
  if (modulus === undefined) throw new RangeError(`digits outside 0 to 8: ${digits}`);
  return (binary % modulus).toString().padStart(digits, '0');
}

/** The OTP of `seed` at `factor`. */
export function generateHotp(hmac: Hmac, seed: Uint8Array, factor: bigint | number, parameters: HotpParameters): string {
  return truncate(hmac(parameters.algorithm, seed, encodeMovingFactor(factor)), parameters.digits);
}
