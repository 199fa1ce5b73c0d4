/** The rows of one import, in the writer's transaction: all or none. */
import type { UserId } from '../../../shared/ids.ts';
import { userFieldsSchema } from '../../../shared/schemas/user.ts';
import { appError } from '../../engine/app-error.ts';
import type { ImportedToken, Writes } from '../port.ts';
import type { Connection } from './connection.ts';
import { isSerialTaken, prepareTokenInsert } from './token-writes.ts';
import { prepareUserInsert } from './user-writes.ts';
import { usernameKey } from './username-key.ts';

export function importTokens(
  connection: Connection,
  { rows }: Writes['tokens.import']['input'],
  at: number,
): Writes['tokens.import']['output'] {
  const tokens = JSON.parse(new TextDecoder().decode(rows)) as readonly ImportedToken[];
  const insertToken = prepareTokenInsert(connection);
  const holders = prepareHolders(connection, at);
  let assignedCount = 0;
  for (const token of tokens) {
    const userId = token.username === undefined ? null : holders.findOrCreate(token.username, token.createsUser);
    if (userId !== null) assignedCount += 1;
    try {
      insertToken({
        serial: token.serial,
        type: token.type,
        algorithm: token.algorithm,
        digits: token.digits,
        periodSeconds: token.periodSeconds,
        origin: 'hardware',
        isPending: false,
        userId,
        driftSteps: token.driftSteps,
        nextCounter: BigInt(token.counter),
        startsAt: token.startsAt ?? null,
        expiresAt: token.expiresAt ?? null,
        sealedSeed: Buffer.from(token.sealedSeed, 'base64'),
        manufacturer: token.manufacturer,
        model: token.model,
        at,
      });
    } catch (error) {
      if (isSerialTaken(error)) throw appError('IMPORT_CONFLICT', { detail: { serial: token.serial }, cause: error });
      throw error;
    }
  }
  return { importedCount: tokens.length, createdUserCount: holders.createdCount(), assignedCount };
}

/** Users by name; makes the ones that are missing where the import says so. Else the token stays unassigned. */
function prepareHolders(connection: Connection, at: number) {
  const find = connection.prepare<[string], { id: number }>('SELECT id FROM users WHERE username_key = ?');
  const insertUser = prepareUserInsert(connection);
  let created = 0;
  return {
    findOrCreate: (username: string, createsUser: boolean): UserId | null => {
      const row = find.get(usernameKey(username));
      if (row !== undefined) return row.id as UserId;
      if (!createsUser) return null;
      created += 1;
      const fields = userFieldsSchema.parse({ username });
      return insertUser(fields, { passwordHash: null, source: 'token-import', at });
    },
    createdCount: () => created,
  };
}
