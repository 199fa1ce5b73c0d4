import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backupFileName, backupTimes, isBackupOwed, OWN_BACKUP_NAME } from '../../main/engine/backup-schedule.ts';
import { type BackupSettings, SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';

const daily: BackupSettings = { ...SETTINGS_SECTIONS.backup.default, schedule: 'daily', time: '02:00' };
/** Sundays. */
const weekly: BackupSettings = { ...daily, schedule: 'weekly', weekday: 7 };
/** Local time, as the schedule has it: a Friday. */
const local = (day: number, hours: number, minutes = 0) => new Date(2026, 10, day, hours, minutes).getTime();

it('has no times while it is off', () => {
  expect(backupTimes(SETTINGS_SECTIONS.backup.default, local(20, 12))).toBeUndefined();
});

it('finds the last and the next moment of a day and of a week', () => {
  expect(backupTimes(daily, local(20, 12))).toEqual({ lastDueAt: local(20, 2), nextAt: local(21, 2) });
  expect(backupTimes(daily, local(20, 1, 59))).toEqual({ lastDueAt: local(19, 2), nextAt: local(20, 2) });
  expect(backupTimes(daily, local(20, 2))).toEqual({ lastDueAt: local(20, 2), nextAt: local(21, 2) });
  expect(backupTimes(weekly, local(20, 12))).toEqual({ lastDueAt: local(15, 2), nextAt: local(22, 2) });
  expect(backupTimes(weekly, local(22, 1))).toEqual({ lastDueAt: local(15, 2), nextAt: local(22, 2) });
  expect(backupTimes(weekly, local(22, 3))).toEqual({ lastDueAt: local(22, 2), nextAt: local(29, 2) });
  expect(backupTimes({ ...weekly, weekday: 1 }, local(22, 3))).toEqual({ lastDueAt: local(16, 2), nextAt: local(23, 2) });
});

it('keeps now between the two, at any time of any year', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 4_102_444_800_000 }),
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 0, max: 23 }),
      fc.constantFrom('daily' as const, 'weekly' as const),
      (now, weekday, hours, schedule) => {
        const times = backupTimes({ ...daily, schedule, weekday, time: `${String(hours).padStart(2, '0')}:30` }, now);
        expect(times?.lastDueAt).toBeLessThanOrEqual(now);
        expect(times?.nextAt).toBeGreaterThan(now);
      },
    ),
  );
});

describe('what is owed', () => {
  const scheduledSince = local(1, 0);
  const now = local(20, 12);

  it('one back-up for a moment that was missed, and none after it', () => {
    const before = { newest: { at: local(18, 2), isGood: true }, scheduledSince };
    expect(isBackupOwed(daily, now, before)).toBe(true);
    expect(isBackupOwed(daily, now, { newest: { at: now - 1, isGood: true }, scheduledSince })).toBe(false);
    expect(isBackupOwed(daily, now, { newest: undefined, scheduledSince })).toBe(true);
  });

  it('nothing for moments before the schedule was set, nor while it is off', () => {
    expect(isBackupOwed(daily, now, { newest: undefined, scheduledSince: local(20, 11) })).toBe(false);
    expect(isBackupOwed({ ...daily, schedule: 'off' }, now, { newest: undefined, scheduledSince })).toBe(false);
  });

  it('a failed one again after an hour', () => {
    expect(isBackupOwed(daily, now, { newest: { at: now - 3_599_999, isGood: false }, scheduledSince })).toBe(false);
    expect(isBackupOwed(daily, now, { newest: { at: now - 3_600_000, isGood: false }, scheduledSince })).toBe(true);
  });
});

it('knows its own files by name, and no others', () => {
  expect(backupFileName(local(20, 2))).toBe('countersign-20261120-0200-00.backup');
  expect(backupFileName(local(20, 2))).toMatch(OWN_BACKUP_NAME);
  for (const name of ['countersign.backup', 'mine-20261120-0200-00.backup', 'countersign-20261120-0200-00.backup.old'])
    expect(name).not.toMatch(OWN_BACKUP_NAME);
});
