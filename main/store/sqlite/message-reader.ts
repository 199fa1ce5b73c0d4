/** The engine's reads of codes, messages, cached grants, PIN history and security answers: rows that change while it runs. */
import type { RadiusClientId, UserId } from '../../../shared/ids.ts';
import type { AuthenticationType } from '../../../shared/methods.ts';
import type { MessageState } from '../../../shared/schemas/gateway.ts';
import type {
  AuthenticationReader,
  MessageChannel,
  MessageCode,
  QueuedMessage,
  ReplyVerdict,
  RunningCall,
} from '../../engine/ports.ts';
import type { Connection } from './connection.ts';
import type { Snapshot } from './snapshot.ts';

type CodeRow = {
  id: string;
  session_id: string;
  user_id: number;
  channel: MessageChannel;
  is_two_way: number;
  code_hash: string;
  digits: number;
  message_id: string;
  application_name: string;
  radius_client_id: number | null;
  resend_key: string;
  opened_at: number;
  expires_at: number;
  tries: number;
  state: MessageCode['state'];
  reply: ReplyVerdict | null;
  message_state: MessageState;
  gateway_name: string;
};
type RunningCallRow = { id: string; radius_client_id: number | null; resend_key: string; expires_at: number };
type MessageRow = {
  id: string;
  user_id: number | null;
  username: string;
  channel: MessageChannel;
  recipient: string;
  language: string;
  application_name: string;
  sealed_text: Uint8Array | null;
  state: MessageState;
  queued_at: number;
  expires_at: number;
  gateway_name: string;
  problem: string;
};

/** Milliseconds in which a late reply still finds the code that it answers. */
export const ENDED_CODES_KEPT_MILLISECONDS = 15 * 60_000;

const CODE = `
SELECT c.id, c.session_id, c.user_id, c.channel, c.is_two_way, c.code_hash, c.digits, c.message_id, c.application_name,
  c.radius_client_id, c.resend_key, c.opened_at, c.expires_at, c.tries, c.state, c.reply, m.state AS message_state,
  m.gateway_name
FROM message_codes c JOIN messages m ON m.id = c.message_id`;
const NEWEST_FIRST = 'ORDER BY c.opened_at DESC, m.number DESC';
const MESSAGE = `
SELECT id, user_id, username, channel, recipient, language, application_name, sealed_text, state, queued_at, expires_at,
  gateway_name, problem FROM messages`;

export type MessageReader = Pick<
  AuthenticationReader,
  | 'listMessageCodes'
  | 'findMessageCode'
  | 'findRunningCall'
  | 'countMessages'
  | 'findMessage'
  | 'listUnsentMessages'
  | 'listTwoWayCodes'
  | 'listCachedGrants'
  | 'listPinHistory'
  | 'listSecurityAnswers'
>;

export function createMessageReader(connection: Connection, snapshot: Snapshot): MessageReader {
  const codesOfUser = connection.prepare<[number, number], CodeRow>(
    `${CODE} WHERE c.user_id = ? AND c.expires_at > ? ${NEWEST_FIRST}`,
  );
  const code = connection.prepare<[string], CodeRow>(`${CODE} WHERE c.id = ?`);
  const codesOfNumber = connection.prepare<[string, number], CodeRow>(
    `${CODE} WHERE c.recipient = ? AND c.is_two_way = 1 AND coalesce(c.ended_at, c.expires_at) > ? ${NEWEST_FIRST}`,
  );
  const counted = connection
    .prepare<{ userId: number; since: number }, number>(
      `SELECT (SELECT count(*) FROM messages WHERE user_id = @userId AND queued_at >= @since)
         + (SELECT count(*) FROM phone_calls WHERE user_id = @userId AND opened_at >= @since)`,
    )
    .pluck();
  const running = connection.prepare<[number, number], RunningCallRow>(
    `SELECT id, radius_client_id, resend_key, expires_at FROM phone_calls
     WHERE user_id = ? AND ended_at IS NULL AND expires_at > ? ORDER BY opened_at DESC LIMIT 1`,
  );
  const message = connection.prepare<[string], MessageRow>(`${MESSAGE} WHERE id = ?`);
  const unsent = connection.prepare<[number], MessageRow>(
    `${MESSAGE} INDEXED BY messages_unsent WHERE state IN ('queued', 'sending') AND expires_at > ? ORDER BY number`,
  );
  const rows = createRuleReader(connection, snapshot);
  const inSnapshot = <Result>(read: () => Result): Promise<Result> => {
    snapshot.enter();
    return Promise.resolve(read());
  };
  return {
    ...rows,
    listMessageCodes: (userId, at) => inSnapshot(() => codesOfUser.all(userId, at).map(toCode)),
    findMessageCode: (id) => inSnapshot(() => optional(code.get(id), toCode)),
    countMessages: (userId, since) => inSnapshot(() => Number(counted.get({ userId, since }) ?? 0)),
    findRunningCall: (userId, at) => inSnapshot(() => optional(running.get(userId, at), toRunningCall)),
    findMessage: (id) => inSnapshot(() => optional(message.get(id), toMessage)),
    listUnsentMessages: (at) => inSnapshot(() => unsent.all(at).map(toMessage)),
    listTwoWayCodes: (recipient, at) =>
      inSnapshot(() => codesOfNumber.all(recipient, at - ENDED_CODES_KEPT_MILLISECONDS).map(toCode)),
  };
}

