/** Addresses of SMPP 3.4: type of number (§5.2.5) and numbering plan (§5.2.6). Left out: the types that only networks use. */
export type SmppAddress = { readonly ton: number; readonly npi: number; readonly address: string };

const UNKNOWN = 0;
const INTERNATIONAL = 1;
/** "Network specific": what centres take for short codes. */
const NETWORK_SPECIFIC = 3;
const ALPHANUMERIC = 5;
const E164 = 1;
/** Digits; ours: national short codes have three to six. */
const SHORT_CODE_MAX_DIGITS = 6;

/** '' lets the centre choose. */
export function sourceAddress(sender: string): SmppAddress {
  if (sender === '') return { ton: UNKNOWN, npi: UNKNOWN, address: '' };
  const digits = sender.replace(/^\+/, '');
  if (!/^\d+$/.test(digits)) return { ton: ALPHANUMERIC, npi: UNKNOWN, address: sender };
  const isShort = digits === sender && digits.length <= SHORT_CODE_MAX_DIGITS;
  return isShort ? { ton: NETWORK_SPECIFIC, npi: UNKNOWN, address: digits } : { ton: INTERNATIONAL, npi: E164, address: digits };
}

/**
 * Of a number with plus. In SMPP the type of number says what the plus says, so 'plus' and 'digits' are the same; a
 * centre that wants 00 gets it as an unknown type.
 */
export function destinationAddress(e164: string, format: 'plus' | 'digits' | 'zero-zero'): SmppAddress {
  const digits = e164.replace(/^\+/, '');
  return format === 'zero-zero'
    ? { ton: UNKNOWN, npi: E164, address: `00${digits}` }
    : { ton: INTERNATIONAL, npi: E164, address: digits };
}
