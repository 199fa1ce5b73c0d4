/**
 * Finds attempts without an index for each column: the rollup says which hours hold an application, method, mode or
 * result, the block filters which ids can hold an address, a client or a reason, and a user's attempts are a chain.
 * What is left is scanned, newest first, until the page is full.
 */
import { AUTHENTICATION_RESULTS } from '../../../shared/authentication-results.ts';
import type { AttemptListQuery } from '../../../shared/schemas/attempt.ts';
import { HOUR_MILLISECONDS } from '../../engine/reports/periods.ts';
import { BLOCK_IDS, type BlockFacts, bitsOf, blockWords, mayHold } from './attempt-blocks.ts';
import { dayOf, monthOf, ROLLUP_TABLES, sealedUntil } from './attempt-rollup.ts';
import type { Connection } from './connection.ts';
import { usernameKey } from './username-key.ts';

export type IdRange = { readonly first: number; readonly last: number };
export type AttemptFilter = Omit<AttemptListQuery, 'limit'>;
type Values = Record<string, string | number>;

/** Chains that are merged; ours: users beyond that are so many that a scan fills the page. */
const CHAINS_MAX = 50_000;
/** Links that are followed before the rest is scanned; ours: about a tenth of a second. */
const LINKS_MAX = 20_000;
/** Sorts after everything that begins with the text before it. */
const LAST_CHARACTER = '\u{10FFFF}';

/** The ids between which rows of that time lie: attempt_hours has one row an hour, whatever the clock did. */
export function idRange(connection: Connection, from: number | undefined, until: number | undefined): IdRange {
  const row = connection
    .prepare<[number, number], { first: number | null; last: number | null }>(
      'SELECT min(first_id) AS first, max(last_id) AS last FROM attempt_hours WHERE hour_at > ? AND hour_at < ?',
    )
    .get((from ?? 0) - HOUR_MILLISECONDS, until ?? Number.MAX_SAFE_INTEGER);
  return { first: row?.first ?? 1, last: row?.last ?? 0 };
}

/** Rows with `columns`, newest first, as many as the caller takes. */
export function* searchAttempts<Row extends { readonly id: number }>(
  connection: Connection,
  columns: string,
  filter: AttemptFilter,
): Generator<Row> {
  const range = idRange(connection, filter.from, filter.until);
  const bounds = { first: range.first, last: Math.min(range.last, (filter.before ?? Number.MAX_SAFE_INTEGER) - 1) };
  const { where, values } = conditionsOf(filter);
  const heads = chainHeads(connection, filter, bounds);
  let last = bounds.last;
  if (heads !== undefined) last = yield* followChains<Row>(connection, columns, { heads, bounds, where, values });
  if (last < bounds.first) return;
  const scan = connection.prepare<[Values], Row>(
    `SELECT ${columns} FROM attempts NOT INDEXED WHERE id >= @first AND id <= @last${where} ORDER BY id DESC`,
  );
  for (const part of candidateRanges(connection, filter, { first: bounds.first, last })) {
    yield* scan.iterate({ ...values, ...part });
  }
}

export function isGiven<Value>(value: Value | undefined): value is Value {
  return value !== undefined && value !== '';
}

/** Everything that a row itself tells; each condition begins with AND. */
export function conditionsOf(filter: AttemptFilter): { where: string; values: Values } {
  const where: string[] = [];
  const values: Values = {};
  const add = (condition: string, name: string, value: string | number | undefined) => {
    if (!isGiven(value)) return;
    where.push(` AND ${condition}`);
    values[name] = value;
  };
  add('at >= @from', 'from', filter.from);
  add('at < @until', 'until', filter.until);
  add('user_id = @userId', 'userId', filter.userId);
  if (isGiven(filter.username)) {
    where.push(` AND ${BY_USERNAME}`);
    Object.assign(values, prefixValues(filter.username));
  }
  add('application_name = @applicationName COLLATE NOCASE', 'applicationName', filter.applicationName);
  add('method = @method', 'method', filter.method);
  add('mode = @mode', 'mode', filter.mode);
  add('result = @result', 'result', filter.result);
  if (filter.isGranted !== undefined) where.push(` AND is_granted = ${filter.isGranted ? 1 : 0}`);
  if (filter.outcome !== undefined) where.push(` AND ${OUTCOME_CONDITIONS[filter.outcome]}`);
  add('client_address = @clientAddress', 'clientAddress', filter.clientAddress);
  add('calling_address = @callingAddress', 'callingAddress', filter.callingAddress);
  add('radius_client_id = @radiusClientId', 'radiusClientId', filter.radiusClientId);
  add('reason = @reason', 'reason', filter.reason);
  return { where: where.join(''), values };
}

const PENDING_RESULTS = AUTHENTICATION_RESULTS.filter(({ outcome }) => outcome === 'pending').map(({ number }) => number);
/** As reports count (outcomeOf in report-summary.ts); attempts and the rollup name their columns alike. */
const OUTCOME_CONDITIONS: Readonly<Record<NonNullable<AttemptFilter['outcome']>, string>> = {
  granted: 'is_granted = 1',
  denied: `is_granted = 0 AND result NOT IN (${PENDING_RESULTS.join(', ')})`,
  pending: `is_granted = 0 AND result IN (${PENDING_RESULTS.join(', ')})`,
};

