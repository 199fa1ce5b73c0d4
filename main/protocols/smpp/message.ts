/**
 * The text of submit_sm: data coding (SMPP 3.4 §5.2.19), and long texts by user data header (3GPP TS 23.040
 * §9.2.3.24.1), by the sar_ parameters (SMPP 3.4 §5.3.2.22 to 24) or by message_payload (§5.3.2.32).
 */
import { encodeGsm7, fitsGsm7 } from '../sms/gsm7.ts';
import { splitIntoSegments } from '../sms/segments.ts';

export type Alphabet = 'gsm' | 'latin1' | 'ucs2';
export type LongMessages = 'udh' | 'sar' | 'payload';
export type SubmitPart = {
  readonly dataCoding: number;
  readonly esmClass: number;
  readonly shortMessage: Uint8Array;
  readonly payload?: Uint8Array;
  readonly sar?: { readonly reference: number; readonly total: number; readonly number: number };
};

const CODING_DEFAULT = 0x00;
const CODING_LATIN1 = 0x03;
const CODING_UCS2 = 0x08;
/** esm_class: the message begins with a user data header (§5.2.12). */
const HAS_HEADER = 0x40;
/** Octets of a message that stands alone, and of a part beside its header of 6 octets. */
const OCTETS_SINGLE = 140;
const OCTETS_PART = 134;

export function encodeUcs2(text: string): Uint8Array {
  const octets = new Uint8Array(text.length * 2);
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    octets[at * 2] = unit >> 8;
    octets[at * 2 + 1] = unit & 0xff;
  }
  return octets;
}

function encodeLatin1(text: string): Uint8Array {
  return Uint8Array.from([...text], (character) => character.charCodeAt(0));
}

/** ISO 8859-1 without its control characters other than those of a text. */
function fitsLatin1(text: string): boolean {
  return [...text].every((character) => /[\n\r\x20-\x7e\xa0-\xff]/.test(character));
}

function splitLatin1(text: string): readonly string[] {
  if (text.length <= OCTETS_SINGLE) return [text];
  return Array.from({ length: Math.ceil(text.length / OCTETS_PART) }, (_, index) =>
    text.slice(index * OCTETS_PART, (index + 1) * OCTETS_PART),
  );
}

type Coded = { readonly dataCoding: number; readonly segments: readonly string[]; encode(text: string): Uint8Array };

/** What the alphabet does not have goes as UCS-2: no character is replaced in silence. */
function codingOf(text: string, alphabet: Alphabet): Coded {
  if (alphabet === 'gsm' && fitsGsm7(text))
    return {
      dataCoding: CODING_DEFAULT,
      segments: splitIntoSegments(text, 'gsm-7'),
      encode: (part) => encodeGsm7(part) ?? new Uint8Array(),
    };
  if (alphabet === 'latin1' && fitsLatin1(text))
    return { dataCoding: CODING_LATIN1, segments: splitLatin1(text), encode: encodeLatin1 };
  return { dataCoding: CODING_UCS2, segments: splitIntoSegments(text, 'ucs-2'), encode: encodeUcs2 };
}

export type SubmitOptions = {
  readonly alphabet: Alphabet;
  readonly longMessages: LongMessages;
  /** 0 to 255: the same in all parts of one text, another for the next text to the same number. */
  readonly reference: number;
};

/** The parts of one text, each for a submit_sm of its own. */
export function planSubmit(text: string, { alphabet, longMessages, reference }: SubmitOptions): readonly SubmitPart[] {
  const { dataCoding, segments, encode } = codingOf(text, alphabet);
  const total = segments.length;
  if (total === 1) return [{ dataCoding, esmClass: 0, shortMessage: encode(text) }];
  if (longMessages === 'payload') {
    return [{ dataCoding, esmClass: 0, shortMessage: new Uint8Array(), payload: encode(text) }];
  }
  return segments.map((segment, index) => {
    const octets = encode(segment);
    if (longMessages === 'sar') {
      return { dataCoding, esmClass: 0, shortMessage: octets, sar: { reference, total, number: index + 1 } };
    }
    const header = [5, 0x00, 3, reference & 0xff, total, index + 1];
    return { dataCoding, esmClass: HAS_HEADER, shortMessage: Uint8Array.from([...header, ...octets]) };
  });
}

/** Validity as a relative time (§7.1.1): YYMMDDhhmmss000R. Ours: at least a minute, less is refused by some centres. */
export function validityPeriod(milliseconds: number): string {
  const seconds = Math.max(60, Math.ceil(milliseconds / 1000));
  const parts = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60, seconds % 60];
  return `0000${parts.map((part) => String(Math.min(part, 99)).padStart(2, '0')).join('')}000R`;
}
