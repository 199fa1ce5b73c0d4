import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openDtmfDetector } from '../../../main/protocols/rtp/dtmf-detect.ts';
import { dtmfSamples, HIGH_HERTZ, keyOf, LOW_HERTZ } from '../../../main/protocols/rtp/dtmf-generate.ts';
import { decodeG711, encodeG711 } from '../../../main/protocols/rtp/g711.ts';
import { DIGITS, type Digit } from '../../../main/protocols/rtp/telephone-event.ts';
import { joined, musicLike, silence, speechLike, tones, withNoise } from './sound.ts';

/** As it is heard: by A-law and in packets of 20 ms. */
const heard = (samples: Int16Array, packetSamples = 160): string => {
  const detector = openDtmfDetector();
  const received = decodeG711('PCMA', encodeG711('PCMA', samples));
  let digits = '';
  for (let at = 0; at < received.length; at += packetSamples)
    digits += detector.feed(received.subarray(at, at + packetSamples)).join('');
  return digits;
};
const level = (dbm0: number): { lowDbm0: number; highDbm0: number } => ({ lowDbm0: dbm0, highDbm0: dbm0 });
const all = (press: (digit: Digit) => Int16Array, pauseMilliseconds = 60): Int16Array =>
  joined(...DIGITS.flatMap((digit) => [press(digit), silence(pauseMilliseconds)]));

describe('keys as tones', () => {
  it('are the frequencies of Q.23', () => {
    expect(LOW_HERTZ).toEqual([697, 770, 852, 941]);
    expect(HIGH_HERTZ).toEqual([1209, 1336, 1477, 1633]);
    expect([keyOf(0, 0), keyOf(3, 1), keyOf(3, 2), keyOf(1, 3), keyOf(4, 0)]).toEqual(['1', '0', '#', 'B', undefined]);
  });
  it('are read again as they were made', () => {
    expect(heard(all((digit) => dtmfSamples(digit, 100)))).toBe(DIGITS.join(''));
  });
});

describe('what is heard', () => {
  it.each([-3, -6, -12, -18, -24, -30])('each key at %i dBm0 a tone, with noise 15 dB below', (dbm0) => {
    expect(
      heard(
        withNoise(
          all((digit) => dtmfSamples(digit, 60, level(dbm0))),
          dbm0 - 15,
          7,
        ),
      ),
    ).toBe(DIGITS.join(''));
  });
  it('each key, whatever its level, its twist within Q.24, its length from 40 ms, its place in the packets, the noise', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...DIGITS),
        fc.double({ min: -26, max: -7, noNaN: true }),
        fc.double({ min: -7.5, max: 3.5, noNaN: true }),
        fc.integer({ min: 40, max: 120 }),
        fc.integer({ min: 0, max: 319 }),
        fc.integer(),
        (digit, lowDbm0, twist, milliseconds, shift, seed) => {
          const press = dtmfSamples(digit, milliseconds, { lowDbm0, highDbm0: lowDbm0 + twist });
          const sound = joined(new Int16Array(shift), press, silence(45), press, silence(60));
          expect(heard(withNoise(sound, Math.min(lowDbm0, lowDbm0 + twist) - 15, seed))).toBe(digit + digit);
        },
      ),
      { numRuns: 150 },
    );
  });
  it('each key 1.5 % off its frequencies', () => {
    for (const factor of [0.985, 1.015]) {
      for (const [row, low] of LOW_HERTZ.entries()) {
        for (const [column, high] of HIGH_HERTZ.entries()) {
          expect(heard(joined(tones(60, [low * factor, -12], [high * factor, -12]), silence(60)))).toBe(keyOf(row, column));
        }
      }
    }
  });
  it('a long press once, also over a packet that was left out and over a click', () => {
    const press = dtmfSamples('5', 2000);
    const click = press.slice();
    click.fill(0, 4000, 4040);
    expect(heard(joined(press, silence(40)))).toBe('5');
    expect(heard(joined(press.subarray(0, 3200), press.subarray(3360), silence(40)))).toBe('5');
    expect(heard(click)).toBe('5');
  });
  it('the same in packets of any length', () => {
    const sound = all((digit) => dtmfSamples(digit, 60));
    for (const packetSamples of [80, 240, 320, 1, 1000]) expect(heard(sound, packetSamples)).toBe(DIGITS.join(''));
  });
});

describe('what is not heard as a key', () => {
  it('tones of 23 ms, of 3.5 % off, below -40 dBm0, with a twist of 12 dB', () => {
    for (const factor of [0.965, 1.035]) {
      for (const low of LOW_HERTZ) {
        for (const high of HIGH_HERTZ) expect(heard(tones(100, [low * factor, -12], [high, -12]))).toBe('');
        for (const high of HIGH_HERTZ) expect(heard(tones(100, [low, -12], [high * factor, -12]))).toBe('');
      }
    }
    expect(heard(all((digit) => dtmfSamples(digit, 23)))).toBe('');
    expect(heard(all((digit) => dtmfSamples(digit, 60, level(-40))))).toBe('');
    expect(heard(all((digit) => dtmfSamples(digit, 60, { lowDbm0: -20, highDbm0: -8 })))).toBe('');
    expect(heard(all((digit) => dtmfSamples(digit, 60, { lowDbm0: -8, highDbm0: -20 })))).toBe('');
  });
  it('one tone, three tones, tones with their second harmonic', () => {
    expect(heard(tones(200, [697, -10]))).toBe('');
    expect(heard(tones(200, [697, -10], [1209, -10], [1477, -10]))).toBe('');
    expect(heard(tones(200, [941, -10], [1633, -10], [1882, -20]))).toBe('');
  });
  it('noise, a minute of speech, a minute of music', () => {
    expect(heard(withNoise(silence(10_000), -10, 3))).toBe('');
    expect(heard(speechLike(60_000, 11))).toBe('');
    expect(heard(musicLike(60_000, 12))).toBe('');
  });
});
