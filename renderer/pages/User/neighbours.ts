import type { User } from '../../../shared/schemas/user.ts';

type Row = Pick<User, 'id'>;

/**
 * Who stands before and after a user in a list of which `rows` is the part from position `first`. The list may have
 * changed since the user was opened at `at`: then the rows around that position are offered.
 */
export function neighboursOf(
  rows: readonly Row[],
  first: number,
  at: number,
  id: User['id'],
): { readonly position: number; readonly previous: Row | undefined; readonly next: Row | undefined } {
  const found = rows.findIndex((row) => row.id === id);
  if (found >= 0) return { position: first + found, previous: rows[found - 1], next: rows[found + 1] };
  // The user left the list (a filter no longer holds): what stands at its place now comes next.
  const index = at - first;
  return { position: at, previous: rows[index - 1], next: rows[index] };
}
