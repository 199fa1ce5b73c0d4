import { describe, expect, it } from 'vitest';
import { formatImportLog, LOG_COLUMNS, type LogColumn, logFileName } from '../../renderer/pages/TokenImport/import-log.ts';
import { checkFileSize, readBase64 } from '../../renderer/pages/TokenImport/read-base64.ts';
import { ALL_ROWS, groupDigits, problemsOf, rowStateOf, rowsQueryOf } from '../../renderer/pages/TokenImport/row-view.ts';
import { csvCell } from '../../shared/csv-cell.ts';
import { IMPORT_FILE_MAX_BYTES } from '../../shared/limits.ts';
import type { ImportRow } from '../../shared/schemas/token-import.ts';

const signal = () => new AbortController().signal;

function importRow(changes: Partial<ImportRow> = {}): ImportRow {
  return {
    line: 2,
    serial: '10001',
    user: 'ann',
    createsUser: true,
    status: 'ok',
    code: 'OK',
    message: '',
    column: '',
    type: 'totp',
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
    counter: '0',
    manufacturer: 'Feitian',
    model: 'c200',
    exampleCode: '123456',
    ...changes,
  };
}

describe('reading the file', () => {
  it.each([1, 2, 3, 786_431, 786_432, 786_433, 2_000_000])('gives the Base64 of %i bytes, whatever the pieces', async (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, index) => (index * 7 + (index >> 8)) & 0xff);
    const shares: number[] = [];
    const text = await readBase64(new File([bytes], 'f'), (share) => shares.push(share), signal());
    expect(text === Buffer.from(bytes).toString('base64')).toBe(true);
    expect(shares.at(-1)).toBe(1);
    expect(shares.length).toBe(Math.ceil(size / 786_432));
  });

  it('stops between two pieces', async () => {
    const controller = new AbortController();
    const reading = readBase64(new File([new Uint8Array(2_000_000)], 'f'), () => controller.abort(), controller.signal);
    await expect(reading).rejects.toThrow('aborted');
  });

  it('says which file could not be read', async () => {
    const gone = {
      name: 'gone.xml',
      size: 10,
      slice: () => ({ arrayBuffer: () => Promise.reject(new Error('the file was moved')) }) as unknown as Blob,
    };
    await expect(readBase64(gone, () => undefined, signal())).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      detail: { path: 'gone.xml', problem: 'the file was moved' },
    });
  });

  it('refuses what the server would refuse, before it is read', () => {
    expect(checkFileSize({ size: 0 })?.code).toBe('IMPORT_FILE_EMPTY');
    expect(checkFileSize({ size: IMPORT_FILE_MAX_BYTES })).toBeUndefined();
    expect(checkFileSize({ size: IMPORT_FILE_MAX_BYTES + 1 })?.code).toBe('IMPORT_FILE_TOO_LARGE');
  });
});

describe('the import log', () => {
  const words = {
    header: Object.fromEntries(LOG_COLUMNS.map((column) => [column, column])) as Record<LogColumn, string>,
    outcome: { ok: 'imported', duplicate: 'left out', error: 'left out' },
    yes: 'yes',
    no: 'no',
  };

  it.each([
    ['=1+1', `"'=1+1"`],
    ['+44', `"'+44"`],
    ['-7', `"'-7"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['  =1', `"'  =1"`],
    ['\t=1', `"'\t=1"`],
    ['＝1', `"'＝1"`],
    ['=HYPERLINK("a","b")', `"'=HYPERLINK(""a"",""b"")"`],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['two\r\nlines', '"two\r\nlines"'],
    [' padded ', '" padded "'],
    ['plain 1=2', 'plain 1=2'],
    ['', ''],
  ])('writes %j as %s', (text, cell) => expect(csvCell(text)).toBe(cell));

  it('has a line for each row, a counter only for HOTP, and never a code', () => {
    const log = formatImportLog(
      [
        importRow(),
        importRow({ line: 3, type: 'hotp', counter: '18446744073709551615', createsUser: false }),
        importRow({ line: 4, status: 'error', code: 'SECRET_TOO_SHORT', column: 'secret key', message: 'Too short, 40 bits.' }),
      ],
      words,
    );
    const lines = log.split('\r\n');
    expect(lines).toHaveLength(5);
    expect(lines[0]).toBe(`\uFEFF${LOG_COLUMNS.join(',')}`);
    expect(lines[1]).toBe('2,10001,ann,yes,imported,OK,,,totp,SHA1,6,30,,Feitian,c200');
    expect(lines[2]).toContain(',hotp,SHA1,6,,18446744073709551615,');
    expect(lines[3]).toContain(',left out,SECRET_TOO_SHORT,secret key,"Too short, 40 bits.",');
    expect(log).not.toContain('123456');
  });

  it('is named after the file, without what a file system refuses', () => {
    const at = Date.UTC(2026, 10, 20, 14, 3);
    expect(logFileName('delivery 7.xml', at)).toBe('import-log 2026-11-20 1403 delivery 7.csv');
    expect(logFileName('a/b:c?.csv', at)).toBe('import-log 2026-11-20 1403 a_b_c_.csv');
  });
});

describe('the rows of the preview', () => {
  it('calls a good row with something to look at a warning', () => {
    expect(rowStateOf({ status: 'ok', code: 'OK' })).toBe('ok');
    expect(rowStateOf({ status: 'ok', code: 'SECRET_SHORT' })).toBe('warning');
    expect(rowStateOf({ status: 'error', code: 'MAC_INVALID' })).toBe('error');
  });

  it('asks the server for what the tiles say', () => {
    expect(rowsQueryOf('a', ALL_ROWS)).toEqual({ importId: 'a', search: '', order: 'problems', offset: 0, limit: 100 });
    expect(rowsQueryOf('a', { ...ALL_ROWS, state: 'warning' })).toMatchObject({ status: 'ok', hasWarning: true });
    expect(rowsQueryOf('a', { ...ALL_ROWS, state: 'ok' })).not.toHaveProperty('hasWarning');
  });

  it('lists problems, errors first, then the commonest', () => {
    const problems = problemsOf({ OK: 90, DUPLICATE_IN_FILE: 9, SECRET_SHORT: 4, KEY_EXPIRED: 1, MAC_INVALID: 3 });
    expect(problems.map(({ code }) => code)).toEqual(['MAC_INVALID', 'KEY_EXPIRED', 'SECRET_SHORT', 'DUPLICATE_IN_FILE']);
  });

  it('groups digits as devices show them', () => {
    expect(['123456', '1234567', '12345678'].map(groupDigits)).toEqual(['123 456', '1234 567', '1234 5678']);
  });
});
