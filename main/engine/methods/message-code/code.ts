/** Codes that are sent: made without bias, kept as an HMAC only. */
import { formatHex } from '../../../protocols/hex.ts';
import type { EnginePorts } from '../../authentication/engine-ports.ts';
import type { Random } from '../../ports.ts';

/** Digits below 10 that a byte gives without bias: 250 of 256 values. */
const UNBIASED_MAX = 250;

export function makeCode(random: Random, digits: number): string {
  let code = '';
  while (code.length < digits) {
    for (const byte of random.bytes(digits * 2)) {
      if (byte < UNBIASED_MAX && code.length < digits) code += String(byte % 10);
    }
  }
  return code;
}

/** HMAC under a key that the database does not hold: six digits alone would be found by trying them all. */
export function hashCode({ digest, codeKey }: Pick<EnginePorts, 'digest' | 'codeKey'>, codeId: string, code: string): string {
  return formatHex(digest.hmac('SHA256', codeKey, new TextEncoder().encode(`${codeId}:${code}`)));
}

const ID_BYTES = 16;

export function makeId(random: Random): string {
  return formatHex(random.bytes(ID_BYTES));
}
