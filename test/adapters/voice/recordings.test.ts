import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { deliveredText, readDelivered } from '../../../main/adapters/voice/delivered-recordings.ts';
import { readALawWav, writeALawWav } from '../../../main/protocols/rtp/a-law-wav.ts';
import { decodeG711 } from '../../../main/protocols/rtp/g711.ts';
import { toInt16 } from '../../../main/protocols/rtp/resample.ts';
import { SAMPLE_RATE } from '../../../main/protocols/rtp/tone.ts';
import { readWav, writeWav } from '../../../main/protocols/rtp/wav.ts';
import { activeLevel, framePowers } from '../../../main/recordings/mastering.ts';
import { commandOf, isNumber, type Manifest, RECORDED_TYPES } from '../../../main/recordings/spoken.ts';
import { RECORDING_MAX_SECONDS } from '../../../shared/schemas/voice-message.ts';
import { VOICE_LANGUAGES, type VoiceLanguage } from '../../../shared/voice-messages.ts';

const FOLDER = new URL('../../../main/recordings/', import.meta.url).pathname;
const manifest = JSON.parse(readFileSync(join(FOLDER, 'manifest.json'), 'utf8')) as Manifest;
const SILENT_POWER = 10 ** (-55 / 10);

const decibels = (amplitude: number) => 20 * Math.log10(amplitude);

function read(language: VoiceLanguage, type: string) {
  const file = readFileSync(join(FOLDER, language, `${type}.wav`));
  const sound = readWav(file);
  if ('reason' in sound) throw new Error(`${language}/${type}: ${sound.reason}`);
  return { file, ...sound };
}

/** Milliseconds of silence at the start, at the end, and at most between. */
function silences(samples: Float32Array) {
  const spoken = framePowers(samples).map((power) => power > SILENT_POWER);
  const first = spoken.indexOf(true);
  const last = spoken.lastIndexOf(true);
  let longest = 0;
  let run = 0;
  for (const isSpoken of spoken.slice(first, last + 1)) {
    run = isSpoken ? 0 : run + 1;
    longest = Math.max(longest, run);
  }
  return { before: first * 10, after: (spoken.length - 1 - last) * 10, between: longest * 10 };
}

it.each(VOICE_LANGUAGES)('every text in %s has the recording that the manifest says: else npm run record', async (language) => {
  const recorded = manifest.recordings[language];
  expect(Object.keys(recorded)).toEqual([...RECORDED_TYPES]);
  for (const type of RECORDED_TYPES) {
    const { file, samples } = read(language, type);
    // What the engine reads in haste is what any reader of WAV files reads.
    expect(toInt16(samples)).toEqual(decodeG711('PCMA', await readDelivered(language, type)));
    expect(recorded[type], type).toEqual({
      text: deliveredText(language, type),
      command: commandOf(language, type).join(' '),
      seconds: samples.length / SAMPLE_RATE,
      bytes: file.length,
      sha256: createHash('sha256').update(file).digest('hex'),
    });
  }
  expect(readdirSync(join(FOLDER, language)).sort()).toEqual(RECORDED_TYPES.map((type) => `${type}.wav`).sort());
});

it.each(VOICE_LANGUAGES)('every recording in %s is one that a telephone plays well', (language) => {
  for (const type of RECORDED_TYPES) {
    const { samples, rateHertz, channels } = read(language, type);
    expect({ rateHertz, channels }, type).toEqual({ rateHertz: SAMPLE_RATE, channels: 1 });
    const seconds = samples.length / SAMPLE_RATE;
    expect(seconds, type).toBeGreaterThan(0.3);
    expect(seconds, type).toBeLessThan(RECORDING_MAX_SECONDS);
    const peak = samples.reduce((highest, sample) => Math.max(highest, Math.abs(sample)), 0);
    expect(decibels(peak), `${type} peak`).toBeLessThan(-3);
    expect(Math.abs(decibels(activeLevel(samples)) + 16), `${type} level`).toBeLessThan(1);
    const { before, after, between } = silences(samples);
    expect(before, `${type} before`).toBeGreaterThanOrEqual(isNumber(type) ? 50 : 140);
    expect(after, `${type} after`).toBeGreaterThanOrEqual(isNumber(type) ? 50 : 240);
    expect(between, `${type} between`).toBeLessThanOrEqual(isNumber(type) ? 60 : 800);
  }
});

it('reads its own form only, and nothing that is cut off', () => {
  for (const length of [1, 2, 801]) {
    const codes = Uint8Array.from({ length }, (_, at) => at % 256);
    const file = writeALawWav(codes);
    expect(readALawWav(file)).toEqual(codes);
    for (let end = 0; end < file.length; end += 1) expect(readALawWav(file.subarray(0, end))).toBeUndefined();
  }
  expect(readALawWav(writeWav(new Int16Array(800), SAMPLE_RATE))).toBeUndefined();
});

it('all of them take a few megabytes', () => {
  const sizes = VOICE_LANGUAGES.flatMap((language) => Object.values(manifest.recordings[language]).map(({ bytes }) => bytes));
  expect(sizes.reduce((sum, bytes) => sum + bytes, 0)).toBeLessThan(4 * 1024 * 1024);
});
