/** Exports from start to file: every kind in every format, who may have them, how they end, and what is left behind. */
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCsv } from '../../main/adapters/csv-syntax.ts';
import { copyExport } from '../../main/adapters/export-folder.ts';
import { startExportWorker } from '../../main/adapters/export-worker.ts';
import { createExports, type ExportsWorld } from '../../main/flows/exports.ts';
import { startConsoleServer } from '../../main/headless/console-server.ts';
import { DATABASE_FILE } from '../../main/store/sqlite/connection.ts';
import { EXPORT_LIFETIME_MILLISECONDS, EXPORT_PDF_ROWS_MAX } from '../../shared/limits.ts';
import { EXPORT_FORMATS, type ExportFormat, type ExportRequest, type ExportSubject } from '../../shared/schemas/export.ts';
import type { ContractClient } from '../contract/pipes.ts';
import { type ExportWorld, FROM, NASTY, openExportWorld, UNTIL, ZONE } from '../support/exports.ts';
import { random, temporaryFolder } from '../support/store.ts';

const ATTEMPTS = 6000;
const ALL = ATTEMPTS + NASTY.length;
const LOG: ExportSubject = { kind: 'attempts', filter: {} };
const SUBJECTS: readonly ExportSubject[] = [
  LOG,
  { kind: 'users', filter: { search: '', sort: 'username', direction: 'asc' } },
  { kind: 'tokens', filter: { search: '', sort: 'serial', direction: 'asc' } },
  { kind: 'operator-log' },
  { kind: 'authentications', filter: { from: FROM, until: UNTIL, bucket: 'day' } },
  { kind: 'user-summary', filter: { from: FROM, until: UNTIL, search: '', sort: 'attempts', direction: 'desc' } },
  { kind: 'denials-by-reason', filter: { from: FROM, until: UNTIL } },
];
const FIRST_BYTES: Readonly<Record<ExportFormat, string>> = { csv: '\u00ef\u00bb', xlsx: 'PK', pdf: '%P', json: '{"' };
const REQUEST: ExportRequest = { subject: LOG, format: 'csv', language: 'en', timeZone: ZONE };

let world: ExportWorld;
let alice: { readonly client: ContractClient; readonly sessionId: string };
beforeAll(async () => {
  world = await openExportWorld(ATTEMPTS);
  alice = await world.console('Alice');
}, 60_000);
afterAll(() => world?.close());

const csvOf = (text: string) => readCsv(text.replace(/^\uFEFF/, ''), ',').map(({ cells }) => cells);

describe.each(SUBJECTS)('$kind', (subject) => {
  it.each(EXPORT_FORMATS)('is written as %s, whole, and under no other name', async (format) => {
    const job = await world.make(alice.client, subject, format);
    expect(job).toMatchObject({ state: 'done', isCut: format === 'pdf' && subject.kind === 'attempts' });
    // Counted before the first row was read: more than the paper holds.
    if (job.isCut) expect(job).toMatchObject({ rowCount: EXPORT_PDF_ROWS_MAX, rowTotal: ALL });
    const path = world.pathOf(job);
    expect(statSync(path).size).toBe(job.sizeBytes);
    expect(existsSync(`${path}.part`)).toBe(false);
    expect(readFileSync(path).subarray(0, 2).toString('latin1')).toBe(FIRST_BYTES[format]);
    await alice.client.exports.cancel({ id: job.id });
    expect(existsSync(path)).toBe(false);
  });
});

