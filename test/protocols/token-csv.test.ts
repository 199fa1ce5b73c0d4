// Forms of reference/mfa-server.md section 7; seeds are those of RFC 6238 appendix B.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCsv } from '../../main/adapters/csv-syntax.ts';
import { FileRefusal } from '../../main/protocols/file-refusal.ts';
import { decodeText } from '../../main/protocols/text-encoding/decode-text.ts';
import { parseInstant } from '../../main/protocols/text-encoding/parse-instant.ts';
import { readTokenCsv } from '../../main/protocols/token-csv/read-token-csv.ts';
import type { SeedEncoding } from '../../shared/schemas/token.ts';

const BASE32 = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';
const HEX = '3132333435363738393031323334353637383930';
const SEED = '12345678901234567890';

const read = (text: string, encoding?: SeedEncoding) => readTokenCsv(text, encoding, readCsv);
const rowsOf = (text: string, encoding?: SeedEncoding) => read(text, encoding).candidates;
const seedOf = (row: { seed: Uint8Array | undefined } | undefined) => Buffer.from(row?.seed ?? []).toString();
function refusalOf(action: () => unknown): string {
  try {
    action();
    return 'no refusal';
  } catch (error) {
    if (error instanceof FileRefusal) return error.code;
    throw error;
  }
}

describe('the shapes of makers', () => {
  it.each([
    ['three columns', `1001,${BASE32},30`],
    ['three columns with a header', `serial number,secret key,time interval\n1001,${BASE32},30`],
    ['semicolons', `1001;${BASE32};30`],
    ['tabs', `serial\tsecret\tinterval\n1001\t${BASE32}\t30`],
    ['a delimiter line of Excel', `sep=;\r\n1001;${BASE32};30`],
    ['quoted cells', `"1001","${BASE32}","30"`],
    ['empty lines and cells at the end', `\n1001,${BASE32},30,,\n\n`],
    ['hexadecimal secrets', `1001,${HEX},30`],
    ['lower case, spaces and padding', `1001,gezd gnbv gy3t qojq gezd gnbv gy3t qojq======,30`],
    ['dashes', `1001,GEZDGNBV-GY3TQOJQ-GEZDGNBV-GY3TQOJQ,30`],
    ['columns in any order', `Time-Interval,Serial_Number,Colour,Secret Key\n30,1001,red,${BASE32}`],
    ['seconds with their unit', `1001,${BASE32},30s`],
    ['privacyIDEA', `1001,${HEX},TOTP,6,30`],
  ])('%s', (_, text) => {
    const [row] = rowsOf(text);
    expect(row).toMatchObject({ serial: '1001', type: 'totp', periodSeconds: 30, digits: 6, finding: undefined });
    expect(seedOf(row)).toBe(SEED);
  });

  it('five columns', () => {
    expect(rowsOf(`1001,${BASE32},60,Acme,C100`)[0]).toMatchObject({ periodSeconds: 60, manufacturer: 'Acme', model: 'C100' });
  });

  it('six columns, the user first', () => {
    const reading = read(
      `upn,serial number,secret key,timeinterval,manufacturer,model\na@example.org,1001,${BASE32},30,Acme,C100`,
    );
    expect(reading).toMatchObject({
      hasHeader: true,
      delimiter: 'comma',
      description: 'CSV, 6 columns with a header line, Base32 secrets',
    });
    expect(reading.candidates[0]).toMatchObject({ line: 2, user: 'a@example.org', serial: '1001', model: 'C100' });
  });

  it('a counter makes a token HOTP', () => {
    const text = `serial,secret,counter,digits,algorithm,expiry date\n1,${BASE32},18446744073709551615,8,HMAC-SHA512,2030-01-31\n2,${BASE32},,6,,`;
    const [hotp, totp] = rowsOf(text);
    expect(hotp).toMatchObject({
      type: 'hotp',
      counter: '18446744073709551615',
      digits: 8,
      algorithm: 'SHA512',
      expiresAt: Date.UTC(2030, 0, 31),
    });
    expect(totp).toMatchObject({ type: 'totp', counter: '0' });
  });
});

describe('what is wrong with one row', () => {
  const header = 'serial number,secret key,time interval,counter,algorithm,digits,type,start date';
  it.each([
    ['SECRET_MISSING', '1,,30,,,,,', 'secret key'],
    ['SECRET_ENCODING_INVALID', '1,0O!,30,,,,,', 'secret key'],
    ['PERIOD_INVALID', `1,${BASE32},,,,,,`, 'time interval'],
    ['PERIOD_INVALID', `1,${BASE32},soon,,,,,`, 'time interval'],
    ['COUNTER_INVALID', `1,${BASE32},30,18446744073709551616,,,,`, 'counter'],
    ['ALGORITHM_SUITE_UNKNOWN', `1,${BASE32},30,,MD5,,,`, 'algorithm'],
    ['DIGITS_INVALID', `1,${BASE32},30,,,12,,`, 'digits'],
    ['ALGORITHM_UNKNOWN', `1,${BASE32},30,,,,OCRA,`, 'type'],
    ['DATE_INVALID', `1,${BASE32},30,,,,,31/12/2026`, 'start date'],
    ['COLUMN_COUNT_WRONG', `1,${BASE32},30,,,,,,,extra`, ''],
  ])('%s', (code, row, column) => {
    const [candidate] = rowsOf(`${header}\n${row}`);
    expect(candidate).toMatchObject({ line: 2, seed: undefined, finding: { code, column } });
    expect(candidate?.finding?.message).not.toContain(BASE32);
  });

  it('names the column by its number where there is no header', () => {
    expect(rowsOf('1001,,30')[0]?.finding).toMatchObject({ column: 'column 2', message: '"column 2" is empty.' });
  });
});

