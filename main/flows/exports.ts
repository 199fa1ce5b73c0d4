/**
 * Exports: each in a thread of its own, a file that waits for its operator, wiped when its time is up. Who exported
 * what stands in the operator log before the first row is read.
 */
import { EXPORT_LIFETIME_MILLISECONDS, EXPORTS_KEPT_MAX, EXPORTS_RUNNING_MAX } from '../../shared/limits.ts';
import { REPORT_TEXT } from '../../shared/report-text.ts';
import type { ExportJob, ExportRequest, ExportSubject } from '../../shared/schemas/export.ts';
import { MEDIA_TYPES } from '../adapters/export-formats/document.ts';
import { createZonedTime, type ZonedTime } from '../adapters/export-formats/zoned-time.ts';
import type { ExportOutcome, ExportProgress, ExportTask, ExportWorker } from '../adapters/export-worker.ts';
import { AppError, appError } from '../engine/app-error.ts';
import type { Clock, Random } from '../engine/ports.ts';
import type { Store } from '../store/port.ts';

export type ExportsWorld = {
  readonly store: Pick<Store, 'write'>;
  readonly clock: Clock;
  readonly random: Random;
  readonly databasePath: string;
  readonly serverName: string;
  readonly version: string;
  /** Whether phone numbers are masked now. */
  masksPhone(): boolean;
  pathOf(id: string, format: string): string;
  makeFolder(): Promise<void>;
  removeFile(path: string): Promise<void>;
  startWorker(task: ExportTask, onProgress: (progress: ExportProgress) => void): ExportWorker;
  /** Calls back once after that time, unless the returned function is called first. */
  after(milliseconds: number, action: () => void): () => void;
  /** Something about a job has changed. */
  tell(): void;
  onFailure(error: unknown): void;
};

export type ExportFile = {
  readonly path: string;
  readonly fileName: string;
  readonly mediaType: string;
  readonly sizeBytes: number;
};

export interface Exports {
  /** Throws EXPORT_TOO_MANY, REPORT_PERIOD_INVALID, STORE_WRITE_FAILED; nothing has begun then. */
  start(actor: string, request: ExportRequest): Promise<ExportJob>;
  /** Throws EXPORT_NOT_FOUND, also for another operator's job. */
  get(actor: string, id: string): ExportJob;
  /** Stops a running one; wipes the file. Throws EXPORT_NOT_FOUND. */
  cancel(actor: string, id: string): Promise<ExportJob>;
  /** The finished file. Throws EXPORT_NOT_FOUND, also while it is not finished. */
  file(actor: string, id: string): ExportFile;
  /** Ends every job and wipes every file. */
  close(): Promise<void>;
}

/** Bytes; the id of a file is not guessed. */
const EXPORT_ID_BYTES = 16;

type Entry = {
  readonly actor: string;
  readonly path: string;
  job: ExportJob;
  worker?: ExportWorker;
  stopTimer: () => void;
  /** Settled when the thread is over. */
  ended: Promise<void>;
};

/** "authentications-2026-11-01-2026-11-30.pdf"; without a period the moment: "users-2026-11-20-1305.csv". */
function fileNameOf({ subject, language, format }: ExportRequest, zoned: ZonedTime, now: number): string {
  const base = REPORT_TEXT[language].fileNames[subject.kind];
  const moment = zoned.iso(now).slice(0, 16).replace('T', '-').replace(':', '');
  const period = subject.kind === 'attempts' || !('filter' in subject) ? undefined : periodOf(subject);
  if (period === undefined) return `${base}-${moment}.${format}`;
  // The last instant of the period, not the first after it: a month ends on its last day.
  return `${base}-${zoned.day(period.from)}-${zoned.day(period.until - 1)}.${format}`;
}

function periodOf(subject: ExportSubject): { readonly from: number; readonly until: number } | undefined {
  if (!('filter' in subject)) return undefined;
  const { from, until } = subject.filter as { from?: number; until?: number };
  return from === undefined || until === undefined ? undefined : { from, until };
}

/** @throws REPORT_PERIOD_INVALID */
function checkRequest({ subject, timeZone, language }: ExportRequest): ZonedTime {
  const period = periodOf(subject);
  if (period !== undefined && period.until <= period.from)
    throw appError('REPORT_PERIOD_INVALID', { detail: { problem: 'its end is not after its start' } });
  try {
    return createZonedTime(timeZone, REPORT_TEXT[language].locale);
  } catch (error) {
    throw appError('REPORT_PERIOD_INVALID', { detail: { problem: `time zone ${timeZone} is unknown` }, cause: error });
  }
}

