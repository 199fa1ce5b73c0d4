import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startImportWorker } from '../../main/adapters/import-worker.ts';
import { createSecretBox } from '../../main/adapters/secret-box.ts';
import { AppError, appError } from '../../main/engine/app-error.ts';
import { Secret } from '../../main/engine/secret.ts';
import type { ImportWorker } from '../../main/engine/tokens/import-port.ts';
import { createTokenImports, type ImportPreviewInput, type ImportWorld } from '../../main/flows/import-tokens.ts';
import type { AuditDraft, ImportedToken, Store, Writes } from '../../main/store/port.ts';
import { IMPORT_LIFETIME_MILLISECONDS } from '../../shared/limits.ts';
import { importPreviewSchema, importResultSchema, importRowsSchema } from '../../shared/schemas/token-import.ts';

const NOW = Date.UTC(2026, 10, 20);
const DATA_KEY = Buffer.alloc(32, 3);
const FIGURE_6 = readFileSync(new URL('../vectors/pskc/rfc6030-figure6.xml', import.meta.url));
const KEY_HEX = '12345678 90123456 78901234 56789012';
const CSV = `upn,serial number,secret key,time interval,manufacturer,model
anna@example.org,1001,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ,30,Acme,C100
bert@example.org,1002,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ,60,Acme,C100
,1003,GEZDGNBVGY3TQOJQ,30,Acme,C100
,1004,not a secret!,30,Acme,C100
,1001,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ,30,Acme,C100
,STORED,GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ,30,Acme,C100
`;

let folder = '';
let databasePath = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-tokens-'));
  databasePath = join(folder, 'lookup.db');
  const database = new Database(databasePath);
  database.pragma('journal_mode = WAL');
  database.exec(`CREATE TABLE tokens (serial TEXT NOT NULL COLLATE NOCASE UNIQUE) STRICT;
    CREATE TABLE users (username_key TEXT NOT NULL UNIQUE) STRICT;
    INSERT INTO tokens VALUES ('stored'); INSERT INTO users VALUES ('anna@example.org');`);
  database.close();
});
afterAll(() => rm(folder, { recursive: true }));

type Written = { readonly tokens: readonly ImportedToken[]; readonly audit: AuditDraft | undefined };

function makeWorld(onWrite: () => void = () => undefined) {
  const written: Written[] = [];
  const workers: { worker: ImportWorker; isStopped: boolean }[] = [];
  const timers = new Map<number, () => void>();
  let now = NOW;
  let ids = 0;
  const write = async (name: string, input: Writes['tokens.import']['input'], audit: AuditDraft | undefined) => {
    expect(name).toBe('tokens.import');
    onWrite();
    const tokens = JSON.parse(new TextDecoder().decode(input.rows)) as ImportedToken[];
    written.push({ tokens, audit });
    return {
      importedCount: tokens.length,
      createdUserCount: tokens.filter((token) => token.createsUser).length,
      assignedCount: 0,
    };
  };
  const world: ImportWorld = {
    store: { write: write as unknown as Store['write'] },
    clock: { now: () => now },
    random: {
      bytes: (lengthBytes) => {
        ids += 1;
        return new Uint8Array(lengthBytes).fill(ids);
      },
    },
    dataKey: new Secret(DATA_KEY),
    startWorker: () => {
      const worker = startImportWorker(databasePath);
      const entry = { worker, isStopped: false };
      workers.push(entry);
      return {
        ...worker,
        stop: async () => {
          entry.isStopped = true;
          await worker.stop();
        },
      };
    },
    after: (_, action) => {
      const id = timers.size;
      timers.set(id, action);
      return () => timers.delete(id);
    },
  };
  const pass = (milliseconds: number) => {
    now += milliseconds;
  };
  return { imports: createTokenImports(world), written, workers, timers, pass };
}

function request(content: string | Uint8Array, fields: Partial<ImportPreviewInput> = {}): ImportPreviewInput {
  return { fileName: 'tokens.csv', content: Buffer.from(content).toString('base64'), createsUsers: false, ...fields };
}
async function codeOf(action: Promise<unknown>): Promise<string> {
  return action.then(
    () => 'no error',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  );
}

let close: () => Promise<void> = async () => undefined;
afterEach(() => close());

