/**
 * How a text is cut into short messages: 3GPP TS 23.040 §9.2.3.24.1 (140 octets a message, 6 of them for the header of a
 * concatenated one) and TS 23.038 §4 (7 bits or UCS-2). Left out: 16 bit reference numbers, which take one octet more.
 */
import { fitsGsm7, gsm7Septets } from './gsm7.ts';

export type SmsEncoding = 'gsm-7' | 'ucs-2';
export type SegmentCount = {
  readonly encoding: SmsEncoding;
  /** Septets, or UTF-16 code units. */
  readonly length: number;
  readonly segmentCount: number;
  /** Of these many a segment at most. */
  readonly perSegment: number;
};

/** Septets or code units in a message that stands alone, and in a part of a longer one. */
const CAPACITY: Readonly<Record<SmsEncoding, { readonly single: number; readonly part: number }>> = {
  'gsm-7': { single: 160, part: 153 },
  'ucs-2': { single: 70, part: 67 },
};

export function encodingOf(text: string): SmsEncoding {
  return fitsGsm7(text) ? 'gsm-7' : 'ucs-2';
}

function unitsOf(character: string, encoding: SmsEncoding): number {
  return encoding === 'gsm-7' ? (gsm7Septets(character) ?? 1) : character.length;
}

/** The parts as they are sent: an escape and its septet, and the two halves of a surrogate pair, stay together. */
export function splitIntoSegments(text: string, encoding: SmsEncoding = encodingOf(text)): readonly string[] {
  const { single, part } = CAPACITY[encoding];
  const characters = [...text];
  const length = characters.reduce((sum, character) => sum + unitsOf(character, encoding), 0);
  if (length <= single) return [text];
  const segments: string[] = [];
  let current = '';
  let filled = 0;
  for (const character of characters) {
    const units = unitsOf(character, encoding);
    if (filled + units > part) {
      segments.push(current);
      current = '';
      filled = 0;
    }
    current += character;
    filled += units;
  }
  return [...segments, current];
}

/** What a text costs: for the preview. */
export function countSegments(text: string): SegmentCount {
  const encoding = encodingOf(text);
  const length = [...text].reduce((sum, character) => sum + unitsOf(character, encoding), 0);
  const segmentCount = splitIntoSegments(text, encoding).length;
  const { single, part } = CAPACITY[encoding];
  return { encoding, length, segmentCount, perSegment: segmentCount === 1 ? single : part };
}
