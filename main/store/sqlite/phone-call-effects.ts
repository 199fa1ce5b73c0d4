/** Phone calls of sign-ins, and the call log: guards and effects as SQL. */
import type { Effect, Guard } from '../../engine/effects.ts';
import type { Writes } from '../port.ts';
import type { Connection } from './connection.ts';

export type PhoneCallGuard = Extract<Guard, { kind: 'open-phone-call' | 'end-phone-call' }>;
export type PhoneCallEffect = Extract<Effect, { kind: 'record-call' | 'set-phone' }>;

/** No row where the user is gone, or is being called already. */
const OPEN_CALL = `
INSERT INTO phone_calls (id, session_id, user_id, application_name, radius_client_id, resend_key, opened_at, expires_at)
SELECT @id, @sessionId, @userId, @applicationName, @radiusClientId, @resendKey, @openedAt, @expiresAt
WHERE EXISTS (SELECT 1 FROM users WHERE id = @userId) AND NOT EXISTS (
  SELECT 1 FROM phone_calls WHERE user_id = @userId AND ended_at IS NULL AND expires_at > @openedAt)`;
const END_CALL = 'UPDATE phone_calls SET ended_at = ? WHERE id = ? AND ended_at IS NULL';
const RECORD_CALL = `
INSERT INTO placed_calls (started_at, ringing_at, answered_at, ended_at, session_id, user_id, username, application_name, phone,
  number, extension, trunk_name, sent_from, sent_asserted_identity, sent_privacy, passed_over, how, sip_status, q850_cause,
  words, result, is_granted, sent_packets, received_packets)
VALUES (@startedAt, @ringingAt, @answeredAt, @endedAt, @sessionId, (SELECT id FROM users WHERE id = @userId), @username,
  @applicationName, @phone, @number, @extension, @trunkName, @sentFrom, @sentAssertedIdentity, @sentPrivacy, @passedOver, @how,
  @sipStatus, @q850Cause, @words, @result, @isGranted, @sentPackets, @receivedPackets)`;
const SET_PHONE = 'UPDATE users SET phone = ?, updated_at = ?, revision = revision + 1 WHERE id = ?';

export function endLostCalls(connection: Connection, { at }: Writes['phone-calls.end-lost']['input']): { changedCount: number } {
  return { changedCount: connection.prepare('UPDATE phone_calls SET ended_at = ? WHERE ended_at IS NULL').run(at).changes };
}

/** The answer says whether the guard changed its one row. */
export function preparePhoneCallGuards(connection: Connection): (guard: PhoneCallGuard) => boolean {
  const open = connection.prepare(OPEN_CALL);
  const end = connection.prepare(END_CALL);
  return (guard) => {
    if (guard.kind === 'end-phone-call') return end.run(guard.at, guard.callId).changes === 1;
    return open.run({ ...guard.call, radiusClientId: guard.call.radiusClientId ?? null }).changes === 1;
  };
}

export function preparePhoneCallEffects(connection: Connection): (effect: PhoneCallEffect) => void {
  const record = connection.prepare(RECORD_CALL);
  const setPhone = connection.prepare(SET_PHONE);
  return (effect) => {
    if (effect.kind === 'set-phone') {
      setPhone.run(effect.phone, effect.at, effect.userId);
      return;
    }
    const { ringingAt = null, answeredAt = null, userId = null, sipStatus = null, q850Cause = null, result = null } = effect.call;
    const isGranted = effect.call.isGranted === undefined ? null : Number(effect.call.isGranted);
    const optional = { ringingAt, answeredAt, userId, sipStatus, q850Cause, result, isGranted };
    record.run({ ...effect.call, ...optional, passedOver: JSON.stringify(effect.call.passedOver) });
  };
}