describe('the encoding of the secrets', () => {
  it('follows the certain ones', () => {
    const rows = rowsOf(`1,${HEX},30\n2,${'23'.repeat(20)},30\n3,${'ab'.repeat(20)},30`);
    expect(rows.map((row) => [row.encoding, row.finding?.code])).toEqual([
      ['hex', undefined],
      ['hex', undefined],
      ['hex', undefined],
    ]);
  });

  it('is told with a warning where nothing is certain, or one row differs', () => {
    expect(rowsOf(`1,${'AB'.repeat(20)},30`)[0]).toMatchObject({
      encoding: 'hex',
      finding: { code: 'SECRET_ENCODING_AMBIGUOUS' },
    });
    expect(rowsOf(`1,${'AB'.repeat(16)},30`)[0]).toMatchObject({
      encoding: 'base32',
      finding: { code: 'SECRET_ENCODING_AMBIGUOUS' },
    });
    const rows = rowsOf(`1,${BASE32},30\n2,${BASE32},30\n3,${HEX},30`);
    expect(rows.map((row) => row.finding?.code)).toEqual([undefined, undefined, 'SECRET_ENCODING_AMBIGUOUS']);
    expect(rows.map(seedOf)).toEqual([SEED, SEED, SEED]);
  });

  it('is what the operator says', () => {
    expect(seedOf(rowsOf(`1,${Buffer.from(SEED).toString('base64')},30`, 'base64')[0])).toBe(SEED);
    expect(rowsOf(`1,${HEX},30`, 'base32')[0]?.finding?.code).toBe('SECRET_ENCODING_INVALID');
    expect(rowsOf(`1,${'AB'.repeat(16)},30`, 'hex')[0]).toMatchObject({ encoding: 'hex', finding: undefined });
  });
});

describe('a file that is refused as a whole', () => {
  it.each([
    ['CSV_HEADER_INVALID', 'serial number,time interval\n1,30'],
    ['CSV_HEADER_INVALID', `serial,secret key,seed\n1,${BASE32},${BASE32}`],
    ['CSV_HEADER_INVALID', `1,${BASE32}`],
    ['CSV_HEADER_INVALID', `1,${BASE32},30,a`],
    ['CSV_SYNTAX_INVALID', `1,"${BASE32},30`],
    ['IMPORT_FORMAT_UNKNOWN', 'nothing of the kind'],
    ['IMPORT_FILE_EMPTY', 'serial,secret,interval\n'],
  ])('%s', (code, text) => {
    expect(refusalOf(() => read(text))).toBe(code);
  });
});

describe('text encodings', () => {
  const text = `1001,${BASE32},30,Größe,C100\n`;
  it.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\uFEFF${text}`)],
    ['utf-16le', Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['utf-16le', Buffer.from(text, 'utf16le')],
    ['utf-16be', Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['utf-16be', Buffer.from(text, 'utf16le').swap16()],
  ])('%s', (encoding, bytes) => {
    const decoded = decodeText(bytes);
    expect(decoded.encoding).toBe(encoding);
    expect(rowsOf(decoded.text)[0]).toMatchObject({ serial: '1001', manufacturer: 'Größe', finding: undefined });
  });

  it('of a single byte are read where an XML declaration names them, and refused elsewhere', () => {
    const xml = Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>\xe9</a>', 'latin1');
    expect(decodeText(xml).text).toContain('é');
    expect(refusalOf(() => decodeText(Buffer.from('caf\xe9', 'latin1')))).toBe('IMPORT_ENCODING_INVALID');
  });
});

describe('properties', () => {
  it('any bytes give rows or a refusal', () => {
    const outcome = (bytes: Uint8Array) => refusalOf(() => read(decodeText(bytes).text));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => outcome(bytes).length > 0),
      { numRuns: 1000 },
    );
    const cells = fc.array(fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { maxLength: 7 }), { maxLength: 6 });
    fc.assert(
      fc.property(cells, (table) => outcome(Buffer.from(table.map((row) => row.join(',')).join('\n'))).length > 0),
      { numRuns: 1000 },
    );
  });

  it('a seed comes back from Base32 or hexadecimal', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 10, maxLength: 64 }), (seed) => {
        expect(rowsOf(`1,${Buffer.from(seed).toString('hex')},30`, 'hex')[0]?.seed).toEqual(Uint8Array.from(seed));
      }),
    );
  });

  it('a date that is no date is none', () => {
    expect(parseInstant('2026-02-29')).toBeUndefined();
    expect(parseInstant('2028-02-29')).toBe(Date.UTC(2028, 1, 29));
    expect(parseInstant('2026-01-01T00:00:00+01:00')).toBe(Date.UTC(2025, 11, 31, 23));
    fc.assert(fc.property(fc.string(), (text) => parseInstant(text) === undefined || Number.isInteger(parseInstant(text))));
  });
});
