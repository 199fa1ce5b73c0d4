import { beforeAll, describe, expect, it } from 'vitest';
import { detailLine, detailRows } from '../../renderer/pages/Logging/audit-detail.ts';
import { actionText, fieldText, fieldValueText } from '../../renderer/parts/audit-words.ts';
import {
  changedNames,
  findSettings,
  mergeValues,
  type SectionValues,
  settingText,
  valueText,
} from '../../renderer/parts/settings/values.ts';
import { SETTINGS_CATALOGUE, settingKey, settingLink } from '../../renderer/parts/settings-catalogue.ts';
import { startTexts } from '../../renderer/text/start.ts';
import { formatBytes } from '../../renderer/ui/bytes.ts';
import { SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';

beforeAll(() => startTexts());

const defaults: Record<string, SectionValues> = Object.fromEntries(
  Object.entries(SETTINGS_SECTIONS).map(([section, { default: standard }]) => [section, standard as unknown as SectionValues]),
);

describe('the catalogue', () => {
  it('has every field of every section that has a form, once, and no other', () => {
    const expected = Object.entries(defaults)
      .filter(([section]) => section !== 'radius-listeners')
      .flatMap(([section, values]) => Object.keys(values).map((name) => `${section}.${name}`));
    expect(SETTINGS_CATALOGUE.map(settingKey).toSorted()).toEqual(expected.toSorted());
  });

  it('has words for each: its name, what it does, its risk where it has one, its default', () => {
    for (const entry of SETTINGS_CATALOGUE) {
      const key = settingKey(entry);
      const texts = ['label', 'hint', ...(entry.isRisky === undefined ? [] : ['risk'])] as ('label' | 'hint' | 'risk')[];
      for (const text of texts) expect(settingText(key, text), `${key}.${text}`).not.toContain('field.');
      // A key that has no text is shown as itself: "choice.fail".
      expect(valueText(entry, defaults[entry.section]?.[entry.name] ?? null), key).not.toMatch(/^[a-zA-Z]+\./);
    }
  });

  it('warns of no default but a sign-in of operators by password alone', () => {
    const risky = SETTINGS_CATALOGUE.filter((entry) => entry.isRisky?.(defaults[entry.section]?.[entry.name] ?? null) === true);
    expect(risky.map(settingKey)).toEqual(['operators.requiresSecondFactorOf']);
  });

  it('leads to the page and the tab of a setting', () => {
    const links = Object.fromEntries(SETTINGS_CATALOGUE.map((entry) => [settingKey(entry), settingLink(entry)]));
    expect(links['lockout.denialsToLock']).toEqual({ to: '/lockout', search: { setting: 'lockout.denialsToLock' } });
    expect(links['text-message.codeDigits']).toEqual({
      to: '/settings',
      search: { tab: 'text-message', setting: 'text-message.codeDigits' },
    });
    expect(links['backup.folder']).toEqual({ to: '/backup', search: { setting: 'backup.folder' } });
  });
});

it('finds settings by words of their name, explanation and value, in any order', () => {
  const found = (text: string) => findSettings(text, defaults).map(({ entry }) => settingKey(entry));
  expect(found('lockout mfa DENIALS')).toEqual(['lockout.denialsToLock']);
  expect(found('forever')).toEqual(['log.keepDays']);
  expect(found('no such thing')).toEqual([]);
  expect(found('')).toHaveLength(SETTINGS_CATALOGUE.length);
});

it('puts two changes together: theirs, and on top only what was changed here', () => {
  const base = { denialsToLock: 10, resetAfterMinutes: 60, unlockAfterMinutes: 30 };
  const theirs = { denialsToLock: 5, resetAfterMinutes: 60, unlockAfterMinutes: 15 };
  const mine = { denialsToLock: 10, resetAfterMinutes: 60, unlockAfterMinutes: 45 };
  expect(mergeValues(base, theirs, mine)).toEqual({ denialsToLock: 5, resetAfterMinutes: 60, unlockAfterMinutes: 45 });
  expect(changedNames('lockout', base, theirs)).toEqual(['denialsToLock', 'unlockAfterMinutes']);
});

describe('a row of the operator log', () => {
  it('shows only the fields that differ', () => {
    const detail = JSON.stringify({ before: { a: 1, b: null, c: [1] }, after: { a: 2, b: 90, c: [1] }, server: 'mfa1' });
    expect(detailRows(detail)).toEqual([
      { field: 'a', from: '1', to: '2' },
      { field: 'b', from: '–', to: '90' },
      { field: 'server', from: undefined, to: 'mfa1' },
    ]);
    expect(detailLine(detail, (field) => field)).toBe('a: 1 → 2 · b: – → 90 · server: mfa1');
  });

  it('shows what is there when it is no JSON any more', () => {
    expect(detailRows('altered by hand')).toEqual([{ field: 'detail', from: undefined, to: 'altered by hand' }]);
    expect(detailRows('{}')).toEqual([]);
  });

  it('says actions, settings and their values in words, and what it has no words for as it stands', () => {
    expect(actionText('users.create')).toBe('User added');
    expect(actionText('users.never-heard-of')).toBe('users.never-heard-of');
    expect(fieldText('settings.update', 'log', 'keepDays')).toBe('Keep attempts');
    expect(fieldText('users.update', 'log', 'keepDays')).toBe('keepDays');
    const change = { action: 'settings.update', subject: 'log', field: 'keepDays' };
    expect(fieldValueText(change, '–')).toBe('forever');
    expect(fieldValueText(change, '90')).toBe('90 days');
  });
});

it('writes sizes with two figures', () => {
  expect([0, 1023, 1024, 1536, 10 * 1024, 5 * 1024 ** 3].map(formatBytes)).toEqual([
    '0 B',
    '1,023 B',
    '1 kB',
    '1.5 kB',
    '10 kB',
    '5 GB',
  ]);
});
