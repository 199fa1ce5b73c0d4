/**
 * Calls to Debian's baresip, a phone of other makers than sipp: what it heard is compared with what was played. Some 15
 * seconds: what is heard takes as long as it is spoken.
 */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LineEvent } from '../../main/adapters/voice/line-call.ts';
import { openMediaThread } from '../../main/adapters/voice/media-thread.ts';
import { openPhoneLine } from '../../main/adapters/voice/phone-line.ts';
import type { Trunk } from '../../main/adapters/voice/trunk.ts';
import { readWav } from '../../main/protocols/rtp/wav.ts';
import { BARESIP_PROGRAMS, type Baresip, startBaresip } from '../support/baresip.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { startSignInWorld } from '../support/sign-in-world.ts';
import { likenessOf } from '../support/sound-likeness.ts';

const NUMBER = '+31612345678';
const missing = missingPrograms(...BARESIP_PROGRAMS);

function recording(name: string): Float32Array {
  const sound = readWav(readFileSync(new URL(`../../main/recordings/en/${name}.wav`, import.meta.url)));
  if ('reason' in sound) throw new Error(sound.reason);
  return sound.samples;
}

const secondsOf = (samples: Float32Array): number => samples.length / 8_000;

function trunkTo(port: number): Trunk {
  return {
    transport: 'UDP',
    host: '127.0.0.1',
    port,
    localPort: 0,
    domain: '',
    account: undefined,
    publicAddress: '',
    isMediaSymmetric: false,
    usesSrtp: false,
    codecs: ['PCMA', 'PCMU'],
    authorityCertificate: '',
    sendsAssertedIdentity: true,
    sendsAccountInFrom: false,
    mediaPorts: { from: 20_000, to: 29_999 },
    responseTimeoutMilliseconds: 5_000,
  };
}

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

describe.skipIf(missing !== '')(`baresip ${missing}`, () => {
  let phone: Baresip;
  beforeAll(async () => {
    phone = await startBaresip(NUMBER);
  });
  afterAll(() => phone?.stop());

  it('hears a recording as it was played, and its # by RFC 4733 is heard once', async () => {
    const media = openMediaThread();
    const line = openPhoneLine(trunkTo(phone.port), media);
    closers.push(media.close, line.close);
    const prompt = recording('authentication-denied-retry');
    const events: LineEvent[] = [];
    const order = {
      number: NUMBER,
      callerId: { number: '31201234567', displayName: 'Example IT', isPrivate: false },
      answerTimeoutMilliseconds: 5_000,
    };
    await new Promise<void>((resolve) => {
      const call = line.call(order, (event) => {
        events.push(event);
        if (event.kind === 'answered') call.play([Int16Array.from(prompt, (sample) => Math.round(sample * 32_767))]);
        // Time for a key that came twice to be told twice.
        if (event.kind === 'played') setTimeout(() => void phone.press('#'), 200);
        if (event.kind === 'key') setTimeout(call.hangUp, 700);
        if (event.kind === 'ended') resolve();
      });
    });
    expect(events.map(({ kind }) => kind)).toEqual(['ringing', 'answered', 'played', 'key', 'ended']);
    expect(events[3]).toEqual({ kind: 'key', key: '#' });
    expect(events[4]).toMatchObject({ end: { how: 'hung-up', sipStatus: 200, media: { unexpectedSource: 0, malformed: 0 } } });
    await expect.poll(phone.heard).toBeDefined();
    const heard = phone.heard() ?? new Float32Array();
    const { correlation, levelDecibels, heardSeconds, playedSeconds } = likenessOf(prompt, heard);
    expect(correlation).toBeGreaterThan(0.98);
    expect(likenessOf(recording('menu-leave'), heard).correlation).toBeLessThan(0.3);
    expect(Math.abs(levelDecibels)).toBeLessThan(0.5);
    expect(Math.abs(heardSeconds - playedSeconds)).toBeLessThan(0.1);
  }, 30_000);

  it('hears who calls and why, and its # signs the user in over RADIUS', async () => {
    const world = await startSignInWorld({ hasGateway: false });
    closers.push(world.close);
    const application = await world.newApplication('VPN', { timeoutSeconds: 60 });
    await world.addTrunk('PBX', phone.port);
    // Without it the greeting is six seconds long, with it seventeen.
    await world.setUp('fraud-alert', { isAllowed: false });
    const user = await world.newUser('karin', { method: 'phone-call', mode: 'standard', countryCode: '31', phone: '612345678' });
    const callsBefore = phone.answeredCount();
    const answer = world.signIn({ from: application, username: user.username, password: '' }, 30_000);
    await expect.poll(phone.answeredCount, { timeout: 10_000 }).toBe(callsBefore + 1);
    const greeting = recording('greeting-standard');
    await new Promise((resolve) => setTimeout(resolve, secondsOf(greeting) * 1000 + 1_200));
    await phone.press('#');
    expect(await answer).toMatchObject({ kind: 'accept' });
    await expect
      .poll(() => world.calls(user), { timeout: 10_000 })
      .toMatchObject([{ how: 'hung-up', sipStatus: 200, number: NUMBER }]);
    const heard = phone.heard() ?? new Float32Array();
    const success = recording('authentication-successful');
    const [first, last] = [likenessOf(greeting, heard), likenessOf(success, heard)];
    for (const { correlation, levelDecibels } of [first, last]) {
      expect(correlation).toBeGreaterThan(0.98);
      expect(Math.abs(levelDecibels)).toBeLessThan(0.5);
    }
    expect(last.startSeconds).toBeGreaterThan(first.startSeconds + secondsOf(greeting));
    const expectedSeconds = last.startSeconds - first.startSeconds + last.playedSeconds;
    expect(Math.abs(first.heardSeconds - expectedSeconds)).toBeLessThan(0.3);
    expect(world.errors).toEqual([]);
  }, 60_000);
});
