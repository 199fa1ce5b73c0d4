/** The call log, for the screens. */
import type { PlacedCallId, UserId } from '../../../shared/ids.ts';
import type { PlacedCall } from '../../../shared/schemas/call.ts';
import type { Reads } from '../port.ts';
import type { Connection } from './connection.ts';

type PlacedCallRow = {
  id: number;
  started_at: number;
  ringing_at: number | null;
  answered_at: number | null;
  ended_at: number;
  session_id: string;
  user_id: number | null;
  username: string;
  application_name: string;
  phone: PlacedCall['phone'];
  number: string;
  extension: string;
  trunk_name: string;
  sent_from: string;
  sent_asserted_identity: string;
  sent_privacy: string;
  passed_over: string;
  how: PlacedCall['how'];
  sip_status: number | null;
  q850_cause: number | null;
  words: string;
  result: number | null;
  is_granted: number | null;
  sent_packets: number;
  received_packets: number;
};

const toPlacedCall = (row: PlacedCallRow): PlacedCall => ({
  id: row.id as PlacedCallId,
  startedAt: row.started_at,
  ...(row.ringing_at === null ? {} : { ringingAt: row.ringing_at }),
  ...(row.answered_at === null ? {} : { answeredAt: row.answered_at }),
  endedAt: row.ended_at,
  sessionId: row.session_id,
  ...(row.user_id === null ? {} : { userId: row.user_id as UserId }),
  username: row.username,
  applicationName: row.application_name,
  phone: row.phone,
  number: row.number,
  extension: row.extension,
  trunkName: row.trunk_name,
  sentFrom: row.sent_from,
  sentAssertedIdentity: row.sent_asserted_identity,
  sentPrivacy: row.sent_privacy,
  passedOver: JSON.parse(row.passed_over),
  how: row.how,
  ...(row.sip_status === null ? {} : { sipStatus: row.sip_status }),
  ...(row.q850_cause === null ? {} : { q850Cause: row.q850_cause }),
  words: row.words,
  ...(row.result === null ? {} : { result: row.result, isGranted: row.is_granted === 1 }),
  sentPackets: row.sent_packets,
  receivedPackets: row.received_packets,
});

/** Newest first. Each condition fits an index with the row's number, which gives the order as well. */
export function listPlacedCalls(
  connection: Connection,
  { userId, sessionId, before, limit }: Reads['calls.list']['input'],
): Reads['calls.list']['output'] {
  const conditions = [
    ...(userId === undefined ? [] : ['user_id = @userId']),
    // As the condition of the index says it.
    ...(sessionId === undefined ? [] : ["session_id = @sessionId AND session_id <> ''"]),
    ...(before === undefined ? [] : ['id < @before']),
  ];
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const rows = connection
    .prepare<[object], PlacedCallRow>(`SELECT * FROM placed_calls ${where} ORDER BY id DESC LIMIT @limit`)
    .all({ userId, sessionId, before, limit: limit + 1 });
  return { rows: rows.slice(0, limit).map(toPlacedCall), hasMore: rows.length > limit };
}

/** One look into the index for each sign-in. */
export function listCallsOfSessions(
  connection: Connection,
  { sessionIds }: Reads['calls.of-sessions']['input'],
): Reads['calls.of-sessions']['output'] {
  return connection
    .prepare<[string], PlacedCallRow>(
      `SELECT c.* FROM json_each(?) AS session CROSS JOIN placed_calls c ON c.session_id = session.value AND c.session_id <> ''
      ORDER BY c.id`,
    )
    .all(JSON.stringify(sessionIds))
    .map(toPlacedCall);
}