export function createExports(world: ExportsWorld): Exports {
  const entries = new Map<string, Entry>();
  /** Begun, and not in `entries` yet: two clicks at once are two jobs. */
  let starting = 0;
  let isClosed = false;
  const running = () => [...entries.values()].filter(({ job }) => job.state === 'running');

  const forget = async (entry: Entry): Promise<void> => {
    entries.delete(entry.job.id);
    entry.stopTimer();
    if (entry.job.state === 'running') entry.job = { ...entry.job, state: 'cancelled' };
    await entry.worker?.stop();
    await entry.ended;
    await world.removeFile(entry.path);
  };
  const find = (actor: string, id: string): Entry => {
    const entry = entries.get(id);
    if (entry === undefined || entry.actor !== actor) throw appError('EXPORT_NOT_FOUND');
    return entry;
  };
  const change = (entry: Entry, change: Partial<ExportJob>) => {
    entry.job = { ...entry.job, ...change };
    world.tell();
  };
  const keepForAWhile = (entry: Entry) => {
    entry.stopTimer = world.after(EXPORT_LIFETIME_MILLISECONDS, () => void forget(entry).catch(world.onFailure));
    const kept = [...entries.values()].filter(({ job }) => job.state !== 'running');
    for (const surplus of kept.slice(0, Math.max(0, kept.length - EXPORTS_KEPT_MAX))) void forget(surplus).catch(world.onFailure);
  };
  const onProgress = (entry: Entry) => (progress: ExportProgress) => {
    if (entry.job.state === 'running') change(entry, described(progress));
  };
  const onEnd = (entry: Entry, end: Partial<ExportJob>) => {
    if (entry.job.state !== 'running') return;
    change(entry, end);
    keepForAWhile(entry);
  };
  const run = (entry: Entry, request: ExportRequest) => {
    const { databasePath, serverName, version } = world;
    const task: ExportTask = {
      databasePath,
      path: entry.path,
      request,
      actor: entry.actor,
      serverName,
      version,
      now: entry.job.startedAt,
      masksPhone: world.masksPhone(),
    };
    const worker = world.startWorker(task, onProgress(entry));
    entry.worker = worker;
    entry.ended = worker.done.then(
      (outcome: ExportOutcome) => onEnd(entry, { state: 'done', isCut: outcome.isCut, ...described(outcome) }),
      (error: unknown) => {
        if (entry.job.state !== 'running') return;
        const isOurs = error instanceof AppError;
        if (!isOurs || error.code === 'INTERNAL') world.onFailure(error);
        onEnd(entry, {
          state: 'failed',
          error: isOurs ? { code: error.code, detail: error.detail } : { code: 'INTERNAL', detail: { reference: 'export' } },
        });
      },
    );
  };

  const begin = async (actor: string, request: ExportRequest): Promise<ExportJob> => {
    const zoned = checkRequest(request);
    const { subject, format, language, timeZone, columns } = request;
    await world.store.write(
      'audit.note',
      {},
      {
        actor,
        action: 'exports.start',
        subject: subject.kind,
        detail: { format, language, timeZone, columns, ...withoutKind(subject) },
      },
    );
    await world.makeFolder();
    if (isClosed) throw appError('EXPORT_NOT_FOUND');
    const id = Buffer.from(world.random.bytes(EXPORT_ID_BYTES)).toString('hex');
    const startedAt = world.clock.now();
    const entry: Entry = {
      actor,
      path: world.pathOf(id, format),
      job: {
        id,
        kind: subject.kind,
        format,
        fileName: fileNameOf(request, zoned, startedAt),
        state: 'running',
        rowCount: 0,
        sizeBytes: 0,
        startedAt,
        isCut: false,
      },
      stopTimer: () => undefined,
      ended: Promise.resolve(),
    };
    entries.set(id, entry);
    run(entry, request);
    return entry.job;
  };

  return {
    start: async (actor, request) => {
      if (running().length + starting >= EXPORTS_RUNNING_MAX)
        throw appError('EXPORT_TOO_MANY', { detail: { limit: EXPORTS_RUNNING_MAX } });
      starting += 1;
      try {
        return await begin(actor, request);
      } finally {
        starting -= 1;
      }
    },
    get: (actor, id) => find(actor, id).job,
    cancel: async (actor, id) => {
      const entry = find(actor, id);
      const isRunning = entry.job.state === 'running';
      if (isRunning) change(entry, { state: 'cancelled' });
      await entry.worker?.stop();
      await entry.ended;
      await world.removeFile(entry.path);
      if (isRunning) keepForAWhile(entry);
      else change(entry, { state: entry.job.state === 'done' ? 'cancelled' : entry.job.state });
      return entry.job;
    },
    file: (actor, id) => {
      const { job, path } = find(actor, id);
      if (job.state !== 'done') throw appError('EXPORT_NOT_FOUND');
      return { path, fileName: job.fileName, mediaType: MEDIA_TYPES[job.format], sizeBytes: job.sizeBytes };
    },
    close: async () => {
      isClosed = true;
      await Promise.all([...entries.values()].map(forget));
    },
  };
}

function described({ rowCount, rowTotal, sizeBytes }: ExportProgress): Partial<ExportJob> {
  return { rowCount, sizeBytes, ...(rowTotal === undefined ? {} : { rowTotal }) };
}

function withoutKind({ kind: _kind, ...rest }: ExportSubject): Readonly<Record<string, unknown>> {
  return rest;
}
