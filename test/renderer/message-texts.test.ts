import { describe, expect, it } from 'vitest';
import { messageText } from '../../main/engine/messages/message-text.ts';
import { ruleRows, toForm, toRule, withoutRule, withRule } from '../../renderer/pages/CachingRules/rules.ts';
import { languagesOf, messageRow, textProblem, withText } from '../../renderer/pages/CompanySettings/message-rows.ts';
import { addQuestion, moveQuestion, setQuestionText } from '../../renderer/pages/CompanySettings/questions.ts';
import { MESSAGE_TEXT_KEYS, MESSAGE_TEXTS } from '../../shared/message-texts.ts';
import type { CachingRule } from '../../shared/schemas/method-settings.ts';

const KEY = 'text-one-way-otp';

describe('message texts', () => {
  const texts = [
    { language: 'pt', key: KEY, text: 'O código é <$otp$>.' },
    { language: 'nl', key: KEY, text: 'Code <$otp$>' },
    { language: 'fr', key: KEY, text: ' ' },
  ];

  it('says whose text counts', () => {
    expect(messageRow(texts, KEY, 'nl')).toMatchObject({ origin: 'own', language: 'nl', text: 'Code <$otp$>' });
    expect(messageRow(texts, KEY, 'en')).toMatchObject({ origin: 'delivered', language: 'en' });
    expect(messageRow(texts, KEY, 'pt-br')).toMatchObject({ origin: 'fallback', language: 'pt' });
    expect(messageRow(texts, KEY, 'fr')).toMatchObject({ origin: 'fallback', language: 'en' });
  });

  it('shows the text that the engine sends', () => {
    for (const language of ['en', 'nl', 'pt', 'pt-br', 'fr', 'de'])
      for (const key of MESSAGE_TEXT_KEYS)
        expect(messageRow(texts, key, language).text, `${key} ${language}`).toBe(messageText({ texts }, key, language));
  });

  it('keeps no text that is the delivered one, or empty', () => {
    expect(withText(texts, KEY, 'nl', MESSAGE_TEXTS.nl[KEY])).toHaveLength(2);
    expect(withText(texts, KEY, 'nl', '  ')).toHaveLength(2);
    expect(withText(texts, KEY, 'nl', ' Uw <$otp$> ')).toContainEqual({ language: 'nl', key: KEY, text: 'Uw <$otp$>' });
    expect(withText(texts, KEY, 'de', 'Code: <$otp$>')).toHaveLength(4);
  });

  it('lists delivered languages, those with a text, and the one in the address', () => {
    expect(languagesOf(texts, 'de')).toEqual(['en', 'nl', 'pt', 'fr', 'de']);
    expect(languagesOf([], '<script>')).toEqual(['en', 'nl']);
  });

  it('names what is wrong', () => {
    expect(textProblem(KEY, 'Code <$otp$> <$pin$>')).toEqual({ kind: 'unknown', placeholder: '<$pin$>' });
    expect(textProblem(KEY, 'Code')).toEqual({ kind: 'missing', placeholder: '<$otp$>' });
    expect(textProblem(KEY, 'Code <$otp$>')).toBeUndefined();
    expect(textProblem(KEY, ' ')).toBeUndefined();
  });
});

describe('security questions', () => {
  const questions = [
    { id: 4, texts: [{ language: 'en', text: 'One?' }] },
    { id: 2, texts: [{ language: 'en', text: 'Two?' }] },
  ];

  it('gives no id twice, and moves', () => {
    expect(addQuestion(questions, 'nl')[2]).toEqual({ id: 5, texts: [{ language: 'nl', text: '' }] });
    expect(moveQuestion(questions, 1, -1).map(({ id }) => id)).toEqual([2, 4]);
    expect(moveQuestion(questions, 0, -1)).toEqual(questions);
  });

  it('takes an emptied text out, but for the last one', () => {
    const two = setQuestionText(questions, 0, 'nl', 'Een?');
    expect(two[0]?.texts).toHaveLength(2);
    expect(setQuestionText(two, 0, 'nl', '')[0]?.texts).toEqual([{ language: 'en', text: 'One?' }]);
    expect(setQuestionText(questions, 0, 'en', '')[0]?.texts).toEqual([{ language: 'en', text: '' }]);
  });
});

describe('caching rules', () => {
  const rules: readonly CachingRule[] = [
    { kind: 'user', cacheSeconds: 60 },
    { kind: 'application', cacheSeconds: 600 },
    { kind: 'application', cacheSeconds: 30 },
    { kind: 'application', cacheSeconds: 900, applicationName: 'VPN' },
    { kind: 'application-ip', cacheSeconds: 300 },
  ];

  it('stand in the order in which they count', () => {
    expect(ruleRows(rules).map(({ place }) => place)).toEqual([5, 4, 3, 2, 1]);
  });

  it('are added, changed and taken out by their place', () => {
    const rule: CachingRule = { kind: 'user', cacheSeconds: 1 };
    expect(withRule(rules, 0, rule)).toEqual([...rules, rule]);
    expect(withRule(rules, 2, rule)[1]).toEqual(rule);
    expect(withoutRule(rules, 1)).toEqual(rules.slice(1));
    for (const each of rules) expect(toRule(toForm(each))).toEqual(each);
  });
});
