/** Rows that an administrator has put in an order: gateways and trunks. Positions count from 1 without a gap. */
import type { Connection } from './connection.ts';

type OrderedTable = 'gateways' | 'trunks';

/** For an INSERT: at the end of the list. */
export const nextPosition = (table: OrderedTable): string => `(SELECT coalesce(max(position), 0) + 1 FROM ${table})`;

/** Beyond the last is the last. */
export function moveRow(connection: Connection, table: OrderedTable, id: number, position: number): void {
  const others = idsInOrder(connection, table).filter((each) => each !== id);
  renumber(connection, table, others.toSpliced(position - 1, 0, id));
}

export function deleteRow(connection: Connection, table: OrderedTable, id: number): { changedCount: number } {
  const { changes } = connection.prepare(`DELETE FROM ${table} WHERE id = ?`).run(id);
  renumber(connection, table, idsInOrder(connection, table));
  return { changedCount: changes };
}

function idsInOrder(connection: Connection, table: OrderedTable): number[] {
  return connection.prepare<[], number>(`SELECT id FROM ${table} ORDER BY position, id`).pluck().all();
}

function renumber(connection: Connection, table: OrderedTable, ids: readonly number[]): void {
  const place = connection.prepare(`UPDATE ${table} SET position = ? WHERE id = ?`);
  for (const [index, id] of ids.entries()) place.run(index + 1, id);
}
