/** How a gateway wants a telephone number (E.164, shared/phone-number.ts) to be written. */

export type NumberFormat = 'plus' | 'digits' | 'zero-zero';

/** `e164` with its plus, as the gateway wants it. */
export function formatNumber(e164: string, format: NumberFormat): string {
  const digits = e164.replace(/^\+/, '');
  switch (format) {
    case 'plus':
      return `+${digits}`;
    case 'digits':
      return digits;
    case 'zero-zero':
      return `00${digits}`;
  }
}
