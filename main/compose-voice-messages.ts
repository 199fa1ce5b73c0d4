/** What phone calls say, joined from real parts; part of compose.ts. */

import type { Log } from './adapters/log.ts';
import { readDelivered } from './adapters/voice/delivered-recordings.ts';
import { convertRecording } from './adapters/voice/recording-worker.ts';
import type { SoundLibrary } from './adapters/voice/sound-library.ts';
import type { PromptPart } from './engine/phone-call/phone-call.ts';
import { createVoiceMessageFlows, type VoiceMessageFlows } from './flows/voice-messages.ts';
import type { Store } from './store/port.ts';

type Parts = {
  readonly store: Pick<Store, 'read' | 'write'>;
  readonly log: Log;
  /** The phone call language of the user defaults. */
  readonly defaultLanguage: () => string;
};

type Composed = {
  readonly flows: VoiceMessageFlows;
  readonly library: SoundLibrary;
  /** Of a call. What is said in another language than asked for stands in the log, once. */
  readonly sounds: (parts: readonly PromptPart[], language: string, applicationName: string) => readonly Int16Array[];
};

export function composeVoiceMessages({ store, log, defaultLanguage }: Parts): Composed {
  const { flows, library } = createVoiceMessageFlows({
    store,
    convert: convertRecording,
    readDelivered,
    defaultLanguage,
    onFailure: (error) => log.error('a delivered recording cannot be read', error),
  });
  const told = new Set<string>();
  return {
    flows,
    library,
    sounds(parts, language, applicationName) {
      const { sounds, standIns } = library.soundsFor({ parts, language, applicationName });
      for (const { type, spokenLanguage } of standIns) {
        const name = `${type} ${language} ${spokenLanguage}`;
        if (told.has(name)) continue;
        told.add(name);
        log.info('a voice message is heard in another language', { type, language, spokenLanguage });
      }
      return sounds;
    },
  };
}
