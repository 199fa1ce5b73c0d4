/**
 * Token import: preview, page through the rows, then commit or cancel. Each import lives in a worker of its own,
 * which holds the seeds; it is stopped, and the seeds are gone, at commit, cancel, close, or when its time is up.
 */
import type { z } from 'zod';
import { IMPORT_LIFETIME_MILLISECONDS } from '../../shared/limits.ts';
import type { ImportPreview, ImportResult, importPreviewRequestSchema } from '../../shared/schemas/token-import.ts';
import { appError } from '../engine/app-error.ts';
import type { Clock, Random } from '../engine/ports.ts';
import type { Secret } from '../engine/secret.ts';
import type { ImportPolicy, ImportWorker } from '../engine/tokens/import-port.ts';
import type { ImportRows, ImportRowsQuery } from '../engine/tokens/import-rows.ts';
import type { Store } from '../store/port.ts';

export type ImportWorld = {
  readonly store: Pick<Store, 'write'>;
  readonly clock: Clock;
  readonly random: Random;
  /** The key that seeds are sealed under. */
  readonly dataKey: Secret;
  startWorker(): ImportWorker;
  /** Calls back once after that time, unless the returned function is called first. */
  after(milliseconds: number, action: () => void): () => void;
};

export type ImportPreviewInput = Omit<z.infer<typeof importPreviewRequestSchema>, 'content'> & {
  /** Base64, or bytes where nothing has to be JSON. */
  readonly content: string | Uint8Array;
};

export interface TokenImports {
  /** Throws with an IMPORT_, CSV_ or PSKC_ code when the file as a whole is refused. */
  preview(actor: string, request: ImportPreviewInput): Promise<ImportPreview>;
  /** Throws IMPORT_NOT_FOUND, also for another operator's import. */
  rows(actor: string, query: ImportRowsQuery): Promise<ImportRows>;
  /** Throws IMPORT_NOT_FOUND, IMPORT_HAS_BAD_ROWS, IMPORT_CONFLICT, STORE_WRITE_FAILED; the import then stays open. */
  commit(actor: string, request: { readonly importId: string; readonly policy: ImportPolicy }): Promise<ImportResult>;
  cancel(actor: string, request: { readonly importId: string }): Promise<void>;
  /** Ends every import. */
  close(): Promise<void>;
}

/** Bytes; an import's id is not guessed. */
const IMPORT_ID_BYTES = 16;
/** Imports open at once; ours. The oldest makes room: each may hold a file of 160 MB. */
const OPEN_IMPORTS_MAX = 4;

type OpenImport = {
  readonly importId: string;
  readonly actor: string;
  readonly fileName: string;
  readonly worker: ImportWorker;
  readonly expiresAt: number;
  readonly stopTimer: () => void;
  /** Set while it is committed: a second click must not commit it twice. */
  isCommitting: boolean;
};

export function createTokenImports(world: ImportWorld): TokenImports {
  const open = new Map<string, OpenImport>();
  const starting = new Set<ImportWorker>();

  const end = async (entry: OpenImport): Promise<void> => {
    if (!open.delete(entry.importId)) return;
    entry.stopTimer();
    await entry.worker.stop();
  };
  const find = (actor: string, importId: string): OpenImport => {
    const entry = open.get(importId);
    const isLate = entry !== undefined && entry.expiresAt <= world.clock.now() && !entry.isCommitting;
    if (isLate) void end(entry);
    if (entry === undefined || isLate || entry.actor !== actor) throw appError('IMPORT_NOT_FOUND');
    return entry;
  };
  const makeRoom = async (): Promise<void> => {
    const idle = [...open.values()].filter((entry) => !entry.isCommitting);
    const surplus = open.size - OPEN_IMPORTS_MAX + 1;
    if (surplus > 0) await Promise.all(idle.slice(0, surplus).map(end));
  };
  const keep = (worker: ImportWorker, actor: string, fileName: string): OpenImport => {
    const importId = Buffer.from(world.random.bytes(IMPORT_ID_BYTES)).toString('hex');
    const expire = () => {
      const entry = open.get(importId);
      if (entry !== undefined && !entry.isCommitting) void end(entry);
    };
    const entry: OpenImport = {
      importId,
      actor,
      fileName,
      worker,
      expiresAt: world.clock.now() + IMPORT_LIFETIME_MILLISECONDS,
      stopTimer: world.after(IMPORT_LIFETIME_MILLISECONDS, expire),
      isCommitting: false,
    };
    open.set(importId, entry);
    return entry;
  };

  return {
    preview: async (actor, { fileName, content, password, keyHex, secretEncoding, createsUsers }) => {
      await makeRoom();
      const worker = world.startWorker();
      starting.add(worker);
      let isKept = false;
      try {
        const opening = await worker.open({ content, password, keyHex, secretEncoding, createsUsers, now: world.clock.now() });
        if (opening.state === 'locked') return opening;
        if (!starting.has(worker)) throw appError('IMPORT_CANCELLED');
        const { importId, expiresAt } = keep(worker, actor, fileName);
        isKept = true;
        return { ...opening, importId, expiresAt };
      } finally {
        starting.delete(worker);
        if (!isKept) await worker.stop();
      }
    },
    rows: async (actor, { importId, ...query }) => find(actor, importId).worker.rows(query, world.clock.now()),
    commit: async (actor, { importId, policy }) => {
      const entry = find(actor, importId);
      if (entry.isCommitting) throw appError('IMPORT_NOT_FOUND');
      entry.isCommitting = true;
      try {
        const result = await commitImport(world, entry, policy);
        await end(entry);
        return result;
      } finally {
        entry.isCommitting = false;
        // The timer may have fired meanwhile, and left a running commit alone.
        if (entry.expiresAt <= world.clock.now()) await end(entry);
      }
    },
    cancel: async (actor, { importId }) => {
      const entry = open.get(importId);
      if (entry !== undefined && entry.actor === actor && !entry.isCommitting) await end(entry);
    },
    close: async () => {
      const begun = [...starting];
      starting.clear();
      await Promise.all([...begun.map((worker) => worker.stop()), ...[...open.values()].map(end)]);
    },
  };
}

async function commitImport(world: ImportWorld, entry: OpenImport, policy: ImportPolicy): Promise<ImportResult> {
  const at = world.clock.now();
  const { rows, summary } = await entry.worker.prepare(policy, world.dataKey.reveal(), at);
  const detail = { policy, importedCount: summary.ok, duplicateCount: summary.duplicate, errorCount: summary.error };
  const written = await world.store.write(
    'tokens.import',
    { rows },
    { actor: entry.actor, action: 'tokens.import', subject: entry.fileName, detail },
  );
  return { ...written, duplicateCount: summary.duplicate, errorCount: summary.error, at };
}
