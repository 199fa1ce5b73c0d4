import i18next from 'i18next';
import { OWN_WORDS, type OwnWords } from '../../shared/own-words.ts';

/** What went wrong with a message: what this server says of it in the language of the console, others' words as they are. */
export function ownWords(problem: string): string {
  const t = i18next.getFixedT(null, 'common', 'ownWords');
  const known = Object.entries(OWN_WORDS) as [OwnWords, string][];
  return known.reduce((text, [code, words]) => text.replaceAll(words, () => t(code)), problem);
}
