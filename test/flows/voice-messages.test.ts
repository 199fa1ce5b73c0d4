import { expect, it } from 'vitest';
import { readDelivered } from '../../main/adapters/voice/delivered-recordings.ts';
import { convertRecording } from '../../main/adapters/voice/recording-worker.ts';
import { createVoiceMessageFlows, type VoiceMessagePorts } from '../../main/flows/voice-messages.ts';
import { SAMPLE_RATE } from '../../main/protocols/rtp/tone.ts';
import { readWav, writeWav } from '../../main/protocols/rtp/wav.ts';
import type { Store } from '../../main/store/port.ts';
import { RECORDING_MAX_BYTES, RECORDING_TYPES, type RecordingKey } from '../../shared/schemas/voice-message.ts';
import { VOICE_TEXTS } from '../../shared/voice-messages.ts';
import { NOON, withStore } from '../support/store.ts';

const GREETING: RecordingKey = { type: 'greeting-standard', language: 'nl', applicationName: '' };
const tone = (seconds: number, rateHertz = 16_000) =>
  Buffer.from(
    writeWav(
      Int16Array.from({ length: seconds * rateHertz }, (_, at) => 9000 * Math.sin((2 * Math.PI * 700 * at) / rateHertz)),
      rateHertz,
    ),
  ).toString('base64');

function flowsOn(store: Store, changes: Partial<VoiceMessagePorts> = {}) {
  const failures: unknown[] = [];
  const made = createVoiceMessageFlows({
    store,
    convert: convertRecording,
    readDelivered,
    defaultLanguage: () => 'en',
    onFailure: (error) => failures.push(error),
    ...changes,
  });
  return { ...made, failures };
}

const secondsHeard = ({ wav }: { wav: string }) => {
  const sound = readWav(Buffer.from(wav, 'base64'));
  if ('reason' in sound) throw new Error(sound.reason);
  return sound.samples.length / sound.rateHertz;
};

it('as delivered: every type speaks in English and Dutch, and another language says what stands in', () =>
  withStore(async (store) => {
    const { flows, failures } = flowsOn(store);
    const dutch = await flows.list({ language: 'nl', applicationName: '' });
    expect(dutch.map(({ type }) => type)).toEqual([...RECORDING_TYPES]);
    expect(dutch.every(({ source, spokenLanguage }) => source === 'delivered' && spokenLanguage === 'nl')).toBe(true);
    expect(dutch[0]?.text).toBe(VOICE_TEXTS.nl['greeting-standard']);
    expect(dutch.at(-1)?.text).toBe('twintig');
    const german = await flows.list({ language: 'de', applicationName: 'VPN' });
    expect(new Set(german.map(({ spokenLanguage }) => spokenLanguage))).toEqual(new Set(['en']));
    const count = RECORDING_TYPES.length;
    expect(await flows.sets()).toEqual([
      { language: 'en', applicationName: '', ownCount: 0, deliveredCount: count },
      { language: 'nl', applicationName: '', ownCount: 0, deliveredCount: count },
    ]);
    expect(failures).toEqual([]);
  }));