describe('CSV of the log', () => {
  it('holds every row once, newest first, with a byte order mark and CRLF', async () => {
    const job = await world.make(alice.client, LOG, 'csv');
    const text = world.textOf(job);
    expect(text.startsWith('\uFEFFid,time,username,')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/\n$/);
    const [, ...rows] = csvOf(text);
    const ids = rows.map(([id]) => Number(id));
    expect(ids).toEqual(Array.from({ length: ALL }, (_, index) => ALL - index));
    expect(job.rowCount).toBe(ALL);
    expect(rows[0]?.[1]).toBe(`2026-11-01T00:59:00.${String(NASTY.length - 1).padStart(3, '0')}+01:00`);
    await alice.client.exports.cancel({ id: job.id });
  });

  it('gives no spreadsheet a formula', async () => {
    const job = await world.make(alice.client, { kind: 'attempts', filter: { result: 301, from: UNTIL - 60_000 } }, 'csv');
    const names = csvOf(world.textOf(job))
      .slice(1)
      .map((cells) => cells[2] ?? '');
    expect(names).toHaveLength(NASTY.length);
    expect(names.filter((name) => /^[=+\-@\t\r]/.test(name))).toEqual([]);
    expect(names).toContain(`'${NASTY[0]}`);
    await alice.client.exports.cancel({ id: job.id });
  });

  it('keeps to the columns of the screen, in their order', async () => {
    let job = await alice.client.exports.start({ ...REQUEST, columns: ['result', 'user', 'unknown'] });
    for (; job.state === 'running'; job = await alice.client.exports.get({ id: job.id }))
      await new Promise((resolve) => setTimeout(resolve, 20));
    expect(csvOf(world.textOf(job))[0]).toEqual(['granted', 'result_label', 'username']);
    await alice.client.exports.cancel({ id: job.id });
  });
});

type ExcelCell = { readonly value: unknown; readonly numFmt?: string };
type ExcelSheet = {
  readonly name: string;
  readonly rowCount: number;
  readonly autoFilter: unknown;
  readonly views: readonly { readonly state?: string; readonly ySplit?: number }[];
  getRow(number: number): { getCell(column: number): ExcelCell; readonly values: readonly unknown[] };
};
async function openWorkbook(path: string): Promise<readonly ExcelSheet[]> {
  const workbook = new exceljs.Workbook();
  await workbook.xlsx.readFile(path);
  return workbook.worksheets as unknown as readonly ExcelSheet[];
}

describe('Excel', () => {
  it('types each cell, freezes the header, filters, and keeps a formula as text', async () => {
    const job = await world.make(alice.client, { kind: 'attempts', filter: { from: UNTIL - 60_000 } }, 'xlsx');
    const [cover, log] = await openWorkbook(world.pathOf(job));
    expect(cover?.name).toBe('Report');
    expect(log?.rowCount).toBe(NASTY.length + 1);
    expect(log?.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 });
    expect(log?.autoFilter).toBe(`A1:AD${NASTY.length + 1}`);
    const oldest = log?.getRow(NASTY.length + 1);
    expect(oldest?.getCell(1).value).toBe(ATTEMPTS + 1);
    // A sheet knows no zones: the clock of Amsterdam, read as if it were UTC.
    expect(oldest?.getCell(2).value).toEqual(new Date('2026-11-01T00:59:00.000Z'));
    expect(oldest?.getCell(2).numFmt).toContain('yyyy');
    const names = Array.from({ length: NASTY.length }, (_, index) => log?.getRow(NASTY.length + 1 - index).getCell(3).value);
    expect(names.slice(0, 9)).toEqual(NASTY.slice(0, 9));
    expect(names[10]).toBe('half \uFFFD pair');
    expect(names[11]).toBe('007');
    await alice.client.exports.cancel({ id: job.id });
  });

  it('has the numbers of the report on its sheets, in Dutch too', async () => {
    const summary = await alice.client.reports.summary({ from: FROM, until: UNTIL, bucket: 'day', timeZone: ZONE });
    const job = await world.make(
      alice.client,
      { kind: 'authentications', filter: { from: FROM, until: UNTIL, bucket: 'day' } },
      'xlsx',
      'nl',
    );
    const sheets = await openWorkbook(world.pathOf(job));
    expect(sheets.map(({ name }) => name)).toEqual([
      'Rapport',
      'Verloop',
      'Naar resultaat',
      'Naar methode en modus',
      'Naar toepassing',
      'Drukste uren',
    ]);
    const results = sheets[2];
    const found = summary.byResult.map((_, index) => results?.getRow(index + 2).getCell(4).value);
    expect(found).toEqual(summary.byResult.map(({ count }) => count));
    expect(found.reduce<number>((sum, count) => sum + Number(count), 0)).toBe(ALL);
    await alice.client.exports.cancel({ id: job.id });
  });
});

