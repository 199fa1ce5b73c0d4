/** Which text a person gets in a language, and how its placeholders are filled. */
import { MESSAGE_TEXTS, type MessageLanguage, type MessageTextKey, type TextPlaceholder } from '../../../shared/message-texts.ts';
import type { MessageTexts } from '../../../shared/schemas/method-settings.ts';

const PLACEHOLDER = /<\$([^$<>\r\n]*)\$>/g;

export type TextValues = { readonly [Name in TextPlaceholder]?: string };

/**
 * The administrator's text of the language, else the delivered one; then the same of the base language ('pt' of 'pt-br'),
 * then of English. A text of spaces alone counts as none.
 */
export function messageText(settings: MessageTexts, key: MessageTextKey, language: string): string {
  const wanted = language.toLowerCase();
  for (const each of [wanted, wanted.replace(/-.*$/, ''), 'en']) {
    const own = settings.texts.find((text) => text.key === key && text.language === each)?.text;
    if (own !== undefined && own.trim() !== '') return own;
    const delivered = isDelivered(each) ? MESSAGE_TEXTS[each][key] : undefined;
    if (delivered !== undefined) return delivered;
  }
  return MESSAGE_TEXTS.en[key];
}

/** A value is text: it is never read for placeholders itself. One without a value, or unknown, becomes nothing. */
export function fillMessageText(text: string, values: TextValues): string {
  const byName: Readonly<Record<string, string | undefined>> = values;
  // A function, because a replacement text would read "$&" in a value as a pattern.
  return text.replaceAll(PLACEHOLDER, (_whole, name: string) => (Object.hasOwn(byName, name) ? (byName[name] ?? '') : ''));
}

/** What stands between <$ and $> and means nothing here, as it is written; each once. */
export function unknownTextPlaceholders(text: string, known: readonly TextPlaceholder[]): string[] {
  const names: ReadonlySet<string> = new Set(known);
  const found = Array.from(text.matchAll(PLACEHOLDER), ([whole, name]) => ({ whole, name: name ?? '' }));
  return [...new Set(found.filter(({ name }) => !names.has(name)).map(({ whole }) => whole))];
}

function isDelivered(language: string): language is MessageLanguage {
  return Object.hasOwn(MESSAGE_TEXTS, language);
}
