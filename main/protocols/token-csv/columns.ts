// Which column of a token CSV means what: by its header, or by the makers' column orders when there is none
// (reference/mfa-server.md section 7). Left out: guessing columns by content, except privacyIDEA's type column.
import { fileRefusal } from '../file-refusal.ts';

export const CSV_FIELDS = [
  'user',
  'serial',
  'secret',
  'interval',
  'manufacturer',
  'model',
  'counter',
  'algorithm',
  'digits',
  'type',
  'startDate',
  'expiryDate',
] as const;
export type CsvField = (typeof CSV_FIELDS)[number];

/** Header names, without case, spaces and punctuation. */
const SYNONYMS: Readonly<Record<CsvField, readonly string[]>> = {
  user: ['upn', 'user', 'username', 'userprincipalname', 'userid', 'login'],
  serial: ['serialnumber', 'serial', 'serialno', 'tokenserial', 'tokenserialnumber', 'sn'],
  secret: [
    'secretkey',
    'secret',
    'seed',
    'key',
    'otpkey',
    'hotpkey',
    'secretkeybase32',
    'secretbase32',
    'secretkeyhex',
    'secrethex',
  ],
  interval: ['timeinterval', 'interval', 'period', 'timestep', 'step', 'timeintervalseconds'],
  manufacturer: ['manufacturer', 'maker', 'vendor'],
  model: ['model', 'devicemodel', 'producttype'],
  counter: ['counter', 'movingfactor', 'eventcounter', 'initialcounter'],
  algorithm: ['algorithm', 'hash', 'hashalgorithm', 'hashlib'],
  digits: ['digits', 'otplength', 'otplen', 'codelength', 'length', 'len'],
  type: ['type', 'tokentype', 'otptype'],
  startDate: ['startdate', 'validfrom', 'start'],
  expiryDate: ['expirydate', 'expirationdate', 'expires', 'enddate', 'validuntil'],
};

const ORDERS: Readonly<Record<number, readonly CsvField[]>> = {
  3: ['serial', 'secret', 'interval'],
  5: ['serial', 'secret', 'interval', 'manufacturer', 'model'],
  6: ['user', 'serial', 'secret', 'interval', 'manufacturer', 'model'],
};
/** privacyIDEA's "OATH CSV": serial, key, type, then length and step. */
const PRIVACYIDEA_ORDER: readonly CsvField[] = ['serial', 'secret', 'type', 'digits', 'interval'];
const PRIVACYIDEA_TYPE_COLUMN = 2;

export type CsvColumns = {
  readonly hasHeader: boolean;
  readonly columnCount: number;
  /** Index of the column of a field; undefined when the file has none. */
  readonly indexes: Readonly<Partial<Record<CsvField, number>>>;
  /** How the file calls the column: its header, or "column 2". */
  nameOf(field: CsvField): string;
};

function fieldOfHeader(cell: string): CsvField | undefined {
  const folded = cell.toLowerCase().replace(/[^a-z0-9]/g, '');
  return CSV_FIELDS.find((field) => SYNONYMS[field].includes(folded));
}

function withoutTrailingEmpty(cells: readonly string[]): readonly string[] {
  return cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
}

function columnsOfHeader(cells: readonly string[]): CsvColumns {
  const indexes: Partial<Record<CsvField, number>> = {};
  for (const [index, cell] of cells.entries()) {
    const field = fieldOfHeader(cell);
    if (field === undefined) continue;
    const earlier = indexes[field];
    if (earlier !== undefined) {
      throw fileRefusal('CSV_HEADER_INVALID', { problem: `"${cells[earlier]}" and "${cell}" mean the same` });
    }
    indexes[field] = index;
  }
  for (const [field, name] of [
    ['serial', 'serial number'],
    ['secret', 'secret key'],
  ] as const) {
    if (indexes[field] === undefined) throw fileRefusal('CSV_HEADER_INVALID', { problem: `there is no "${name}" column` });
  }
  return {
    hasHeader: true,
    columnCount: cells.length,
    indexes,
    nameOf: (field) => (indexes[field] === undefined ? field : (cells[indexes[field]] ?? field)),
  };
}

function columnsByOrder(cells: readonly string[]): CsvColumns {
  const isPrivacyIdea = /^[ht]otp$/i.test(cells[PRIVACYIDEA_TYPE_COLUMN] ?? '') && cells.length <= PRIVACYIDEA_ORDER.length;
  const order = isPrivacyIdea ? PRIVACYIDEA_ORDER.slice(0, cells.length) : ORDERS[cells.length];
  if (order === undefined) {
    throw fileRefusal('CSV_HEADER_INVALID', {
      problem: `a file without a header line has 3, 5 or 6 columns, this one has ${cells.length}; add a header line`,
    });
  }
  const indexes = Object.fromEntries(order.map((field, index) => [field, index]));
  return {
    hasHeader: false,
    columnCount: order.length,
    indexes,
    nameOf: (field) => (indexes[field] === undefined ? field : `column ${indexes[field] + 1}`),
  };
}

/**
 * The columns of a file from its first line: a header when at least two of its cells are known names.
 * @throws FileRefusal CSV_HEADER_INVALID
 */
export function recogniseColumns(firstCells: readonly string[]): CsvColumns {
  const cells = withoutTrailingEmpty(firstCells);
  const knownCount = cells.filter((cell) => fieldOfHeader(cell) !== undefined).length;
  return knownCount >= 2 ? columnsOfHeader(cells) : columnsByOrder(cells);
}
