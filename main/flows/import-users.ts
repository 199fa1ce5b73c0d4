/** Users from a CSV file: every row is judged before any is stored, then all good rows or none are. */
import { uncsvCell } from '../../shared/csv-cell.ts';
import { METHOD_MODES, METHODS } from '../../shared/methods.ts';
import { isSameField, type User, type UserFields, userFieldsSchema } from '../../shared/schemas/user.ts';
import { readCsv } from '../adapters/csv-syntax.ts';
import { AppError, appError } from '../engine/app-error.ts';
import { FileRefusal } from '../protocols/file-refusal.ts';
import { decodeText } from '../protocols/text-encoding/decode-text.ts';
import { CsvSyntaxProblem } from '../protocols/token-csv/csv-syntax.ts';
import type { Store } from '../store/port.ts';

export type UserImportRequest = { readonly content: string; readonly updatesExisting: boolean; readonly isDryRun: boolean };
export type UserImportRow = {
  readonly line: number;
  readonly username: string;
  readonly status: 'create' | 'update' | 'unchanged' | 'error';
  readonly column: string;
  readonly message: string;
};
export type UserImport = {
  readonly rows: UserImportRow[];
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly error: number;
};

type Field = keyof UserFields;
/** Header words, letters only, to fields: this server's own export, the old server's labels, directory exports. */
const COLUMNS: Readonly<Record<string, Field>> = {
  username: 'username',
  user: 'username',
  upn: 'username',
  userprincipalname: 'username',
  login: 'username',
  samaccountname: 'username',
  firstname: 'firstName',
  givenname: 'firstName',
  lastname: 'lastName',
  surname: 'lastName',
  sn: 'lastName',
  familyname: 'lastName',
  email: 'email',
  emailaddress: 'email',
  mail: 'email',
  usergroup: 'userGroup',
  group: 'userGroup',
  department: 'userGroup',
  countrycode: 'countryCode',
  phone: 'phone',
  phonenumber: 'phone',
  mobile: 'phone',
  mobilephone: 'phone',
  extension: 'extension',
  backupcountrycode: 'backupCountryCode',
  backupphone: 'backupPhone',
  backupextension: 'backupExtension',
  method: 'method',
  mode: 'mode',
  enabled: 'isEnabled',
  isenabled: 'isEnabled',
  language: 'language',
  tags: 'tags',
  tag: 'tags',
};
const DELIMITERS = [',', ';', '\t'] as const;
const YES = new Set(['true', 'yes', '1', 'ja', 'y']);
const NO = new Set(['false', 'no', '0', 'nee', 'n']);
const ROWS_PER_READ = 1000;

type Given = Partial<Record<Field, string | boolean | string[]>>;
type MethodDefaults = Pick<UserFields, 'method' | 'mode'>;
export type UserImportPorts = {
  readonly store: Pick<Store, 'read' | 'write'>;
  /** Of users that come without a method. */
  readonly defaults: MethodDefaults;
};
type Judged = { readonly row: UserImportRow; readonly fields?: UserFields; readonly existing?: User };

/** Throws IMPORT_FILE_EMPTY, IMPORT_ENCODING_INVALID, CSV_HEADER_INVALID, CSV_SYNTAX_INVALID; USER_IMPORT_INVALID when a row is wrong and it is no dry run. */
export async function importUsersCsv(
  { store, defaults }: UserImportPorts,
  actor: string,
  request: UserImportRequest,
): Promise<UserImport> {
  const { header, records } = readTable(request.content);
  const seen = new Map<string, number>();
  const judged: Judged[] = [];
  for (let at = 0; at < records.length; at += ROWS_PER_READ) {
    const page = records.slice(at, at + ROWS_PER_READ);
    const { updatesExisting } = request;
    judged.push(
      ...(await Promise.all(page.map((record) => judgeRow({ store, defaults, header, seen, updatesExisting }, record)))),
    );
  }
  const rows = judged.map(({ row }) => row);
  const countOf = (status: UserImportRow['status']) => rows.filter((row) => row.status === status).length;
  const summary = {
    rows,
    created: countOf('create'),
    updated: countOf('update'),
    unchanged: countOf('unchanged'),
    error: countOf('error'),
  };
  if (request.isDryRun) return summary;
  const wrong = rows.find((row) => row.status === 'error');
  if (wrong !== undefined)
    throw appError('USER_IMPORT_INVALID', { detail: { line: wrong.line, column: wrong.column, problem: wrong.message } });
  await store.write(
    'users.import',
    {
      create: judged.flatMap(({ row, fields }) => (row.status === 'create' && fields !== undefined ? [fields] : [])),
      update: judged.flatMap(({ row, fields, existing }) =>
        row.status === 'update' && fields !== undefined && existing !== undefined ? [{ id: existing.id, fields }] : [],
      ),
    },
    {
      actor,
      action: 'users.import',
      subject: `${rows.length} rows`,
      detail: { created: summary.created, updated: summary.updated },
    },
  );
  return summary;
}

