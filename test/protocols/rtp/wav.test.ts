import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { resampleToTelephone, toInt16 } from '../../../main/protocols/rtp/resample.ts';
import { goertzel, powerOf } from '../../../main/protocols/rtp/tone.ts';
import { readWav, WAV_MAX_BYTES, type WavSound, writeWav } from '../../../main/protocols/rtp/wav.ts';

type Fields = { tag: number; channels: number; rate: number; bits: number; frameBytes: number; extension: number[] };
const chunk = (name: string, content: Uint8Array, size = content.length): Uint8Array => {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(size, 4);
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)]);
};
const formatChunk = (changes: Partial<Fields> = {}): Uint8Array => {
  const { tag = 1, channels = 1, rate = 8000, bits = 16, extension = [] } = changes;
  const content = Buffer.alloc(16);
  content.writeUInt16LE(tag, 0);
  content.writeUInt16LE(channels, 2);
  content.writeUInt32LE(rate, 4);
  content.writeUInt16LE(changes.frameBytes ?? (channels * bits) / 8, 12);
  content.writeUInt16LE(bits, 14);
  return chunk('fmt ', Buffer.concat([content, Uint8Array.from(extension)]));
};
const wav = (...chunks: Uint8Array[]): Uint8Array =>
  Buffer.concat([chunk('RIFF', Buffer.concat([Buffer.from('WAVE'), ...chunks]))]);
const sound = (file: Uint8Array): WavSound => {
  const result = readWav(file);
  if ('reason' in result) throw new Error(JSON.stringify(result));
  return result;
};
const data = (...octets: number[]): Uint8Array => chunk('data', Uint8Array.from(octets));
/** cbSize, valid bits, channel mask, then the GUID of a format tag. */
const extensible = (tag: number): number[] => [
  22,
  0,
  16,
  0,
  4,
  0,
  0,
  0,
  tag,
  0,
  0,
  0,
  0,
  0,
  0x10,
  0,
  0x80,
  0,
  0,
  0xaa,
  0,
  0x38,
  0x9b,
  0x71,
];

