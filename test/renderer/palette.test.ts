import { describe, expect, it } from 'vitest';
import { fitting, grouped, type Hit, scoreOf } from '../../renderer/app/Palette/hits.ts';
import { recentHits } from '../../renderer/app/Palette/recent.ts';
import { helpTopicOf, SECTIONS, sectionOf } from '../../renderer/app/sections.ts';

const hit = (label: string, more: Partial<Hit> = {}): Hit => ({ id: label, group: 'pages', label, ...more });

describe('palette', () => {
  it('finds by the beginnings of words, in any order, without marks and case', () => {
    expect(scoreOf(hit('Company Settings'), 'set comp')).toBeGreaterThan(0);
    expect(scoreOf(hit('José Müller'), 'muller jose')).toBeGreaterThan(0);
    expect(scoreOf(hit('Company Settings'), 'ettings')).toBe(0);
    expect(scoreOf(hit('Import users', { words: 'csv file' }), 'csv')).toBeGreaterThan(0);
  });

  it('puts what begins so first, and what is just that before all', () => {
    const hits = [hit('OATH Tokens'), hit('Tokens and more'), hit('Tokens')];
    expect(fitting(hits, 'tokens', 2).map(({ label }) => label)).toEqual(['Tokens', 'Tokens and more']);
  });

  it('groups in its own order and leaves empty groups out', () => {
    const groups = grouped([hit('b', { group: 'help' }), hit('a', { group: 'users' })]);
    expect(groups.map(({ group }) => group)).toEqual(['users', 'help']);
  });
});

describe('opened before', () => {
  it('speaks the language of now, and is another entry than the page itself', () => {
    const known = hit('Gebruikers', { id: 'page-users', href: '/users' });
    const [recent] = recentHits([hit('Users', { id: 'page-users', href: '/users' })], [known]);
    expect(recent).toEqual({ ...known, id: 'recent:page-users', group: 'recent' });
    expect(recentHits([hit('anna', { id: 'user-1' })], [known])[0]?.label).toBe('anna');
  });
});

describe('sections', () => {
  it('have letters of their own', () => {
    expect(new Set(SECTIONS.map(({ letter }) => letter)).size).toBe(SECTIONS.length);
    expect(SECTIONS.map(({ letter }) => letter)).not.toContain('g');
  });

  it('own the pages below them, and only those', () => {
    expect(sectionOf('/')?.key).toBe('status');
    expect(sectionOf('/users/12')?.key).toBe('users');
    expect(sectionOf('/usersX')).toBeUndefined();
  });

  it('have the help page that fits best', () => {
    expect(helpTopicOf('/users/12')).toBe('user-page');
    expect(helpTopicOf('/users/import')).toBe('csv-import');
    expect(helpTopicOf('/reports/authentications')).toBe('reports');
    expect(helpTopicOf('/nowhere')).toBe('getting-started');
  });
});
