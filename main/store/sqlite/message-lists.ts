/** Messages that went out and texts that came in, for the screens. Their words are in neither. */
import type { GatewayId, UserId } from '../../../shared/ids.ts';
import type { ReceivedText, SentMessage } from '../../../shared/schemas/rule.ts';
import type { Reads } from '../port.ts';
import type { Connection } from './connection.ts';

type SentRow = {
  id: string;
  queued_at: number;
  user_id: number | null;
  username: string;
  recipient: string;
  channel: SentMessage['channel'];
  state: SentMessage['state'];
  gateway_id: number | null;
  gateway_name: string;
  problem: string;
  sent_at: number | null;
  delivered_at: number | null;
};

const toSent = (row: SentRow): SentMessage => ({
  messageId: row.id,
  at: row.queued_at,
  ...(row.user_id === null ? {} : { userId: row.user_id as UserId }),
  username: row.username,
  recipient: row.recipient,
  channel: row.channel,
  state: row.state,
  ...(row.gateway_id === null ? {} : { gatewayId: row.gateway_id as GatewayId }),
  gatewayName: row.gateway_name,
  problem: row.problem,
  ...(row.sent_at === null ? {} : { sentAt: row.sent_at }),
  ...(row.delivered_at === null ? {} : { deliveredAt: row.delivered_at }),
});

const SENT = `SELECT id, queued_at, user_id, username, recipient, channel, state, gateway_id, gateway_name, problem, sent_at,
  delivered_at FROM messages`;

/** Newest first. */
export function listSentMessages(connection: Connection, { userId, limit }: Reads['messages.sent']['input']): SentMessage[] {
  const rows =
    userId === undefined
      ? connection.prepare<[number], SentRow>(`${SENT} ORDER BY number DESC LIMIT ?`).all(limit)
      : connection
          .prepare<[number, number], SentRow>(`${SENT} WHERE user_id = ? ORDER BY queued_at DESC, number DESC LIMIT ?`)
          .all(userId, limit);
  return rows.map(toSent);
}

/** Newest first. */
export function listReceivedTexts(connection: Connection, { limit }: Reads['messages.received']['input']): ReceivedText[] {
  return connection
    .prepare<[number], ReceivedText>(
      `SELECT id, at, gateway_name AS gatewayName, from_number AS "from", username, outcome FROM received_texts
       ORDER BY id DESC LIMIT ?`,
    )
    .all(limit);
}

/** Which message a delivery receipt is of: it names our id, or the gateway's own in one of several forms. */
export function findReceiptMessage(
  connection: Connection,
  { gatewayId, references }: Reads['messages.of-receipt']['input'],
): string | undefined {
  const ours = connection.prepare<[string], string>('SELECT id FROM messages WHERE id = ?').pluck();
  // A form that is another message's number is less likely to meet one whose receipt is still awaited.
  const theirs = connection
    .prepare<[string, number], string>(
      `SELECT id FROM messages WHERE reference = ? AND reference <> '' AND gateway_id = ? AND state = 'sent'
       ORDER BY number DESC LIMIT 1`,
    )
    .pluck();
  for (const reference of references) {
    const id = ours.get(reference) ?? theirs.get(reference, gatewayId);
    if (id !== undefined) return id;
  }
  return undefined;
}
