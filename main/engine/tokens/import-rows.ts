/** The rows of a judged import as the screen and the command line show them: never a seed. */
import type { z } from 'zod';
import { TEXT_MAX_CHARACTERS } from '../../../shared/limits.ts';
import type { ImportRow, importRowsQuerySchema, importRowsSchema } from '../../../shared/schemas/token-import.ts';
import { generateHotp, type Hmac } from '../../protocols/oath/hotp.ts';
import { timeStepAt } from '../../protocols/oath/totp.ts';
import type { TokenCandidate } from '../../protocols/token-candidate.ts';
import type { ImportBatch, JudgedRow } from './import-batch.ts';

export type ImportRowsQuery = z.infer<typeof importRowsQuerySchema>;
export type ImportRows = z.infer<typeof importRowsSchema>;

/** One line, without control characters, short enough to store. */
export function plainText(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, TEXT_MAX_CHARACTERS);
}

/** The code that the token shows at `now` (TOTP) or next (HOTP). */
function exampleCodeOf(candidate: TokenCandidate, hmac: Hmac, now: number): string | undefined {
  if (candidate.seed === undefined) return undefined;
  const step = BigInt(timeStepAt(now, candidate.periodSeconds)) + BigInt(candidate.driftSteps);
  const factor = candidate.type === 'hotp' ? BigInt(candidate.counter) : step < 0n ? 0n : step;
  return generateHotp(hmac, candidate.seed, factor, candidate);
}

function showRow(row: JudgedRow, hmac: Hmac, now: number): ImportRow {
  const { candidate } = row;
  const exampleCode = row.status === 'error' ? undefined : exampleCodeOf(candidate, hmac, now);
  return {
    line: candidate.line,
    serial: plainText(candidate.serial),
    user: plainText(candidate.user),
    createsUser: row.createsUser,
    status: row.status,
    code: row.code,
    message: row.message,
    column: row.column,
    type: candidate.type,
    algorithm: candidate.algorithm,
    digits: candidate.digits,
    period: candidate.periodSeconds,
    counter: candidate.counter,
    manufacturer: plainText(candidate.manufacturer),
    model: plainText(candidate.model),
    ...(candidate.encoding === undefined ? {} : { encoding: candidate.encoding }),
    ...(exampleCode === undefined ? {} : { exampleCode }),
  };
}

/** Errors, warnings, duplicates, good rows. */
const PROBLEM_RANKS = 4;

function problemRank({ status, code }: JudgedRow): number {
  if (status === 'error') return 0;
  if (status === 'duplicate') return 2;
  return code === 'OK' ? 3 : 1;
}

/** Stable: rows of one rank stay as the file has them. */
function problemsFirst(rows: readonly JudgedRow[]): readonly JudgedRow[] {
  const ranks: JudgedRow[][] = Array.from({ length: PROBLEM_RANKS }, () => []);
  for (const row of rows) ranks[problemRank(row)]?.push(row);
  return ranks.flat();
}

/** One page of the rows that the query asks for. `search` is looked for in serial number and username. */
export function pageRows(batch: ImportBatch, query: Omit<ImportRowsQuery, 'importId'>, hmac: Hmac, now: number): ImportRows {
  const search = query.search.toLowerCase();
  const matching = batch.rows.filter(
    (row) =>
      (query.status === undefined || row.status === query.status) &&
      (query.code === undefined || row.code === query.code) &&
      (query.hasWarning === undefined || (row.status === 'ok' && (row.code !== 'OK') === query.hasWarning)) &&
      (search === '' || row.candidate.serial.toLowerCase().includes(search) || row.candidate.user.toLowerCase().includes(search)),
  );
  const ordered = query.order === 'problems' ? problemsFirst(matching) : matching;
  const page = ordered.slice(query.offset, query.offset + query.limit);
  return { rows: page.map((row) => showRow(row, hmac, now)), total: matching.length, codes: { ...batch.codes } };
}
