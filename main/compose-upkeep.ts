/** What the engine does by itself, and the settings that it reads without waiting; part of compose.ts. */
import { type AllSettings, SETTINGS_SECTIONS, type SettingsSection } from '../shared/schemas/settings.ts';
import type { Log } from './adapters/log.ts';
import { repeat } from './adapters/repeat.ts';
import type { Clock } from './engine/ports.ts';
import type { BackupFlows } from './flows/backups.ts';
import type { LogRetention } from './flows/log-retention.ts';
import type { OpenedStore } from './store/sqlite/open.ts';

const SWEEP_INTERVAL_MILLISECONDS = 60_000;

/** The settings in force, read anew when they change: a request reads them without waiting. */
export async function watchSettings(store: OpenedStore, log: Log) {
  const sections = Object.keys(SETTINGS_SECTIONS) as SettingsSection[];
  const read = async (): Promise<AllSettings> => {
    const values = await Promise.all(sections.map(async (section) => [section, (await store.settings(section)).value]));
    // Section and value belong together by the one name.
    return Object.fromEntries(values) as AllSettings;
  };
  let current = await read();
  store.watch((topics) => {
    if (!topics.includes('settings') && !topics.includes('radius-listeners')) return;
    read().then(
      (value) => (current = value),
      (error: unknown) => log.error('settings could not be read; the earlier ones stay in force', error),
    );
  });
  return {
    settings: () => current,
    apply: async () => {
      current = await read();
    },
  };
}

/** What the server does by itself: the first look comes soon after the start, for what was missed while it was off. */
export function startUpkeep(
  backups: Pick<BackupFlows, 'runSchedule'>,
  retention: Pick<LogRetention, 'run'>,
): readonly (() => void)[] {
  return [
    repeat(backups.runSchedule, { firstMilliseconds: 10_000, everyMilliseconds: 30_000 }),
    repeat(retention.run, { firstMilliseconds: 60_000, everyMilliseconds: 60 * 60_000 }),
  ];
}

/** Whether the operator audit log is intact, as far as is known. */
export function watchAuditChain(store: OpenedStore, log: Log): { isIntact(): boolean; check(): void } {
  let isIntact = true;
  const check = () =>
    store.read('audit.verify', undefined).then(
      (verification) => {
        isIntact = verification.isIntact;
        if (!isIntact) log.error('the operator audit log was altered', undefined, { row: verification.brokenAtId });
      },
      (error: unknown) => log.error('the operator audit log could not be checked', error),
    );
  // A long chain takes a while to check: nobody waits for it.
  return { isIntact: () => isIntact, check: () => void check() };
}

export function startHousekeeping(store: OpenedStore, log: Log, clock: Clock): () => void {
  const sweep = () => {
    store.write('store.sweep', { at: clock.now() }, undefined).catch((error: unknown) => log.error('housekeeping failed', error));
  };
  const timer = setInterval(sweep, SWEEP_INTERVAL_MILLISECONDS);
  timer.unref();
  return () => clearInterval(timer);
}

/** A new recovery passphrase in the place of the earlier one. One after the other: each writes the file of the key slots. */
export function passphraseRenewal(store: OpenedStore): (actor: string) => Promise<string> {
  let last: Promise<unknown> = Promise.resolve();
  return (actor) => {
    const made = last.then(async () => {
      const passphrase = await store.keySlots.renewPassphrase();
      await store.write('audit.note', {}, { actor, action: 'passphrase.renew', subject: 'recovery passphrase', detail: {} });
      return passphrase;
    });
    last = made.catch(() => undefined);
    return made;
  };
}
