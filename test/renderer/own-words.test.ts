import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import { ownWords } from '../../renderer/parts/own-words.ts';
import { nl } from '../../renderer/text/nl.ts';
import { en } from '../../renderer/text/resources.ts';
import { OWN_WORDS } from '../../shared/own-words.ts';

describe('what the server itself says of a message', () => {
  beforeAll(() =>
    i18next.init({
      lng: 'nl',
      resources: { en, nl },
      ns: ['common'],
      defaultNS: 'common',
      interpolation: { escapeValue: false },
    }),
  );

  it('is English where the console is, word for word as it is stored', () => {
    expect(en.common.ownWords).toEqual(OWN_WORDS);
  });

  it('is Dutch in a Dutch console, alone and beside others’ words, which stay', () => {
    for (const [code, words] of Object.entries(OWN_WORDS)) {
      const dutch = nl.common.ownWords[code as keyof typeof OWN_WORDS];
      expect(ownWords(words)).toBe(dutch);
      expect(ownWords(`Mail: ${words}; Kannel: 503 busy`)).toBe(`Mail: ${dutch}; Kannel: 503 busy`);
    }
    expect(ownWords('550 5.1.1 no such user')).toBe('550 5.1.1 no such user');
  });
});
