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
import { encodeG711 } from '../../protocols/rtp/g711.ts';
import { toInt16 } from '../../protocols/rtp/resample.ts';
import { readWav } from '../../protocols/rtp/wav.ts';

const FOLDER = new URL('../../recordings/', import.meta.url);
const NUMBERS: readonly RecordingType[] = NUMBER_TYPES;

/** Octets of A-law at 8000 Hz. Throws what reading a file throws, and where it is no WAV file. */
export async function readDelivered(language: VoiceLanguage, type: RecordingType): Promise<Uint8Array> {
  const sound = readWav(await readFile(new URL(`${language}/${type}.wav`, FOLDER)));
  if ('reason' in sound) throw new Error(`the delivered recording ${language}/${type} is damaged: ${sound.reason}`);
  return encodeG711('PCMA', toInt16(sound.samples));
}

/** What a delivered recording says; '' where that language has none. */
export function deliveredText(language: string, type: RecordingType): string {
  const known = VOICE_LANGUAGES.find((each) => each === language);
  if (known === undefined) return '';
  return SPOKEN_NUMBERS[known][NUMBERS.indexOf(type)] ?? VOICE_TEXTS[known][type as VoicePrompt];
}
