/** Which message a file is for, by its name: the script for the speaker names them so. Pure. */
import { RECORDING_TYPES, type RecordingType } from '../../../shared/schemas/voice-message.ts';

/** The longest first: `fraud-greeting-pin` ends like `greeting-pin`. */
const BY_LENGTH = [...RECORDING_TYPES].toSorted((one, other) => other.length - one.length);

/** 'de-greeting-standard.wav', 'Greeting_Standard.MP3' and 'number-7 (2).wav' fit; undefined: the name says nothing. */
export function typeOfFile(name: string): RecordingType | undefined {
  const stem = name
    .toLowerCase()
    .replace(/\.[^.]*$/, '')
    .replace(/\s*\(\d+\)$/, '')
    .replace(/[\s_]+/g, '-');
  return BY_LENGTH.find((type) => stem === type || stem.endsWith(`-${type}`));
}

export type MatchedFile = { readonly file: File; readonly type: RecordingType | undefined; readonly isTwice: boolean };

/** A second file for the same message is not sent: nobody could say which one is meant. */
export function matchFiles(files: readonly File[]): readonly MatchedFile[] {
  const types = files.map(({ name }) => typeOfFile(name));
  return files.map((file, index) => {
    const type = types[index];
    return { file, type, isTwice: type !== undefined && types.indexOf(type) !== index };
  });
}
