import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fillMessageText, messageText, unknownTextPlaceholders } from '../../main/engine/messages/message-text.ts';
import { countSegments } from '../../main/protocols/sms/segments.ts';
import {
  MESSAGE_LANGUAGES,
  MESSAGE_TEXT_KEYS,
  MESSAGE_TEXT_PLACEHOLDERS,
  MESSAGE_TEXT_REQUIRED,
  MESSAGE_TEXTS,
  PHONE_TEXT_KEYS,
  PROMPT_KEYS,
} from '../../shared/message-texts.ts';

const KEY = 'text-one-way-otp';
const own = (language: string, text: string) => ({ language, key: KEY, text });
const none = { texts: [] };

it('takes the text of the language: the own one, else the delivered one', () => {
  expect(messageText(none, KEY, 'nl')).toBe(MESSAGE_TEXTS.nl[KEY]);
  expect(messageText({ texts: [own('nl', 'Code <$otp$>')] }, KEY, 'nl')).toBe('Code <$otp$>');
  expect(messageText({ texts: [own('nl', 'Code <$otp$>')] }, KEY, 'en')).toBe(MESSAGE_TEXTS.en[KEY]);
});

it('goes from a region to its language, then to English', () => {
  const texts = [own('pt', 'O seu código: <$otp$>'), own('en', 'Our code <$otp$>')];
  expect(messageText({ texts }, KEY, 'pt-br')).toBe('O seu código: <$otp$>');
  expect(messageText({ texts: [...texts, own('pt-br', 'Seu código: <$otp$>')] }, KEY, 'pt-br')).toBe('Seu código: <$otp$>');
  expect(messageText({ texts }, KEY, 'NL-be')).toBe(MESSAGE_TEXTS.nl[KEY]);
  expect(messageText({ texts }, KEY, 'fr')).toBe('Our code <$otp$>');
  expect(messageText(none, KEY, '')).toBe(MESSAGE_TEXTS.en[KEY]);
  expect(messageText(none, KEY, 'constructor')).toBe(MESSAGE_TEXTS.en[KEY]);
});

it('does not send an empty text', () => {
  expect(messageText({ texts: [own('en', '  ')] }, KEY, 'en')).toBe(MESSAGE_TEXTS.en[KEY]);
});

it('fills values as they are, and reads none of them for placeholders', () => {
  expect(fillMessageText('<$otp$> for <$application_name$>', { otp: '012345', application_name: '$& <$otp$>' })).toBe(
    '012345 for $& <$otp$>',
  );
  expect(fillMessageText('a<$phone$>b<$toString$>c', {})).toBe('abc');
});

it('names placeholders that mean nothing, each once', () => {
  expect(unknownTextPlaceholders('<$otp$> <$opt$> <$opt$> <$pin$>', ['otp'])).toEqual(['<$opt$>', '<$pin$>']);
});

it.each(MESSAGE_LANGUAGES)('delivers texts in %s that know their placeholders and hold the one they need', (language) => {
  for (const key of MESSAGE_TEXT_KEYS) {
    const text = MESSAGE_TEXTS[language][key];
    expect(unknownTextPlaceholders(text, MESSAGE_TEXT_PLACEHOLDERS[key]), key).toEqual([]);
    const required = MESSAGE_TEXT_REQUIRED[key];
    if (required !== undefined) expect(text, key).toContain(`<$${required}$>`);
  }
});

it.each(MESSAGE_LANGUAGES)('delivers texts in %s that a phone gets in one message, the fraud code with them', (language) => {
  const values = { otp: '0123456789', application_name: 'A'.repeat(40), fraud_code: '00000000' };
  const fraud = fillMessageText(MESSAGE_TEXTS[language]['text-fraud'], values);
  for (const key of PHONE_TEXT_KEYS) {
    const text = `${fillMessageText(MESSAGE_TEXTS[language][key], values)} ${fraud}`;
    expect(countSegments(text), `${key}: ${text}`).toMatchObject({ encoding: 'gsm-7', segmentCount: 1 });
  }
});

it.each(MESSAGE_LANGUAGES)('delivers prompts in %s that fit one Reply-Message with the words for another method', (language) => {
  const values = {
    phone: '+•• •••••5678',
    email: 'u•••@example.org',
    minimum: '20',
    words: 'sms, call, app, email',
    question: '?',
  };
  const choice = fillMessageText(MESSAGE_TEXTS[language]['method-choice'], values);
  for (const key of PROMPT_KEYS) {
    const text = `${fillMessageText(MESSAGE_TEXTS[language][key], values)} ${choice}`;
    expect(new TextEncoder().encode(text).length, key).toBeLessThanOrEqual(253);
  }
});

it('never fails on any text', () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (text, value) => {
      fillMessageText(text, { otp: value });
      unknownTextPlaceholders(text, []);
    }),
  );
});
