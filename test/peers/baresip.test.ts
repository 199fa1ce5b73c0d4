/** Calls to Debian's baresip, a phone of other makers than sipp: what it heard is compared with what was played. */
import { readFileSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { LineEvent } from '../../main/adapters/voice/line-call.ts';
import { openMediaThread } from '../../main/adapters/voice/media-thread.ts';
import { openPhoneLine } from '../../main/adapters/voice/phone-line.ts';
import type { Trunk } from '../../main/adapters/voice/trunk.ts';
import { readWav } from '../../main/protocols/rtp/wav.ts';
import { BARESIP_PROGRAMS, type Baresip, startBaresip } from '../support/baresip.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { likenessOf } from '../support/sound-likeness.ts';

const missing = missingPrograms(...BARESIP_PROGRAMS);

function recording(name: string): Float32Array {
  const sound = readWav(readFileSync(new URL(`../../main/recordings/en/${name}.wav`, import.meta.url)));
  if ('reason' in sound) throw new Error(sound.reason);
  return sound.samples;
}

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
    phone = await startBaresip();
  });
  afterAll(() => phone?.stop());

  it('hears a greeting as it was played, and its # by RFC 4733 is heard once', async () => {
    const media = openMediaThread();
    const line = openPhoneLine(trunkTo(phone.port), media);
    closers.push(media.close, line.close);
    const greeting = recording('greeting-standard');
    const events: LineEvent[] = [];
    const order = {
      number: 'phone',
      callerId: { number: '31201234567', displayName: 'Example IT', isPrivate: false },
      answerTimeoutMilliseconds: 5_000,
    };
    await new Promise<void>((resolve) => {
      const call = line.call(order, (event) => {
        events.push(event);
        if (event.kind === 'answered') call.play([Int16Array.from(greeting, (sample) => Math.round(sample * 32_767))]);
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
    const { correlation, levelDecibels, heardSeconds, playedSeconds } = likenessOf(greeting, heard);
    expect(correlation).toBeGreaterThan(0.98);
    expect(likenessOf(recording('authentication-denied'), heard).correlation).toBeLessThan(0.3);
    expect(Math.abs(levelDecibels)).toBeLessThan(0.5);
    expect(Math.abs(heardSeconds - playedSeconds)).toBeLessThan(0.1);
  }, 30_000);
});
