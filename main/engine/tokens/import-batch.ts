/** The verdict on each row of an import: what would be imported, what is left out and why. Pure; stores nothing. */
import {
  SEED_MAX_BYTES,
  SEED_MIN_BYTES,
  SEED_RECOMMENDED_MIN_BYTES,
  TEXT_MAX_CHARACTERS,
  USERNAME_MAX_CHARACTERS,
} from '../../../shared/limits.ts';
import { type ImportSummary, ROW_CODES, type RowCode, type RowStatus } from '../../../shared/schemas/token-import.ts';
import type { Finding, TokenCandidate } from '../../protocols/token-candidate.ts';

/** What is in the store already. Both compare as the store does. */
export type ImportLookup = {
  hasSerial(serial: string): boolean;
  hasUser(username: string): boolean;
  /** What usernames are compared by. */
  userKey(username: string): string;
};

export type ImportContext = {
  readonly lookup: ImportLookup;
  readonly createsUsers: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
};

export type JudgedRow = Finding & {
  readonly candidate: TokenCandidate;
  readonly status: RowStatus;
  readonly createsUser: boolean;
};

export type ImportBatch = {
  readonly rows: readonly JudgedRow[];
  readonly summary: ImportSummary;
  /** How many rows have each code. */
  readonly codes: Readonly<Partial<Record<RowCode, number>>>;
};

const OK: Finding = { code: 'OK', column: '', message: '' };
const CONTROL_CHARACTER = /\p{Cc}/u;

/** As SQLite's NOCASE: ASCII letters only. */
function serialKey(serial: string): string {
  return serial.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function checkSerial({ serial, columns }: TokenCandidate): Finding | undefined {
  const column = columns.serial;
  if (serial === '')
    return { code: 'SERIAL_MISSING', column, message: `"${column}" is empty; every token needs its serial number.` };
  if (CONTROL_CHARACTER.test(serial)) {
    return {
      code: 'SERIAL_MISSING',
      column,
      message: `"${column}" has control characters in it; write the serial number as on the device.`,
    };
  }
  if (serial.length <= TEXT_MAX_CHARACTERS) return undefined;
  return {
    code: 'SERIAL_TOO_LONG',
    column,
    message: `"${column}" has ${serial.length} characters; ${TEXT_MAX_CHARACTERS} at most are stored.`,
  };
}

function checkSeed({ seed, columns }: TokenCandidate): Finding | undefined {
  const column = columns.secret;
  const lengthBytes = seed?.length ?? 0;
  if (lengthBytes === 0) return { code: 'SECRET_MISSING', column, message: `"${column}" is empty.` };
  if (lengthBytes < SEED_MIN_BYTES) {
    return {
      code: 'SECRET_TOO_SHORT',
      column,
      message: `"${column}" is ${lengthBytes * 8} bits; under ${SEED_MIN_BYTES * 8} bits a secret can be guessed. Check its encoding.`,
    };
  }
  if (lengthBytes <= SEED_MAX_BYTES) return undefined;
  return {
    code: 'SECRET_TOO_LONG',
    column,
    message: `"${column}" is ${lengthBytes} bytes; ${SEED_MAX_BYTES} at most are possible. Check its encoding.`,
  };
}

function checkUser({ user, columns }: TokenCandidate, context: ImportContext): Finding | undefined {
  const column = columns.user;
  if (user === '') return undefined;
  if (user.length > USERNAME_MAX_CHARACTERS || CONTROL_CHARACTER.test(user)) {
    return {
      code: 'USER_INVALID',
      column,
      message: `"${column}" is no username: ${USERNAME_MAX_CHARACTERS} characters at most, no control characters.`,
    };
  }
  if (context.createsUsers || context.lookup.hasUser(user)) return undefined;
  return {
    code: 'USER_NOT_FOUND',
    column,
    message: `There is no user "${user}"; add the user first, or let the import create users.`,
  };
}

function checkDates({ expiresAt, columns }: TokenCandidate, now: number): Finding | undefined {
  if (expiresAt === undefined || expiresAt > now) return undefined;
  const date = new Date(expiresAt).toISOString().slice(0, 10);
  return { code: 'KEY_EXPIRED', column: columns.expires, message: `The key expired on ${date} ("${columns.expires}").` };
}

function findWarning({ seed, startsAt, finding, columns }: TokenCandidate, now: number): Finding {
  const lengthBytes = seed?.length ?? 0;
  if (lengthBytes < SEED_RECOMMENDED_MIN_BYTES) {
    return {
      code: 'SECRET_SHORT',
      column: columns.secret,
      message: `"${columns.secret}" is ${lengthBytes * 8} bits; RFC 4226 wants at least ${SEED_RECOMMENDED_MIN_BYTES * 8}.`,
    };
  }
  if (finding !== undefined) return finding;
  if (startsAt === undefined || startsAt <= now) return OK;
  const date = new Date(startsAt).toISOString().slice(0, 10);
  return {
    code: 'KEY_NOT_YET_VALID',
    column: 'StartDate',
    message: `The key is valid from ${date}; until then its codes are refused.`,
  };
}

function findError(candidate: TokenCandidate, context: ImportContext): Finding | undefined {
  const own = candidate.finding !== undefined && ROW_CODES[candidate.finding.code] === 'error' ? candidate.finding : undefined;
  return (
    own ?? checkSerial(candidate) ?? checkSeed(candidate) ?? checkDates(candidate, context.now) ?? checkUser(candidate, context)
  );
}

/** `lines`: serial keys of the good rows so far, with their lines. */
function findDuplicate(candidate: TokenCandidate, context: ImportContext, lines: Map<string, number>): Finding | undefined {
  const { serial, line, columns } = candidate;
  const key = serialKey(serial);
  const earlierLine = lines.get(key);
  if (earlierLine !== undefined) {
    return {
      code: 'DUPLICATE_IN_FILE',
      column: columns.serial,
      message: `Serial number ${serial} is in line ${earlierLine} already.`,
    };
  }
  lines.set(key, line);
  if (!context.lookup.hasSerial(serial)) return undefined;
  return {
    code: 'DUPLICATE_IN_STORE',
    column: columns.serial,
    message: `A token with serial number ${serial} exists already; it is left as it is.`,
  };
}

/** Judges every candidate. The first good row of a serial number is the one that counts. */
export function judgeBatch(candidates: Iterable<TokenCandidate>, context: ImportContext): ImportBatch {
  const rows: JudgedRow[] = [];
  const codes: Partial<Record<RowCode, number>> = {};
  const summary = { ok: 0, duplicate: 0, error: 0, warning: 0, usersToCreate: 0 };
  const lines = new Map<string, number>();
  const newUsers = new Set<string>();
  for (const candidate of candidates) {
    const finding =
      findError(candidate, context) ?? findDuplicate(candidate, context, lines) ?? findWarning(candidate, context.now);
    const status = ROW_CODES[finding.code];
    const createsUser = status === 'ok' && candidate.user !== '' && !context.lookup.hasUser(candidate.user);
    if (createsUser) newUsers.add(context.lookup.userKey(candidate.user));
    summary[status] += 1;
    if (status === 'ok' && finding.code !== 'OK') summary.warning += 1;
    codes[finding.code] = (codes[finding.code] ?? 0) + 1;
    rows.push({ ...finding, candidate, status, createsUser });
  }
  summary.usersToCreate = newUsers.size;
  return { rows, summary, codes };
}
