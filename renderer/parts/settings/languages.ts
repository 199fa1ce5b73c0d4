/** Languages of messages by their names in the console's language. */
import i18next from 'i18next';

/** Those that the old server's lists offered, as far as a text can be written in them; an administrator may add others. */
export const OFFERED_LANGUAGES = [
  'bg',
  'ca',
  'cs',
  'da',
  'de',
  'el',
  'en',
  'es',
  'et',
  'eu',
  'fi',
  'fr',
  'gl',
  'hr',
  'hu',
  'it',
  'ja',
  'ko',
  'lt',
  'lv',
  'nb',
  'nl',
  'pl',
  'pt',
  'pt-br',
  'ro',
  'ru',
  'sk',
  'sl',
  'sr',
  'sv',
  'th',
  'tr',
  'uk',
  'vi',
  'zh-cn',
  'zh-tw',
] as const;

/** "Portuguese (Brazil) (pt-br)"; a name that nobody knows is shown as it is. */
export function languageName(language: string, consoleLanguage: string = i18next.language): string {
  try {
    const name = new Intl.DisplayNames([consoleLanguage], { type: 'language' }).of(language) ?? language;
    const title = name.charAt(0).toLocaleUpperCase(consoleLanguage) + name.slice(1);
    return title.toLowerCase() === language ? language : `${title} (${language})`;
  } catch {
    return language;
  }
}

export type LanguageOption = { readonly value: string; readonly label: string };

/** Choices of a language, by name; `kept` are those that are in use and may stand in no list. */
export function languageOptions(kept: readonly string[], consoleLanguage: string): readonly LanguageOption[] {
  const values = [...new Set<string>([...OFFERED_LANGUAGES, ...kept])];
  const collator = new Intl.Collator(consoleLanguage);
  return values
    .map((value) => ({ value, label: languageName(value, consoleLanguage) }))
    .toSorted((one, other) => collator.compare(one.label, other.label));
}
