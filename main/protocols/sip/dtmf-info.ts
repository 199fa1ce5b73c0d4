// Digits in INFO: application/dtmf-relay (`Signal=5`, `Duration=160`) and application/dtmf (one character). No RFC: as Cisco and Asterisk send them. Left out: hook flash.

export type InfoDigit = {
  readonly digit: string;
  /** Undefined where the peer does not say. */
  readonly durationMilliseconds: number | undefined;
};

/** Events of RFC 4733 §3.2 as some gateways number them in place of the sign. */
const SIGNS_BY_NUMBER: Readonly<Record<string, string>> = { 10: '*', 11: '#', 12: 'A', 13: 'B', 14: 'C', 15: 'D' };
const DURATION_MAX_MILLISECONDS = 60_000;

/** The digit that was pressed; 'not-digits' for other content types, undefined for a body that says none. */
export function readInfoDigit(contentType: string, body: Uint8Array): InfoDigit | 'not-digits' | undefined {
  const type = contentType.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/dtmf-relay' && type !== 'application/dtmf') return 'not-digits';
  const text = new TextDecoder().decode(body);
  const signal =
    /^[ \t]*signal[ \t]*=[ \t]*([^\s]{1,2})[ \t]*$/im.exec(text)?.[1] ?? (type === 'application/dtmf' ? text.trim() : '');
  const digit = SIGNS_BY_NUMBER[signal] ?? signal.toUpperCase();
  if (!/^[0-9A-D*#]$/.test(digit)) return undefined;
  const duration = /^[ \t]*duration[ \t]*=[ \t]*(\d{1,6})[ \t]*$/im.exec(text)?.[1];
  return {
    digit,
    durationMilliseconds: duration === undefined ? undefined : Math.min(Number(duration), DURATION_MAX_MILLISECONDS),
  };
}
