/** Voice messages as rows: what is heard, whose it is, and the texts as a script for a speaker. Pure. */
import { BYTE_ORDER_MARK, csvLine } from '../../../shared/csv-cell.ts';
import { NUMBER_TYPES, type RecordingKey, type RecordingType, type VoiceMessage } from '../../../shared/schemas/voice-message.ts';
import {
  CALL_PROMPT_TYPES,
  GREETED_FRAUD_CODE,
  SPOKEN_NUMBERS,
  VOICE_MESSAGE_TYPES,
  VOICE_TEXTS,
  type VoiceLanguage,
  type VoicePrompt,
} from '../../../shared/voice-messages.ts';

/**
 * own: of this language and application. own-everywhere: own, of every application. delivered: of this product in this
 * language. stands-in: of another language, because this one has none. none: nothing is heard.
 */
export type Origin = 'own' | 'own-everywhere' | 'delivered' | 'stands-in' | 'none';

export function originOf({ source, language, spokenLanguage, applicationName, spokenApplicationName }: VoiceMessage): Origin {
  if (source === undefined) return 'none';
  if (spokenLanguage !== language) return 'stands-in';
  if (source === 'delivered') return 'delivered';
  return isSameName(spokenApplicationName, applicationName) ? 'own' : 'own-everywhere';
}

const isSameName = (one: string, other: string) => one.toLowerCase() === other.toLowerCase();

/** Which recording is really heard: that one is played. */
export function heardKey({ type, spokenLanguage, spokenApplicationName }: VoiceMessage): RecordingKey {
  return { type, language: spokenLanguage, applicationName: spokenApplicationName };
}

const NUMBERS: readonly string[] = NUMBER_TYPES;
export const isNumberType = (type: RecordingType): boolean => NUMBERS.includes(type);
/** 'number-7' is 7. */
export const numberOf = (type: RecordingType): number => Number(type.replace('number-', ''));

export type VoiceGroup = 'types' | 'prompts' | 'numbers';
export function groupsOf(rows: readonly VoiceMessage[]): Readonly<Record<VoiceGroup, readonly VoiceMessage[]>> {
  const of = (types: readonly string[]) => rows.filter(({ type }) => types.includes(type));
  return { types: of(VOICE_MESSAGE_TYPES), prompts: of(CALL_PROMPT_TYPES), numbers: of(NUMBER_TYPES) };
}

/** Of the 18 types, for the line of facts. */
export function countsOf(rows: readonly VoiceMessage[]) {
  const origins = groupsOf(rows).types.map(originOf);
  return {
    all: origins.length,
    own: origins.filter((origin) => origin === 'own' || origin === 'own-everywhere').length,
    standIns: origins.filter((origin) => origin === 'stands-in').length,
    missing: origins.filter((origin) => origin === 'none').length,
  };
}

/** The delivered greetings say a code that does not count any more (reference section 6.5). */
export function saysWrongFraudCode(
  rows: readonly VoiceMessage[],
  fraud: { readonly isAllowed: boolean; readonly code: string },
): boolean {
  if (!fraud.isAllowed || fraud.code === GREETED_FRAUD_CODE) return false;
  return rows.some(
    ({ type, source }) => (type === 'fraud-greeting-standard' || type === 'fraud-greeting-pin') && source === 'delivered',
  );
}

const isDelivered = (language: string): language is VoiceLanguage => Object.hasOwn(VOICE_TEXTS, language);

/** What a speaker is to say: of this language, else of English, to be translated. */
export function scriptText(type: RecordingType, language: string): { readonly text: string; readonly language: VoiceLanguage } {
  const base = language.replace(/-.*$/, '');
  const known = isDelivered(language) ? language : isDelivered(base) ? base : 'en';
  const text = isNumberType(type) ? (SPOKEN_NUMBERS[known][numberOf(type)] ?? '') : VOICE_TEXTS[known][type as VoicePrompt];
  return { text, language: known };
}

export type ScriptWords = {
  readonly title: string;
  readonly nameOf: (type: RecordingType) => string;
  readonly columns: readonly [name: string, text: string, file: string];
};

/** To read aloud from: one message after the other, each with the name that its file should have. */
export function scriptAsText(rows: readonly VoiceMessage[], language: string, words: ScriptWords): string {
  const parts = rows.map(({ type }, index) =>
    [`${index + 1}. ${words.nameOf(type)}  [${fileNameOf(type, language)}]`, `   ${scriptText(type, language).text}`].join(
      '\r\n',
    ),
  );
  return `${words.title}\r\n\r\n${parts.join('\r\n\r\n')}\r\n`;
}

export function scriptAsCsv(rows: readonly VoiceMessage[], language: string, words: ScriptWords): string {
  const lines = rows.map(({ type }) =>
    csvLine([words.nameOf(type), scriptText(type, language).text, fileNameOf(type, language)]),
  );
  return `${BYTE_ORDER_MARK}${[csvLine(words.columns), ...lines].join('\r\n')}\r\n`;
}

const fileNameOf = (type: RecordingType, language: string) => `${language}-${type}.wav`;
