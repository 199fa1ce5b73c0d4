import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CallLevels, type CallSound, openCallProgress } from '../../../main/protocols/rtp/call-progress.ts';
import { dtmfSamples } from '../../../main/protocols/rtp/dtmf-generate.ts';
import { decodeG711, encodeG711 } from '../../../main/protocols/rtp/g711.ts';
import { goertzel, levelOf, meanSquareOf, offsetHertz } from '../../../main/protocols/rtp/tone.ts';
import { joined, musicLike, silence, speechLike, tones, withNoise } from './sound.ts';

/** As it is heard: by A-law and in packets. */
const listen = (samples: Int16Array, packetSamples = 160): { sounds: CallSound[]; levels: CallLevels } => {
  const progress = openCallProgress();
  const received = decodeG711('PCMA', encodeG711('PCMA', samples));
  const sounds: CallSound[] = [];
  for (let at = 0; at < received.length; at += packetSamples)
    sounds.push(...progress.feed(received.subarray(at, at + packetSamples)));
  return { sounds, levels: progress.levels() };
};
const kinds = (samples: Int16Array): string[] => listen(samples).sounds.map(({ kind }) => kind);

describe('levels and frequencies', () => {
  it('measures a tone at the level it was made with', () => {
    for (const dbm0 of [0, -10, -30]) expect(levelOf(meanSquareOf(tones(100, [1000, dbm0])))).toBeCloseTo(dbm0, 1);
    expect(levelOf(meanSquareOf(silence(20)))).toBe(Number.NEGATIVE_INFINITY);
    expect(meanSquareOf([])).toBe(0);
  });
  it('measures how far a tone is from a frequency', () => {
    for (const off of [-40, -3, 0, 12.5, 45]) {
      const sound = tones(20, [1000 + off, -10]);
      const measured = offsetHertz(goertzel(sound, 1000, 0, 80), goertzel(sound, 1000, 80, 160), {
        frequencyHertz: 1000,
        samplesApart: 80,
      });
      expect(Math.abs(measured - off)).toBeLessThan(3);
    }
  });
});

describe('the beep of a voicemail', () => {
  it('is heard when it ends, whatever its frequency, length and level', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 400, max: 2400 }).filter((hertz) => Math.abs(hertz - 1100) > 45 && Math.abs(hertz - 2100) > 30),
        fc.integer({ min: 160, max: 2000 }),
        fc.integer({ min: -30, max: -5 }),
        fc.integer({ min: 0, max: 159 }),
        (hertz, milliseconds, dbm0, shift) => {
          fc.pre(hertz > 470 || milliseconds < 580 || milliseconds > 1620);
          const greeting = speechLike(400, 5);
          const sound = joined(greeting, silence(300), new Int16Array(shift), tones(milliseconds, [hertz, dbm0]), silence(100));
          const { sounds } = listen(withNoise(sound, dbm0 - 20, milliseconds));
          const beeps = sounds.filter(({ kind }) => kind === 'beep');
          expect(beeps).toHaveLength(1);
          const [beep] = beeps;
          if (beep?.kind !== 'beep') throw new Error('no beep');
          expect(Math.abs(beep.frequencyHertz - hertz)).toBeLessThanOrEqual(hertz * 0.02);
          expect(Math.abs(beep.durationMilliseconds - milliseconds)).toBeLessThanOrEqual(40);
        },
      ),
      { numRuns: 60 },
    );
  });
  it('is not heard in speech, in music, in noise, in keys, in a hum, in a click', () => {
    expect(kinds(speechLike(60_000, 21))).toEqual([]);
    expect(kinds(musicLike(20_000, 22))).toEqual([]);
    expect(kinds(withNoise(silence(10_000), -20, 23))).toEqual([]);
    expect(kinds(joined(dtmfSamples('5', 500), silence(100), dtmfSamples('#', 500), silence(100)))).toEqual([]);
    expect(kinds(joined(tones(1000, [120, -10]), silence(100), tones(60, [1000, -10]), silence(100)))).toEqual([]);
  });
  it('is not the ringing of a gateway that answers before the phone does', () => {
    for (const hertz of [400, 425, 450]) {
      for (const milliseconds of [670, 1000, 1500]) {
        const ring = joined(tones(milliseconds, [hertz, -15]), silence(4000));
        expect(kinds(joined(ring, ring))).toEqual([]);
        expect(kinds(joined(ring, tones(300, [1000, -15]), silence(100)))).toEqual(['beep']);
      }
    }
    expect(kinds(joined(tones(2000, [440, -15], [480, -15]), silence(4000)))).toEqual([]);
    expect(kinds(joined(tones(500, [425, -15]), silence(100)))).toEqual(['beep']);
  });
  it('is no tone that does not end', () => {
    expect(kinds(joined(tones(4000, [1400, -10]), silence(100)))).toEqual([]);
  });
});

describe('the tones of a fax', () => {
  it('CED of 2100 Hz is known after half a second, also with the phase turns of ANSam', () => {
    for (const off of [-15, 0, 15]) expect(kinds(tones(600, [2100 + off, -12]))).toEqual(['fax-answer']);
    const turned = tones(450, [2100, -12]).map((sample) => -sample);
    expect(kinds(joined(tones(450, [2100, -12]), turned, tones(450, [2100, -12]), turned, silence(100)))).toEqual(['fax-answer']);
    expect(kinds(tones(460, [2100, -12]))).toEqual([]);
  });
  it('CNG of 1100 Hz is known by its half second', () => {
    for (const off of [-38, 0, 38]) {
      expect(kinds(joined(tones(500, [1100 + off, -12]), silence(3000), tones(500, [1100 + off, -12]), silence(100)))).toEqual([
        'fax-calling',
        'fax-calling',
      ]);
    }
    expect(kinds(joined(tones(250, [1100, -12]), silence(100)))).toEqual(['beep']);
    expect(kinds(joined(tones(1000, [1100, -12]), silence(100)))).toEqual(['beep']);
  });
});

describe('sound and silence', () => {
  it('are counted from the answer', () => {
    expect(listen(withNoise(silence(5000), -60, 1)).levels).toMatchObject({
      elapsedMilliseconds: 5000,
      silentMilliseconds: 5000,
      soundMilliseconds: 0,
      utteranceMilliseconds: 0,
      longestUtteranceMilliseconds: 0,
    });
  });
  it('short pauses belong to an utterance, long ones end it', () => {
    const word = tones(300, [500, -20], [900, -20]);
    const sound = joined(silence(1000), word, silence(200), word, silence(1000), word);
    const { levels } = listen(sound, 240);
    expect(levels).toMatchObject({
      elapsedMilliseconds: 3100,
      silentMilliseconds: 0,
      utteranceMilliseconds: 300,
      soundMilliseconds: 900,
    });
    expect(levels.longestUtteranceMilliseconds).toBe(800);
    expect(levels.levelDbm0).toBeGreaterThan(-20);
    expect(listen(joined(sound, silence(700))).levels).toMatchObject({ utteranceMilliseconds: 0, silentMilliseconds: 700 });
  });
});
