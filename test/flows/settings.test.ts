import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createBackupFlows } from '../../main/flows/backups.ts';
import { createSettingsFlows } from '../../main/flows/change-setting.ts';
import type { OpenedStore } from '../../main/store/sqlite/open.ts';
import { type BackupSettings, type LockoutSettings, SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';
import { addUser, countFailureCommit, type FakeClock, NOON, random, withStore } from '../support/store.ts';

const standard = SETTINGS_SECTIONS.lockout.default;

function flowsOver(store: OpenedStore, clock: FakeClock) {
  const failures: string[] = [];
  let backup: BackupSettings = SETTINGS_SECTIONS.backup.default;
  const backups = createBackupFlows({
    store,
    keySlots: store.keySlots,
    folder: store.folder,
    clock,
    random,
    settings: () => backup,
    onFailure: (message) => failures.push(message),
  });
  const settings = createSettingsFlows({
    store,
    checkBackupFolder: backups.checkFolder,
    hasPassphrase: () => store.keySlots.hasPassphrase(),
    apply: async () => {
      backup = (await store.settings('backup')).value;
    },
  });
  return { settings, backups, failures };
}

describe('a changed section', () => {
  it('tells its value, its default, and who changed it when', async () => {
    await withStore(async (store, clock) => {
      const { settings } = flowsOver(store, clock);
      const before = (await settings.list()).find(({ section }) => section === 'lockout');
      expect(before).toEqual({ section: 'lockout', revision: 0, value: standard, default: standard });
      const value: LockoutSettings = { ...standard, denialsToLock: 3 };
      const after = await settings.update('alice', { section: 'lockout', revision: 0, value });
      expect(after).toEqual({ section: 'lockout', revision: 1, value, default: standard, changedAt: NOON, changedBy: 'alice' });
      expect((await settings.list()).map(({ section }) => section)).toEqual(Object.keys(SETTINGS_SECTIONS));
      const [row] = (await store.read('audit.list', { limit: 1 })).rows;
      expect(row).toMatchObject({ actor: 'alice', action: 'settings.update', subject: 'lockout' });
      expect(JSON.parse(row?.detail ?? '')).toEqual({ before: standard, after: value });
    });
  });

  it('is not overwritten from an older revision', async () => {
    await withStore(async (store, clock) => {
      const { settings } = flowsOver(store, clock);
      const theirs = { ...standard, denialsToLock: 3 };
      await settings.update('alice', { section: 'lockout', revision: 0, value: theirs });
      const mine = settings.update('bob', { section: 'lockout', revision: 0, value: { ...standard, denialsToLock: 7 } });
      await expect(mine).rejects.toMatchObject({ code: 'SETTINGS_REVISION_CONFLICT', detail: { section: 'lockout' } });
      expect((await store.settings('lockout')).value).toEqual(theirs);
    });
  });

  it('counts from the next denial on', async () => {
    await withStore(async (store, clock) => {
      const { settings } = flowsOver(store, clock);
      const { id } = await addUser(store, { username: 'jan' });
      const deny = async (at: number) => {
        const policy = (await store.settings('lockout')).value;
        const { guards, effects, ifMissed } = countFailureCommit(id, at);
        await store.commit({
          guards,
          ifMissed,
          effects: effects.map((effect) => (effect.kind === 'count-failure' ? { ...effect, policy } : effect)),
        });
        return (await store.read('users.get', { id }))?.lockedUntil;
      };
      expect(await deny(NOON)).toBeUndefined();
      await settings.update('alice', { section: 'lockout', revision: 0, value: { ...standard, denialsToLock: 2 } });
      expect(await deny(NOON + 1)).toBe(NOON + 1 + standard.unlockAfterMinutes * 60_000);
    });
  });
});

describe('the back-up schedule', () => {
  const daily = { ...SETTINGS_SECTIONS.backup.default, schedule: 'daily' as const, time: '02:00', keepFiles: 2 };
  /** 03:00 local time, `days` after the day of NOON. */
  const night = (days: number) => {
    const date = new Date(NOON);
    return new Date(date.getFullYear(), date.getMonth(), date.getDate() + days, 3).getTime();
  };

  it('is refused without a recovery passphrase, and with a folder that cannot be written', async () => {
    await withStore(async (store, clock) => {
      const { settings } = flowsOver(store, clock);
      const change = { section: 'backup', revision: 0, value: daily } as const;
      await expect(settings.update('alice', change)).rejects.toMatchObject({ code: 'PASSPHRASE_NOT_SET' });
      await store.keySlots.renewPassphrase();
      const file = join(store.folder, 'a-file');
      writeFileSync(file, '');
      for (const folder of ['relative/folder', join(file, 'below')]) {
        const refused = settings.update('alice', { ...change, value: { ...daily, folder } });
        await expect(refused).rejects.toMatchObject({ code: 'BACKUP_FOLDER_UNUSABLE' });
      }
      expect((await store.settings('backup')).revision).toBe(0);
    });
  });

  it('makes one a day, catches up once, and keeps as many as it should, never deleting other files', async () => {
    await withStore(async (store, clock) => {
      const { settings, backups } = flowsOver(store, clock);
      await store.keySlots.renewPassphrase();
      const folder = join(store.folder, 'nightly');
      await settings.update('alice', { section: 'backup', revision: 0, value: { ...daily, folder } });
      expect((await backups.list()).nextAt).toBe(night(1) - 3_600_000);
      writeFileSync(join(folder, 'countersign-20200101-0200-00.backup'), 'of another server');
      await backups.runSchedule();
      expect(readdirSync(folder)).toHaveLength(1);
      // Off for three days: one back-up makes up for them.
      for (const days of [3, 3, 4, 5]) {
        clock.set(night(days) + days);
        await backups.runSchedule();
      }
      const { rows, last } = await backups.list();
      expect(rows.map(({ at, deletedAt }) => [at, deletedAt !== undefined])).toEqual([
        [night(5) + 5, false],
        [night(4) + 4, false],
        [night(3) + 3, true],
      ]);
      expect(last?.at).toBe(night(5) + 5);
      expect(readdirSync(folder)).toHaveLength(3);
      expect(rows.filter(({ path }) => existsSync(path))).toHaveLength(2);
      expect(rows[0]).toMatchObject({ kind: 'scheduled', actor: 'engine' });
    });
  });

  it('keeps a failure in its own words, tries again after an hour, and is no failure any more then', async () => {
    await withStore(async (store, clock) => {
      const { settings, backups, failures } = flowsOver(store, clock);
      await store.keySlots.renewPassphrase();
      const folder = join(store.folder, 'nightly');
      await settings.update('alice', { section: 'backup', revision: 0, value: { ...daily, folder } });
      rmSync(folder, { recursive: true });
      writeFileSync(folder, 'a file in the place of the folder');
      clock.set(night(1));
      await backups.runSchedule();
      await backups.runSchedule();
      expect(failures).toEqual(['the scheduled back-up failed']);
      expect((await backups.state()).failed).toMatchObject({ kind: 'scheduled', problem: 'EEXIST' });
      rmSync(folder);
      clock.set(night(1) + 2 * 3_600_000);
      await backups.runSchedule();
      expect(await backups.state()).toEqual({ lastGoodAt: night(1) + 2 * 3_600_000, failed: undefined });
    });
  });
});
