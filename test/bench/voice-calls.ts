/**
 * Calls at once over one trunk, which is Debian's sipp: how many are set up a second, and how late packets come to the
 * phones, which are a process of their own. Every call is answered, plays, hears that as an echo, gets its # and is hung up
 * by this side. `node test/bench/voice-calls.ts [CALLS] [SECONDS] [RATE] [BUSY]`: BUSY milliseconds of every 200 this
 * thread does something else, as under a burst of sign-ins.
 */
import type { Media } from '../../main/adapters/voice/media.ts';
import { openMediaThread } from '../../main/adapters/voice/media-thread.ts';
import { openPhoneLine, type PhoneLine } from '../../main/adapters/voice/phone-line.ts';
import { startSipp } from '../support/sipp.ts';
import { startVoicePhones } from './start-voice-phones.ts';
import type { ArrivalFigures } from './voice-phones.ts';

export type VoiceLoad = {
  readonly calls: number;
  readonly seconds: number;
  /** Calls that begin in one second: no trunk takes a burst of hundreds in one millisecond. */
  readonly callsASecond: number;
  readonly busyMilliseconds: number;
};

export type VoiceFigures = {
  readonly answered: number;
  readonly verified: number;
  readonly answeredASecond: number;
  /** Of one core, in per cent. */
  readonly processorShare: number;
  readonly arrivals: ArrivalFigures;
  /** Calls that did not end as they should, and what sipp complains of. */
  readonly complaints: readonly string[];
};

const BUSY_EVERY_MILLISECONDS = 200;
/** Of the prompt. */
const SAMPLES_A_SECOND = 8_000;

export async function measureVoiceCalls(load: VoiceLoad): Promise<VoiceFigures> {
  const phones = await startVoicePhones(load.seconds);
  try {
    const sipp = await startSipp({ scenario: 'media-elsewhere', callCount: load.calls, keywords: { media: `${phones.port}` } });
    const media = openMediaThread();
    const line = lineTo(sipp.port, media);
    const busy = setInterval(() => block(load.busyMilliseconds), BUSY_EVERY_MILLISECONDS);
    const placed = await placeCalls(line, load);
    clearInterval(busy);
    await line.close();
    await media.close();
    const complaint = await sipp.ended();
    const arrivals = await phones.figures();
    return { ...placed, complaints: [...placed.complaints, ...(complaint === undefined ? [] : [complaint])], arrivals };
  } finally {
    phones.stop();
  }
}

function lineTo(port: number, media: Media): PhoneLine {
  return openPhoneLine(
    {
      transport: 'UDP',
      host: '127.0.0.1',
      port,
      localPort: 0,
      domain: 'trunk.example.org',
      account: undefined,
      publicAddress: '',
      isMediaSymmetric: true,
      usesSrtp: false,
      codecs: ['PCMA'],
      authorityCertificate: '',
      sendsAssertedIdentity: false,
      sendsAccountInFrom: false,
      mediaPorts: { from: 20_000, to: 29_999 },
      responseTimeoutMilliseconds: 10_000,
    },
    media,
  );
}

async function placeCalls(line: PhoneLine, load: VoiceLoad): Promise<Omit<VoiceFigures, 'arrivals'>> {
  const prompt = Int16Array.from({ length: SAMPLES_A_SECOND * (load.seconds + 2) }, (_, at) =>
    Math.round(8_000 * Math.sin(at / 9)),
  );
  const complaints: string[] = [];
  let answered = 0;
  let verified = 0;
  let setUpSeconds = 0;
  const cpu = process.cpuUsage();
  const start = performance.now();
  const place = async (at: number): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, (at * 1000) / load.callsASecond));
    const callerId = { number: '31201234567', displayName: undefined, isPrivate: false };
    await new Promise<void>((resolve) => {
      const call = line.call({ number: `3161${at}`, callerId, answerTimeoutMilliseconds: 20_000 }, (event) => {
        if (event.kind === 'answered') {
          answered += 1;
          setUpSeconds = (performance.now() - start) / 1000;
          call.play([prompt]);
        }
        if (event.kind === 'key') {
          verified += event.key === '#' ? 1 : 0;
          call.hangUp();
        }
        if (event.kind !== 'ended') return;
        const { how, sipStatus, words } = event.end;
        if (how !== 'hung-up') complaints.push(`call ${at}: ${how} ${sipStatus} ${words}`);
        resolve();
      });
    });
  };
  await Promise.all(Array.from({ length: load.calls }, (_, at) => place(at)));
  const { user, system } = process.cpuUsage(cpu);
  const seconds = (performance.now() - start) / 1000;
  return {
    answered,
    verified,
    answeredASecond: Math.round(answered / setUpSeconds),
    processorShare: Math.round(((user + system) / 1e6 / seconds) * 100),
    complaints,
  };
}

function block(milliseconds: number): void {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
}

if (import.meta.main) {
  const [calls = 200, seconds = 8, callsASecond = 200, busyMilliseconds = 0] = process.argv.slice(2).map(Number);
  const figures = await measureVoiceCalls({ calls, seconds, callsASecond, busyMilliseconds });
  process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
}
