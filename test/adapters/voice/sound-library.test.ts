import { expect, it } from 'vitest';
import { createSoundLibrary, deliveredName, ownName } from '../../../main/adapters/voice/sound-library.ts';
import type { PromptPart } from '../../../main/engine/phone-call/phone-call.ts';
import { decodeG711 } from '../../../main/protocols/rtp/g711.ts';
import type { StoredRecording } from '../../../main/store/port.ts';
import { RECORDING_TYPES, type RecordingKey, type RecordingType } from '../../../shared/schemas/voice-message.ts';

/** Each recording is as long as no other, so that a sound tells which one it is. */
function libraryOf(own: readonly RecordingKey[], delivered: readonly string[], defaultLanguage = 'en') {
  const lengths = new Map<number, string>();
  const codes = (name: string) => {
    const octets = new Uint8Array(10 + lengths.size).fill(lengths.size);
    lengths.set(octets.length, name);
    return octets;
  };
  const uploads = own.map((key): [string, StoredRecording] => [
    ownName(key),
    {
      ...key,
      codes: codes(`own ${key.type} ${key.language} ${key.applicationName}`.trim()),
      fileName: '',
      changedAt: 0,
      changedBy: '',
    },
  ]);
  const files = delivered.flatMap((language) =>
    RECORDING_TYPES.map((type): [string, Uint8Array] => [deliveredName(language, type), codes(`${type} ${language}`)]),
  );
  const [ownMap, deliveredMap] = [new Map(uploads), new Map(files)];
  const library = createSoundLibrary({
    own: () => ownMap,
    delivered: () => deliveredMap,
    defaultLanguage: () => defaultLanguage,
  });
  const heard = (parts: readonly PromptPart[], language: string, applicationName = '') => {
    const { sounds, standIns } = library.soundsFor({ parts, language, applicationName });
    return { sounds: sounds.map(({ length }) => lengths.get(length) ?? `${length} samples`), standIns };
  };
  return { library, heard };
}

const key = (type: RecordingType, language: string, applicationName = ''): RecordingKey => ({ type, language, applicationName });
const GREETING: readonly PromptPart[] = [{ kind: 'prompt', type: 'greeting-standard' }];

it('an own recording of the application goes before one of the language, and that before the delivered one', () => {
  const { heard } = libraryOf(
    [key('greeting-standard', 'nl', 'VPN'), key('greeting-standard', 'nl'), key('greeting-pin', 'nl', 'VPN')],
    ['en', 'nl'],
  );
  expect(heard(GREETING, 'nl', 'vpn')).toEqual({ sounds: ['own greeting-standard nl VPN'], standIns: [] });
  expect(heard(GREETING, 'nl', 'Webmail').sounds).toEqual(['own greeting-standard nl']);
  expect(heard([{ kind: 'prompt', type: 'greeting-pin' }], 'nl', 'Webmail').sounds).toEqual(['greeting-pin nl']);
});

it('a language without a recording is spoken for by its base, the default language, then English, and says so', () => {
  const own = [key('greeting-standard', 'de'), key('greeting-standard', 'pt')];
  const german = libraryOf(own, ['en', 'nl'], 'de');
  const standIn = (spokenLanguage: string, language = 'fr') => [{ type: 'greeting-standard', language, spokenLanguage }];
  expect(german.heard(GREETING, 'pt-br')).toEqual({ sounds: ['own greeting-standard pt'], standIns: standIn('pt', 'pt-br') });
  expect(german.heard(GREETING, 'fr')).toEqual({ sounds: ['own greeting-standard de'], standIns: standIn('de') });
  expect(libraryOf(own, ['en', 'nl'], 'nl').heard(GREETING, 'fr').sounds).toEqual(['greeting-standard nl']);
  expect(libraryOf(own, ['en', 'nl'], 'sv').heard(GREETING, 'fr').standIns).toEqual(standIn('en'));
  expect(libraryOf([], []).heard(GREETING, 'fr')).toEqual({ sounds: [], standIns: standIn('') });
});

it('numbers are spoken whole up to twenty, digits one by one in groups', () => {
  const { heard } = libraryOf([], ['en']);
  const spoken = (...parts: PromptPart[]) =>
    heard(parts, 'en')
      .sounds.map((name) => name.replace(/^number-(\d+) en$/, '$1').replace('2000 samples', '|'))
      .join(' ');
  expect(spoken({ kind: 'number', value: 20 })).toBe('20');
  expect(spoken({ kind: 'number', value: 21 })).toBe('2 1');
  expect(spoken({ kind: 'digits', digits: '1234' })).toBe('1 2 3 4');
  expect(spoken({ kind: 'digits', digits: '12345' })).toBe('1 2 3 | 4 5');
  expect(spoken({ kind: 'digits', digits: '0612345678' })).toBe('0 6 1 | 2 3 4 | 5 6 7 8');
  expect(spoken({ kind: 'prompt', type: 'new-phone-digits' }, { kind: 'digits', digits: '7' })).toBe('new-phone-digits en 7');
});

it('fraud greetings are own ones where both are', () => {
  const both = (['fraud-greeting-standard', 'fraud-greeting-pin'] as const).map((type) => key(type, 'en'));
  expect(libraryOf(both, ['en']).library.fraudGreetingIsOwn('en')).toBe(true);
  expect(libraryOf(both.slice(1), ['en']).library.fraudGreetingIsOwn('en')).toBe(false);
  // Their language is delivered: English ones do not speak for it.
  expect(libraryOf(both, ['en', 'nl']).library.fraudGreetingIsOwn('nl')).toBe(false);
  expect(libraryOf(both, ['en', 'nl']).library.fraudGreetingIsOwn('de')).toBe(true);
});

it('sounds are decoded as they are, again and again, however many there are', () => {
  const codes = Uint8Array.from({ length: 160_000 }, (_, at) => at % 256);
  const uploads = Array.from({ length: 60 }, (_, at) => key('greeting-standard', 'nl', `application ${at}`));
  const own = new Map(
    uploads.map((each): [string, StoredRecording] => [
      ownName(each),
      { ...each, codes: codes.slice(), fileName: '', changedAt: 0, changedBy: '' },
    ]),
  );
  const library = createSoundLibrary({ own: () => own, delivered: () => new Map(), defaultLanguage: () => 'en' });
  const expected = decodeG711('PCMA', codes);
  for (const { applicationName } of [...uploads, ...uploads]) {
    const [sound] = library.soundsFor({ parts: GREETING, language: 'nl', applicationName }).sounds;
    expect(sound?.length).toBe(expected.length);
    expect(sound?.[12_345]).toBe(expected[12_345]);
  }
  const [again, sameAgain] = [1, 2].map(
    () => library.soundsFor({ parts: GREETING, language: 'nl', applicationName: 'application 3' }).sounds[0],
  );
  expect(again).toBe(sameAgain);
});
