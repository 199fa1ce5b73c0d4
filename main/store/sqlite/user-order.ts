/**
 * The whole list of users in one order, as ids, for pages that no index leads to: a filter with another column's
 * order, and far down a search. Conditions and orders are read from indexes alone, never from rows, and kept per
 * reader's connection until a row of users changes.
 */
import type { UserFilter, UserListQuery } from '../../../shared/schemas/user.ts';
import type { Connection } from './connection.ts';

/** Lists kept; 4 bytes a user each. */
const LISTS_MAX = 6;
/** Milliseconds that an order by sign-in is kept: sign-ins change it without a change to users; ours. */
const SIGN_IN_LIFETIME_MILLISECONDS = 30_000;

/** Ascending; the descending order is the same from its end. */
const ORDER_SQL: Readonly<Record<UserListQuery['sort'], string>> = {
  username: 'SELECT id FROM users ORDER BY username_key, id',
  lastName: 'SELECT id FROM users ORDER BY last_name COLLATE NOCASE, id',
  userGroup: 'SELECT id FROM users ORDER BY user_group COLLATE NOCASE, username_key',
  createdAt: 'SELECT id FROM users ORDER BY id',
  lastSignInAt: 'SELECT user_id AS id FROM user_states ORDER BY last_sign_in_at, user_id',
};

type Kept = { readonly key: string; readonly version: number; readonly builtAt: number; readonly ids: Int32Array };
const keptOf = new WeakMap<Connection, Kept[]>();

export type Condition = {
  /** A SELECT of ids, from an index. */
  readonly ids: string;
  readonly values: readonly (string | number)[];
  /** All users but these. */
  readonly isComplement?: boolean;
};

export type Ordered = {
  readonly filter: Omit<UserFilter, 'tagId'> & { readonly tagId?: number | undefined };
  readonly sort: UserListQuery['sort'];
  readonly conditions: readonly Condition[];
  readonly now: number;
};

function versionOf(connection: Connection): number {
  return (
    connection.prepare<[], { count: number }>("SELECT count FROM user_counts WHERE kind = 'version' AND value = ''").get()
      ?.count ?? 0
  );
}

function keyOf({ filter, sort }: Pick<Ordered, 'filter' | 'sort'>): string {
  const { search, state, userGroup, method, tagId } = filter;
  return JSON.stringify([sort, search, state, userGroup, method, tagId]);
}

function find(connection: Connection, key: string, { filter, sort, now }: Ordered): Int32Array | undefined {
  const version = versionOf(connection);
  const kept = keptOf.get(connection)?.find((one) => one.key === key && one.version === version);
  if (kept === undefined) return undefined;
  const isOfMoment = sort === 'lastSignInAt' || filter.state === 'locked' || filter.state === 'blocked';
  const age = now - kept.builtAt;
  return isOfMoment && (age < 0 || age > SIGN_IN_LIFETIME_MILLISECONDS) ? undefined : kept.ids;
}

function keep(connection: Connection, key: string, ids: Int32Array, now: number): void {
  const others = (keptOf.get(connection) ?? []).filter((one) => one.key !== key).slice(0, LISTS_MAX - 1);
  keptOf.set(connection, [{ key, version: versionOf(connection), builtAt: now, ids }, ...others]);
}

/** The list if it is at hand. */
export function orderedUsersAtHand(connection: Connection, ordered: Ordered): Int32Array | undefined {
  return find(connection, keyOf(ordered), ordered);
}

/** Ids of all users that match, ascending by `sort`. */
export function orderedUsers(connection: Connection, ordered: Ordered): Int32Array {
  const key = keyOf(ordered);
  const known = find(connection, key, ordered);
  if (known !== undefined) return known;
  const order = wholeOrder(connection, ordered);
  const ids = ordered.conditions.length === 0 ? order : matching(connection, order, ordered.conditions);
  keep(connection, key, ids, ordered.now);
  return ids;
}

export const NO_FILTER = { search: '', state: undefined, userGroup: undefined, method: undefined, tagId: undefined };

function wholeOrder(connection: Connection, { sort, now }: Ordered): Int32Array {
  const whole: Ordered = { filter: NO_FILTER, sort, conditions: [], now };
  const key = keyOf(whole);
  const known = find(connection, key, whole);
  if (known !== undefined) return known;
  const ids = Int32Array.from(connection.prepare<[], number>(ORDER_SQL[sort]).pluck().all() as number[]);
  keep(connection, key, ids, now);
  return ids;
}

function matching(connection: Connection, order: Int32Array, conditions: readonly Condition[]): Int32Array {
  const highest = order.reduce((high, id) => Math.max(high, id), 0);
  const hits = new Uint8Array(highest + 1);
  let needed = 0;
  for (const { ids, values, isComplement } of conditions) {
    const found = connection
      .prepare<(string | number)[], number>(ids)
      .pluck()
      .all(...values) as number[];
    if (isComplement === true) {
      // Past every count of hits: these can match no more.
      for (const id of found) hits[id] = conditions.length + 1;
    } else {
      needed += 1;
      for (const id of found) if (hits[id] === needed - 1) hits[id] = needed;
    }
  }
  return order.filter((id) => hits[id] === needed);
}

type KeptCount = { readonly version: number; readonly counts: Map<string, number> };
const countsOf = new WeakMap<Connection, KeptCount>();
/** Counts kept; ours. */
const COUNTS_MAX = 100;

/** What `count` answers, kept until a row of users changes: every page of a search wants the same one. */
export function keptCount(connection: Connection, key: string, count: () => number): number {
  const version = versionOf(connection);
  const known = countsOf.get(connection);
  const counts = known?.version === version && known.counts.size < COUNTS_MAX ? known.counts : new Map<string, number>();
  countsOf.set(connection, { version, counts });
  const total = counts.get(key) ?? count();
  counts.set(key, total);
  return total;
}
