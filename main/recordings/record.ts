/** `npm run record`: speaks every text of shared/voice-messages.ts with espeak-ng into this folder, and writes manifest.json. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VOICE_LANGUAGES, type VoiceLanguage } from '../../shared/voice-messages.ts';
import { deliveredText } from '../adapters/voice/delivered-recordings.ts';
import { writeALawWav } from '../protocols/rtp/a-law-wav.ts';
import { encodeG711 } from '../protocols/rtp/g711.ts';
import { resampleToTelephone, toInt16 } from '../protocols/rtp/resample.ts';
import { SAMPLE_RATE } from '../protocols/rtp/tone.ts';
import { readWav } from '../protocols/rtp/wav.ts';
import { master, NUMBER_FRAME, PROMPT_FRAME } from './mastering.ts';
import { commandOf, isNumber, type Manifest, type ManifestEntry, RECORDED_TYPES } from './spoken.ts';

const temporary = mkdtempSync(join(tmpdir(), 'countersign-record-'));

function speak([program = '', ...args]: readonly string[]): Float32Array {
  const path = join(temporary, 'spoken.wav');
  execFileSync(program, ['-w', path, ...args]);
  const sound = readWav(readFileSync(path));
  if ('reason' in sound) throw new Error(`${program} wrote no sound: ${sound.reason}`);
  return resampleToTelephone(sound.samples, sound.rateHertz);
}

function record(language: VoiceLanguage): Record<string, ManifestEntry> {
  const folder = join(import.meta.dirname, language);
  mkdirSync(folder, { recursive: true });
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
  const entries = RECORDED_TYPES.map((type) => {
    const command = commandOf(language, type);
    const codes = encodeG711('PCMA', toInt16(master(speak(command), isNumber(type) ? NUMBER_FRAME : PROMPT_FRAME)));
    const file = writeALawWav(codes);
    writeFileSync(join(folder, `${type}.wav`), file);
    const entry: ManifestEntry = {
      text: deliveredText(language, type),
      command: command.join(' '),
      seconds: codes.length / SAMPLE_RATE,
      bytes: file.length,
      sha256: createHash('sha256').update(file).digest('hex'),
    };
    return [type, entry] as const;
  });
  return Object.fromEntries(entries);
}

try {
  const synthesiser = execFileSync('espeak-ng', ['--version'], { encoding: 'utf8' }).replace(/\s+Data at:.*/s, '');
  const recordings = Object.fromEntries(VOICE_LANGUAGES.map((language) => [language, record(language)]));
  const manifest = { synthesiser, recordings } as Manifest;
  writeFileSync(join(import.meta.dirname, 'manifest.json'), `${JSON.stringify(manifest, undefined, 2)}\n`);
  const all = Object.values(recordings).flatMap((each) => Object.values(each));
  const seconds = all.reduce((sum, entry) => sum + entry.seconds, 0);
  process.stdout.write(`${all.length} recordings, ${Math.round(seconds)} seconds, spoken by ${synthesiser}\n`);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
