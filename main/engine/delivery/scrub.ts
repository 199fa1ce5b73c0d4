/**
 * Takes what must not be logged out of a gateway's words: many gateways answer an error with the whole request. Done
 * before the words are cut, so that no half of a code is left.
 */
import { encodeXml, percentEncode } from './http-template.ts';

export type ToScrub = {
  readonly text: string;
  /** E.164 with plus. */
  readonly to: string;
  /** Passwords, keys, the inbound secret; empty ones are left out. */
  readonly secrets: readonly string[];
};

/** Characters of a gateway's own words that are kept; ours. */
const WORDS_MAX_CHARACTERS = 200;
/** Digits at the end of a number that tell whose it is; a shorter run is left alone. */
const NUMBER_TAIL_DIGITS = 7;
const CODE_MIN_DIGITS = 4;
/** Characters that are looked at: patterns over a whole answer of 64 kB would hold the engine up. */
const LOOKED_AT_MAX_CHARACTERS = 4096;
const BETWEEN_DIGITS = '[\\s().-]*';

/** `words` in one line of at most 200 characters, with [text], [code], [number] and [secret] where those stood. */
export function scrub(words: string, { text, to, secrets }: ToScrub): string {
  let scrubbed = oneLine(words.slice(0, LOOKED_AT_MAX_CHARACTERS));
  for (const secret of secrets.filter((one) => one !== '')) scrubbed = replaceForms(scrubbed, secret, '[secret]');
  // Escaped line breaks are still there, others have become spaces.
  for (const form of new Set([text.replaceAll(/\p{Surrogate}/gu, '\ufffd'), oneLine(text)])) {
    scrubbed = replaceForms(scrubbed, form, '[text]');
  }
  for (const [code] of text.matchAll(/\d+/g)) {
    if (code.length >= CODE_MIN_DIGITS) scrubbed = scrubbed.replaceAll(digitsPattern(code, '', ''), '[code]');
  }
  const digits = to.replaceAll(/\D/g, '');
  if (digits.length >= NUMBER_TAIL_DIGITS) {
    const tail = digits.slice(-NUMBER_TAIL_DIGITS);
    scrubbed = scrubbed.replaceAll(digitsPattern(tail, `(?:%2B|\\+)?(?:\\d${BETWEEN_DIGITS}){0,12}`, ''), '[number]');
  }
  // After the replacements: a text that is echoed with its own < would no longer be known without them.
  return oneLine(withoutTags(scrubbed)).slice(0, WORDS_MAX_CHARACTERS).trim();
}

/** The words of an error page; anything else, XML among it, stays as it is. */
function withoutTags(words: string): string {
  if (!/<(!doctype html|html|head|body)\b/i.test(words)) return words;
  return words.replaceAll(/<(style|script|title)\b.*?<\/\1>/gi, ' ').replaceAll(/<[^<>]*>/g, ' ');
}

function oneLine(words: string): string {
  return words
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/\p{Surrogate}/gu, '\ufffd')
    .trim();
}

/** `value` as it is and as it may be echoed: in a URL, a form, JSON, XML or a page. */
function replaceForms(words: string, value: string, replacement: string): string {
  if (value === '') return words;
  const percent = percentEncode(value);
  const forms = new Set([
    value,
    percent,
    encodeURIComponent(value),
    percent.replaceAll('%20', '+'),
    encodeURIComponent(value).replaceAll('%20', '+'),
    JSON.stringify(value).slice(1, -1),
    asciiJson(value),
    encodeXml(value),
    encodeXml(value).replaceAll('&apos;', '&#39;'),
    encodeXml(value).replaceAll('&apos;', '&#039;'),
  ]);
  const longestFirst = [...forms].sort((one, other) => other.length - one.length);
  return longestFirst.reduce((scrubbed, form) => scrubbed.replaceAll(new RegExp(escapePattern(form), 'gi'), replacement), words);
}

/** JSON as PHP and Python write it: everything beyond ASCII as \uXXXX, and PHP's \/. */
function asciiJson(value: string): string {
  return JSON.stringify(value)
    .slice(1, -1)
    .replaceAll('/', '\\/')
    .replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function digitsPattern(digits: string, before: string, after: string): RegExp {
  return new RegExp(`${before}${[...digits].join(BETWEEN_DIGITS)}${after}`, 'gi');
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
