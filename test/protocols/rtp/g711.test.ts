import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Companding, decodeG711, encodeG711, SILENCE_CODE } from '../../../main/protocols/rtp/g711.ts';

const decode = (companding: Companding, ...codes: number[]): number[] => [...decodeG711(companding, Uint8Array.from(codes))];
const encode = (companding: Companding, ...samples: number[]): number[] => [...encodeG711(companding, Int16Array.from(samples))];
const ALL_CODES = Uint8Array.from({ length: 256 }, (_, code) => code);

/** G.711 table 1a: first value of a segment's first interval (13 bits with half steps as whole), its code before inversion, its output. */
const A_LAW_ROWS = [
  [4096 - 1, 0b1111_1111, 4032],
  [2048, 0b1111_0000, 2112],
  [1024, 0b1110_0000, 1056],
  [512, 0b1101_0000, 528],
  [256, 0b1100_0000, 264],
  [128, 0b1011_0000, 132],
  [64, 0b1010_0000, 66],
  [0, 0b1000_0000, 1],
] as const;
/** G.711 table 2a: a decision value (14 bits), the code from there on, its output. */
const MU_LAW_ROWS = [
  [8158, 0b1000_0000, 8031],
  [4063, 0b1000_1111, 4191],
  [2015, 0b1001_1111, 2079],
  [991, 0b1010_1111, 1023],
  [479, 0b1011_1111, 495],
  [223, 0b1100_1111, 231],
  [95, 0b1101_1111, 99],
  [31, 0b1110_1111, 33],
  [1, 0b1111_1110, 2],
  [0, 0b1111_1111, 0],
] as const;

describe('G.711', () => {
  it.each(A_LAW_ROWS)('A-law: %i is code %i and comes back as %i (table 1a)', (value, code, output) => {
    expect(encode('PCMA', value * 8)).toEqual([code ^ 0x55]);
    expect(decode('PCMA', code ^ 0x55)).toEqual([output * 8]);
    // Table 1b: below zero the same with the first bit 0.
    expect(decode('PCMA', (code & 0x7f) ^ 0x55)).toEqual([-output * 8]);
    expect(encode('PCMA', -value * 8 - 1)).toEqual([(code & 0x7f) ^ 0x55]);
  });
  it.each(MU_LAW_ROWS)('mu-law: %i is code %i and comes back as %i (table 2a)', (value, code, output) => {
    expect(encode('PCMU', value * 4)).toEqual([code]);
    expect(decode('PCMU', code)).toEqual([output * 4]);
    expect(Math.abs(decode('PCMU', code & 0x7f)[0] ?? 0)).toBe(output * 4);
  });
  it.each([
    // G.711 tables 5 and 6: one period of 1 kHz at 0 dBm0.
    ['PCMA', [0x34, 0x21, 0x21, 0x34, 0xb4, 0xa1, 0xa1, 0xb4], 4096 * 8, 3.14],
    ['PCMU', [0x1e, 0x0b, 0x0b, 0x1e, 0x9e, 0x8b, 0x8b, 0x9e], 8159 * 4, 3.17],
  ] as const)(
    '%s: the reference tone of 0 dBm0 is %j, its overload point %i lies %f dB above',
    (companding, codes, overload, decibels) => {
      const samples = decode(companding, ...codes);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      expect(10 * Math.log10(overload ** 2 / 2 / power)).toBeCloseTo(decibels, 2);
      expect(encode(companding, ...samples)).toEqual(codes);
    },
  );
  it.each(['PCMA', 'PCMU'] as const)('%s: each code comes back, but for the two zeros of mu-law', (companding) => {
    const back = encodeG711(companding, decodeG711(companding, ALL_CODES));
    const expected = ALL_CODES.map((code) => (companding === 'PCMU' && code === 0x7f ? 0xff : code));
    expect(back).toEqual(expected);
    expect(Math.abs(decode(companding, SILENCE_CODE[companding])[0] ?? 99)).toBeLessThanOrEqual(8);
  });
  it.each(['PCMA', 'PCMU'] as const)('%s: no sample moves by more than half a step of its segment', (companding) => {
    const samples = fc.integer({ min: -32_768, max: 32_767 });
    fc.assert(
      fc.property(samples, samples, (one, other) => {
        const [low = 0, high = 0] = decode(companding, ...encode(companding, Math.min(one, other), Math.max(one, other)));
        expect(low).toBeLessThanOrEqual(high);
        // A step is 1/16 of its segment's start (mu-law: counted from 132 below zero); 700 lies beyond the overload point.
        expect(Math.abs(low - Math.min(one, other))).toBeLessThanOrEqual(
          Math.max(8, (Math.abs(low) + 132) / 31, Math.abs(low) > 32_000 ? 700 : 0),
        );
      }),
      { numRuns: 1000 },
    );
  });
});