it('an upload is heard at once, stands in the audit log, outlives a restart and is taken back', () =>
  withStore(async (store) => {
    const { flows, library } = flowsOn(store);
    const delivered = secondsHeard(await flows.sound(GREETING));
    const message = await flows.upload('alice', { ...GREETING, fileName: 'C:\\sounds\\hello.wav', content: tone(1.5) });
    expect(message).toMatchObject({
      source: 'own',
      spokenLanguage: 'nl',
      fileName: 'hello.wav',
      seconds: 1.5,
      text: '',
      changedBy: 'alice',
      changedAt: NOON,
    });
    expect(secondsHeard(await flows.sound(GREETING))).toBe(1.5);
    const [sound] = library.soundsFor({
      parts: [{ kind: 'prompt', type: 'greeting-standard' }],
      language: 'nl',
      applicationName: 'VPN',
    }).sounds;
    expect(sound?.length).toBe(1.5 * SAMPLE_RATE);
    const ofApplication = { ...GREETING, applicationName: 'VPN' };
    await flows.upload('alice', { ...ofApplication, fileName: 'vpn.wav', content: tone(0.5) });
    await flows.upload('bob', { ...ofApplication, applicationName: 'vpn', fileName: 'vpn-2.wav', content: tone(0.75) });

    const restarted = flowsOn(store).flows;
    expect(secondsHeard(await restarted.sound(ofApplication))).toBe(0.75);
    expect(
      (await restarted.sets()).map(({ language, applicationName, ownCount }) => [language, applicationName, ownCount]),
    ).toEqual([
      ['en', '', 0],
      ['nl', '', 1],
      ['nl', 'vpn', 1],
    ]);
    expect(await restarted.remove('bob', ofApplication)).toMatchObject({
      source: 'own',
      spokenApplicationName: '',
      seconds: 1.5,
    });
    expect(await restarted.remove('bob', GREETING)).toMatchObject({
      source: 'delivered',
      seconds: Math.round(delivered * 100) / 100,
    });
    await expect(restarted.remove('bob', GREETING)).rejects.toMatchObject({ code: 'RECORDING_NOT_FOUND' });
    expect(await store.read('voice-messages.list', undefined)).toEqual([]);

    const { rows } = await store.read('audit.list', { area: 'voice-messages', limit: 10 });
    expect(rows.map(({ actor, action, subject, detail }) => [actor, action, subject, JSON.parse(detail)])).toEqual([
      ['bob', 'voice-messages.remove', 'greeting-standard (nl)', { fileName: 'hello.wav', seconds: 1.5 }],
      ['bob', 'voice-messages.remove', 'greeting-standard (nl, vpn)', { fileName: 'vpn-2.wav', seconds: 0.75 }],
      [
        'bob',
        'voice-messages.upload',
        'greeting-standard (nl, vpn)',
        { fileName: 'vpn-2.wav', seconds: 0.75, replaced: 'vpn.wav', replacedSeconds: 0.5 },
      ],
      ['alice', 'voice-messages.upload', 'greeting-standard (nl, VPN)', { fileName: 'vpn.wav', seconds: 0.5 }],
      ['alice', 'voice-messages.upload', 'greeting-standard (nl)', { fileName: 'hello.wav', seconds: 1.5 }],
    ]);
  }));

it('a file that is refused changes nothing', () =>
  withStore(async (store) => {
    const { flows } = flowsOn(store);
    const upload = (content: string) => flows.upload('alice', { ...GREETING, fileName: 'hello.wav', content });
    const tooLarge = Buffer.alloc(RECORDING_MAX_BYTES + 1).toString('base64');
    await expect(upload(tooLarge)).rejects.toMatchObject({ code: 'RECORDING_TOO_LARGE', detail: { maximum: 5 } });
    await expect(upload('not base64 at all')).rejects.toMatchObject({ code: 'RECORDING_UNREADABLE' });
    await expect(upload(tone(20.1, 8000))).rejects.toMatchObject({
      code: 'RECORDING_TOO_LONG',
      detail: { seconds: 20.1, maximum: 20 },
    });
    expect(await store.read('voice-messages.list', undefined)).toEqual([]);
    expect((await store.read('audit.list', { limit: 10 })).rows).toEqual([]);
    expect((await flows.list(GREETING))[0]?.source).toBe('delivered');
  }));

it('a delivered recording that is gone is told, and the others speak', () =>
  withStore(async (store) => {
    const { flows, failures } = flowsOn(store, {
      readDelivered: async (language, type) => {
        if (type === 'activation') throw new Error('no such file');
        return readDelivered(language, type);
      },
    });
    const list = await flows.list({ language: 'en', applicationName: '' });
    expect(list.filter(({ source }) => source === undefined).map(({ type }) => type)).toEqual(['activation']);
    expect(failures).toHaveLength(2);
    await expect(flows.sound({ ...GREETING, type: 'activation' })).rejects.toMatchObject({ code: 'RECORDING_NOT_FOUND' });
  }));
