/**
 * The media of all calls in a thread of its own: a burst of sign-ins or a collection of garbage of the server makes no gap
 * in what phones hear (decision 0016). Figures are as old as the thread's last reading.
 */
import { Worker } from 'node:worker_threads';
import { OWN_WORDS } from '../../../shared/own-words.ts';
import type { Media, MediaNotOpened, MediaOrder, OpenedMedia } from './media.ts';
import type { FromMedia, ToMedia } from './media-messages.ts';
import type { MediaFigures, RtpSession } from './rtp-session.ts';

const FILE = new URL('../../workers/media.ts', import.meta.url);
/** Mebibytes of heap; ours: 200 calls need a tenth. Beyond, the thread ends, not the server. */
const HEAP_MAX_MEBIBYTES = 256;

type Entry = {
  readonly order: MediaOrder;
  readonly opened: (media: OpenedMedia | MediaNotOpened) => void;
  figures: MediaFigures | undefined;
};

export type MediaThreadOptions = {
  /** The thread has ended by a fault of this program, and its calls with it. */
  readonly onFailed?: (error: unknown) => void;
  readonly file?: URL;
};

/** The thread starts with the first call, and again with the first one after it has failed. */
export function openMediaThread({ onFailed = () => undefined, file = FILE }: MediaThreadOptions = {}): Media {
  const entries = new Map<number, Entry>();
  const shared = openSharing();
  let lastId = 0;
  let thread: Worker | undefined;

  const lose = (): void => {
    thread = undefined;
    const lost = [...entries.values()];
    entries.clear();
    for (const { opened, order } of lost) {
      opened({ problem: OWN_WORDS['sound-ended'] });
      order.onLost();
    }
  };
  const start = (): Worker => {
    const started = new Worker(file, { resourceLimits: { maxOldGenerationSizeMb: HEAP_MAX_MEBIBYTES } });
    started.on('message', (message: FromMedia) => take(message, entries, (id) => sessionOf(id)));
    // 'exit' follows.
    started.on('error', onFailed);
    started.on('exit', () => {
      if (thread === started) lose();
    });
    // After the listeners, which would hold the process.
    started.unref();
    return started;
  };
  const post = (message: ToMedia): void => thread?.postMessage(message);
  const sessionOf = (id: number): RtpSession => ({
    agree: (agreement) => post({ id, kind: 'agree', agreement }),
    play: (sounds, playId) => post({ id, kind: 'play', sounds: sounds.map(shared), playId }),
    sendKeys: (strokes) => post({ id, kind: 'send-keys', strokes }),
    takeInfoKey: (key) => post({ id, kind: 'info-key', key }),
    figures: () => entries.get(id)?.figures,
    close() {
      if (entries.delete(id)) post({ id, kind: 'close' });
    },
  });
  return {
    now: () => performance.now(),
    open: (order) =>
      new Promise((resolve) => {
        thread ??= start();
        lastId += 1;
        entries.set(lastId, { order, opened: resolve, figures: undefined });
        const { address, ports, isSymmetric } = order;
        post({ id: lastId, kind: 'open', place: { address, ports, isSymmetric } });
      }),
    async close() {
      const ending = thread;
      lose();
      await ending?.terminate();
    },
  };
}

/** Recordings that many calls play go to the thread once: 200 greetings would be 50 MB of copies. */
function openSharing(): (sound: Int16Array) => Int16Array {
  const copies = new WeakMap<Int16Array, Int16Array>();
  return (sound) => {
    const known = copies.get(sound);
    if (known !== undefined) return known;
    const copy = new Int16Array(new SharedArrayBuffer(sound.byteLength));
    copy.set(sound);
    copies.set(sound, copy);
    return copy;
  };
}

function take(message: FromMedia, entries: Map<number, Entry>, sessionOf: (id: number) => RtpSession): void {
  if (message.kind === 'readings') {
    for (const { id, figures } of message.readings) {
      const entry = entries.get(id);
      if (entry !== undefined) entry.figures = figures;
    }
    return;
  }
  const { id } = message;
  const entry = entries.get(id);
  switch (message.kind) {
    case 'event':
      entry?.order.onEvent(message.event);
      return;
    case 'fact':
      entry?.order.onFact?.(message.fact);
      return;
    case 'opened':
      entry?.opened({ session: sessionOf(id), port: message.port });
      return;
    case 'not-opened':
      entries.delete(id);
      entry?.opened({ problem: message.problem });
  }
}
