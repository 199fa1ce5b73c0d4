import type { TrunkId } from '../../../shared/ids.ts';
import { type Trunk, type TrunkFields, trunkFieldsSchema } from '../../../shared/schemas/trunk.ts';
import { appError } from '../../engine/app-error.ts';
import type { Writes } from '../port.ts';
import { type Connection, isSqliteError } from './connection.ts';
import { deleteRow, moveRow, nextPosition } from './ordered-rows.ts';

type TrunkRow = {
  id: number;
  position: number;
  name: string;
  is_enabled: number;
  settings: string;
  password_reference: string | null;
  sealed_password: Uint8Array | null;
  created_at: number;
  updated_at: number;
  revision: number;
};

/** A password on its way into the store. `reference` is random: it is sealed before the trunk has an id. */
export type SealedTrunkPassword = { readonly reference: string; readonly sealed: Uint8Array };

/** What a trunk's password is sealed under. */
export function trunkPasswordContext(reference: string): string {
  return `trunk-password:${reference}`;
}

function fieldValues({ name, isEnabled, ...settings }: TrunkFields): [string, number, string] {
  return [name, isEnabled ? 1 : 0, JSON.stringify(settings)];
}

function toTrunk(row: TrunkRow): Trunk {
  const settings: unknown = JSON.parse(row.settings);
  // Parsed anew: a row of an earlier release gets the defaults of fields that came later.
  const fields = trunkFieldsSchema.parse(Object.assign({ name: row.name, isEnabled: row.is_enabled === 1 }, settings));
  return {
    ...fields,
    id: row.id as TrunkId,
    position: row.position,
    hasPassword: row.sealed_password !== null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    revision: row.revision,
  };
}

const SELECT = 'SELECT * FROM trunks';
const IN_ORDER = `${SELECT} ORDER BY position, id`;

export function listTrunks(connection: Connection): Trunk[] {
  return connection.prepare<[], TrunkRow>(IN_ORDER).all().map(toTrunk);
}

/** With their sealed passwords, for the thread that may open them. */
export function listSealedTrunks(connection: Connection): { trunk: Trunk; password: SealedTrunkPassword | undefined }[] {
  return connection
    .prepare<[], TrunkRow>(IN_ORDER)
    .all()
    .map((row) => {
      const { password_reference: reference, sealed_password: sealed } = row;
      return { trunk: toTrunk(row), password: reference === null || sealed === null ? undefined : { reference, sealed } };
    });
}

/** Whether an enabled user is verified by phone call. */
export function areTrunksWanted(connection: Connection): boolean {
  const found = connection
    .prepare<[], { found: number }>("SELECT EXISTS (SELECT 1 FROM users WHERE method = 'phone-call' AND is_enabled = 1) AS found")
    .get();
  return found?.found === 1;
}

function getTrunk(connection: Connection, id: TrunkId): Trunk {
  const row = connection.prepare<[number], TrunkRow>(`${SELECT} WHERE id = ?`).get(id);
  if (row === undefined) throw appError('TRUNK_NOT_FOUND', { detail: { trunk: id } });
  return toTrunk(row);
}

/** @throws TRUNK_NAME_TAKEN */
function refuseTaken<Result>(name: string, change: () => Result): Result {
  try {
    return change();
  } catch (error) {
    if (!isSqliteError(error) || error.code !== 'SQLITE_CONSTRAINT_UNIQUE') throw error;
    throw appError('TRUNK_NAME_TAKEN', { detail: { name }, cause: error });
  }
}

export type SealedTrunkCreate = { readonly fields: TrunkFields; readonly password: SealedTrunkPassword | undefined };

/** At the end of the list. */
export function createTrunk(connection: Connection, { fields, password }: SealedTrunkCreate, at: number): Trunk {
  const { lastInsertRowid } = refuseTaken(fields.name, () =>
    connection
      .prepare(
        `INSERT INTO trunks (name, is_enabled, settings, position, password_reference, sealed_password, created_at, updated_at)
         VALUES (?, ?, ?, ${nextPosition('trunks')}, ?, ?, ?, ?)`,
      )
      .run(...fieldValues(fields), password?.reference ?? null, password?.sealed ?? null, at, at),
  );
  return getTrunk(connection, Number(lastInsertRowid) as TrunkId);
}

export type SealedTrunkUpdate = {
  readonly id: TrunkId;
  readonly revision: number;
  readonly fields: TrunkFields;
  /** Undefined keeps it, null removes it. */
  readonly password: SealedTrunkPassword | null | undefined;
};

export function updateTrunk(connection: Connection, { id, revision, fields, password }: SealedTrunkUpdate, at: number): Trunk {
  const { changes } = refuseTaken(fields.name, () =>
    connection
      .prepare(
        `UPDATE trunks SET name = ?, is_enabled = ?, settings = ?, updated_at = ?, revision = revision + 1
         WHERE id = ? AND revision = ?`,
      )
      .run(...fieldValues(fields), at, id, revision),
  );
  if (changes !== 1) throw appError('TRUNK_REVISION_CONFLICT', { detail: { name: getTrunk(connection, id).name } });
  if (password !== undefined) {
    connection
      .prepare('UPDATE trunks SET password_reference = ?, sealed_password = ? WHERE id = ?')
      .run(password?.reference ?? null, password?.sealed ?? null, id);
  }
  return getTrunk(connection, id);
}

export function deleteTrunk(connection: Connection, { id }: Writes['trunks.delete']['input']): { changedCount: number } {
  return deleteRow(connection, 'trunks', id);
}

export function moveTrunk(connection: Connection, { id, position }: Writes['trunks.move']['input']): Trunk[] {
  getTrunk(connection, id);
  moveRow(connection, 'trunks', id, position);
  return listTrunks(connection);
}
