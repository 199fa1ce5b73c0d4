// Octets as hexadecimal text.

/** One look-up for an octet: request authenticators and State are written for each datagram. */
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));

/** Lower case, two digits an octet, nothing between. */
export function formatHex(bytes: Uint8Array): string {
  let text = '';
  for (let i = 0; i < bytes.length; i += 1) text += HEX[bytes[i] ?? 0];
  return text;
}
