/** Searching the help: an index over titles, headings and text, made when the first letter is typed. */
import MiniSearch from 'minisearch';
import { HELP_TOPICS, type HelpPages, type HelpTopic } from './topics.ts';

export type HelpHit = { readonly topic: HelpTopic; readonly excerpt: string };
export type HelpIndex = (query: string) => readonly HelpHit[];

/** Letters around the first place where a word stands. */
const EXCERPT_BEFORE = 40;
const EXCERPT_LENGTH = 150;

export function indexHelp(pages: HelpPages, titleOf: (topic: HelpTopic) => string): HelpIndex {
  const index = new MiniSearch<{ id: HelpTopic; title: string; headings: string; text: string }>({
    fields: ['title', 'headings', 'text'],
    processTerm: (term) => plainWord(term),
    searchOptions: { boost: { title: 4, headings: 2 }, prefix: true, fuzzy: 0.2, combineWith: 'AND' },
  });
  index.addAll(
    HELP_TOPICS.map((topic) => ({
      id: topic,
      title: titleOf(topic),
      headings: headingsOf(pages[topic]),
      text: plainText(pages[topic]),
    })),
  );
  return (query) =>
    index.search(query).map(({ id, terms }) => ({
      topic: id as HelpTopic,
      excerpt: excerptOf(plainText(pages[id as HelpTopic]), terms),
    }));
}

function plainWord(term: string): string {
  return term.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();
}

function headingsOf(markdown: string): string {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('#'))
    .join(' ');
}

/** The words of a page without its marks. */
export function plainText(markdown: string): string {
  return markdown
    .replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replaceAll(/^\|?[-| :]+\|$/gm, '')
    .replaceAll(/^\s*(?:-|\d+\.|#+)\s+/gm, ' ')
    .replaceAll(/[*`]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The text around the first of the words that were found. */
export function excerptOf(text: string, terms: readonly string[]): string {
  const lower = plainWord(text);
  const at = Math.min(...terms.map((term) => lower.indexOf(term)).filter((place) => place >= 0));
  const from = Number.isFinite(at) ? Math.max(0, at - EXCERPT_BEFORE) : 0;
  const begin = from === 0 ? 0 : text.indexOf(' ', from) + 1;
  const cut = text.slice(begin, begin + EXCERPT_LENGTH);
  return `${begin === 0 ? '' : '…'}${cut}${begin + EXCERPT_LENGTH < text.length ? '…' : ''}`;
}
