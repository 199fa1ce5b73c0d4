// Single header values: Session-Expires and Min-SE (RFC 4028 §4, §5), Reason (RFC 3326), Warning and Retry-After (RFC 3261 §20.43, §20.33), delta-seconds. Left out: what is only passed on.
import { WORDS_MAX_CHARACTERS } from './limits.ts';
import { type HeaderName, headerList, headerValue, type SipMessage } from './message.ts';
import { findParameter, parseInteger, parseParameters, removeControls, unquote } from './syntax.ts';

/** RFC 3261 §25.1 sets no bound; ours is that of Expires in §20.19. */
const DELTA_SECONDS_MAX = 2 ** 32 - 1;
/** RFC 4028 §4: smaller intervals are refused. */
export const MIN_SE_SECONDS = 90;

export type Refresher = 'uac' | 'uas';
export type SessionExpires = { readonly seconds: number; readonly refresher: Refresher | undefined };

/** Seconds of Expires, Min-Expires or Min-SE; parameters behind are left away. */
export function readSeconds(message: SipMessage, name: 'Expires' | 'Min-Expires' | 'Min-SE'): number | undefined {
  return parseInteger((headerValue(message, name) ?? '').split(';')[0]?.trim() ?? '', DELTA_SECONDS_MAX);
}

export function readSessionExpires(message: SipMessage): SessionExpires | undefined {
  const value = headerValue(message, 'Session-Expires');
  if (value === undefined) return undefined;
  const semicolon = value.indexOf(';');
  const seconds = parseInteger((semicolon === -1 ? value : value.slice(0, semicolon)).trim(), DELTA_SECONDS_MAX);
  const parameters = semicolon === -1 ? [] : parseParameters(value.slice(semicolon));
  if (seconds === undefined || parameters === undefined) return undefined;
  const refresher = findParameter(parameters, 'refresher')?.toLowerCase();
  return { seconds, refresher: refresher === 'uac' || refresher === 'uas' ? refresher : undefined };
}

export function formatSessionExpires({ seconds, refresher }: SessionExpires): string {
  return refresher === undefined ? String(seconds) : `${seconds};refresher=${refresher}`;
}

/** Seconds until another try makes sense; comment and duration are left away. */
export function readRetryAfterSeconds(message: SipMessage): number | undefined {
  return parseInteger(/^\d+/.exec(headerValue(message, 'Retry-After') ?? '')?.[0] ?? '', DELTA_SECONDS_MAX);
}

export type ReasonValue = { readonly protocol: string; readonly cause: number | undefined; readonly text: string | undefined };

/** All Reason values that are well formed. */
export function readReasons(message: SipMessage): readonly ReasonValue[] {
  return headerList(message, 'Reason').flatMap((value) => {
    const semicolon = value.indexOf(';');
    const protocol = (semicolon === -1 ? value : value.slice(0, semicolon)).trim();
    const parameters = semicolon === -1 ? [] : parseParameters(value.slice(semicolon));
    if (protocol === '' || parameters === undefined) return [];
    const cause = parseInteger(findParameter(parameters, 'cause') ?? '', 999);
    return [{ protocol: protocol.toUpperCase(), cause, text: findParameter(parameters, 'text') }];
  });
}

/** The cause of the telephone network (ITU-T Q.850), where the peer tells one. */
export function q850CauseOf(message: SipMessage): number | undefined {
  const cause = readReasons(message).find(({ protocol }) => protocol === 'Q.850')?.cause;
  return cause !== undefined && cause <= 127 ? cause : undefined;
}

export type WarningValue = { readonly code: number; readonly agent: string; readonly text: string };

export function readWarnings(message: SipMessage): readonly WarningValue[] {
  return headerList(message, 'Warning').flatMap((value) => {
    const [, code, agent, text] = /^(\d{3}) +(\S+) +("(?:[^"\\]|\\.)*")$/su.exec(value) ?? [];
    return code === undefined || agent === undefined || text === undefined
      ? []
      : [{ code: Number(code), agent, text: unquote(text) }];
  });
}

/** Option tags, methods or privacy values; Privacy has semicolons between (RFC 3323 §4.2). */
export function readTokens(
  message: SipMessage,
  name: Extract<HeaderName, 'Allow' | 'Supported' | 'Require' | 'Privacy'>,
): readonly string[] {
  const values = headerList(message, name);
  return name === 'Privacy'
    ? values.flatMap((value) =>
        value
          .split(';')
          .map((part) => part.trim())
          .filter((part) => part !== ''),
      )
    : values;
}

/** What the peer said of its refusal, for an operator: its reason phrase, and its warnings or reason texts where they say more. */
export function wordsOf(message: SipMessage): string {
  const phrase = message.kind === 'response' ? [message.reason] : [];
  const texts = [
    ...phrase,
    ...readWarnings(message).map(({ text }) => text),
    ...readReasons(message).map(({ text }) => text ?? ''),
  ];
  const distinct = texts
    .map((text) => removeControls(text).trim())
    .filter((text, index, all) => text !== '' && all.indexOf(text) === index);
  return [...distinct.join('; ')].slice(0, WORDS_MAX_CHARACTERS).join('');
}
