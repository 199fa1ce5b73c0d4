/** What calls say, in memory: uploaded and delivered recordings, and which of them speaks for a language and an application. */
import type { RecordingKey, RecordingType } from '../../../shared/schemas/voice-message.ts';
import { SPOKEN_NUMBER_MAX } from '../../../shared/voice-messages.ts';
import type { PromptPart } from '../../engine/phone-call/phone-call.ts';
import { decodeG711 } from '../../protocols/rtp/g711.ts';
import { SAMPLE_RATE } from '../../protocols/rtp/tone.ts';
import type { StoredRecording } from '../../store/port.ts';

/** Where nothing else is left. */
const LAST_LANGUAGE = 'en';
/** Milliseconds between groups of digits, and digits in a group; ours: as people say a number. */
const GROUP_PAUSE_MILLISECONDS = 250;
const GROUP_DIGITS = 3;
/** Bytes of sounds that are kept as samples; the rest is decoded when it is played. 20 seconds are 320 kB. */
const DECODED_MAX_BYTES = 8 * 1024 * 1024;

/** A recording that speaks in a call. */
export type SpokenRecording = {
  readonly source: 'own' | 'delivered';
  readonly language: string;
  readonly applicationName: string;
  /** A-law at 8000 Hz. */
  readonly codes: Uint8Array;
  /** Of an own one. */
  readonly upload: StoredRecording | undefined;
};
/** A part that is heard in another language than the call's; '' where there is nothing to hear. */
export type StandIn = { readonly type: RecordingType; readonly language: string; readonly spokenLanguage: string };

export type SoundsWanted = {
  readonly parts: readonly PromptPart[];
  readonly language: string;
  readonly applicationName: string;
};

export type SoundLibrary = {
  /** 16-bit samples at 8000 Hz, in order. What has no recording at all is left out, and told. */
  soundsFor(wanted: SoundsWanted): { readonly sounds: readonly Int16Array[]; readonly standIns: readonly StandIn[] };
  /** What speaks for the key; undefined: nothing. */
  find(key: RecordingKey): SpokenRecording | undefined;
  /** The uploaded ones. */
  own(): readonly StoredRecording[];
  /** How many were delivered in that language. */
  deliveredCount(language: string): number;
  /** Whether both fraud greetings of that language are the administrator's: the delivered ones name the code 0. */
  fraudGreetingIsOwn(language: string, applicationName?: string): boolean;
};

export type SoundSources = {
  readonly own: () => ReadonlyMap<string, StoredRecording>;
  /** By `deliveredName`. */
  readonly delivered: () => ReadonlyMap<string, Uint8Array>;
  /** The phone call language of the user defaults. */
  readonly defaultLanguage: () => string;
};

/** Applications are the same whatever the case of their names. */
export function ownName({ type, language, applicationName }: RecordingKey): string {
  return `${type} ${language} ${applicationName.toLowerCase()}`;
}
export function deliveredName(language: string, type: RecordingType): string {
  return `${type} ${language}`;
}

export function createSoundLibrary(sources: SoundSources): SoundLibrary {
  const samplesOf = createDecodedSounds(DECODED_MAX_BYTES);
  const pause = new Int16Array((GROUP_PAUSE_MILLISECONDS * SAMPLE_RATE) / 1000);

  const find = ({ type, language, applicationName }: RecordingKey): SpokenRecording | undefined => {
    for (const spoken of languagesFor(language, sources.defaultLanguage())) {
      for (const name of applicationName === '' ? [''] : [applicationName, '']) {
        const upload = sources.own().get(ownName({ type, language: spoken, applicationName: name }));
        if (upload !== undefined) {
          return { source: 'own', language: spoken, applicationName: name, codes: upload.codes, upload };
        }
      }
      const codes = sources.delivered().get(deliveredName(spoken, type));
      if (codes !== undefined) return { source: 'delivered', language: spoken, applicationName: '', codes, upload: undefined };
    }
    return undefined;
  };
  return {
    find,
    own: () => [...sources.own().values()],
    deliveredCount: (language) => [...sources.delivered().keys()].filter((name) => name.endsWith(` ${language}`)).length,
    fraudGreetingIsOwn: (language, applicationName = '') =>
      (['fraud-greeting-standard', 'fraud-greeting-pin'] as const).every(
        (type) => find({ type, language, applicationName })?.source === 'own',
      ),
    soundsFor({ parts, language, applicationName }) {
      const sounds: Int16Array[] = [];
      const standIns: StandIn[] = [];
      for (const type of parts.flatMap(typesOf)) {
        if (type === 'pause') {
          sounds.push(pause);
          continue;
        }
        const found = find({ type, language, applicationName });
        if (found?.language !== language) standIns.push({ type, language, spokenLanguage: found?.language ?? '' });
        if (found !== undefined) sounds.push(samplesOf(found.codes));
      }
      return { sounds, standIns };
    },
  };
}

/** The language, what it is a variant of, the default one and English: each once, in this order. */
function languagesFor(language: string, defaultLanguage: string): readonly string[] {
  const withBase = (each: string) => [each, each.replace(/-.*/, '')];
  return [...new Set([...withBase(language), ...withBase(defaultLanguage), LAST_LANGUAGE])];
}

function typesOf(part: PromptPart): readonly (RecordingType | 'pause')[] {
  switch (part.kind) {
    case 'prompt':
      return [part.type];
    case 'number':
      return part.value <= SPOKEN_NUMBER_MAX ? [numberType(part.value)] : digitTypes(String(part.value));
    case 'digits':
      return digitTypes(part.digits);
  }
}

/** Digits one by one, in groups; a last digit is not left alone. */
function digitTypes(text: string): readonly (RecordingType | 'pause')[] {
  const digits = Array.from(text.replace(/\D/g, ''), Number);
  return digits.flatMap((digit, index) => {
    const startsGroup = index > 0 && index % GROUP_DIGITS === 0 && index < digits.length - 1;
    return startsGroup ? ['pause' as const, numberType(digit)] : [numberType(digit)];
  });
}

function numberType(value: number): RecordingType {
  return `number-${value}` as RecordingType;
}

/** Samples of the recordings that were played last. */
function createDecodedSounds(maxBytes: number): (codes: Uint8Array) => Int16Array {
  const kept = new Map<Uint8Array, Int16Array>();
  let bytes = 0;
  return (codes) => {
    const known = kept.get(codes);
    const samples = known ?? decodeG711('PCMA', codes);
    // The newest stands last.
    kept.delete(codes);
    kept.set(codes, samples);
    if (known === undefined) bytes += samples.byteLength;
    for (const [oldest, { byteLength }] of kept) {
      if (bytes <= maxBytes) break;
      kept.delete(oldest);
      bytes -= byteLength;
    }
    return samples;
  };
}
