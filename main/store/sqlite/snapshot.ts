import type { Connection } from './connection.ts';

export type Snapshot = {
  /** Before each read: joins the reads of this turn of the event loop in one read transaction. */
  readonly enter: () => void;
  /** After each commit of the writer, before anybody is told: the next read sees it. */
  readonly leave: () => void;
};

/**
 * Reads of one turn share a transaction: each transaction of its own would cost file locks and, while others
 * write, an empty page cache. It never outlives the turn, so that it holds up no checkpoint.
 */
export function createSnapshot(connection: Connection): Snapshot {
  const begin = connection.prepare('BEGIN');
  const end = connection.prepare('COMMIT');
  const leave = () => {
    if (connection.open && connection.inTransaction) end.run();
  };
  return {
    enter: () => {
      if (connection.inTransaction) return;
      begin.run();
      setImmediate(leave);
    },
    leave,
  };
}
