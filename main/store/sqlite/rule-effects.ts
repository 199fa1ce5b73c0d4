/** Bypasses, PINs, cached grants and fraud alerts: guards and effects as SQL. */
import type { Effect, Guard } from '../../engine/effects.ts';
import type { Connection } from './connection.ts';
import { preparePinChange } from './pins.ts';
import { usernameKey } from './username-key.ts';

type EffectOf<Kind extends Effect['kind']> = Extract<Effect, { kind: Kind }>;
export type RuleEffect = EffectOf<'set-pin' | 'remember-grant' | 'report-fraud'>;

const SPEND_BYPASS = 'UPDATE user_states SET bypass_until = NULL WHERE user_id = ? AND bypass_until > ?';
const END_BYPASS = `
UPDATE bypasses SET ended_at = ?, outcome = 'used' WHERE user_id = ? AND ended_at IS NULL AND expires_at > ?`;
const REMEMBER_GRANT = `
INSERT INTO cached_grants (user_id, authentication_type, application_name, calling_address, at)
SELECT id, ?, ?, ?, ? FROM users WHERE id = ?
ON CONFLICT DO UPDATE SET at = max(at, excluded.at)`;
const RECORD_FRAUD = `
INSERT INTO blocks (user_id, username, username_key, phone, cause, is_blocking, reason, started_at, started_by, expires_at)
VALUES ((SELECT id FROM users WHERE id = ?), ?, ?, ?, 'fraud', ?, ?, ?, '', ?)`;
const BLOCK = 'UPDATE user_states SET blocked_until = max(coalesce(blocked_until, 0), ?) WHERE user_id = ?';

/** The answer says whether there was a running bypass: its row ends as used. */
export function prepareBypassGuard(connection: Connection): (guard: Extract<Guard, { kind: 'spend-bypass' }>) => boolean {
  const spend = connection.prepare(SPEND_BYPASS);
  const end = connection.prepare(END_BYPASS);
  return ({ userId, at }) => {
    if (spend.run(userId, at).changes !== 1) return false;
    end.run(at, userId, at);
    return true;
  };
}

export function prepareRuleEffects(connection: Connection): (effect: RuleEffect) => void {
  const changePin = preparePinChange(connection);
  const rememberGrant = connection.prepare(REMEMBER_GRANT);
  const recordFraud = connection.prepare(RECORD_FRAUD);
  const block = connection.prepare(BLOCK);
  return (effect) => {
    switch (effect.kind) {
      case 'set-pin':
        changePin({ ...effect, mustChangePin: false });
        return;
      case 'remember-grant':
        rememberGrant.run(effect.authenticationType, effect.applicationName, effect.callingAddress, effect.at, effect.userId);
        return;
      default: {
        const { userId, username, phone, at, until, reason } = effect;
        recordFraud.run(userId, username, usernameKey(username), phone, until === undefined ? 0 : 1, reason, at, until ?? at);
        if (until !== undefined) block.run(until, userId);
      }
    }
  };
}
