/** Message texts of one language as rows: whose text counts, and what is wrong with it. Pure. */
import {
  MESSAGE_LANGUAGES,
  MESSAGE_TEXT_PLACEHOLDERS,
  MESSAGE_TEXT_REQUIRED,
  MESSAGE_TEXTS,
  type MessageLanguage,
  type MessageTextKey,
} from '../../../shared/message-texts.ts';
import { languageSchema, type MessageTexts } from '../../../shared/schemas/method-settings.ts';

export type OwnTexts = MessageTexts['texts'];
export type MessageRow = {
  readonly key: MessageTextKey;
  readonly text: string;
  /** own: the administrator's; delivered: as it came; fallback: of another language, because this one has none. */
  readonly origin: 'own' | 'delivered' | 'fallback';
  /** The language that the text is of. */
  readonly language: string;
};

const isDelivered = (language: string): language is MessageLanguage => Object.hasOwn(MESSAGE_TEXTS, language);
const ownText = (texts: OwnTexts, key: MessageTextKey, language: string) =>
  texts.find((each) => each.key === key && each.language === language && each.text.trim() !== '')?.text;

export function deliveredText(key: MessageTextKey, language: string): string | undefined {
  return isDelivered(language) ? MESSAGE_TEXTS[language][key] : undefined;
}

/** The order of the engine: the language, its base language, English; in each the own text before the delivered one. */
export function messageRow(texts: OwnTexts, key: MessageTextKey, language: string): MessageRow {
  for (const each of [language, language.replace(/-.*$/, ''), 'en']) {
    const own = ownText(texts, key, each);
    const text = own ?? deliveredText(key, each);
    if (text === undefined) continue;
    const origin = each !== language ? 'fallback' : own === undefined ? 'delivered' : 'own';
    return { key, text, origin, language: each };
  }
  return { key, text: MESSAGE_TEXTS.en[key], origin: 'fallback', language: 'en' };
}

/** Delivered ones, those that have a text, and the one in the address. */
export function languagesOf(texts: OwnTexts, shown: string): readonly string[] {
  const asked = languageSchema.safeParse(shown);
  return [
    ...new Set<string>([...MESSAGE_LANGUAGES, ...texts.map(({ language }) => language), ...(asked.success ? [shown] : [])]),
  ];
}

/** What was typed takes the place of the text of its language; the delivered one, or nothing, is no change at all. */
export function withText(texts: OwnTexts, key: MessageTextKey, language: string, typed: string): OwnTexts {
  const others = texts.filter((each) => each.key !== key || each.language !== language);
  const text = typed.trim();
  return text === '' || text === deliveredText(key, language) ? others : [...others, { key, language, text }];
}

export type TextProblem =
  | { readonly kind: 'unknown'; readonly placeholder: string }
  | { readonly kind: 'missing'; readonly placeholder: string };

export function textProblem(key: MessageTextKey, text: string): TextProblem | undefined {
  if (text.trim() === '') return undefined;
  const found = Array.from(text.matchAll(/<\$([^$<>\r\n]*)\$>/g), ([, name]) => name ?? '');
  const known: readonly string[] = MESSAGE_TEXT_PLACEHOLDERS[key];
  const unknown = found.find((name) => !known.includes(name));
  if (unknown !== undefined) return { kind: 'unknown', placeholder: `<$${unknown}$>` };
  const required = MESSAGE_TEXT_REQUIRED[key];
  return required === undefined || found.includes(required) ? undefined : { kind: 'missing', placeholder: `<$${required}$>` };
}
