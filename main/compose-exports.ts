/** The exports of an engine, joined from real parts; part of compose.ts. */
import { hostname } from 'node:os';
import { join } from 'node:path';
import { isPermitted } from '../shared/roles.ts';
import type { Topic } from '../shared/topics.ts';
import { copyExport, exportPath, makeExportFolder, removeExport, removeExportFolder } from './adapters/export-folder.ts';
import { startExportWorker } from './adapters/export-worker.ts';
import { createListeners } from './adapters/listeners.ts';
import type { Log } from './adapters/log.ts';
import { appError } from './engine/app-error.ts';
import type { Clock, Random } from './engine/ports.ts';
import { createExports, type ExportFile, type Exports } from './flows/exports.ts';
import type { SessionFlows } from './flows/sessions.ts';
import type { Store } from './store/port.ts';
import { DATABASE_FILE } from './store/sqlite/connection.ts';
import { VERSION } from './version.ts';

/** How a host hands a finished export to the operator whose session it carries. */
export type EngineExports = {
  /** Throws EXPORT_NOT_FOUND: not that operator's, not finished, or wiped. Throws SIGN_IN_REQUIRED. */
  open(sessionId: string | undefined, id: string): Promise<ExportFile>;
  /** Copies it, whole or not at all. Throws as `open` does, and EXPORT_FILE_LOCKED, EXPORT_DISK_FULL, EXPORT_WRITE_FAILED. */
  saveExportTo(request: { readonly sessionId: string | undefined; readonly id: string; readonly path: string }): Promise<void>;
};

type Parts = {
  readonly store: Store & { readonly folder: string };
  readonly sessions: Pick<SessionFlows, 'find'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly masksPhone: () => boolean;
};

type Composed = {
  readonly flows: Exports;
  readonly engine: EngineExports;
  /** The store's events, and those of exports, which no commit makes. */
  readonly watch: Store['watch'];
  close(): Promise<void>;
};

export async function composeExports({ store, sessions, clock, random, log, masksPhone }: Parts): Promise<Composed> {
  // Personal data does not outlive the run that exported it, however that run ended.
  await removeExportFolder(store.folder);
  const listeners = createListeners<readonly Topic[]>();
  const flows = createExports({
    store,
    clock,
    random,
    databasePath: join(store.folder, DATABASE_FILE),
    serverName: hostname(),
    version: VERSION,
    masksPhone,
    pathOf: (id, format) => exportPath(store.folder, id, format),
    makeFolder: () => makeExportFolder(store.folder),
    removeFile: removeExport,
    startWorker: startExportWorker,
    after: (milliseconds, action) => {
      const timer = setTimeout(action, milliseconds);
      timer.unref();
      return () => clearTimeout(timer);
    },
    tell: () => listeners.tell(['exports']),
    onFailure: (error) => log.error('an export failed', error),
  });
  const open = async (sessionId: string | undefined, id: string): Promise<ExportFile> => {
    const session = sessionId === undefined ? undefined : await sessions.find(sessionId);
    if (session === undefined || session.duties.length > 0 || !isPermitted(session.operator.role, 'read'))
      throw appError('SIGN_IN_REQUIRED');
    return flows.file(session.operator.name, id);
  };
  return {
    flows,
    engine: {
      open,
      saveExportTo: async ({ sessionId, id, path }) => copyExport((await open(sessionId, id)).path, path),
    },
    watch: (listener) => {
      const stops = [store.watch(listener), listeners.watch(listener)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    close: async () => {
      await flows.close();
      await removeExportFolder(store.folder);
    },
  };
}
