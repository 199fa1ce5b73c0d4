/** Codes that are sent, the messages that carry them, and replies: guards and effects as SQL. */
import type { Effect, Guard } from '../../engine/effects.ts';
import type { Connection } from './connection.ts';

type GuardOf<Kind extends Guard['kind']> = Extract<Guard, { kind: Kind }>;
type EffectOf<Kind extends Effect['kind']> = Extract<Effect, { kind: Kind }>;
export type MessageGuard = GuardOf<'open-message-code' | 'spend-message-code' | 'take-reply'>;
export type MessageEffect = EffectOf<'count-code-try' | 'end-message-code' | 'set-message-state' | 'record-reply'>;

const SUPERSEDE = `
UPDATE message_codes SET state = 'superseded', ended_at = @at
WHERE user_id = @userId AND channel = @channel AND is_two_way = @isTwoWay AND state = 'open' AND expires_at > @at
  AND id <> @keeps`;
/** No row where the user is gone, or has a code of this application that is as good as new. */
const OPEN_CODE = `
INSERT INTO message_codes (id, session_id, user_id, channel, is_two_way, recipient, code_hash, digits, message_id,
  application_name, radius_client_id, resend_key, opened_at, expires_at)
SELECT @id, @sessionId, @userId, @channel, @isTwoWay, @recipient, @codeHash, @digits, @messageId, @applicationName,
  @radiusClientId, @resendKey, @openedAt, @expiresAt
WHERE EXISTS (SELECT 1 FROM users WHERE id = @userId) AND NOT EXISTS (
  SELECT 1 FROM message_codes WHERE user_id = @userId AND channel = @channel AND is_two_way = @isTwoWay
    AND application_name = @applicationName AND state = 'open' AND opened_at > @noneSince AND expires_at > @openedAt)`;
const QUEUE_MESSAGE = `
INSERT INTO messages (id, user_id, username, channel, recipient, language, application_name, sealed_text, queued_at, expires_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
const SPEND_CODE = `
UPDATE message_codes SET state = 'spent', ended_at = ? WHERE id = ? AND expires_at > ?
  AND ((is_two_way = 0 AND state = 'open') OR (is_two_way = 1 AND state = 'replied' AND reply = 'right'))`;
const TAKE_REPLY = `
UPDATE message_codes SET state = 'replied', reply = ? WHERE id = ? AND is_two_way = 1 AND state = 'open' AND expires_at > ?`;
const COUNT_TRY = `
UPDATE message_codes SET tries = tries + 1, state = CASE WHEN tries + 1 >= ? THEN 'exhausted' ELSE state END
WHERE id = ? AND state = 'open'`;
const END_CODE = "UPDATE message_codes SET state = 'ended', ended_at = ? WHERE id = ? AND state = 'open'";
/**
 * Forward only. What was delivered stays so; what was given up may still turn out to have arrived; what expired here
 * while a gateway had it in hand may still have been sent.
 */
const SET_STATE = `
UPDATE messages SET state = @state, gateway_id = coalesce(@gatewayId, gateway_id),
  gateway_name = coalesce(@gatewayName, gateway_name), reference = coalesce(@reference, reference),
  problem = coalesce(@problem, problem),
  sealed_text = CASE WHEN @state IN ('queued', 'sending') THEN sealed_text END,
  sent_at = CASE WHEN @state IN ('sent', 'delivered') THEN coalesce(sent_at, @at) ELSE sent_at END,
  delivered_at = CASE WHEN @state = 'delivered' THEN @at ELSE delivered_at END
WHERE id = @messageId AND CASE state
  WHEN 'queued' THEN 1
  WHEN 'sending' THEN 1
  WHEN 'sent' THEN @state IN ('delivered', 'failed')
  WHEN 'failed' THEN @state = 'delivered'
  WHEN 'expired' THEN @state IN ('sent', 'delivered', 'failed')
  ELSE 0 END`;
const RECORD_REPLY = `
INSERT INTO received_texts (at, gateway_name, from_number, user_id, username, outcome)
VALUES (?, ?, ?, (SELECT id FROM users WHERE id = ?), ?, ?)`;

/** The answer says whether the guard changed its one row. */
export function prepareMessageGuards(connection: Connection): (guard: MessageGuard) => boolean {
  const open = prepareOpening(connection);
  const spend = connection.prepare(SPEND_CODE);
  const takeReply = connection.prepare(TAKE_REPLY);
  return (guard) => {
    if (guard.kind === 'open-message-code') return open(guard);
    if (guard.kind === 'spend-message-code') return spend.run(guard.at, guard.codeId, guard.at).changes === 1;
    return takeReply.run(guard.verdict, guard.codeId, guard.at).changes === 1;
  };
}

function prepareOpening(connection: Connection): (guard: GuardOf<'open-message-code'>) => boolean {
  const supersede = connection.prepare(SUPERSEDE);
  const openCode = connection.prepare(OPEN_CODE);
  const queue = connection.prepare(QUEUE_MESSAGE);
  return ({ code, message, noneSince }) => {
    const { userId, channel, openedAt } = code;
    const isTwoWay = code.isTwoWay ? 1 : 0;
    const opened = openCode.run({
      ...code,
      isTwoWay,
      recipient: message.recipient,
      radiusClientId: code.radiusClientId ?? null,
      noneSince,
    });
    if (opened.changes !== 1) return false;
    supersede.run({ userId, channel, isTwoWay, at: openedAt, keeps: code.id });
    queue.run(
      message.id,
      message.userId,
      message.username,
      message.channel,
      message.recipient,
      message.language,
      message.applicationName,
      Buffer.from(message.sealedText, 'base64'),
      message.queuedAt,
      message.expiresAt,
    );
    return true;
  };
}

export function prepareMessageEffects(connection: Connection): (effect: MessageEffect) => void {
  const countTry = connection.prepare(COUNT_TRY);
  const endCode = connection.prepare(END_CODE);
  const setState = connection.prepare(SET_STATE);
  const recordReply = connection.prepare(RECORD_REPLY);
  return (effect) => {
    switch (effect.kind) {
      case 'count-code-try':
        countTry.run(effect.triesMax, effect.codeId);
        return;
      case 'end-message-code':
        endCode.run(effect.at, effect.codeId);
        return;
      case 'set-message-state': {
        const { messageId, state, at, gatewayId = null, gatewayName = null, reference = null, problem = null } = effect;
        setState.run({ messageId, state, at, gatewayId, gatewayName, reference, problem });
        return;
      }
      default:
        recordReply.run(effect.at, effect.gatewayName, effect.from, effect.userId ?? null, effect.username, effect.outcome);
    }
  };
}
