import { expect, it } from 'vitest';
import {
  CALL_PROMPT_TYPES,
  GREETED_FRAUD_CODE,
  SPOKEN_NUMBER_MAX,
  SPOKEN_NUMBERS,
  VOICE_LANGUAGES,
  VOICE_MESSAGE_TYPES,
  VOICE_TEXTS,
} from '../../../shared/voice-messages.ts';

/** Words a second of unhurried speech: a recording stays under 20 seconds. */
const WORDS_A_SECOND = 2.3;

it('has the 18 types of the old server, and texts of its own beside them', () => {
  expect(VOICE_MESSAGE_TYPES).toHaveLength(18);
  expect(new Set([...VOICE_MESSAGE_TYPES, ...CALL_PROMPT_TYPES]).size).toBe(18 + CALL_PROMPT_TYPES.length);
});

it.each(VOICE_LANGUAGES)('speaks %s in sentences that are short enough, numbers among them', (language) => {
  for (const type of [...VOICE_MESSAGE_TYPES, ...CALL_PROMPT_TYPES]) {
    const text = VOICE_TEXTS[language][type];
    expect(text.trim(), type).not.toBe('');
    expect(text.split(' ').length / WORDS_A_SECOND, type).toBeLessThan(20);
    // Read aloud: signs and digits sound differently in each synthesiser.
    expect(text, type).not.toMatch(/[#*\d<>]/);
  }
  expect(SPOKEN_NUMBERS[language]).toHaveLength(SPOKEN_NUMBER_MAX + 1);
  const code = SPOKEN_NUMBERS[language][Number(GREETED_FRAUD_CODE)];
  expect(VOICE_TEXTS[language]['fraud-greeting-standard']).toContain(code);
  expect(VOICE_TEXTS[language]['fraud-greeting-pin']).toContain(code);
});