const HAS_PREFIX = 'username_key >= @prefix AND username_key < @prefixEnd';
/** Attempts of the users of these names, whatever spelling was sent, and those that named nobody we know. */
const BY_USERNAME = `CASE WHEN user_id IS NULL THEN ${HAS_PREFIX} ELSE
  EXISTS (SELECT 1 FROM users u WHERE u.id = attempts.user_id AND u.username_key >= @prefix AND u.username_key < @prefixEnd)
  OR EXISTS (SELECT 1 FROM former_users f WHERE f.user_id = attempts.user_id AND f.username_key >= @prefix
    AND f.username_key < @prefixEnd) END`;

function prefixValues(username: string): { prefix: string; prefixEnd: string } {
  const prefix = usernameKey(username);
  return { prefix, prefixEnd: `${prefix}${LAST_CHARACTER}` };
}

/**
 * The newest attempt of each user that the filter names, and the attempts of unknown names; undefined when the filter
 * names nobody, or more than are worth it.
 */
function chainHeads(connection: Connection, filter: AttemptFilter, { first }: IdRange): number[] | undefined {
  const sources: string[] = [];
  const values: Values = { first };
  if (filter.userId !== undefined) {
    values.userId = filter.userId;
    sources.push(
      'SELECT last_attempt_id AS id FROM user_states WHERE user_id = @userId AND last_attempt_id >= @first',
      'SELECT last_attempt_id AS id FROM former_users WHERE user_id = @userId AND last_attempt_id >= @first',
    );
  } else if (isGiven(filter.username)) {
    Object.assign(values, prefixValues(filter.username));
    sources.push(
      `SELECT last_attempt_id AS id FROM users JOIN user_states ON user_states.user_id = users.id
       WHERE ${HAS_PREFIX} AND last_attempt_id >= @first`,
      `SELECT last_attempt_id AS id FROM former_users WHERE ${HAS_PREFIX} AND last_attempt_id >= @first`,
      `SELECT id FROM attempts INDEXED BY attempts_unknown WHERE user_id IS NULL AND ${HAS_PREFIX} AND id >= @first`,
    );
  } else return undefined;
  const heads = new Set<number>();
  for (const source of sources) {
    const ids = connection
      .prepare<[Values], number>(`${source} LIMIT ${CHAINS_MAX + 1}`)
      .pluck()
      .all(values);
    for (const id of ids) heads.add(id);
    if (heads.size > CHAINS_MAX) return undefined;
  }
  return [...heads];
}

type Chains = { readonly heads: number[]; readonly bounds: IdRange; readonly where: string; readonly values: Values };

/** Answers the id from which a scan has to go on: below the first one when all chains have ended. */
function* followChains<Row>(connection: Connection, columns: string, chains: Chains): Generator<Row, number> {
  const { bounds, where, values } = chains;
  const link = connection.prepare<[Values], { previous: number | null; isMatch: number }>(
    `SELECT previous_attempt_id AS previous, (1${where}) AS isMatch FROM attempts WHERE id = @id`,
  );
  const read = connection.prepare<[number], Row>(`SELECT ${columns} FROM attempts WHERE id = ?`);
  const heap = createMaxHeap(chains.heads);
  for (let links = 0; links < LINKS_MAX; links += 1) {
    const id = heap.pop();
    if (id === undefined || id < bounds.first) return bounds.first - 1;
    // A row that has been pruned ends its chain.
    const found = link.get({ ...values, id });
    if (found === undefined) continue;
    if (found.previous !== null) heap.push(found.previous);
    if (found.isMatch !== 1 || id > bounds.last) continue;
    const row = read.get(id);
    if (row !== undefined) yield row;
  }
  return Math.min(bounds.last, heap.pop() ?? bounds.first - 1);
}

/** Largest first. */
function createMaxHeap(values: number[]) {
  const heap = values.sort((a, b) => b - a);
  const at = (index: number): number => heap[index] ?? Number.NEGATIVE_INFINITY;
  const swap = (a: number, b: number) => {
    const kept = at(a);
    heap[a] = at(b);
    heap[b] = kept;
  };
  return {
    push: (value: number) => {
      let index = heap.push(value) - 1;
      for (let parent = (index - 1) >> 1; index > 0 && at(parent) < at(index); parent = (index - 1) >> 1) {
        swap(parent, index);
        index = parent;
      }
    },
    pop: (): number | undefined => {
      const top = heap[0];
      const last = heap.pop();
      if (heap.length === 0 || last === undefined) return top;
      heap[0] = last;
      for (let index = 0; ; ) {
        const left = 2 * index + 1;
        const child = at(left + 1) > at(left) ? left + 1 : left;
        if (at(child) <= at(index)) return top;
        swap(child, index);
        index = child;
      }
    },
  };
}

