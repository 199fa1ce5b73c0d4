// otpauth URI of an authenticator app (Key Uri Format of Google Authenticator), built by otplib.
// Always TOTP, SHA-1, 6 digits, 30 s: apps silently ignore other values and then show wrong codes.
import { base32nopad } from '@scure/base';
import { generateURI } from 'otplib';

export const APP_DIGITS = 6;
export const APP_PERIOD_SECONDS = 30;
/** Bytes; RFC 4226 §4 R6 recommends 160 bits. */
export const APP_SEED_BYTES = 20;

/** The URI that the QR code shows. It holds the seed: show it once, store it nowhere. Colons split issuer and account, so they become spaces. */
export function formatAppUri(issuer: string, account: string, seed: Uint8Array): string {
  const withoutColon = (text: string) => text.replaceAll(':', ' ').trim();
  return generateURI({
    strategy: 'totp',
    issuer: withoutColon(issuer),
    label: withoutColon(account),
    secret: base32nopad.encode(seed),
  });
}
