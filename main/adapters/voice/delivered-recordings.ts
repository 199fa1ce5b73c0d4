/** The recordings that come with the product: main/recordings, in the sources and in the build at the same path. */
import { readFile } from 'node:fs/promises';
import { NUMBER_TYPES, type RecordingType } from '../../../shared/schemas/voice-message.ts';
import {
  SPOKEN_NUMBERS,
  VOICE_LANGUAGES,
  VOICE_TEXTS,
  type VoiceLanguage,
  type VoicePrompt,
} from '../../../shared/voice-messages.ts';
import { readALawWav } from '../../protocols/rtp/a-law-wav.ts';

const FOLDER = new URL('../../recordings/', import.meta.url);
const NUMBERS: readonly RecordingType[] = NUMBER_TYPES;

/** Octets of A-law at 8000 Hz. Throws what reading a file throws, and where it is not of the form that `npm run record` writes. */
export async function readDelivered(language: VoiceLanguage, type: RecordingType): Promise<Uint8Array> {
  const codes = readALawWav(await readFile(new URL(`${language}/${type}.wav`, FOLDER)));
  if (codes === undefined) throw new Error(`the delivered recording ${language}/${type} is damaged`);
  return codes;
}

/** What a delivered recording says; '' where that language has none. */
export function deliveredText(language: string, type: RecordingType): string {
  const known = VOICE_LANGUAGES.find((each) => each === language);
  if (known === undefined) return '';
  return SPOKEN_NUMBERS[known][NUMBERS.indexOf(type)] ?? VOICE_TEXTS[known][type as VoicePrompt];
}
