import { basename } from 'node:path';
import type { Command } from 'commander';
import { IMPORT_FILE_MAX_BYTES, PAGE_ROWS_MAX } from '../../../shared/limits.ts';
import { SEED_ENCODINGS } from '../../../shared/schemas/token.ts';
import type { ImportPreview, ImportRow } from '../../../shared/schemas/token-import.ts';
import { type AppError, appError } from '../../engine/app-error.ts';
import type { ContractClient } from '../connect.ts';
import { UsageError } from '../failure.ts';
import { type CommonOptions, withCommonOptions, withContract } from '../run.ts';
import { print, printJson, readInputFile, readSecret } from '../terminal.ts';

type ImportOptions = CommonOptions & {
  readonly password?: string;
  readonly passwordStdin?: boolean;
  readonly key?: string;
  readonly createUsers?: boolean;
  readonly dryRun?: boolean;
  readonly allOrNothing?: boolean;
  readonly secretEncoding?: string;
};

/** What a script gets of each row; never a seed, and not the example code, which belongs on a screen. */
function scriptRow({ line, serial, user, status, code, message, type, algorithm, digits, period, counter }: ImportRow) {
  return { line, serial, user, status, code, message, type, algorithm, digits, period, counter };
}

/** Bytes of a pre-shared AES key. */
const KEY_LENGTHS = '16, 24 or 32';

function lockedError(preview: ImportPreview & { state: 'locked' }, keyHex = ''): AppError {
  if (preview.problem === 'PSKC_KEY_LENGTH_INVALID') {
    const actualBytes = keyHex.replaceAll(/[^0-9a-f]/gi, '').length / 2;
    return appError('PSKC_KEY_LENGTH_INVALID', { detail: { expectedBytes: KEY_LENGTHS, actualBytes } });
  }
  if (preview.problem === 'PSKC_PASSWORD_WRONG' || preview.problem === 'PSKC_KEY_WRONG') return appError(preview.problem);
  if (preview.needs === 'password') return appError('PSKC_PASSWORD_REQUIRED');
  return appError('PSKC_KEY_REQUIRED', { detail: { keyName: preview.keyName } });
}

async function allRows(client: ContractClient, importId: string): Promise<ImportRow[]> {
  const rows: ImportRow[] = [];
  for (;;) {
    const page = await client.imports.rows({ importId, offset: rows.length, limit: PAGE_ROWS_MAX });
    rows.push(...page.rows);
    if (page.rows.length < PAGE_ROWS_MAX) return rows;
  }
}

async function importFile(client: ContractClient, file: string, options: ImportOptions): Promise<void> {
  const secretEncoding = SEED_ENCODINGS.find((each) => each === options.secretEncoding);
  if (options.secretEncoding !== undefined && secretEncoding === undefined)
    throw new UsageError(`--secret-encoding takes one of ${SEED_ENCODINGS.join(', ')}`);
  const password = options.passwordStdin === true ? await readSecret('password', undefined, true) : options.password;
  const content = readInputFile(file);
  if (content.length > IMPORT_FILE_MAX_BYTES)
    throw appError('IMPORT_FILE_TOO_LARGE', { detail: { limitBytes: IMPORT_FILE_MAX_BYTES } });
  const preview = await client.imports.preview({
    fileName: basename(file),
    content: content.toString('base64'),
    password,
    keyHex: options.key,
    secretEncoding,
    createsUsers: options.createUsers ?? false,
  });
  if (preview.state === 'locked') throw lockedError(preview, options.key);
  const { importId } = preview;
  const { ok, duplicate, error } = preview.summary;
  const rows = await allRows(client, importId);
  // Rows are told in the order of the file, whatever order the screen likes.
  rows.sort((one, other) => one.line - other.line);
  const policy = options.allOrNothing === true ? 'all-or-nothing' : 'good-rows';
  const isRefused = policy === 'all-or-nothing' && error > 0;
  try {
    if (options.dryRun !== true && (ok > 0 || isRefused)) await client.imports.commit({ importId, policy });
  } finally {
    // An import that was not committed would keep its seeds in the engine's memory. A committed one is gone already.
    await client.imports.cancel({ importId });
  }
  if (options.json === true) return printJson({ rows: rows.map(scriptRow), summary: { ok, duplicate, error } });
  for (const row of rows) if (row.status !== 'ok' || row.message !== '') print(`line ${row.line}: ${row.status}: ${row.message}`);
  print(
    `${options.dryRun === true ? 'Would import' : 'Imported'} ${ok} tokens; ${duplicate} duplicates, ${error} with errors left out.`,
  );
}

export function addTokenImportCommand(token: Command): void {
  withCommonOptions(token.command('import <file>'))
    .description('tokens from a PSKC or CSV file')
    .option('--password <password>', 'password of a PSKC file')
    .option('--password-stdin', 'read that password from standard input')
    .option('--key <hex>', 'pre-shared key of a PSKC file, hexadecimal')
    .option('--secret-encoding <encoding>', `overrule the recognised encoding of CSV secrets: ${SEED_ENCODINGS.join(', ')}`)
    .option('--create-users', 'create the users that the file names and that do not exist')
    .option('--all-or-nothing', 'import nothing when any row has an error')
    .option('--dry-run', 'judge the rows and change nothing')
    .action((file: string, options: ImportOptions) => withContract(options, (client) => importFile(client, file, options)));
}