/** Ranges of ids that may hold a match: newest first, and none overlaps another. */
function* candidateRanges(connection: Connection, filter: AttemptFilter, bounds: IdRange): Generator<IdRange> {
  const rollup = rollupConditions(filter);
  const ranges = rollup.where === '' ? [bounds] : matchingHours(connection, filter, rollup, bounds);
  const bits = blockBits(filter);
  if (bits.length === 0) {
    yield* ranges;
    return;
  }
  const blocksIn = prepareMatchingBlocks(connection, bits);
  for (const range of ranges) yield* blocksIn(range);
}

function blockBits(filter: AttemptFilter): readonly number[] {
  const facts: BlockFacts = {
    callingAddress: isGiven(filter.callingAddress) ? filter.callingAddress : undefined,
    clientAddress: isGiven(filter.clientAddress) ? filter.clientAddress : undefined,
    radiusClientId: filter.radiusClientId,
    reason: filter.reason,
    result: filter.result,
    isGranted: filter.isGranted,
    applicationName: isGiven(filter.applicationName) ? filter.applicationName : undefined,
  };
  return bitsOf(blockWords(facts));
}

/** The parts of a range whose block may hold a match. */
function prepareMatchingBlocks(connection: Connection, bits: readonly number[]): (range: IdRange) => Generator<IdRange> {
  const find = connection.prepare<[number, number], { block: number; filter: Uint8Array }>(
    'SELECT block, filter FROM attempt_blocks WHERE block >= ? AND block <= ? ORDER BY block DESC',
  );
  return function* blocksIn({ first, last }) {
    for (const { block, filter } of find.iterate(Math.floor(first / BLOCK_IDS), Math.floor(last / BLOCK_IDS))) {
      if (!mayHold(filter, bits)) continue;
      yield { first: Math.max(first, block * BLOCK_IDS), last: Math.min(last, block * BLOCK_IDS + BLOCK_IDS - 1) };
    }
  };
}

export function rollupConditions(filter: AttemptFilter): { where: string; values: Values } {
  const where: string[] = [];
  const values: Values = {};
  const add = (condition: string, name: string, value: string | number | undefined) => {
    if (!isGiven(value)) return;
    where.push(` AND ${condition}`);
    values[name] = value;
  };
  add('application = @applicationName COLLATE NOCASE', 'applicationName', filter.applicationName);
  add('method = @method', 'method', filter.method);
  add('mode = @mode', 'mode', filter.mode);
  add('result = @result', 'result', filter.result);
  if (filter.isGranted !== undefined) where.push(` AND is_granted = ${filter.isGranted ? 1 : 0}`);
  if (filter.outcome !== undefined) where.push(` AND ${OUTCOME_CONDITIONS[filter.outcome]}`);
  return { where: where.join(''), values };
}

type StoredHour = { readonly hour_at: number; readonly first_id: number; readonly last_id: number };

/** The id ranges of the hours in which the rollup has counted a match; hours whose ids overlap become one range. */
function* matchingHours(
  connection: Connection,
  filter: AttemptFilter,
  rollup: { readonly where: string; readonly values: Values },
  bounds: IdRange,
): Generator<IdRange> {
  const isCounted = prepareIsCounted(connection, rollup);
  const hours = connection
    .prepare<[Values], StoredHour>(
      `SELECT hour_at, first_id, last_id FROM attempt_hours
       WHERE last_id >= @first AND first_id <= @last AND hour_at > @after AND hour_at < @until ORDER BY last_id DESC`,
    )
    .all({
      ...bounds,
      after: (filter.from ?? 0) - HOUR_MILLISECONDS,
      until: filter.until ?? Number.MAX_SAFE_INTEGER,
    });
  let current: IdRange | undefined;
  for (const hour of hours) {
    if (!isCounted(hour.hour_at)) continue;
    const next = { first: Math.max(hour.first_id, bounds.first), last: Math.min(hour.last_id, bounds.last) };
    if (current === undefined) current = next;
    else if (next.last >= current.first) current = { first: Math.min(current.first, next.first), last: current.last };
    else {
      yield current;
      current = next;
    }
  }
  if (current !== undefined) yield current;
}

/** Whether an hour counts a match: its month and its day are asked first, once each, where they are sealed. */
function prepareIsCounted(connection: Connection, { where, values }: { readonly where: string; readonly values: Values }) {
  const [hasHour, hasDay, hasMonth] = ROLLUP_TABLES.map(({ table, start }) => {
    const statement = connection
      .prepare<[Values], number>(`SELECT EXISTS (SELECT 1 FROM ${table} WHERE ${start} = @start${where})`)
      .pluck();
    const known = new Map<number, boolean>();
    return (at: number): boolean => {
      const answer = known.get(at) ?? statement.get({ ...values, start: at }) === 1;
      known.set(at, answer);
      return answer;
    };
  });
  const sealed = sealedUntil(connection);
  const sealedMonths = monthOf(sealed);
  return (hourAt: number): boolean =>
    (hourAt >= sealedMonths || hasMonth?.(monthOf(hourAt)) === true) &&
    (hourAt >= sealed || hasDay?.(dayOf(hourAt)) === true) &&
    hasHour?.(hourAt) === true;
}
