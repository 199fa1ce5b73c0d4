/** Recordings of what phone calls say: listed, uploaded, removed and heard. An upload is in force when it is answered. */
import type { RecordingKey, RecordingType, VoiceMessage } from '../../shared/schemas/voice-message.ts';
import { RECORDING_MAX_BYTES, RECORDING_TYPES } from '../../shared/schemas/voice-message.ts';
import { VOICE_LANGUAGES, type VoiceLanguage } from '../../shared/voice-messages.ts';
import { deliveredText } from '../adapters/voice/delivered-recordings.ts';
import { createSoundLibrary, deliveredName, ownName, type SoundLibrary } from '../adapters/voice/sound-library.ts';
import { appError } from '../engine/app-error.ts';
import { decodeG711 } from '../protocols/rtp/g711.ts';
import { SAMPLE_RATE } from '../protocols/rtp/tone.ts';
import { writeWav } from '../protocols/rtp/wav.ts';
import type { Store, StoredRecording } from '../store/port.ts';

type Of = { readonly language: string; readonly applicationName: string };
export type VoiceMessageSet = { language: string; applicationName: string; ownCount: number; deliveredCount: number };

export interface VoiceMessageFlows {
  /** Reads all recordings, once: before, calls are silent. The others wait for it. */
  load(): Promise<void>;
  /** Each type in its order, with what would be heard. */
  list(of: Of): Promise<VoiceMessage[]>;
  sets(): Promise<VoiceMessageSet[]>;
  /** Throws RECORDING_TOO_LARGE and what readRecording throws. `content` is base64. */
  upload(actor: string, input: RecordingKey & { readonly fileName: string; readonly content: string }): Promise<VoiceMessage>;
  /** Throws RECORDING_NOT_FOUND. */
  remove(actor: string, key: RecordingKey): Promise<VoiceMessage>;
  /** What a call would say, as a WAV file in base64. Throws RECORDING_NOT_FOUND. */
  sound(key: RecordingKey): Promise<{ wav: string }>;
}

export type VoiceMessagePorts = {
  readonly store: Pick<Store, 'read' | 'write'>;
  /** Octets of A-law. */
  readonly convert: (file: Uint8Array) => Promise<Uint8Array>;
  readonly readDelivered: (language: VoiceLanguage, type: RecordingType) => Promise<Uint8Array>;
  /** The phone call language of the user defaults. */
  readonly defaultLanguage: () => string;
  /** A recording that should have been delivered is not there. */
  readonly onFailure: (error: unknown) => void;
};

export function createVoiceMessageFlows(ports: VoiceMessagePorts): {
  readonly flows: VoiceMessageFlows;
  readonly library: SoundLibrary;
} {
  const { store, convert } = ports;
  const own = new Map<string, StoredRecording>();
  const delivered = new Map<string, Uint8Array>();
  const library = createSoundLibrary({ own: () => own, delivered: () => delivered, defaultLanguage: ports.defaultLanguage });

  const readAll = async (): Promise<void> => {
    const uploaded = store.read('voice-messages.list', undefined);
    const files = VOICE_LANGUAGES.flatMap((language) => RECORDING_TYPES.map((type) => ({ language, type })));
    await Promise.all(
      files.map(async ({ language, type }) => {
        try {
          delivered.set(deliveredName(language, type), await ports.readDelivered(language, type));
        } catch (error) {
          ports.onFailure(error);
        }
      }),
    );
    for (const recording of await uploaded) own.set(ownName(recording), recording);
  };
  let loading: Promise<void> | undefined;
  const load = (): Promise<void> => {
    loading ??= readAll().catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };

  return {
    library,
    flows: {
      load,
      async list(of) {
        await load();
        return RECORDING_TYPES.map((type) => messageOf(library, { type, ...of }));
      },
      async sets() {
        await load();
        return setsOf(library);
      },
      async upload(actor, { content, fileName: name, ...key }) {
        const file = Buffer.from(content, 'base64');
        if (file.length > RECORDING_MAX_BYTES) {
          throw appError('RECORDING_TOO_LARGE', { detail: { maximum: RECORDING_MAX_BYTES / 1024 / 1024 } });
        }
        await load();
        const codes = await convert(new Uint8Array(file));
        const fileName = name.replace(/^.*[/\\]/, '');
        const replaced = own.get(ownName(key));
        const saved = await store.write(
          'voice-messages.save',
          { ...key, codes, fileName, changedBy: actor },
          {
            actor,
            action: 'voice-messages.upload',
            subject: nameOf(key),
            detail: {
              fileName,
              seconds: secondsOf(codes),
              ...(replaced === undefined ? {} : { replaced: replaced.fileName, replacedSeconds: secondsOf(replaced.codes) }),
            },
          },
        );
        own.set(ownName(key), saved);
        return messageOf(library, key);
      },
      async remove(actor, key) {
        await load();
        const found = own.get(ownName(key));
        if (found === undefined) throw appError('RECORDING_NOT_FOUND');
        await store.write('voice-messages.remove', key, {
          actor,
          action: 'voice-messages.remove',
          subject: nameOf(found),
          detail: { fileName: found.fileName, seconds: secondsOf(found.codes) },
        });
        own.delete(ownName(key));
        return messageOf(library, key);
      },
      async sound(key) {
        await load();
        const found = library.find(key);
        if (found === undefined) throw appError('RECORDING_NOT_FOUND');
        return { wav: Buffer.from(writeWav(decodeG711('PCMA', found.codes), SAMPLE_RATE)).toString('base64') };
      },
    },
  };
}

/** "greeting-pin (en)", "greeting-pin (en, VPN)". */
function nameOf({ type, language, applicationName }: RecordingKey): string {
  return `${type} (${applicationName === '' ? language : `${language}, ${applicationName}`})`;
}

/** To the hundredth. */
function secondsOf(codes: Uint8Array): number {
  return Math.round((codes.length * 100) / SAMPLE_RATE) / 100;
}

function messageOf(library: SoundLibrary, key: RecordingKey): VoiceMessage {
  const found = library.find(key);
  if (found === undefined) {
    return { ...key, spokenLanguage: '', spokenApplicationName: '', text: '', seconds: 0, fileName: '', changedBy: '' };
  }
  const { source, language, applicationName, codes, upload } = found;
  return {
    ...key,
    source,
    spokenLanguage: language,
    spokenApplicationName: applicationName,
    text: source === 'delivered' ? deliveredText(language, key.type) : '',
    seconds: secondsOf(codes),
    fileName: upload?.fileName ?? '',
    ...(upload === undefined ? {} : { changedAt: upload.changedAt }),
    changedBy: upload?.changedBy ?? '',
  };
}

/** The delivered languages first, then by language and application. */
function setsOf(library: SoundLibrary): VoiceMessageSet[] {
  const sets = new Map<string, VoiceMessageSet>();
  const setFor = (language: string, applicationName: string): VoiceMessageSet => {
    const name = `${language} ${applicationName.toLowerCase()}`;
    const known = sets.get(name) ?? { language, applicationName, ownCount: 0, deliveredCount: 0 };
    sets.set(name, known);
    return known;
  };
  for (const language of VOICE_LANGUAGES) setFor(language, '').deliveredCount = library.deliveredCount(language);
  const uploads = library.own().toSorted((one, other) => compare(one, other));
  for (const { language, applicationName } of uploads) setFor(language, applicationName).ownCount += 1;
  return [...sets.values()];
}

function compare(one: Of, other: Of): number {
  return one.language.localeCompare(other.language) || one.applicationName.localeCompare(other.applicationName);
}
