import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readRecording } from '../../../main/adapters/voice/read-recording.ts';
import { convertRecording } from '../../../main/adapters/voice/recording-worker.ts';
import { AppError } from '../../../main/engine/app-error.ts';
import { findMpegFrames } from '../../../main/protocols/mpeg/layer-3.ts';
import { decodeG711 } from '../../../main/protocols/rtp/g711.ts';
import { SAMPLE_RATE } from '../../../main/protocols/rtp/tone.ts';
import { writeWav } from '../../../main/protocols/rtp/wav.ts';
import { RECORDING_MAX_BYTES } from '../../../shared/schemas/voice-message.ts';

/** What README.md there says of them. */
const FOLDER = new URL('../../vectors/mp3/', import.meta.url).pathname;
const MP3_FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.mp3'));
const mp3 = (name: string) => new Uint8Array(readFileSync(join(FOLDER, name)));
const [FIRST_MP3 = ''] = MP3_FILES;

const sine = (seconds: number, rateHertz: number, peak: number) =>
  Int16Array.from({ length: seconds * rateHertz }, (_, at) => peak * Math.sin((2 * Math.PI * 700 * at) / rateHertz));
const wav = (seconds: number, rateHertz = 16_000, peak = 12_000) => writeWav(sine(seconds, rateHertz, peak), rateHertz);

async function refusalOf(file: Uint8Array): Promise<string> {
  try {
    await readRecording(file);
    return 'read';
  } catch (error) {
    if (error instanceof AppError) return error.code;
    throw error;
  }
}

/** The share of the middle that is one tone of 700 Hz, and its peak. */
function toneIn(codes: Uint8Array) {
  const samples = decodeG711('PCMA', codes.subarray(codes.length / 4, (codes.length * 3) / 4));
  let [power, real, imaginary] = [0, 0, 0];
  for (const [at, sample] of samples.entries()) {
    power += sample * sample;
    real += sample * Math.cos((2 * Math.PI * 700 * at) / SAMPLE_RATE);
    imaginary += sample * Math.sin((2 * Math.PI * 700 * at) / SAMPLE_RATE);
  }
  const peak = (2 * Math.hypot(real, imaginary)) / samples.length;
  return { share: (peak ** 2 * samples.length) / 2 / power, peak: peak / 2 ** 15 };
}

it.each(MP3_FILES)('%s is heard as what it is, at its own level', async (name) => {
  const codes = await readRecording(mp3(name));
  expect(codes.length / SAMPLE_RATE).toBeGreaterThan(0.55);
  expect(codes.length / SAMPLE_RATE).toBeLessThan(0.85);
  const { share, peak } = toneIn(codes);
  expect(share).toBeGreaterThan(0.98);
  expect(peak).toBeCloseTo(0.4, 1);
});

it('has fixtures of each kind', () => {
  expect(MP3_FILES).toHaveLength(5);
});

it('a thread of its own says the same as this one', async () => {
  const file = mp3(FIRST_MP3);
  expect(await convertRecording(file)).toEqual(await readRecording(file));
  await expect(convertRecording(new Uint8Array(1000))).rejects.toMatchObject({ code: 'RECORDING_UNREADABLE' });
});

it('a WAV file keeps its level; one that is too loud for the low-pass is turned down, not clipped', async () => {
  expect(toneIn(await readRecording(wav(0.5))).peak).toBeCloseTo(12_000 / 2 ** 15, 2);
  const square = Int16Array.from({ length: 8000 }, (_, at) => (Math.floor(at / 12) % 2 === 0 ? 32_767 : -32_768));
  const samples = decodeG711('PCMA', await readRecording(writeWav(square, 16_000)));
  // The highest step of A-law is a clipped sample's.
  expect(samples.filter((sample) => Math.abs(sample) > 32_200)).toHaveLength(0);
});

