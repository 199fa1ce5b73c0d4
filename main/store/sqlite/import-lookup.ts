/** What a token import asks of the database, on its own read-only connection in the import's thread. */
import type { ImportLookup } from '../../engine/tokens/import-batch.ts';
import { openReaderConnection } from './connection.ts';
import { usernameKey } from './username-key.ts';

/** Opens the database at `path`; `close` when the answers have been given. */
export function openImportLookup(path: string): ImportLookup & { close(): void } {
  const connection = openReaderConnection(path);
  const findSerial = connection.prepare<[string], { 1: number }>('SELECT 1 FROM tokens WHERE serial = ?');
  const findUser = connection.prepare<[string], { 1: number }>('SELECT 1 FROM users WHERE username_key = ?');
  return {
    hasSerial: (serial) => findSerial.get(serial) !== undefined,
    hasUser: (username) => findUser.get(usernameKey(username)) !== undefined,
    userKey: usernameKey,
    close: () => {
      connection.close();
    },
  };
}
