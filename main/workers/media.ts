/** The thread of all calls' media: sockets, the clock, what is heard and played. Ends when it is told to, or with the server. */
import { parentPort } from 'node:worker_threads';
import { openMedia } from '../adapters/voice/media.ts';
import type { FromMedia, ToMedia } from '../adapters/voice/media-messages.ts';
import type { RtpSession } from '../adapters/voice/rtp-session.ts';

/** Milliseconds; ours: what is said of a call at its end is that old at most. */
const READING_MILLISECONDS = 100;

const media = openMedia();
const sessions = new Map<number, RtpSession>();
let reading: NodeJS.Timeout | undefined;
const post = (message: FromMedia): void => parentPort?.postMessage(message);

async function open({ id, place }: Extract<ToMedia, { kind: 'open' }>): Promise<void> {
  const opened = await media.open({
    ...place,
    onEvent: (event) => post({ kind: 'event', id, event }),
    onFact: (fact) => post({ kind: 'fact', id, fact }),
    onLost: () => undefined,
  });
  if ('problem' in opened) return post({ kind: 'not-opened', id, problem: opened.problem });
  sessions.set(id, opened.session);
  reading ??= setInterval(tellReadings, READING_MILLISECONDS);
  post({ kind: 'opened', id, port: opened.port });
}

function close(id: number): void {
  sessions.get(id)?.close();
  sessions.delete(id);
  if (sessions.size > 0) return;
  clearInterval(reading);
  reading = undefined;
}

function tellReadings(): void {
  post({ kind: 'readings', readings: [...sessions].map(([id, session]) => ({ id, figures: session.figures() })) });
}

parentPort?.on('message', (message: ToMedia) => {
  const session = sessions.get(message.id);
  switch (message.kind) {
    case 'open':
      return void open(message);
    case 'agree':
      return session?.agree(message.agreement);
    case 'play':
      return session?.play(message.sounds, message.playId);
    case 'send-keys':
      return session?.sendKeys(message.strokes);
    case 'info-key':
      return session?.takeInfoKey(message.key);
    case 'close':
      return close(message.id);
  }
});
