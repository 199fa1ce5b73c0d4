/**
 * Calls at once over one trunk, which is Debian's sipp: how many are set up a second, and how late packets leave. Every
 * call is answered, plays, hears that as an echo, gets its # and is hung up by this side; one that does not is printed.
 */
import { openMediaClock } from '../../main/adapters/voice/media-clock.ts';
import { openPhoneLine } from '../../main/adapters/voice/phone-line.ts';
import { startSipp } from '../support/sipp.ts';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const CALLS = Number(process.argv[2] ?? 200);
const SECONDS = Number(process.argv[3] ?? 8);
/** Calls that begin in one second: no trunk takes a burst of hundreds in one millisecond. */
const RATE = Number(process.argv[4] ?? 200);

const sipp = await startSipp({
  scenario: 'key-after-pause',
  callCount: CALLS,
  isEchoing: true,
  keywords: { milliseconds: `${SECONDS * 1000}` },
});
const clock = openMediaClock();
const line = openPhoneLine(
  {
    transport: 'UDP',
    host: '127.0.0.1',
    port: sipp.port,
    localPort: 0,
    domain: 'trunk.example.org',
    account: undefined,
    publicAddress: '',
    isMediaSymmetric: true,
    usesSrtp: false,
    codecs: ['PCMA'],
    authorityCertificate: '',
    sendsAssertedIdentity: false,
    mediaPorts: { from: 20_000, to: 29_999 },
    responseTimeoutMilliseconds: 10_000,
  },
  clock,
);
const prompt = Int16Array.from({ length: 8_000 * SECONDS }, (_, at) => Math.round(3_000 * Math.sin(at / 3)));
const cpu = process.cpuUsage();
const start = performance.now();
let answered = 0;
let verified = 0;
let setUpSeconds = 0;
const lates: number[] = [];
const sampler = setInterval(() => lates.push(clock.takeLatestMilliseconds()), 100);
let packets = 0;
let heard = 0;
await Promise.all(
  Array.from({ length: CALLS }, (_, at) =>
    new Promise<void>((resolve) => setTimeout(resolve, (at * 1000) / RATE)).then(
      () =>
        new Promise<void>((resolve) => {
          const callerId = { number: '31201234567', displayName: undefined, isPrivate: false };
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
            packets += event.end.media?.sentPackets ?? 0;
            heard += event.end.media?.received ?? 0;
            if (event.end.how !== 'hung-up') say(`call ${at}: ${event.end.how} ${event.end.sipStatus} ${event.end.words}`);
            resolve();
          });
        }),
    ),
  ),
);
clearInterval(sampler);
const { user, system } = process.cpuUsage(cpu);
const seconds = (performance.now() - start) / 1000;
lates.sort((one, other) => one - other);
const share = (part: number): string => `${(lates[Math.floor((lates.length - 1) * part)] ?? 0).toFixed(1)} ms`;
say(
  `${CALLS} calls, ${answered} answered in ${setUpSeconds.toFixed(2)} s (${(answered / setUpSeconds).toFixed(0)} a second), ${verified} verified`,
);
say(
  `${packets} packets sent, ${heard} heard, ${(((user + system) / 1e6 / seconds) * 100).toFixed(0)} % of a core over ${seconds.toFixed(1)} s`,
);
say(`latest beat in each 0.1 s: half under ${share(0.5)}, 95 % under ${share(0.95)}, worst ${share(1)}`);
say(`sipp: ${(await sipp.ended()) ?? 'every call as it should be'}`);
await line.close();
