/** When the schedule wants a back-up. Local time of the server, as Date has it: a clock change moves it with the clock. */
import type { BackupSettings } from '../../shared/schemas/settings.ts';

export type BackupTimes = {
  /** The newest moment of the schedule that is not after `now`. */
  readonly lastDueAt: number;
  /** The first one after it. */
  readonly nextAt: number;
};

const DAYS_A_WEEK = 7;

/** Undefined while the schedule is off. */
export function backupTimes(settings: BackupSettings, now: number): BackupTimes | undefined {
  if (settings.schedule === 'off') return undefined;
  const [hours = 0, minutes = 0] = settings.time.split(':').map(Number);
  const today = new Date(now);
  const at = (daysLater: number) =>
    new Date(today.getFullYear(), today.getMonth(), today.getDate() + daysLater, hours, minutes).getTime();
  const step = settings.schedule === 'daily' ? 1 : DAYS_A_WEEK;
  // Date counts from Sunday, 0; the setting from Monday, 1.
  const first = settings.schedule === 'daily' ? 0 : settings.weekday - (today.getDay() === 0 ? DAYS_A_WEEK : today.getDay());
  const isPast = at(first) <= now;
  const last = isPast ? first + (at(first + step) <= now ? step : 0) : first - step;
  return { lastDueAt: at(last), nextAt: at(last + step) };
}

export type BackupHistory = {
  /** The newest scheduled back-up, good or failed; undefined where there was none. */
  readonly newest: { readonly at: number; readonly isGood: boolean } | undefined;
  /** When the schedule was set: it owes nothing from before. */
  readonly scheduledSince: number;
};

/** Milliseconds until a failed back-up is tried again. */
const RETRY_MILLISECONDS = 60 * 60 * 1000;

/** Whether a back-up is owed: once for each moment of the schedule, also for one that passed while the server was off. */
export function isBackupOwed(settings: BackupSettings, now: number, { newest, scheduledSince }: BackupHistory): boolean {
  const times = backupTimes(settings, now);
  if (times === undefined || times.lastDueAt < scheduledSince) return false;
  if (newest === undefined || newest.at < times.lastDueAt) return true;
  return !newest.isGood && now - newest.at >= RETRY_MILLISECONDS;
}

/** `countersign-20261120-0200-07.backup`: what the server names its files, and all that it ever deletes. */
export function backupFileName(at: number): string {
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
  return `countersign-${day}-${two(date.getHours())}${two(date.getMinutes())}-${two(date.getSeconds())}.backup`;
}
export const OWN_BACKUP_NAME = /^countersign-\d{8}-\d{4}-\d{2}\.backup$/;
