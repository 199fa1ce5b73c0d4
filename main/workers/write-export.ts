/** Writes the file of one export, without the thread around it: under another name first, renamed when it is whole. */
import { renameSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { problemOf } from '../adapters/durable-file.ts';
import type { ExportDocument, ExportTable, OnRows, Written } from '../adapters/export-formats/document.ts';
import { type FileSink, openFileSink } from '../adapters/export-formats/file-sink.ts';
import { writeCsv } from '../adapters/export-formats/write-csv.ts';
import { writeJson } from '../adapters/export-formats/write-json.ts';
import { writePdf } from '../adapters/export-formats/write-pdf.ts';
import { writeXlsx } from '../adapters/export-formats/write-xlsx.ts';
import type { ExportOutcome, ExportProgress, ExportTask } from '../adapters/export-worker.ts';
import { AppError, appError } from '../engine/app-error.ts';
import { openExportReader } from '../store/sqlite/export-reader.ts';
import { makeDocument } from './export-documents/make-document.ts';
import { maskedRead } from './export-documents/masked-read.ts';

/** Milliseconds between two reports of progress; ours: as often as a console is told. */
const PROGRESS_MILLISECONDS = 250;
const DISK_FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** The name of a file that is still being written. */
export const partOf = (path: string): string => `${path}.part`;

function writeIn(format: ExportTask['request']['format'], document: ExportDocument, sink: FileSink, onRows: OnRows) {
  const write: Readonly<
    Record<typeof format, (document: ExportDocument, sink: FileSink, onRows: OnRows) => Written | Promise<Written>>
  > = {
    csv: writeCsv,
    json: writeJson,
    pdf: writePdf,
    xlsx: writeXlsx,
  };
  return write[format](document, sink, onRows);
}

/** An error of the disk as ours; the file is named as the operator knows it. */
function writeError(error: unknown, path: string): unknown {
  if (error instanceof AppError || !(error instanceof Error) || !('syscall' in error || 'errno' in error)) return error;
  const problem = problemOf(error);
  return DISK_FULL.has(problem)
    ? appError('EXPORT_DISK_FULL', { detail: { path }, cause: error })
    : appError('EXPORT_WRITE_FAILED', { detail: { path, problem }, cause: error });
}

/** @throws EXPORT_DISK_FULL · EXPORT_WRITE_FAILED · REPORT_PERIOD_INVALID · STORE_DAMAGED; then no file is left */
export async function writeExport(task: ExportTask, onProgress: (progress: ExportProgress) => void): Promise<ExportOutcome> {
  const reader = openExportReader(task.databasePath, task.now);
  const part = partOf(task.path);
  let sink: FileSink | undefined;
  try {
    const { request, actor, serverName, version, now } = task;
    const document = makeDocument(task.masksPhone ? maskedRead(reader.read) : reader.read, {
      request,
      actor,
      serverName,
      version,
      madeAt: now,
    });
    const rowTotal = reportedTotal(document, request.format);
    const opened = openFileSink(part);
    sink = opened;
    let toldAt = performance.now();
    const written = await writeIn(request.format, document, opened, (rowCount) => {
      if (performance.now() - toldAt < PROGRESS_MILLISECONDS) return;
      toldAt = performance.now();
      onProgress({ rowCount, rowTotal, sizeBytes: opened.sizeBytes() });
    });
    opened.finish();
    renameSync(part, task.path);
    return { ...written, rowTotal: written.isCut ? rowTotal : written.rowCount, sizeBytes: opened.sizeBytes() };
  } catch (error) {
    sink?.abandon();
    rmSync(part, { force: true });
    throw writeError(error, basename(task.path));
  } finally {
    reader.close();
  }
}

/** Rows of all tables that the format holds; undefined as soon as one is not counted. */
function reportedTotal({ tables }: ExportDocument, format: ExportTask['request']['format']): number | undefined {
  const held: readonly ExportTable[] = format === 'csv' ? tables.slice(0, 1) : tables;
  return held.reduce<number | undefined>(
    (sum, { rowTotal }) => (sum === undefined || rowTotal === undefined ? undefined : sum + rowTotal),
    0,
  );
}
