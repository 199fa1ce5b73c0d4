/** Back-ups by hand and by the schedule: where they go, how many are kept, and what became of each. */
import { mkdir, open, rm } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import type { BackupSettings } from '../../shared/schemas/settings.ts';
import { problemOf } from '../adapters/durable-file.ts';
import { AppError, appError } from '../engine/app-error.ts';
import { backupFileName, backupTimes, isBackupOwed, OWN_BACKUP_NAME } from '../engine/backup-schedule.ts';
import type { BackupRecord, Store } from '../store/port.ts';
import { type BackUpPorts, type BackUpResult, backUp } from './back-up.ts';

/** Actor of what the server does by itself, in the operator log. */
const ENGINE_ACTOR = 'engine';
const DEFAULT_FOLDER = 'back-ups';
const LISTED_ROWS = 200;
const FOLDER_MODE = 0o700;

export type RunningBackup = { readonly startedAt: number; readonly writtenBytes: number; readonly totalBytes: number };
export type BackupsAnswer = {
  readonly rows: BackupRecord[];
  readonly last: { readonly at: number; readonly path: string } | undefined;
  readonly nextAt: number | undefined;
  readonly folder: string;
  readonly isBesideData: boolean;
  readonly running: RunningBackup | undefined;
};

export interface BackupFlows {
  /** Without a path: a file of the server's own name in the folder of the settings. Throws what flows/back-up.ts throws. */
  create(actor: string, path: string | undefined): Promise<BackUpResult>;
  list(): Promise<BackupsAnswer>;
  /** Makes a scheduled back-up where one is owed, then deletes those that are more than the setting keeps. */
  runSchedule(): Promise<void>;
  /** Throws BACKUP_FOLDER_UNUSABLE. */
  checkFolder(folder: string): Promise<void>;
  /** The newest back-up, good or failed, for warnings. */
  state(): Promise<{ readonly lastGoodAt: number | undefined; readonly failed: BackupRecord | undefined }>;
}

export type BackupPorts = BackUpPorts & {
  readonly store: Pick<Store, 'copyTo' | 'read' | 'write'>;
  readonly settings: () => BackupSettings;
  readonly onFailure: (message: string, error: unknown) => void;
};

export function createBackupFlows(ports: BackupPorts): BackupFlows {
  const { store, clock, settings, onFailure } = ports;
  const besideData = join(ports.folder, DEFAULT_FOLDER);
  const folderOf = (folder: string) => (folder === '' ? besideData : folder);
  let running: RunningBackup | undefined;
  let isScheduleRunning = false;

  const make = async (kind: BackupRecord['kind'], actor: string, path: string | undefined): Promise<BackUpResult> => {
    const startedAt = clock.now();
    const folder = folderOf(settings().folder);
    const target = path ?? join(folder, backupFileName(startedAt));
    const mine: RunningBackup = { startedAt, writtenBytes: 0, totalBytes: 0 };
    running ??= mine;
    const isMine = running === mine;
    try {
      if (path === undefined) await mkdir(folder, { recursive: true, mode: FOLDER_MODE });
      return await backUp(ports, {
        path: target,
        actor,
        kind,
        onProgress: (writtenBytes, totalBytes) => {
          if (isMine) running = { startedAt, writtenBytes, totalBytes };
        },
      });
    } catch (error) {
      const refused =
        error instanceof AppError
          ? error
          : appError('BACKUP_WRITE_FAILED', { detail: { path: target, problem: problemOf(error) }, cause: error });
      if (refused.code !== 'STORE_BUSY') await noteFailure(kind, actor, target, refused);
      throw refused;
    } finally {
      if (isMine) running = undefined;
    }
  };

  const noteFailure = async (kind: BackupRecord['kind'], actor: string, path: string, error: AppError): Promise<void> => {
    const problem = 'problem' in error.detail ? String(error.detail.problem) : error.code;
    try {
      await store.write(
        'backups.record',
        { at: clock.now(), path, kind, actor, problem },
        { actor, action: 'backups.fail', subject: path, detail: { problem } },
      );
    } catch (noteError) {
      onFailure('a failed back-up could not be recorded', noteError);
    }
  };

  /** Only files that the schedule wrote, under the server's own name, beyond those that are kept. */
  const deleteSurplus = async (): Promise<void> => {
    const rows = await store.read('backups.list', { limit: Number.MAX_SAFE_INTEGER });
    const kept = rows.filter(
      (row) =>
        row.kind === 'scheduled' &&
        row.problem === undefined &&
        row.deletedAt === undefined &&
        OWN_BACKUP_NAME.test(basename(row.path)),
    );
    for (const { id, path } of kept.slice(settings().keepFiles)) {
      await rm(path, { force: true });
      await store.write(
        'backups.note-deleted',
        { id, at: clock.now() },
        { actor: ENGINE_ACTOR, action: 'backups.delete', subject: path, detail: { keepFiles: settings().keepFiles } },
      );
    }
  };

  const isOwed = async (): Promise<boolean> => {
    const current = settings();
    if (current.schedule === 'off') return false;
    const [rows, changes] = await Promise.all([
      store.read('backups.list', { limit: LISTED_ROWS }),
      store.read('settings.changes', undefined),
    ]);
    const newest = rows.find((row) => row.kind === 'scheduled');
    return isBackupOwed(current, clock.now(), {
      newest: newest === undefined ? undefined : { at: newest.at, isGood: newest.problem === undefined },
      scheduledSince: changes.find(({ section }) => section === 'backup')?.changedAt ?? 0,
    });
  };

  return {
    create: (actor, path) => make('manual', actor, path),
    async list() {
      const [rows, last] = await Promise.all([
        store.read('backups.list', { limit: LISTED_ROWS }),
        store.read('backups.last', undefined),
      ]);
      const folder = folderOf(settings().folder);
      return {
        rows: [...rows],
        last,
        nextAt: backupTimes(settings(), clock.now())?.nextAt,
        folder,
        isBesideData: folder.startsWith(ports.folder),
        running,
      };
    },
    async runSchedule() {
      if (isScheduleRunning) return;
      isScheduleRunning = true;
      try {
        if (!(await isOwed())) return;
        await make('scheduled', ENGINE_ACTOR, undefined);
        await deleteSurplus();
      } catch (error) {
        onFailure('the scheduled back-up failed', error);
      } finally {
        isScheduleRunning = false;
      }
    },
    async checkFolder(folder) {
      const target = folderOf(folder);
      const refuse = (problem: string, cause?: unknown) =>
        appError('BACKUP_FOLDER_UNUSABLE', { detail: { folder: target, problem }, cause });
      if (!isAbsolute(target)) throw refuse('not an absolute path');
      const probe = join(target, `.countersign-${process.pid}-${clock.now()}`);
      try {
        await mkdir(target, { recursive: true, mode: FOLDER_MODE });
        await (await open(probe, 'wx')).close();
        await rm(probe, { force: true });
      } catch (error) {
        throw refuse(problemOf(error), error);
      }
    },
    async state() {
      const [rows, last] = await Promise.all([store.read('backups.list', { limit: 1 }), store.read('backups.last', undefined)]);
      const newest = rows[0];
      return { lastGoodAt: last?.at, failed: newest?.problem === undefined ? undefined : newest };
    },
  };
}
