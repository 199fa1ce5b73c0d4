/** The named reads on a connection of their own, for the thread of an export: nobody else waits for it. */
import type { Reads } from '../port.ts';
import { type Connection, isSqliteError, openReaderConnection, storeError } from './connection.ts';
import { READS } from './reads.ts';

export type ExportReader = {
  read<Name extends keyof Reads>(name: Name, input: Reads[Name]['input']): Reads[Name]['output'];
  close(): void;
};

/** @param now epoch milliseconds that all reads take as the moment, so that all pages of a list agree */
export function openExportReader(path: string, now: number): ExportReader {
  const connection = openReaderConnection(path);
  return {
    read(name, input) {
      const read = READS[name] as (connection: Connection, input: unknown, now: number) => Reads[typeof name]['output'];
      try {
        // One transaction a read: one for all of them would keep the log from being moved into the database meanwhile.
        return connection.transaction(() => read(connection, input, now))();
      } catch (error) {
        throw isSqliteError(error) ? storeError(error, 'STORE_DAMAGED') : error;
      }
    },
    close: () => {
      connection.close();
    },
  };
}
