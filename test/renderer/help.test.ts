import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { excerptOf, indexHelp, plainText } from '../../renderer/help/search.ts';
import { asHelpTopic, byTopic, HELP_TOPICS, type HelpPages } from '../../renderer/help/topics.ts';
import { nl } from '../../renderer/text/nl.ts';
import { en } from '../../renderer/text/resources.ts';

const FOLDER = new URL('../../renderer/help/', import.meta.url);

function pagesOf(language: 'en' | 'nl'): { readonly files: readonly string[]; readonly pages: HelpPages } {
  const folder = new URL(`${language}/`, FOLDER);
  const files = readdirSync(folder);
  const texts = files.map((file) => [`./${language}/${file}`, readFileSync(new URL(file, folder), 'utf8')] as const);
  return { files, pages: byTopic(Object.fromEntries(texts)) };
}

const english = pagesOf('en');
const dutch = pagesOf('nl');
const linksOf = (text: string) => [...text.matchAll(/\]\(([^)]+)\)/g)].map((match) => match[1] ?? '');
const LANGUAGES = [
  ['en', english],
  ['nl', dutch],
] as const;

describe('help', () => {
  it.each(LANGUAGES)('has a page for each topic and no other, %s', (_, { files, pages }) => {
    expect([...files].sort()).toEqual(HELP_TOPICS.map((topic) => `${topic}.md`).sort());
    for (const topic of HELP_TOPICS) expect(pages[topic].length, topic).toBeGreaterThan(200);
  });

  it.each(LANGUAGES)('has no dead link, %s', (_, { pages }) => {
    for (const topic of HELP_TOPICS) {
      const dead = linksOf(pages[topic]).filter((link) => asHelpTopic(link) === undefined);
      expect(dead, topic).toEqual([]);
    }
  });

  it('leads to every page from another one', () => {
    const linked = new Set(HELP_TOPICS.flatMap((topic) => linksOf(english.pages[topic])));
    const orphans = HELP_TOPICS.filter((topic) => !linked.has(topic) && topic !== 'getting-started' && topic !== 'migration');
    expect(orphans).toEqual([]);
  });

  it('says the same in both languages: headings, links, commands', () => {
    for (const topic of HELP_TOPICS) {
      const [one, other] = [english.pages[topic], dutch.pages[topic]];
      expect(headings(other), topic).toBe(headings(one));
      expect(linksOf(other).sort(), topic).toEqual(linksOf(one).sort());
      expect(one === other, topic).toBe(false);
    }
  });

  it('finds words, their beginnings and small mistakes', () => {
    const search = indexHelp(english.pages, (topic) => en.help.topic[topic]);
    expect(search('lockout')[0]?.topic).toBe('lockout');
    expect(search('blastradius').map(({ topic }) => topic)).toContain('radius-client');
    expect(search('passphr')[0]?.topic).toBe('backup');
    expect(search('resynchronize')[0]?.topic).toBe('resync');
    expect(search('zzzz')).toEqual([]);
    const zoek = indexHelp(dutch.pages, (topic) => nl.help.topic[topic]);
    expect(zoek('herstelwachtzin')[0]?.topic).toBe('backup');
  });

  it('shows the place where a word stands', () => {
    const text = plainText('# One\n\nSee [the *log*](log).\n\n- `code` here');
    expect(text).toBe('One See the log. code here');
    const long = `${'word '.repeat(30)}needle ${'more '.repeat(60)}`;
    expect(excerptOf(long, ['needle'])).toMatch(/^….*needle.*…$/);
  });
});

function headings(text: string): number {
  return text.split('\n').filter((line) => line.startsWith('## ')).length;
}
