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

/** A stretch of the words that must not show; `end` is the first character after it. */
type Found = { readonly start: number; readonly end: number; readonly name: string };

/** `words` in one line of at most 200 characters, with [text], [code], [number] and [secret] where those stood. */
export function scrub(words: string, { text, to, secrets }: ToScrub): string {
  const line = oneLine(words.slice(0, LOOKED_AT_MAX_CHARACTERS));
  const found = [
    ...secrets.flatMap((secret) => findForms(line, secret, '[secret]')),
    // Escaped line breaks are still there, others have become spaces.
    ...findForms(line, text.replaceAll(/\p{Surrogate}/gu, '\ufffd'), '[text]'),
    ...findForms(line, oneLine(text), '[text]'),
    ...findCodes(line, text),
    ...findNumber(line, to),
  ];
  // After the replacements: a text that is echoed with its own < would no longer be known without them.
  return oneLine(withoutTags(replaceAllOf(line, found)))
    .slice(0, WORDS_MAX_CHARACTERS)
    .trim();
}

/**
 * All are looked for in the same words, and what overlaps is taken out as one: to replace one after the other would leave
 * the digits of a number beside a code that stands in it, or the end of a secret that begins with another.
 */
function replaceAllOf(words: string, found: readonly Found[]): string {
  const merged: (Found & { readonly longest: number })[] = [];
  for (const one of found.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    const longest = one.end - one.start;
    const last = merged.at(-1);
    if (last === undefined || one.start >= last.end) merged.push({ ...one, longest });
    else {
      const name = longest > last.longest ? one.name : last.name;
      const end = Math.max(last.end, one.end);
      merged[merged.length - 1] = { start: last.start, end, name, longest: Math.max(longest, last.longest) };
    }
  }
  let replaced = '';
  let at = 0;
  for (const { start, end, name } of merged) {
    replaced += words.slice(at, start) + name;
    at = end;
  }
  return replaced + words.slice(at);
}

function findCodes(words: string, text: string): Found[] {
  const codes = new Set(Array.from(text.matchAll(/\d+/g), ([code]) => code).filter(({ length }) => length >= CODE_MIN_DIGITS));
  return [...codes].flatMap((code) => find(words, digitsPattern(code), '[code]'));
}

function findNumber(words: string, to: string): Found[] {
  const digits = to.replaceAll(/\D/g, '');
  if (digits.length < NUMBER_TAIL_DIGITS) return [];
  const tail = digitsPattern(digits.slice(-NUMBER_TAIL_DIGITS));
  return find(words, `(?:%2B|\\+)?(?:\\d${BETWEEN_DIGITS}){0,12}${tail}`, '[number]');
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
function findForms(words: string, value: string, name: string): Found[] {
  if (value === '') return [];
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
  return [...forms].flatMap((form) => find(words, escapePattern(form), name));
}

/** JSON as PHP and Python write it: everything beyond ASCII as \uXXXX, and PHP's \/. */
function asciiJson(value: string): string {
  return JSON.stringify(value)
    .slice(1, -1)
    .replaceAll('/', '\\/')
    .replaceAll(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function find(words: string, pattern: string, name: string): Found[] {
  return Array.from(words.matchAll(new RegExp(pattern, 'gi')), ({ 0: match, index }) => ({
    start: index,
    end: index + match.length,
    name,
  }));
}

function digitsPattern(digits: string): string {
  return [...digits].join(BETWEEN_DIGITS);
}

function escapePattern(text: string): string {
  return text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
