// Keys of a telephone in the body of SIP INFO: application/dtmf-relay (Cisco) and application/dtmf, neither of which is an RFC.
// Left out: flash hook, and the packages of RFC 6086, which trunks do not use for digits.
import { DIGITS, type Digit } from './telephone-event.ts';

export type DtmfInfoRefusal = 'content-type-unsupported' | 'no-digit';

/** Characters; ours: a body has two short lines. */
const BODY_MAX_CHARACTERS = 256;
/** Milliseconds, for a body that does not say; ours. */
const DEFAULT_DURATION_MILLISECONDS = 160;

export type DtmfInfo = { readonly digit: Digit; readonly durationMilliseconds: number };

/** The digit of an INFO, or why it has none. `contentType` as in the header, parameters and all. */
export function readDtmfInfo(contentType: string, body: string): DtmfInfo | DtmfInfoRefusal {
  const type = contentType.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/dtmf-relay' && type !== 'application/dtmf') return 'content-type-unsupported';
  if (body.length > BODY_MAX_CHARACTERS) return 'no-digit';
  // Some phones send the relay body under application/dtmf, so both bodies are read under both types.
  const signal = /^[ \t]*Signal[ \t]*=[ \t]*(\S+)[ \t]*$/im.exec(body)?.[1] ?? (body.includes('=') ? undefined : body.trim());
  const digit = signal === undefined ? undefined : digitOf(signal);
  if (digit === undefined) return 'no-digit';
  const duration = Number(/^[ \t]*Duration[ \t]*=[ \t]*(\d{1,5})[ \t]*$/im.exec(body)?.[1] ?? DEFAULT_DURATION_MILLISECONDS);
  return { digit, durationMilliseconds: duration };
}

/** The body of an INFO of type application/dtmf-relay, where the trunk takes neither RFC 4733 nor tones. */
export function formatDtmfInfo({ digit, durationMilliseconds }: DtmfInfo): string {
  return `Signal=${digit}\r\nDuration=${durationMilliseconds}\r\n`;
}

/** The key itself, or its number of RFC 4733 §3.2 for * and # (10 and 11), which some gateways write. */
function digitOf(signal: string): Digit | undefined {
  if (signal === '10') return '*';
  if (signal === '11') return '#';
  return DIGITS.find((digit) => digit === signal.toUpperCase());
}