type Table = {
  readonly header: readonly (Field | undefined)[];
  readonly records: readonly { line: number; cells: readonly string[] }[];
};

function readTable(content: string): Table {
  const text = decode(Buffer.from(content, 'base64'));
  const firstLine = text.split(/\r?\n/, 1)[0] ?? '';
  const delimiter = [...DELIMITERS].sort((one, other) => firstLine.split(other).length - firstLine.split(one).length)[0] ?? ',';
  const records = parse(text, delimiter);
  const [first, ...rest] = records;
  if (first === undefined) throw appError('IMPORT_FILE_EMPTY');
  const header = first.cells.map((cell) => COLUMNS[cell.toLowerCase().replaceAll(/[^a-z]/g, '')]);
  if (!header.includes('username'))
    throw appError('CSV_HEADER_INVALID', { detail: { problem: 'the first line names no column "username"' } });
  const twice = header.find((field, index) => field !== undefined && header.indexOf(field) !== index);
  if (twice !== undefined) throw appError('CSV_HEADER_INVALID', { detail: { problem: `two columns mean "${twice}"` } });
  return { header, records: rest };
}

function decode(bytes: Uint8Array): string {
  if (bytes.length === 0) throw appError('IMPORT_FILE_EMPTY');
  try {
    return decodeText(bytes).text;
  } catch (error) {
    if (error instanceof FileRefusal) throw new AppError(error.code, error.detail, error);
    throw error;
  }
}

function parse(text: string, delimiter: string): Table['records'] {
  try {
    return readCsv(text, delimiter);
  } catch (error) {
    if (error instanceof CsvSyntaxProblem)
      throw appError('CSV_SYNTAX_INVALID', { detail: { line: error.line, problem: error.message }, cause: error });
    throw error;
  }
}

/** "VPN; Contractors" */
function tagsOf(cell: string): string[] {
  return cell
    .split(';')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

type Judging = {
  readonly store: Pick<Store, 'read'>;
  readonly defaults: MethodDefaults;
  readonly header: Table['header'];
  /** Lines of the usernames so far. */
  readonly seen: Map<string, number>;
  readonly updatesExisting: boolean;
};

/** New users have the company's method; a method that came without its mode has its first one. */
function methodOf(given: Given, existing: User | undefined, defaults: MethodDefaults): Partial<MethodDefaults> {
  if (given.method === undefined) {
    const { method, mode } = defaults;
    return existing === undefined && given.mode === undefined ? { method, mode } : {};
  }
  const method = METHODS.find((each) => each === given.method);
  if (method === undefined || given.mode !== undefined || method === existing?.method) return {};
  if (existing === undefined && method === defaults.method) return { mode: defaults.mode };
  return { mode: METHOD_MODES[method][0] ?? 'standard' };
}

async function judgeRow(
  { store, defaults, header, seen, updatesExisting }: Judging,
  record: Table['records'][number],
): Promise<Judged> {
  const { line, cells } = record;
  const given: Given = {};
  const username = uncsvCell(cells[header.indexOf('username')] ?? '');
  const problem = (column: string, message: string): Judged => ({ row: { line, username, status: 'error', column, message } });
  if (cells.length > header.length)
    return problem(
      '',
      `line ${line} has ${cells.length} cells, the header has ${header.length}. Quote cells that hold the delimiter.`,
    );
  for (const [index, field] of header.entries()) {
    const cell = uncsvCell(cells[index] ?? '');
    if (field === undefined || (cell === '' && field !== 'username')) continue;
    if (field === 'tags') given[field] = tagsOf(cell);
    else if (field === 'language') given[field] = cell.toLowerCase();
    else if (field !== 'isEnabled') given[field] = cell;
    else if (YES.has(cell.toLowerCase())) given[field] = true;
    else if (NO.has(cell.toLowerCase())) given[field] = false;
    else return problem(field, `"${cell}" in column "${field}" of line ${line} is neither yes nor no.`);
  }
  const key = username.normalize('NFKC').toLowerCase();
  const earlier = seen.get(key);
  if (earlier !== undefined) return problem('username', `"${username}" stands in line ${earlier} already.`);
  seen.set(key, line);
  const existing = username === '' ? undefined : await store.read('users.find', { username });
  const base =
    existing === undefined
      ? {}
      : Object.fromEntries((Object.keys(userFieldsSchema.shape) as Field[]).map((field) => [field, existing[field]]));
  const parsed = userFieldsSchema.safeParse({ ...base, ...methodOf(given, existing, defaults), ...given });
  if (!parsed.success)
    return problem(String(parsed.error.issues[0]?.path[0] ?? ''), `line ${line}: ${parsed.error.issues[0]?.message ?? ''}`);
  if (existing === undefined) return { row: { line, username, status: 'create', column: '', message: '' }, fields: parsed.data };
  const isChanged = (Object.keys(parsed.data) as Field[]).some((field) => !isSameField(parsed.data[field], existing[field]));
  const status = isChanged && updatesExisting ? 'update' : 'unchanged';
  return { row: { line, username, status, column: '', message: '' }, fields: parsed.data, existing };
}