it('is read by what it holds, and refused in words of its own', async () => {
  const file = mp3('stereo-48000-128k.mp3');
  const cases: readonly [string, Uint8Array][] = [
    ['RECORDING_UNREADABLE', new Uint8Array()],
    ['RECORDING_UNREADABLE', new TextEncoder().encode('%PDF-1.7 not a sound at all'.repeat(100))],
    ['RECORDING_TOO_LARGE', new Uint8Array(RECORDING_MAX_BYTES + 1)],
    ['RECORDING_TOO_LONG', wav(20.5)],
    ['RECORDING_SILENT', wav(1, 8000, 20)],
    ['RECORDING_SILENT', wav(0)],
    ['RECORDING_DAMAGED', wav(1).subarray(0, 9000)],
    // The Xing header says how many frames there should be.
    ['RECORDING_DAMAGED', file.subarray(0, file.length / 2)],
    ['RECORDING_FORMAT_UNSUPPORTED', withFormatTag(wav(1), 85)],
  ];
  for (const [code, bytes] of cases) expect(await refusalOf(bytes), code).toBe(code);
});

it('says how long a recording of too many seconds is, before it decodes it', async () => {
  const file = mp3('mono-11025-32k-no-xing.mp3');
  const found = findMpegFrames(file);
  if (found === undefined) throw new Error('no frames');
  const sound = file.subarray(found.frames[0]?.start);
  const many = new Uint8Array(sound.length * 60);
  for (let copy = 0; copy < 60; copy += 1) many.set(sound, copy * sound.length);
  const seconds = (found.frames.length * 60 * found.samplesAFrame) / found.rateHertz;
  await expect(readRecording(many)).rejects.toMatchObject({
    code: 'RECORDING_TOO_LONG',
    detail: { seconds: Math.ceil(seconds * 10) / 10, maximum: 20 },
  });
});

it('junk around the frames and between them is passed over', async () => {
  const file = mp3('mono-11025-32k-no-xing.mp3');
  const junk = new TextEncoder().encode('junk of another program '.repeat(8));
  const around = new Uint8Array([...junk, ...file, ...junk]);
  expect(toneIn(await readRecording(around)).share).toBeGreaterThan(0.9);
});

it('whatever the bytes: a recording, or a refusal', async () => {
  const REFUSAL = /^(read|RECORDING_(UNREADABLE|DAMAGED|SILENT|TOO_LONG|FORMAT_UNSUPPORTED))$/;
  const bent = fc
    .tuple(fc.constantFrom(...MP3_FILES), fc.array(fc.tuple(fc.double({ min: 0, max: 1 }), fc.nat(255)), { maxLength: 60 }))
    .map(([name, changes]) => {
      const file = mp3(name);
      for (const [place, byte] of changes) if (Number.isFinite(place)) file[Math.floor(place * (file.length - 1))] = byte;
      return file;
    });
  const cut = fc
    .tuple(fc.constantFrom(...MP3_FILES), fc.nat(12_000), fc.nat(12_000))
    .map(([name, from, to]) => mp3(name).subarray(from, to));
  const framed = fc.uint8Array({ maxLength: 3000 }).map((bytes) => new Uint8Array([0xff, 0xfb, 0x90, 0x64, ...bytes]));
  await fc.assert(
    fc.asyncProperty(fc.oneof(bent, cut, framed, fc.uint8Array({ maxLength: 3000 })), async (file) => {
      expect(await refusalOf(file)).toMatch(REFUSAL);
    }),
    { numRuns: 120 },
  );
});

it('takes time in proportion to the bytes, however many begin as a frame does', () => {
  const headers = new Uint8Array(RECORDING_MAX_BYTES);
  for (let at = 0; at < headers.length; at += 4) headers.set([0xff, 0xfb, 0x90, 0x64], at);
  const begun = performance.now();
  findMpegFrames(headers);
  expect(performance.now() - begun).toBeLessThan(5000);
});

function withFormatTag(file: Uint8Array, tag: number): Uint8Array {
  new DataView(file.buffer).setUint16(20, tag, true);
  return file;
}
