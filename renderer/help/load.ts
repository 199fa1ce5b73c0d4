/** Reads the pages of the help: each language is one file of its own, read when help is first opened. */
import type { Language } from '../text/language.ts';
import { byTopic, type HelpPages } from './topics.ts';

const LOADERS = {
  en: async () => (await import('./pages-en.ts')).pages,
  nl: async () => (await import('./pages-nl.ts')).pages,
} as const satisfies Record<Language, () => Promise<Readonly<Record<string, string>>>>;

const loading = new Map<Language, Promise<HelpPages>>();

/** Every page of one language. A second call gets the same promise, so that React can wait for it. */
export function loadHelp(language: Language): Promise<HelpPages> {
  const known = loading.get(language);
  if (known !== undefined) return known;
  const made = LOADERS[language]().then(byTopic);
  loading.set(language, made);
  // What failed once is tried again by the next who asks.
  made.catch(() => loading.delete(language));
  return made;
}
