import type { RadiusClientId } from '../../../shared/ids.ts';
import type { FirstFactor, OtpEntry, RadiusClient, RadiusClientFields } from '../../../shared/schemas/radius.ts';
import { appError } from '../../engine/app-error.ts';
import type { Writes } from '../port.ts';
import { type Connection, isSqliteError } from './connection.ts';

type RadiusClientRow = {
  id: number;
  name: string;
  address: string;
  application_name: string;
  is_enabled: number;
  requires_user_match: number;
  enables_fallback_oath_token: number;
  requires_message_authenticator: number;
  first_factor: string;
  otp_entry: string;
  challenge_text: string;
  reject_text: string;
  accept_text: string;
  reply_attributes: string;
  enables_security_questions: number;
  allows_method_choice: number;
  timeout_seconds: number;
  trusted_ips: string;
  secret_reference: string;
  sealed_secret: Uint8Array;
  shared_secret_length: number;
  created_at: number;
  updated_at: number;
  revision: number;
};

/** A shared secret on its way into the store. `reference` is random: the secret is sealed before the client has an id. */
export type SealedSharedSecret = { readonly reference: string; readonly sealed: Uint8Array; readonly length: number };

/** What a shared secret is sealed under. */
export function sharedSecretContext(reference: string): string {
  return `radius-secret:${reference}`;
}

const FIELD_COLUMNS = [
  'name',
  'address',
  'application_name',
  'is_enabled',
  'requires_user_match',
  'enables_fallback_oath_token',
  'requires_message_authenticator',
  'first_factor',
  'otp_entry',
  'challenge_text',
  'reject_text',
  'accept_text',
  'reply_attributes',
  'enables_security_questions',
  'allows_method_choice',
  'timeout_seconds',
  'trusted_ips',
] as const;

function fieldValues(fields: RadiusClientFields): (string | number)[] {
  return [
    fields.name,
    fields.address,
    fields.applicationName,
    fields.isEnabled ? 1 : 0,
    fields.requiresUserMatch ? 1 : 0,
    fields.enablesFallbackOathToken ? 1 : 0,
    fields.requiresMessageAuthenticator ? 1 : 0,
    fields.firstFactor,
    fields.otpEntry,
    fields.challengeText,
    fields.rejectText,
    fields.acceptText,
    JSON.stringify(fields.replyAttributes),
    fields.enablesSecurityQuestions ? 1 : 0,
    fields.allowsMethodChoice ? 1 : 0,
    fields.timeoutSeconds,
    JSON.stringify(fields.trustedIps),
  ];
}

function toRadiusClient(row: RadiusClientRow): RadiusClient {
  return {
    id: row.id as RadiusClientId,
    name: row.name,
    address: row.address,
    applicationName: row.application_name,
    isEnabled: row.is_enabled === 1,
    requiresUserMatch: row.requires_user_match === 1,
    enablesFallbackOathToken: row.enables_fallback_oath_token === 1,
    enablesSecurityQuestions: row.enables_security_questions === 1,
    allowsMethodChoice: row.allows_method_choice === 1,
    timeoutSeconds: row.timeout_seconds,
    trustedIps: JSON.parse(row.trusted_ips) as RadiusClient['trustedIps'],
    requiresMessageAuthenticator: row.requires_message_authenticator === 1,
    firstFactor: row.first_factor as FirstFactor,
    otpEntry: row.otp_entry as OtpEntry,
    challengeText: row.challenge_text,
    rejectText: row.reject_text,
    acceptText: row.accept_text,
    replyAttributes: JSON.parse(row.reply_attributes) as RadiusClient['replyAttributes'],
    sharedSecretLength: row.shared_secret_length,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    revision: row.revision,
  };
}

const SELECT = 'SELECT * FROM radius_clients';