describe('readWav', () => {
  it.each([
    ['8 bits', { bits: 8 }, [0, 128, 255], [-1, 0, 127 / 128]],
    ['16 bits', { bits: 16 }, [0, 0x80, 0, 0, 0, 0x40], [-1, 0, 0.5]],
    ['24 bits', { bits: 24 }, [0, 0, 0x80, 1, 0, 0, 0, 0, 0x40], [-1, 2 ** -23, 0.5]],
    ['32 bits', { bits: 32 }, [0, 0, 0, 0x80, 0, 0, 0, 0x40], [-1, 0.5]],
    ['float', { tag: 3, bits: 32 }, [0, 0, 0, 0x3f, 0, 0, 0x40, 0xc0, 0, 0, 0xc0, 0x7f], [0.5, -1, 0]],
    ['float of 64 bits', { tag: 3, bits: 64 }, [0, 0, 0, 0, 0, 0, 0xd0, 0xbf], [-0.25]],
    ['A-law', { tag: 6, bits: 8 }, [0xd5, 0x2a], [8 / 32_768, -32_256 / 32_768]],
    ['mu-law', { tag: 7, bits: 8 }, [0xff, 0x00], [0, -32_124 / 32_768]],
    ['extensible PCM', { tag: 0xfffe, extension: extensible(1) }, [0, 0x80, 0, 0x40], [-1, 0.5]],
    ['extensible float', { tag: 0xfffe, bits: 32, extension: extensible(3) }, [0, 0, 0, 0x3f], [0.5]],
    ['two channels', { channels: 2 }, [0, 0x40, 0, 0, 0, 0x80, 0, 0x80], [0.25, -1]],
  ] as const)('reads %s', (_, changes, octets, samples) => {
    const file = wav(
      formatChunk({ ...changes, extension: 'extension' in changes ? [...changes.extension] : [] }),
      data(...octets),
    );
    expect([...sound(file).samples]).toEqual(samples.map(Math.fround));
  });
  it('steps over other chunks, also of odd length, and takes data of unknown size to the end', () => {
    const list = chunk('LIST', Uint8Array.of(1, 2, 3));
    expect(sound(wav(list, formatChunk({ rate: 44_100 }), list, data(0, 0x40))).rateHertz).toBe(44_100);
    expect(sound(wav(formatChunk(), chunk('data', Uint8Array.of(0, 0x40, 9), 0xffff_ffff))).samples).toHaveLength(2);
  });
  it.each([
    ['an MP3', Buffer.from('ID3\x04\x00\x00\x00\x00\x00\x00\x00\x00'), { reason: 'wav-not-riff' }],
    ['an AVI', Buffer.from('RIFF\x00\x00\x00\x00AVI '), { reason: 'wav-not-riff' }],
    ['nothing', new Uint8Array(0), { reason: 'wav-not-riff' }],
    ['only a head', Buffer.from('RIFF\x04\x00\x00\x00WAVE'), { reason: 'wav-malformed' }],
    ['no format', wav(data(0, 0)), { reason: 'wav-malformed' }],
    ['a short format', wav(chunk('fmt ', new Uint8Array(14)), data(0, 0)), { reason: 'wav-malformed' }],
    ['a frame that is no frame', wav(formatChunk({ frameBytes: 3 }), data(0, 0)), { reason: 'wav-malformed' }],
    ['no data', wav(formatChunk()), { reason: 'wav-empty' }],
    ['less than a sample', wav(formatChunk(), data(1)), { reason: 'wav-empty' }],
    [
      'ADPCM',
      wav(formatChunk({ tag: 2, bits: 4, frameBytes: 512 }), data(0, 0)),
      { reason: 'wav-format-unsupported', formatTag: 2 },
    ],
    [
      'an unknown GUID',
      wav(formatChunk({ tag: 0xfffe, extension: Array(24).fill(7) }), data(0, 0)),
      { reason: 'wav-format-unsupported', formatTag: 0xfffe },
    ],
    ['12 bits', wav(formatChunk({ bits: 12 }), data(0, 0)), { reason: 'wav-bits-unsupported', bits: 12 }],
    ['six channels', wav(formatChunk({ channels: 6 }), data(0, 0)), { reason: 'wav-channels-unsupported', channels: 6 }],
    ['1000 Hz', wav(formatChunk({ rate: 1000 }), data(0, 0)), { reason: 'wav-rate-unsupported', rateHertz: 1000 }],
    ['a file cut off', wav(formatChunk(), data(0, 0, 0, 0)).subarray(0, 46), { reason: 'wav-cut-off', missingBytes: 2 }],
    [
      '21 s',
      wav(formatChunk(), chunk('data', new Uint8Array(21 * 16_000))),
      { reason: 'wav-too-long', seconds: 21, maxSeconds: 20 },
    ],
    ['over 5 MB', new Uint8Array(WAV_MAX_BYTES + 1), { reason: 'wav-too-large', maxBytes: WAV_MAX_BYTES }],
  ])('says what is wrong with %s', (_, file, refusal) => {
    expect(readWav(file)).toEqual(refusal);
  });
  it('reads what writeWav wrote, also in the middle of other memory', () => {
    fc.assert(
      fc.property(fc.int16Array({ minLength: 1, maxLength: 200 }), fc.integer({ min: 4000, max: 192_000 }), (samples, rate) => {
        const file = writeWav(samples, rate);
        const memory = new Uint8Array(file.length + 3);
        memory.set(file, 3);
        const result = sound(memory.subarray(3));
        expect(result).toMatchObject({ rateHertz: rate, channels: 1 });
        expect(toInt16(result.samples)).toEqual(samples);
      }),
      { numRuns: 100 },
    );
  });
  it('answers a sound or a refusal, whatever the bytes', () => {
    const whole = wav(formatChunk({ channels: 2 }), data(1, 2, 3, 4, 5, 6, 7, 8));
    const changes = fc.array(fc.tuple(fc.nat({ max: whole.length - 1 }), fc.nat({ max: 255 })), { maxLength: 6 });
    fc.assert(
      fc.property(changes, fc.nat({ max: whole.length }), (list, length) => {
        const file = Uint8Array.from(whole);
        for (const [at, value] of list) file[at] = value;
        const result = readWav(file.subarray(0, length));
        if (!('reason' in result)) expect(result.samples.every((sample) => Math.abs(sample) <= 1)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('resampleToTelephone', () => {
  const RATES = [8000, 11_025, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 96_000, 6000];
  const tone = (hertz: number, rate: number, seconds = 0.25): Float32Array =>
    Float32Array.from({ length: Math.round(rate * seconds) }, (_, at) => 0.5 * Math.sin((2 * Math.PI * hertz * at) / rate));
  /** Decibels against the tone that went in, away from the ends. */
  const levelAt = (samples: Float32Array, hertz: number): number => {
    const middle = samples.subarray(200, samples.length - 200);
    return 10 * Math.log10(powerOf(goertzel(middle, hertz)) / (0.25 * middle.length) ** 2 + 1e-12);
  };
  it.each(RATES)('%i Hz: as long as before, speech untouched', (rate) => {
    for (const hertz of [300, 1000, rate === 6000 ? 2500 : 3400]) {
      const output = resampleToTelephone(tone(hertz, rate), rate);
      expect(output).toHaveLength(2000);
      expect(Math.abs(levelAt(output, hertz))).toBeLessThan(0.3);
    }
  });
  it.each(RATES.filter((rate) => rate > 11_000))('%i Hz: what lies above the telephone does not fold back into it', (rate) => {
    for (const hertz of [4500, 5000, 5400, 9000, 15_000, 20_000].filter((one) => one < rate / 2)) {
      const output = resampleToTelephone(tone(hertz, rate), rate).subarray(200, 1800);
      const loudest = output.reduce((most, sample) => Math.max(most, Math.abs(sample)), 0);
      expect(20 * Math.log10(loudest / 0.5)).toBeLessThan(-65);
    }
  });
  it('keeps steady sound steady and takes rates that have hardly a common divisor with 8000', () => {
    const output = resampleToTelephone(new Float32Array(4410).fill(0.25), 44_101);
    expect(output.length).toBe(800);
    for (const sample of output.subarray(100, 700)) expect(sample).toBeCloseTo(0.25, 4);
  });
  it('clips instead of turning over', () => {
    expect([...toInt16(Float32Array.of(1, -1, 2, -2, 0.5))]).toEqual([32_767, -32_768, 32_767, -32_768, 16_384]);
  });
});
