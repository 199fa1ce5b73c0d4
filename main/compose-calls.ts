/** What calls phones, joined from real parts; part of compose.ts. */
import type { AllSettings } from '../shared/schemas/settings.ts';
import type { Topic } from '../shared/topics.ts';
import { createListeners } from './adapters/listeners.ts';
import type { Log } from './adapters/log.ts';
import { openMediaThread } from './adapters/voice/media-thread.ts';
import { createPhoneLines } from './adapters/voice/phone-lines.ts';
import type { PhoneLines, TrunkWithSecret } from './engine/delivery/phone-port.ts';
import type { PromptPart } from './engine/phone-call/phone-call.ts';
import type { Clock, Random } from './engine/ports.ts';
import { createTrunkTests, type TrunkTests } from './flows/test-trunk.ts';
import { createTrunkFlows, mediaPortsOf, type TrunkFlows } from './flows/trunks.ts';
import type { Store } from './store/port.ts';

type Parts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly settings: () => AllSettings;
  /** Empty where there is no recording of a part. */
  readonly sounds: (parts: readonly PromptPart[], language: string, applicationName: string) => readonly Int16Array[];
  /** Answers how to stop it. */
  readonly after: (milliseconds: number, action: () => void) => () => void;
};

type Composed = {
  readonly lines: Pick<PhoneLines, 'call' | 'callCount'>;
  readonly flows: TrunkFlows;
  readonly tests: TrunkTests;
  /** What the trunks can do now. */
  readonly abilities: () => { readonly isInUse: boolean; readonly isReachable: boolean };
  /** Events of trunks that no commit makes: one went down, or lost its account. */
  readonly watch: (listener: (topics: readonly Topic[]) => void) => () => void;
  /** Opens the trunks. */
  open(): Promise<void>;
  close(): Promise<void>;
};

export function composeCalls({ store, clock, random, log, settings, sounds, after }: Parts): Composed {
  const listeners = createListeners<readonly Topic[]>();
  const media = openMediaThread({
    onFailed: (error) => log.error('the thread for media ended by a fault, and its calls were hung up', error),
  });
  const lines = createPhoneLines({
    media,
    mediaPorts: () => mediaPortsOf(settings()['phone-call']),
    now: clock.now,
    onChange: () => listeners.tell(['trunks']),
    onNote: (text, fields) => log.info(text, fields),
  });
  let inUse: readonly TrunkWithSecret[] = [];
  let isOpen = false;
  const replace: PhoneLines['replace'] = async (trunks) => {
    inUse = trunks;
    // A command that only changes the folder registers no account.
    if (isOpen) await lines.replace(trunks);
  };
  const flows = createTrunkFlows({ store, lines: { health: () => lines.health(), replace } });
  const tests = createTrunkTests({
    store,
    lines,
    clock,
    random,
    settings,
    sounds: (type) => sounds([{ kind: 'prompt', type }], settings()['user-defaults'].phoneCallLanguage, ''),
    after,
    onFailure: (error) => log.error('a test call could not be written to the call log', error),
  });
  return {
    lines,
    flows,
    tests,
    abilities() {
      const health = lines.health();
      const enabled = inUse.filter(({ trunk }) => trunk.isEnabled);
      return {
        isInUse: enabled.length > 0,
        isReachable: enabled.some(({ trunk }) => health.get(trunk.id)?.state !== 'down'),
      };
    },
    watch: listeners.watch,
    async open() {
      isOpen = true;
      await flows.reload();
    },
    async close() {
      isOpen = false;
      await lines.close();
      await media.close();
      await tests.settled();
    },
  };
}