function start(onWrite?: () => void) {
  const made = makeWorld(onWrite);
  close = () => made.imports.close();
  return made;
}
async function previewed(imports: ReturnType<typeof start>['imports'], input: ImportPreviewInput) {
  const preview = importPreviewSchema.parse(await imports.preview('ada', input));
  if (preview.state !== 'preview') throw new Error(preview.problem);
  return preview;
}
const page = { search: '', offset: 0, limit: 100 };

describe('importing tokens', () => {
  it('unlocks a PSKC file, shows its row with the code of the device, and commits it sealed', async () => {
    const { imports, written, workers } = start();
    expect(await imports.preview('ada', request(FIGURE_6))).toMatchObject({ state: 'locked', needs: 'key', problem: '' });
    expect(await imports.preview('ada', request(FIGURE_6, { keyHex: 'abc' }))).toMatchObject({
      problem: 'PSKC_KEY_LENGTH_INVALID',
    });
    expect(await imports.preview('ada', request(FIGURE_6, { keyHex: '00'.repeat(16) }))).toMatchObject({
      problem: 'PSKC_KEY_WRONG',
    });
    const { importId, summary } = await previewed(imports, request(FIGURE_6, { keyHex: KEY_HEX }));
    expect(summary).toEqual({ ok: 1, duplicate: 0, error: 0, warning: 0, usersToCreate: 0 });
    const { rows } = importRowsSchema.parse(await imports.rows('ada', { importId, ...page }));
    // RFC 4226 appendix D: count 0 of this seed truncates to 1284755224.
    expect(rows).toMatchObject([{ serial: '987654321', type: 'hotp', digits: 8, exampleCode: '84755224', code: 'OK' }]);
    const result = await imports.commit('ada', { importId, policy: 'all-or-nothing' });
    expect(importResultSchema.parse(result)).toMatchObject({ importedCount: 1, duplicateCount: 0, errorCount: 0, at: NOW });
    const [batch] = written;
    expect(batch?.audit).toMatchObject({
      actor: 'ada',
      action: 'tokens.import',
      subject: 'tokens.csv',
      detail: { importedCount: 1 },
    });
    const sealed = Buffer.from(batch?.tokens[0]?.sealedSeed ?? '', 'base64');
    const box = createSecretBox(DATA_KEY, { bytes: () => new Uint8Array(12) });
    expect(Buffer.from(box.open(sealed, 'token-seed:987654321')).toString()).toBe('12345678901234567890');
    expect(workers.every((worker) => worker.isStopped)).toBe(true);
    expect(DATA_KEY.every((byte) => byte === 3)).toBe(true);
  });

  it('judges each row of a CSV file', async () => {
    const { imports } = start();
    const { importId, summary, format } = await previewed(imports, request(CSV, { createsUsers: true }));
    expect(format).toMatchObject({ kind: 'csv', hasHeader: true, delimiter: 'comma', textEncoding: 'utf-8' });
    expect(summary).toEqual({ ok: 3, duplicate: 2, error: 1, warning: 1, usersToCreate: 1 });
    const all = await imports.rows('ada', { importId, ...page });
    expect(all.rows.map((row) => [row.line, row.code, row.createsUser])).toEqual([
      [2, 'OK', false],
      [3, 'OK', true],
      [4, 'SECRET_SHORT', false],
      [5, 'SECRET_ENCODING_INVALID', false],
      [6, 'DUPLICATE_IN_FILE', false],
      [7, 'DUPLICATE_IN_STORE', false],
    ]);
    expect(all.codes).toMatchObject({ OK: 2, SECRET_SHORT: 1 });
    expect(JSON.stringify(all)).not.toContain('GEZDGN');
    expect((await imports.rows('ada', { importId, ...page, status: 'error' })).total).toBe(1);
    expect((await imports.rows('ada', { importId, ...page, search: 'BERT' })).total).toBe(1);
    expect((await imports.rows('ada', { importId, ...page, offset: 5, limit: 1 })).rows[0]?.line).toBe(7);
  });

  it('refuses bad rows under all-or-nothing, and leaves them out under good-rows', async () => {
    const { imports, written } = start();
    const { importId } = await previewed(imports, request(CSV));
    expect(await codeOf(imports.commit('ada', { importId, policy: 'all-or-nothing' }))).toBe('IMPORT_HAS_BAD_ROWS');
    expect(written).toEqual([]);
    const result = await imports.commit('ada', { importId, policy: 'good-rows' });
    // Without createsUsers bert is not found.
    expect(result).toMatchObject({ importedCount: 2, duplicateCount: 2, errorCount: 2 });
    expect(written[0]?.tokens.map(({ serial, username }) => [serial, username])).toEqual([
      ['1001', 'anna@example.org'],
      ['1003', undefined],
    ]);
    expect(await codeOf(imports.commit('ada', { importId, policy: 'good-rows' }))).toBe('IMPORT_NOT_FOUND');
  });

  it('stays open when the store refuses, so that the operator can try again', async () => {
    let failures = 1;
    const { imports, written } = start(() => {
      failures -= 1;
      if (failures === 0) throw appError('IMPORT_CONFLICT', { detail: { serial: '1001' } });
    });
    const { importId } = await previewed(imports, request(CSV));
    expect(await codeOf(imports.commit('ada', { importId, policy: 'good-rows' }))).toBe('IMPORT_CONFLICT');
    await imports.commit('ada', { importId, policy: 'good-rows' });
    expect(written).toHaveLength(1);
  });

  it('is not committed twice by two clicks', async () => {
    const { imports, written } = start();
    const { importId } = await previewed(imports, request(CSV));
    const outcomes = await Promise.all([1, 2].map(() => codeOf(imports.commit('ada', { importId, policy: 'good-rows' }))));
    expect(outcomes.sort()).toEqual(['IMPORT_NOT_FOUND', 'no error']);
    expect(written).toHaveLength(1);
  });
});

