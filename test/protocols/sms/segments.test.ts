/** Vectors: 3GPP TS 23.038 §6.2.1 (the tables), TS 23.040 §9.2.3.24.1 (153 septets, 67 code units a part). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeGsm7, encodeGsm7, fitsGsm7 } from '../../../main/protocols/sms/gsm7.ts';
import { countSegments, splitIntoSegments } from '../../../main/protocols/sms/segments.ts';

const GSM_CHARACTERS = '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0189:;<=>?¡AZÄÖÑÜ§¿azäöñüà\f^{}\\[~]|€';
const gsmText = fc.array(fc.constantFrom(...GSM_CHARACTERS), { maxLength: 600 }).map((characters) => characters.join(''));
const anyText = fc.string({ unit: 'grapheme', maxLength: 400 });

describe('GSM 03.38', () => {
  it('encodes the characters of the tables', () => {
    expect([...(encodeGsm7('@Δ !A_a¿à') ?? [])]).toEqual([0x00, 0x10, 0x20, 0x21, 0x41, 0x11, 0x61, 0x60, 0x7f]);
    expect([...(encodeGsm7('€[]{}') ?? [])]).toEqual([0x1b, 0x65, 0x1b, 0x3c, 0x1b, 0x3e, 0x1b, 0x28, 0x1b, 0x29]);
  });
  it('does not fit what it has no septet for', () => {
    for (const text of ['ç', 'ő', '日本', '😀', '\u001b', '`']) expect(fitsGsm7(text), text).toBe(false);
    expect(encodeGsm7('code ő')).toBeUndefined();
  });
  it('reads back what it wrote', () => {
    fc.assert(fc.property(gsmText, (text) => decodeGsm7(encodeGsm7(text) ?? new Uint8Array()) === text));
  });
  it('reads junk as text, never as an error', () => {
    fc.assert(fc.property(fc.uint8Array({ maxLength: 300 }), (octets) => decodeGsm7(octets).length <= octets.length));
  });
});

describe('segments', () => {
  it.each([
    ['', { encoding: 'gsm-7', length: 0, segmentCount: 1, perSegment: 160 }],
    ['a'.repeat(160), { encoding: 'gsm-7', length: 160, segmentCount: 1, perSegment: 160 }],
    ['a'.repeat(161), { encoding: 'gsm-7', length: 161, segmentCount: 2, perSegment: 153 }],
    ['a'.repeat(307), { encoding: 'gsm-7', length: 307, segmentCount: 3, perSegment: 153 }],
    ['€'.repeat(80), { encoding: 'gsm-7', length: 160, segmentCount: 1, perSegment: 160 }],
    ['ő'.repeat(70), { encoding: 'ucs-2', length: 70, segmentCount: 1, perSegment: 70 }],
    ['ő'.repeat(71), { encoding: 'ucs-2', length: 71, segmentCount: 2, perSegment: 67 }],
    // A pair of halves is two units, and 67 is odd: 33 to a part.
    ['😀'.repeat(36), { encoding: 'ucs-2', length: 72, segmentCount: 2, perSegment: 67 }],
    // 153 is odd as well: 76 escapes with their septets to a part.
    ['€'.repeat(153), { encoding: 'gsm-7', length: 306, segmentCount: 3, perSegment: 153 }],
  ])('counts %#', (text, expected) => {
    expect(countSegments(text)).toEqual(expected);
  });
  it('splits so that the parts joined are the text, and none is too long', () => {
    fc.assert(
      fc.property(fc.oneof(gsmText, anyText), (text) => {
        const { encoding, segmentCount, perSegment } = countSegments(text);
        const parts = splitIntoSegments(text);
        expect(parts.join('')).toBe(text);
        expect(parts).toHaveLength(segmentCount);
        for (const part of parts) {
          const units = encoding === 'gsm-7' ? encodeGsm7(part)?.length : part.length;
          expect(units).toBeLessThanOrEqual(perSegment);
          if (text.isWellFormed()) expect(part.isWellFormed()).toBe(true);
        }
      }),
    );
  });
});
