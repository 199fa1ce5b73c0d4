/**
 * `node test/bench/voice-sign-ins.ts [COUNT] [SECONDS]`: so many people sign in at once over RADIUS and are called, through
 * the whole engine: request, store, script of the call, SIP, media, answer. Debian's sipp is the trunk; the phones are a
 * process of their own that presses # after SECONDS and tells how late packets came.
 */
import { startSignInWorld } from '../support/sign-in-world.ts';
import { startSipp } from '../support/sipp.ts';
import { startVoicePhones } from './start-voice-phones.ts';
import type { ArrivalFigures } from './voice-phones.ts';

export type VoiceSignInFigures = {
  readonly signIns: number;
  readonly granted: number;
  /** From the first request to the last answered phone, over which the trunk's limit of calls a second goes. */
  readonly callsSetUpASecond: number;
  /** From the first request to the last Access-Accept. */
  readonly seconds: number;
  readonly arrivals: ArrivalFigures;
  readonly complaints: readonly string[];
};

/** The most that a trunk may be told to take. */
const CALLS_A_SECOND = 100;
const REQUEST_TIMEOUT_SECONDS = 60;

export async function measureVoiceSignIns({
  count,
  seconds,
}: {
  readonly count: number;
  readonly seconds: number;
}): Promise<VoiceSignInFigures> {
  const phones = await startVoicePhones(seconds);
  const world = await startSignInWorld({ hasGateway: false });
  try {
    const sipp = await startSipp({
      scenario: 'media-elsewhere',
      callCount: count,
      timeoutSeconds: 60,
      keywords: { media: `${phones.port}` },
    });
    await world.addTrunk('sipp', sipp.port, { callsAtOnceMax: count, callsPerSecondMax: CALLS_A_SECOND });
    const application = await world.newApplication('VPN', { timeoutSeconds: REQUEST_TIMEOUT_SECONDS });
    const usernames = Array.from({ length: count }, (_, at) => `user${at}`);
    for (const [at, username] of usernames.entries()) {
      const phone = `6${String(at).padStart(8, '0')}`;
      await world.newUser(username, { method: 'phone-call', mode: 'standard', countryCode: '31', phone });
    }
    const startedAt = Date.now();
    const replies = await Promise.all(
      usernames.map((username) => world.signIn({ from: application, username, password: '' }, REQUEST_TIMEOUT_SECONDS * 1000)),
    );
    const took = (Date.now() - startedAt) / 1000;
    const complaint = await sipp.ended();
    const arrivals = await phones.figures();
    const calls = (await world.api.calls.list({ limit: 500 })).rows;
    const lastAnswerAt = Math.max(...calls.map(({ answeredAt = 0 }) => answeredAt));
    const refusals = replies.flatMap((reply, at) =>
      reply?.kind === 'accept' ? [] : [`${usernames[at]}: ${reply?.kind ?? 'no answer'} ${reply?.message ?? ''}`],
    );
    return {
      signIns: count,
      granted: count - refusals.length,
      callsSetUpASecond: Math.round((calls.length * 1000) / (lastAnswerAt - startedAt)),
      seconds: Math.round(took * 10) / 10,
      arrivals,
      complaints: [...refusals, ...world.errors, ...(complaint === undefined ? [] : [complaint])],
    };
  } finally {
    phones.stop();
    await world.close();
  }
}

if (import.meta.main) {
  const [count = 200, seconds = 8] = process.argv.slice(2).map(Number);
  process.stdout.write(`${JSON.stringify(await measureVoiceSignIns({ count, seconds }), null, 2)}\n`);
}