export function listRadiusClients(connection: Connection): RadiusClient[] {
  return connection.prepare<[], RadiusClientRow>(`${SELECT} ORDER BY name COLLATE NOCASE, id`).all().map(toRadiusClient);
}

/** With their sealed secrets, for the thread that may open them. */
export function listSealedRadiusClients(
  connection: Connection,
): { client: RadiusClient; reference: string; sealed: Uint8Array }[] {
  return connection
    .prepare<[], RadiusClientRow>(`${SELECT} ORDER BY id`)
    .all()
    .map((row) => ({ client: toRadiusClient(row), reference: row.secret_reference, sealed: row.sealed_secret }));
}

function getRadiusClient(connection: Connection, id: RadiusClientId): RadiusClient {
  const row = connection.prepare<[number], RadiusClientRow>(`${SELECT} WHERE id = ?`).get(id);
  if (row === undefined) throw appError('RADIUS_CLIENT_NOT_FOUND', { detail: { client: id } });
  return toRadiusClient(row);
}

/** @throws RADIUS_CLIENT_ADDRESS_TAKEN */
function refuseTaken<Result>(connection: Connection, address: string, change: () => Result): Result {
  try {
    return change();
  } catch (error) {
    if (!isSqliteError(error) || error.code !== 'SQLITE_CONSTRAINT_UNIQUE') throw error;
    const holder = connection
      .prepare<[string], { name: string }>('SELECT name FROM radius_clients WHERE address = ?')
      .get(address);
    throw appError('RADIUS_CLIENT_ADDRESS_TAKEN', { detail: { address, client: holder?.name ?? '' }, cause: error });
  }
}

export type SealedClientCreate = { readonly fields: RadiusClientFields; readonly secret: SealedSharedSecret };

export function createRadiusClient(connection: Connection, { fields, secret }: SealedClientCreate, at: number): RadiusClient {
  const { lastInsertRowid } = refuseTaken(connection, fields.address, () =>
    connection
      .prepare(
        `INSERT INTO radius_clients (${FIELD_COLUMNS.join(', ')}, secret_reference, sealed_secret, shared_secret_length,
           created_at, updated_at) VALUES (${FIELD_COLUMNS.map(() => '?').join(', ')}, ?, ?, ?, ?, ?)`,
      )
      .run(...fieldValues(fields), secret.reference, secret.sealed, secret.length, at, at),
  );
  return getRadiusClient(connection, Number(lastInsertRowid) as RadiusClientId);
}

export type SealedClientUpdate = {
  readonly id: RadiusClientId;
  readonly revision: number;
  readonly fields: RadiusClientFields;
  /** Undefined keeps the secret as it is. */
  readonly secret: SealedSharedSecret | undefined;
};

export function updateRadiusClient(
  connection: Connection,
  { id, revision, fields, secret }: SealedClientUpdate,
  at: number,
): RadiusClient {
  const { changes } = refuseTaken(connection, fields.address, () =>
    connection
      .prepare(
        `UPDATE radius_clients SET ${FIELD_COLUMNS.map((name) => `${name} = ?`).join(', ')}, updated_at = ?,
           revision = revision + 1 WHERE id = ? AND revision = ?`,
      )
      .run(...fieldValues(fields), at, id, revision),
  );
  if (changes !== 1) {
    throw appError('RADIUS_CLIENT_REVISION_CONFLICT', { detail: { client: getRadiusClient(connection, id).name } });
  }
  if (secret !== undefined) {
    connection
      .prepare('UPDATE radius_clients SET secret_reference = ?, sealed_secret = ?, shared_secret_length = ? WHERE id = ?')
      .run(secret.reference, secret.sealed, secret.length, id);
  }
  return getRadiusClient(connection, id);
}

export function deleteRadiusClient(
  connection: Connection,
  { id }: Writes['radius-clients.delete']['input'],
): { changedCount: number } {
  return { changedCount: connection.prepare('DELETE FROM radius_clients WHERE id = ?').run(id).changes };
}
