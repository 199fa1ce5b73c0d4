import { describe, expect, it } from 'vitest';
import { matchFiles, typeOfFile } from '../../renderer/pages/VoiceMessages/file-matching.ts';
import {
  countsOf,
  groupsOf,
  heardKey,
  originOf,
  saysWrongFraudCode,
  scriptAsCsv,
  scriptAsText,
  scriptText,
} from '../../renderer/pages/VoiceMessages/voice-rows.ts';
import { RECORDING_TYPES, type RecordingType, type VoiceMessage } from '../../shared/schemas/voice-message.ts';
import { VOICE_TEXTS } from '../../shared/voice-messages.ts';

const message = (type: RecordingType, change: Partial<VoiceMessage> = {}): VoiceMessage => ({
  type,
  language: 'nl',
  applicationName: 'VPN',
  source: 'delivered',
  spokenLanguage: 'nl',
  spokenApplicationName: '',
  text: 'Text',
  seconds: 2,
  fileName: '',
  changedBy: '',
  ...change,
});
const all = RECORDING_TYPES.map((type) => message(type));

describe('voice messages as rows', () => {
  it('tells whose recording is heard', () => {
    const type = 'greeting-standard';
    expect(originOf(message(type))).toBe('delivered');
    expect(originOf(message(type, { source: 'own', spokenApplicationName: 'vpn' }))).toBe('own');
    expect(originOf(message(type, { source: 'own' }))).toBe('own-everywhere');
    expect(originOf(message(type, { source: 'own', spokenLanguage: 'en' }))).toBe('stands-in');
    expect(originOf(message(type, { source: 'delivered', spokenLanguage: 'en' }))).toBe('stands-in');
    const { source: _, ...silent } = message(type);
    expect(originOf(silent)).toBe('none');
  });

  it('plays what is heard, not what was asked for', () => {
    expect(heardKey(message('activation', { spokenLanguage: 'en' }))).toEqual({
      type: 'activation',
      language: 'en',
      applicationName: '',
    });
  });

  it('has 18 types, 21 further prompts and 21 numbers, each once', () => {
    const { types, prompts, numbers } = groupsOf(all);
    expect([types.length, prompts.length, numbers.length]).toEqual([18, 21, 21]);
  });

  it('counts among the 18 types', () => {
    const rows = all.map((row) => {
      if (row.type === 'greeting-pin' || row.type === 'number-3') return { ...row, source: 'own' as const };
      return row.type === 'activation' ? { ...row, spokenLanguage: 'en' } : row;
    });
    expect(countsOf(rows)).toEqual({ all: 18, own: 1, standIns: 1, missing: 0 });
  });

  it('warns of a fraud code that the delivered greetings do not say', () => {
    expect(saysWrongFraudCode(all, { isAllowed: true, code: '9' })).toBe(true);
    expect(saysWrongFraudCode(all, { isAllowed: true, code: '0' })).toBe(false);
    expect(saysWrongFraudCode(all, { isAllowed: false, code: '9' })).toBe(false);
    const own = all.map((row) => (row.type.startsWith('fraud-greeting') ? { ...row, source: 'own' as const } : row));
    expect(saysWrongFraudCode(own, { isAllowed: true, code: '9' })).toBe(false);
  });

  it('gives a speaker the text of the language, else of English', () => {
    expect(scriptText('activation', 'nl')).toEqual({ text: VOICE_TEXTS.nl.activation, language: 'nl' });
    expect(scriptText('activation', 'nl-be').language).toBe('nl');
    expect(scriptText('activation', 'de')).toEqual({ text: VOICE_TEXTS.en.activation, language: 'en' });
    expect(scriptText('number-7', 'nl').text).toBe('zeven');
  });

  it('writes a script with every message once', () => {
    const words = {
      title: 'Script',
      nameOf: (type: RecordingType) => `<${type}>`,
      columns: ['Message', 'Text', 'File'] as const,
    };
    const text = scriptAsText(all, 'nl', words);
    const csv = scriptAsCsv(all, 'nl', words);
    for (const type of RECORDING_TYPES) {
      expect(text).toContain(`<${type}>  [nl-${type}.wav]`);
      expect(csv).toContain(`<${type}>`);
    }
    expect(csv.trimEnd().split('\r\n')).toHaveLength(RECORDING_TYPES.length + 1);
    expect(csv).toContain(VOICE_TEXTS.nl.activation);
  });
});

describe('files by their names', () => {
  it('finds the message in the names of the script, and no shorter one', () => {
    for (const type of RECORDING_TYPES) expect(typeOfFile(`pt-br-${type}.wav`), type).toBe(type);
    expect(typeOfFile('Fraud_Greeting PIN.MP3')).toBe('fraud-greeting-pin');
    expect(typeOfFile('number-2 (1).wav')).toBe('number-2');
    expect(typeOfFile('number-20.wav')).toBe('number-20');
    expect(typeOfFile('holiday.wav')).toBeUndefined();
    expect(typeOfFile('')).toBeUndefined();
  });

  it('takes the first of two files for one message', () => {
    const files = ['de-activation.wav', 'activation.mp3', 'other.wav'].map((name) => new File([], name));
    expect(matchFiles(files).map(({ type, isTwice }) => [type, isTwice])).toEqual([
      ['activation', false],
      ['activation', true],
      [undefined, false],
    ]);
  });
});
