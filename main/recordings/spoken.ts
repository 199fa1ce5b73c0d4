/** What is recorded, by which voice, and how the synthesiser is asked for it: the same here, in the manifest and in its test. */
import { NUMBER_TYPES, RECORDING_TYPES, type RecordingType } from '../../shared/schemas/voice-message.ts';
import type { VoiceLanguage } from '../../shared/voice-messages.ts';
import { deliveredText } from '../adapters/voice/delivered-recordings.ts';

/**
 * f2: a woman's voice whose formants stay inside the 300 to 3400 Hz of a telephone, which those of brighter variants leave.
 * Speed in words a minute, pitch from 0 to 99, pauses between words in 10 ms.
 */
const VOICES: Readonly<Record<VoiceLanguage, { readonly name: string; readonly speed: number; readonly gap: number }>> = {
  en: { name: 'en+f2', speed: 145, gap: 1 },
  nl: { name: 'nl+f2', speed: 140, gap: 1 },
};
const PITCH = 42;

/** What the synthesiser reads wrong, as it is to be read: another spelling, or its own phonemes in double brackets. */
const PRONUNCIATIONS: Readonly<Record<VoiceLanguage, readonly (readonly [written: RegExp, read: string])[]>> = {
  en: [
    [/\bPIN\b/g, 'pin'],
    [/\bPINs\b/g, 'pins'],
  ],
  nl: [
    [/\bpincode\b/g, "[[p'Inko:d@]]"],
    [/\bpincodes\b/g, "[[p'Inko:d@s]]"],
    [/\bopnieuw\b/g, "[[Opn'iw]]"],
    [/\bsterretje\b/g, "[[st'Er@tj@]]"],
    [/\bhetzelfde\b/g, "[[h@tz'Elvd@]]"],
    [/\bIT-afdeling\b/g, "[[,ajt'i]] afdeling"],
    [/\bdertien\b/g, "[[d'Ertin]]"],
    [/\bveertien\b/g, "[[v'I:rtin]]"],
    [/\bvijftien\b/g, "[[v'EIftin]]"],
    [/\bzestien\b/g, "[[z'Estin]]"],
    [/\bzeventien\b/g, "[[z'e:v@ntin]]"],
    [/\bachttien\b/g, "[['Axtin]]"],
    [/\bnegentien\b/g, "[[n'e:Q@ntin]]"],
  ],
};

const NUMBERS: readonly RecordingType[] = NUMBER_TYPES;

/** A number is spoken between others. */
export function isNumber(type: RecordingType): boolean {
  return NUMBERS.includes(type);
}

/** The program and its arguments, without the file that it writes to. */
export function commandOf(language: VoiceLanguage, type: RecordingType): readonly string[] {
  const { name, speed, gap } = VOICES[language];
  const read = PRONUNCIATIONS[language].reduce((text, [written, as]) => text.replace(written, as), deliveredText(language, type));
  return ['espeak-ng', '-v', name, '-s', String(speed), '-p', String(PITCH), '-g', String(gap), read];
}

/** One recording as the manifest has it. */
export type ManifestEntry = {
  readonly text: string;
  /** `commandOf`, as one line. */
  readonly command: string;
  readonly seconds: number;
  readonly bytes: number;
  readonly sha256: string;
};
export type Manifest = {
  readonly synthesiser: string;
  readonly recordings: Readonly<Record<VoiceLanguage, Readonly<Record<RecordingType, ManifestEntry>>>>;
};

export const RECORDED_TYPES: readonly RecordingType[] = RECORDING_TYPES;