type RuleReader = Pick<AuthenticationReader, 'listCachedGrants' | 'listPinHistory' | 'listSecurityAnswers'>;
type GrantRow = { type: AuthenticationType; application: string; address: string; at: number };

function createRuleReader(connection: Connection, snapshot: Snapshot): RuleReader {
  const grants = connection.prepare<[number, number], GrantRow>(
    `SELECT authentication_type AS type, application_name AS application, calling_address AS address, at
     FROM cached_grants WHERE user_id = ? AND at >= ? ORDER BY at DESC`,
  );
  const pins = connection
    .prepare<[number], string>('SELECT pin_hash FROM pin_history WHERE user_id = ? ORDER BY id DESC')
    .pluck();
  const answers = connection.prepare<[number], { questionId: number; language: string; answerHash: string }>(
    `SELECT question_id AS questionId, language, answer_hash AS answerHash FROM security_answers WHERE user_id = ?
     ORDER BY question_id, language`,
  );
  return {
    listCachedGrants: async (userId, since) => {
      snapshot.enter();
      return grants.all(userId, since).map(({ type, application, address, at }) => ({
        authenticationType: type,
        applicationName: application,
        callingAddress: address,
        at,
      }));
    },
    listPinHistory: async (userId) => {
      snapshot.enter();
      return pins.all(userId) as string[];
    },
    listSecurityAnswers: async (userId) => {
      snapshot.enter();
      return answers.all(userId);
    },
  };
}

function optional<Row, Result>(row: Row | undefined, convert: (row: Row) => Result): Result | undefined {
  return row === undefined ? undefined : convert(row);
}

function toCode(row: CodeRow): MessageCode {
  return {
    id: row.id,
    sessionId: row.session_id,
    userId: row.user_id as UserId,
    channel: row.channel,
    isTwoWay: row.is_two_way === 1,
    codeHash: row.code_hash,
    digits: row.digits,
    messageId: row.message_id,
    applicationName: row.application_name,
    radiusClientId: (row.radius_client_id ?? undefined) as RadiusClientId | undefined,
    resendKey: row.resend_key,
    openedAt: row.opened_at,
    expiresAt: row.expires_at,
    tries: row.tries,
    state: row.state,
    reply: row.reply ?? undefined,
    messageState: row.message_state,
    gatewayName: row.gateway_name,
  };
}

function toRunningCall(row: RunningCallRow): RunningCall {
  return {
    id: row.id,
    radiusClientId: (row.radius_client_id ?? undefined) as RadiusClientId | undefined,
    resendKey: row.resend_key,
    expiresAt: row.expires_at,
  };
}

function toMessage(row: MessageRow): QueuedMessage {
  return {
    id: row.id,
    // A message whose user was deleted is over: nobody waits for it, and nothing sends it.
    userId: (row.user_id ?? 0) as UserId,
    username: row.username,
    channel: row.channel,
    recipient: row.recipient,
    language: row.language,
    applicationName: row.application_name,
    sealedText: row.sealed_text ?? undefined,
    state: row.state,
    queuedAt: row.queued_at,
    expiresAt: row.expires_at,
    gatewayName: row.gateway_name,
    problem: row.problem,
  };
}
