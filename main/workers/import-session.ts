/** One opened import file with its seeds, without the thread around it. */
import { nodeDigest } from '../adapters/node-digest.ts';
import { AppError, appError } from '../engine/app-error.ts';
import { type ImportBatch, type ImportLookup, type JudgedRow, judgeBatch } from '../engine/tokens/import-batch.ts';
import type { ImportOpening, ImportOpenRequest, ImportPolicy, PreparedImport } from '../engine/tokens/import-port.ts';
import { type ImportRows, type ImportRowsQuery, pageRows, plainText } from '../engine/tokens/import-rows.ts';
import { FileRefusal } from '../protocols/file-refusal.ts';
import type { TokenCandidate } from '../protocols/token-candidate.ts';
import type { ImportedToken } from '../store/port.ts';
import { readImportFile } from './read-import-file.ts';

export type OpenLookup = () => ImportLookup & { close(): void };
/** Seals the seed of that serial number for the store; made from the data key. */
export type SealSeed = (serial: string, seed: Uint8Array) => Uint8Array;

export type ImportSession = {
  open(request: ImportOpenRequest): ImportOpening;
  rows(query: Omit<ImportRowsQuery, 'importId'>, now: number): ImportRows;
  prepare(policy: ImportPolicy, seal: SealSeed, now: number): PreparedImport;
  /** Overwrites the seeds. */
  wipe(): void;
};

type Opened = { readonly candidates: readonly TokenCandidate[]; readonly createsUsers: boolean; readonly batch: ImportBatch };

function importedToken({ candidate, createsUser }: JudgedRow, sealedSeed: Uint8Array): ImportedToken {
  return {
    serial: candidate.serial,
    sealedSeed: Buffer.from(sealedSeed).toString('base64'),
    type: candidate.type,
    algorithm: candidate.algorithm,
    digits: candidate.digits,
    periodSeconds: candidate.periodSeconds,
    counter: candidate.counter,
    driftSteps: candidate.driftSteps,
    manufacturer: plainText(candidate.manufacturer),
    model: plainText(candidate.model),
    ...(candidate.startsAt === undefined ? {} : { startsAt: candidate.startsAt }),
    ...(candidate.expiresAt === undefined ? {} : { expiresAt: candidate.expiresAt }),
    ...(candidate.user === '' ? {} : { username: candidate.user }),
    createsUser,
  };
}

/** Runs `read`; what a parser refuses leaves as the AppError of the same code. */
function refusingFile<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (error) {
    if (error instanceof FileRefusal) throw new AppError(error.code, error.detail, error);
    throw error;
  }
}

function wipeSeeds(candidates: readonly TokenCandidate[]): void {
  for (const { seed } of candidates) seed?.fill(0);
}

export function createImportSession(openLookup: OpenLookup): ImportSession {
  let opened: Opened | undefined;

  const judge = (candidates: readonly TokenCandidate[], createsUsers: boolean, now: number): Opened => {
    const lookup = openLookup();
    try {
      return { candidates, createsUsers, batch: judgeBatch(candidates, { lookup, createsUsers, now }) };
    } finally {
      lookup.close();
    }
  };
  const current = (): Opened => {
    if (opened === undefined) throw appError('IMPORT_NOT_FOUND');
    return opened;
  };

  return {
    open: (request) => {
      const file = refusingFile(() => readImportFile(request));
      if (file.state === 'locked') return file;
      opened = judge(file.candidates, request.createsUsers, request.now);
      return { state: 'preview', format: file.format, summary: opened.batch.summary };
    },
    rows: (query, now) => pageRows(current().batch, query, nodeDigest.hmac, now),
    prepare: (policy, seal, now) => {
      const { candidates, createsUsers } = current();
      opened = judge(candidates, createsUsers, now);
      const { rows, summary } = opened.batch;
      if (policy === 'all-or-nothing' && summary.error > 0) {
        throw appError('IMPORT_HAS_BAD_ROWS', { detail: { count: summary.error } });
      }
      const tokens: ImportedToken[] = [];
      for (const row of rows) {
        const { seed } = row.candidate;
        if (row.status === 'ok' && seed !== undefined) tokens.push(importedToken(row, seal(row.candidate.serial, seed)));
      }
      return { rows: new TextEncoder().encode(JSON.stringify(tokens)), summary };
    },
    wipe: () => {
      wipeSeeds(opened?.candidates ?? []);
      opened = undefined;
    },
  };
}
