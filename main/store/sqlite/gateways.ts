import type { GatewayId } from '../../../shared/ids.ts';
import { type Gateway, type GatewayFields, gatewayFieldsSchema } from '../../../shared/schemas/gateway.ts';
import { appError } from '../../engine/app-error.ts';
import type { Writes } from '../port.ts';
import { type Connection, isSqliteError } from './connection.ts';
import { deleteRow, moveRow, nextPosition } from './ordered-rows.ts';

type GatewayRow = {
  id: number;
  position: number;
  name: string;
  is_enabled: number;
  country_codes: string;
  senders: string;
  number_format: string;
  timeout_seconds: number;
  cost_note: string;
  connection: string;
  password_reference: string | null;
  sealed_password: Uint8Array | null;
  inbound_reference: string | null;
  sealed_inbound_secret: Uint8Array | null;
  created_at: number;
  updated_at: number;
  revision: number;
};

/** A secret on its way into the store. `reference` is random: it is sealed before the gateway has an id. */
export type SealedGatewaySecret = { readonly reference: string; readonly sealed: Uint8Array };
type StoredSecret = SealedGatewaySecret | undefined;

/** What a gateway's secrets are sealed under. */
export function gatewayPasswordContext(reference: string): string {
  return `gateway-password:${reference}`;
}
export function gatewayInboundContext(reference: string): string {
  return `gateway-inbound:${reference}`;
}

const FIELD_COLUMNS = [
  'name',
  'is_enabled',
  'country_codes',
  'senders',
  'number_format',
  'timeout_seconds',
  'cost_note',
  'connection',
] as const;

function fieldValues(fields: GatewayFields): (string | number)[] {
  return [
    fields.name,
    fields.isEnabled ? 1 : 0,
    JSON.stringify(fields.countryCodes),
    JSON.stringify(fields.senders),
    fields.numberFormat,
    fields.timeoutSeconds,
    fields.costNote,
    JSON.stringify(fields.connection),
  ];
}

function toGateway(row: GatewayRow): Gateway {
  // Parsed anew: a row of an earlier release gets the defaults of fields that came later.
  const fields = gatewayFieldsSchema.parse({
    name: row.name,
    isEnabled: row.is_enabled === 1,
    countryCodes: JSON.parse(row.country_codes),
    senders: JSON.parse(row.senders),
    numberFormat: row.number_format,
    timeoutSeconds: row.timeout_seconds,
    costNote: row.cost_note,
    connection: JSON.parse(row.connection),
  });
  return {
    ...fields,
    id: row.id as GatewayId,
    position: row.position,
    hasPassword: row.sealed_password !== null,
    hasInboundSecret: row.sealed_inbound_secret !== null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    revision: row.revision,
  };
}

const SELECT = 'SELECT * FROM gateways';
const IN_ORDER = `${SELECT} ORDER BY position, id`;

export function listGateways(connection: Connection): Gateway[] {
  return connection.prepare<[], GatewayRow>(IN_ORDER).all().map(toGateway);
}

/** With their sealed secrets, for the thread that may open them. */
export function listSealedGateways(
  connection: Connection,
): { gateway: Gateway; password: StoredSecret; inboundSecret: StoredSecret }[] {
  return connection
    .prepare<[], GatewayRow>(IN_ORDER)
    .all()
    .map((row) => ({
      gateway: toGateway(row),
      password: secretOf(row.password_reference, row.sealed_password),
      inboundSecret: secretOf(row.inbound_reference, row.sealed_inbound_secret),
    }));
}

/** Whether an enabled user is verified by text message. */
export function areGatewaysWanted(connection: Connection): boolean {
  const found = connection
    .prepare<[], { found: number }>(
      "SELECT EXISTS (SELECT 1 FROM users WHERE method = 'text-message' AND is_enabled = 1) AS found",
    )
    .get();
  return found?.found === 1;
}

function secretOf(reference: string | null, sealed: Uint8Array | null): StoredSecret {
  return reference === null || sealed === null ? undefined : { reference, sealed };
}

function getGateway(connection: Connection, id: GatewayId): Gateway {
  const row = connection.prepare<[number], GatewayRow>(`${SELECT} WHERE id = ?`).get(id);
  if (row === undefined) throw appError('GATEWAY_NOT_FOUND', { detail: { gateway: id } });
  return toGateway(row);
}

/** @throws GATEWAY_NAME_TAKEN */
function refuseTaken<Result>(name: string, change: () => Result): Result {
  try {
    return change();
  } catch (error) {
    if (!isSqliteError(error) || error.code !== 'SQLITE_CONSTRAINT_UNIQUE') throw error;
    throw appError('GATEWAY_NAME_TAKEN', { detail: { name }, cause: error });
  }
}

export type SealedGatewayCreate = { readonly fields: GatewayFields; readonly password: StoredSecret };

/** At the end of the list. */
export function createGateway(connection: Connection, { fields, password }: SealedGatewayCreate, at: number): Gateway {
  const { lastInsertRowid } = refuseTaken(fields.name, () =>
    connection
      .prepare(
        `INSERT INTO gateways (${FIELD_COLUMNS.join(', ')}, position, password_reference, sealed_password, created_at, updated_at)
         VALUES (${FIELD_COLUMNS.map(() => '?').join(', ')}, ${nextPosition('gateways')}, ?, ?, ?, ?)`,
      )
      .run(...fieldValues(fields), password?.reference ?? null, password?.sealed ?? null, at, at),
  );
  return getGateway(connection, Number(lastInsertRowid) as GatewayId);
}

export type SealedGatewayUpdate = {
  readonly id: GatewayId;
  readonly revision: number;
  readonly fields: GatewayFields;
  /** Undefined keeps it, null removes it. */
  readonly password: SealedGatewaySecret | null | undefined;
};

export function updateGateway(
  connection: Connection,
  { id, revision, fields, password }: SealedGatewayUpdate,
  at: number,
): Gateway {
  const { changes } = refuseTaken(fields.name, () =>
    connection
      .prepare(
        `UPDATE gateways SET ${FIELD_COLUMNS.map((name) => `${name} = ?`).join(', ')}, updated_at = ?, revision = revision + 1
         WHERE id = ? AND revision = ?`,
      )
      .run(...fieldValues(fields), at, id, revision),
  );
  if (changes !== 1) throw appError('GATEWAY_REVISION_CONFLICT', { detail: { name: getGateway(connection, id).name } });
  if (password !== undefined) {
    connection
      .prepare('UPDATE gateways SET password_reference = ?, sealed_password = ? WHERE id = ?')
      .run(password?.reference ?? null, password?.sealed ?? null, id);
  }
  return getGateway(connection, id);
}

export function deleteGateway(connection: Connection, { id }: Writes['gateways.delete']['input']): { changedCount: number } {
  return deleteRow(connection, 'gateways', id);
}

export function moveGateway(connection: Connection, { id, position }: Writes['gateways.move']['input']): Gateway[] {
  getGateway(connection, id);
  moveRow(connection, 'gateways', id, position);
  return listGateways(connection);
}

export type SealedInboundSecret = { readonly id: GatewayId; readonly secret: SealedGatewaySecret };

export function setInboundSecret(connection: Connection, { id, secret }: SealedInboundSecret, at: number): Gateway {
  connection
    .prepare(
      `UPDATE gateways SET inbound_reference = ?, sealed_inbound_secret = ?, updated_at = ?, revision = revision + 1 WHERE id = ?`,
    )
    .run(secret.reference, secret.sealed, at, id);
  return getGateway(connection, id);
}