describe('the end of an import', () => {
  it('comes with cancel, which stops its thread', async () => {
    const { imports, workers } = start();
    const { importId } = await previewed(imports, request(CSV));
    await imports.cancel('eve', { importId });
    expect(workers[0]?.isStopped).toBe(false);
    expect(await codeOf(imports.rows('eve', { importId, ...page }))).toBe('IMPORT_NOT_FOUND');
    await imports.cancel('ada', { importId });
    expect(workers[0]?.isStopped).toBe(true);
    expect(await codeOf(imports.rows('ada', { importId, ...page }))).toBe('IMPORT_NOT_FOUND');
  });

  it('comes with its time, by the timer and by the clock', async () => {
    const { imports, workers, timers, pass } = start();
    const first = await previewed(imports, request(CSV));
    expect(first.expiresAt).toBe(NOW + IMPORT_LIFETIME_MILLISECONDS);
    for (const action of [...timers.values()]) action();
    expect(workers[0]?.isStopped).toBe(true);
    const second = await previewed(imports, request(CSV));
    pass(IMPORT_LIFETIME_MILLISECONDS);
    expect(await codeOf(imports.commit('ada', { importId: second.importId, policy: 'good-rows' }))).toBe('IMPORT_NOT_FOUND');
    expect(workers[1]?.isStopped).toBe(true);
  });

  it('comes to the oldest when too many are open', async () => {
    const { imports, workers } = start();
    for (let i = 0; i < 5; i += 1) await previewed(imports, request(CSV));
    expect(workers.map((worker) => worker.isStopped)).toEqual([true, false, false, false, false]);
  });
});

describe('a file that is refused', () => {
  it.each([
    ['IMPORT_FILE_EMPTY', ''],
    ['IMPORT_FILE_EMPTY', ' \n '],
    ['IMPORT_FORMAT_UNKNOWN', 'PK\u0003\u0004spreadsheet'],
    ['IMPORT_FORMAT_UNKNOWN', 'just a line'],
    ['IMPORT_ENCODING_INVALID', Buffer.from('a,b,\xff\xfe\xfd', 'latin1')],
    ['CSV_HEADER_INVALID', 'serial number,time interval,model\n1,30,x'],
    ['CSV_SYNTAX_INVALID', '1,"AAAA,30\n'],
    ['PSKC_DTD_REFUSED', '<?xml version="1.0"?><!DOCTYPE a><a/>'],
    ['PSKC_NOT_A_KEY_CONTAINER', '<a/>'],
    ['PSKC_XML_DAMAGED', '<a'],
  ])('%s', async (code, content) => {
    const { imports, workers } = start();
    expect(await codeOf(imports.preview('ada', { ...request(''), content: Buffer.from(content) }))).toBe(code);
    expect(workers[0]?.isStopped).toBe(true);
  });
});