describe('JSON', () => {
  it('is one object with what was asked and all rows', async () => {
    const summary = await alice.client.reports.summary({ from: FROM, until: UNTIL, bucket: 'month', timeZone: ZONE });
    const job = await world.make(alice.client, { kind: 'denials-by-reason', filter: { from: FROM, until: UNTIL } }, 'json');
    const { meta, rows } = JSON.parse(world.textOf(job)) as { meta: object; rows: readonly { count: number; share: number }[] };
    expect(meta).toMatchObject({
      kind: 'denials-by-reason',
      madeBy: 'Alice',
      timeZone: ZONE,
      filter: { from: FROM, until: UNTIL },
    });
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(summary.totals.denied);
    expect(rows.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
    await alice.client.exports.cancel({ id: job.id });
  });
});

describe('who may have it', () => {
  it('shows a job to nobody but its operator, and hands its file to no other session', async () => {
    const harry = await world.console('Harry');
    const job = await world.make(alice.client, LOG, 'csv');
    await expect(harry.client.exports.get({ id: job.id })).rejects.toMatchObject({ code: 'EXPORT_NOT_FOUND' });
    await expect(harry.client.exports.cancel({ id: job.id })).rejects.toMatchObject({ code: 'EXPORT_NOT_FOUND' });
    await expect(world.engine.exports.open(harry.sessionId, job.id)).rejects.toMatchObject({ code: 'EXPORT_NOT_FOUND' });
    await expect(world.engine.exports.open(undefined, job.id)).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    await expect(world.engine.exports.open('made-up', job.id)).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    expect(await world.engine.exports.open(alice.sessionId, job.id)).toMatchObject({
      fileName: job.fileName,
      sizeBytes: job.sizeBytes,
    });
    await alice.client.exports.cancel({ id: job.id });
  });

  it('keeps the operator log from the help desk', async () => {
    const { client } = await world.console('Harry');
    const request: ExportRequest = { ...REQUEST, subject: { kind: 'operator-log' } };
    await expect(client.exports.start(request)).rejects.toMatchObject({ code: 'ROLE_INSUFFICIENT' });
  });

  it('writes into the operator log who exported what', async () => {
    const { client } = await world.console('Audrey');
    const filter = { username: 'user3', isGranted: false };
    const job = await world.make(client, { kind: 'attempts', filter }, 'json');
    const { rows } = await alice.client.audit.list({ limit: 20 });
    const row = rows.find(({ action, actor }) => action === 'exports.start' && actor === 'Audrey');
    expect(row?.subject).toBe('attempts');
    expect(JSON.parse(row?.detail ?? '')).toMatchObject({ format: 'json', filter });
    await client.exports.cancel({ id: job.id });
  });

  it('serves the file over HTTP to the session that made it, and to nobody else', async () => {
    const log = { info: () => undefined, error: () => undefined };
    const server = await startConsoleServer({ engine: world.engine, log, port: 0, consoleFolder: '/nowhere', localToken: 'x' });
    try {
      const job = await world.make(alice.client, LOG, 'csv');
      const get = (sessionId: string) =>
        fetch(`${server.address}exports/${job.id}`, { headers: { cookie: `countersign-${server.port}=${sessionId}` } });
      const mine = await get(alice.sessionId);
      expect(mine.headers.get('content-disposition')).toContain(`filename="${job.fileName}"`);
      expect(mine.headers.get('cache-control')).toBe('no-store');
      expect(Buffer.from(await mine.arrayBuffer()).equals(readFileSync(world.pathOf(job)))).toBe(true);
      expect((await get((await world.console('Harry')).sessionId)).status).toBe(404);
      expect((await get('')).status).toBe(401);
      await alice.client.exports.cancel({ id: job.id });
      expect((await get(alice.sessionId)).status).toBe(404);
    } finally {
      await server.close();
    }
  });
});

describe('how it ends', () => {
  it('refuses an unknown time zone and a period that ends before it starts', async () => {
    await expect(alice.client.exports.start({ ...REQUEST, timeZone: 'Mars/Olympus' })).rejects.toMatchObject({
      code: 'REPORT_PERIOD_INVALID',
    });
    const subject: ExportSubject = { kind: 'attempts', filter: { from: UNTIL, until: FROM } };
    await expect(alice.client.exports.start({ ...REQUEST, subject })).rejects.toMatchObject({ code: 'REPORT_PERIOD_INVALID' });
  });

  it('runs two at once, and leaves nothing of one that is cancelled', async () => {
    const both = [await alice.client.exports.start(REQUEST), await alice.client.exports.start(REQUEST)];
    await expect(alice.client.exports.start(REQUEST)).rejects.toMatchObject({ code: 'EXPORT_TOO_MANY' });
    for (const { id } of both) expect(await alice.client.exports.cancel({ id })).toMatchObject({ state: 'cancelled' });
    const left = readdirSync(join(world.folder, 'exports'));
    expect(left.filter((name) => both.some(({ id }) => name.startsWith(id)))).toEqual([]);
    expect(await world.make(alice.client, LOG, 'csv')).toMatchObject({ state: 'done' });
  });

  it('says that the disk is full, and leaves no half file', async () => {
    const folder = temporaryFolder();
    const path = join(folder.path, 'log.csv');
    // A device that is always full: the write itself fails with ENOSPC.
    symlinkSync('/dev/full', `${path}.part`);
    const databasePath = join(world.folder, DATABASE_FILE);
    const task = {
      databasePath,
      path,
      request: REQUEST,
      actor: 'Alice',
      serverName: 's',
      version: '0',
      now: Date.now(),
      masksPhone: false,
    };
    await expect(startExportWorker(task, () => undefined).done).rejects.toMatchObject({ code: 'EXPORT_DISK_FULL' });
    expect(readdirSync(folder.path)).toEqual([]);
    expect(existsSync('/dev/full')).toBe(true);
    folder.remove();
  });

  it('copies whole or not at all, and leaves an older file when the disk is full', async () => {
    const folder = temporaryFolder();
    const [source, target] = [join(folder.path, 'source'), join(folder.path, 'target.csv')];
    writeFileSync(source, 'new');
    writeFileSync(target, 'old');
    symlinkSync('/dev/full', `${target}.part`);
    await expect(copyExport(source, target)).rejects.toMatchObject({ code: 'EXPORT_DISK_FULL', detail: { path: target } });
    expect(readFileSync(target, 'utf8')).toBe('old');
    expect(readdirSync(folder.path).sort()).toEqual(['source', 'target.csv']);
    await copyExport(source, target);
    expect(readFileSync(target, 'utf8')).toBe('new');
    mkdirSync(join(folder.path, 'taken'));
    await expect(copyExport(source, join(folder.path, 'taken'))).rejects.toMatchObject({ code: 'EXPORT_WRITE_FAILED' });
    folder.remove();
  });

  it('wipes a file when its time is up', async () => {
    const timers: (readonly [number, () => void])[] = [];
    const removed: string[] = [];
    const ports: ExportsWorld = {
      store: { write: async () => ({ changedCount: 0 }) as never },
      clock: { now: () => FROM },
      random,
      databasePath: '',
      serverName: 's',
      version: '0',
      masksPhone: () => false,
      pathOf: (id) => id,
      makeFolder: async () => undefined,
      removeFile: async (path) => void removed.push(path),
      startWorker: () => ({ done: Promise.resolve({ rowCount: 1, sizeBytes: 2, isCut: false }), stop: async () => undefined }),
      after: (milliseconds, action) => {
        timers.push([milliseconds, action]);
        return () => undefined;
      },
      tell: () => undefined,
      onFailure: (error) => expect.unreachable(String(error)),
    };
    const flows = createExports(ports);
    const { id } = await flows.start('Alice', REQUEST);
    await new Promise((resolve) => setImmediate(resolve));
    expect(flows.get('Alice', id)).toMatchObject({ state: 'done' });
    expect(timers.map(([milliseconds]) => milliseconds)).toEqual([EXPORT_LIFETIME_MILLISECONDS]);
    timers[0]?.[1]();
    await new Promise((resolve) => setImmediate(resolve));
    expect(removed).toEqual([id]);
    expect(() => flows.get('Alice', id)).toThrow('EXPORT_NOT_FOUND');
  });

  it('leaves nothing of an earlier run, however that ended', async () => {
    const job = await world.make(alice.client, LOG, 'csv');
    const path = world.pathOf(job);
    await world.restart();
    expect(existsSync(path)).toBe(false);
    // A run that was killed.
    mkdirSync(join(world.folder, 'exports'), { recursive: true });
    writeFileSync(join(world.folder, 'exports', 'left.csv.part'), 'personal data');
    rmSync(path, { force: true });
    await world.restart();
    expect(existsSync(join(world.folder, 'exports'))).toBe(false);
  });
});
