/** Which language the console speaks: chosen here, else the server's, else the browser's. English is always there. */
import i18next from 'i18next';

export const LANGUAGES = ['en', 'nl'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Each in its own words: who looks for a language reads that one. */
export const LANGUAGE_NAMES = { en: 'English', nl: 'Nederlands' } as const satisfies Record<Language, string>;

const STORAGE_KEY = 'countersign.language';

function asLanguage(value: string | null | undefined): Language | undefined {
  const primary = value?.toLowerCase().split('-')[0];
  return LANGUAGES.find((language) => language === primary);
}

/** What was chosen on this machine; undefined: nothing yet, or the browser keeps nothing. */
function readChoice(): Language | undefined {
  try {
    return asLanguage(localStorage.getItem(STORAGE_KEY));
  } catch {
    return undefined;
  }
}

/** The language to begin with, before the server has said its own. */
export function firstLanguage(wanted: readonly string[], choice = readChoice()): Language {
  return choice ?? wanted.map(asLanguage).find((language) => language !== undefined) ?? 'en';
}

export function currentLanguage(): Language {
  return asLanguage(i18next.language) ?? 'en';
}

/** Loads the texts of a language that is not in the first bundle. */
export async function loadLanguage(language: Language): Promise<void> {
  if (language === 'en' || i18next.hasResourceBundle(language, 'common')) return;
  const { nl } = await import('./nl.ts');
  for (const [namespace, texts] of Object.entries(nl)) i18next.addResourceBundle(language, namespace, texts);
}

/** Shows the console in this language, without a reload. */
export async function showLanguage(language: Language): Promise<void> {
  await loadLanguage(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

/** The person chose: kept on this machine. */
export async function chooseLanguage(language: Language): Promise<void> {
  try {
    localStorage.setItem(STORAGE_KEY, language);
  } catch {
    // A browser that keeps nothing: the choice lasts until the window closes.
  }
  await showLanguage(language);
}

/** The server's default: counts while nobody has chosen here. */
export async function adoptServerLanguage(value: string | undefined): Promise<void> {
  const language = asLanguage(value);
  if (language === undefined || readChoice() !== undefined || language === currentLanguage()) return;
  await showLanguage(language);
}

/** For dates and numbers: the browser's own variant of the language where it has one ("en-GB"). */
export function localeOf(language: Language, wanted: readonly string[]): string {
  return wanted.find((tag) => asLanguage(tag) === language) ?? (language === 'en' ? 'en-GB' : language);
}
