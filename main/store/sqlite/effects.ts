/** Guards and effects as SQL: what a decision becomes on disk. Runs on the writer's thread only. */
import { assertNever } from '../../engine/assert-never.ts';
import type { Commit, Effect, Guard } from '../../engine/effects.ts';
import { type AttemptInsert, prepareAttemptInsert } from './attempt-insert.ts';
import type { Connection } from './connection.ts';
import { toCounterText } from './counter-text.ts';
import { countFailure, type FailureState } from './lockout.ts';
import { prepareMessageEffects, prepareMessageGuards } from './message-effects.ts';
import { preparePhoneCallEffects, preparePhoneCallGuards } from './phone-call-effects.ts';
import { prepareBypassGuard, prepareRuleEffects } from './rule-effects.ts';

const SPEND_TIME_STEP = `
UPDATE token_states SET last_step = ?, drift_steps = ?, last_used_at = ?, resync_factor = NULL, resync_at = NULL
WHERE token_id = ? AND (last_step IS NULL OR last_step < ?)
  AND EXISTS (SELECT 1 FROM tokens WHERE id = token_id AND type = 'totp' AND is_enabled = 1)`;
const SPEND_COUNTER = `
UPDATE token_states SET next_counter = ?, last_used_at = ?, resync_factor = NULL, resync_at = NULL
WHERE token_id = ? AND next_counter <= ?
  AND EXISTS (SELECT 1 FROM tokens WHERE id = token_id AND type = 'hotp' AND is_enabled = 1)`;
const SPEND_CHALLENGE = 'DELETE FROM challenges WHERE id = ?';
const ADMIT_USER = `
UPDATE user_states SET failure_count = 0, first_failure_at = NULL, locked_until = NULL, last_wrong_fingerprint = NULL,
  last_wrong_at = NULL, last_sign_in_at = ?
WHERE user_id = ? AND is_locked_long_term = 0 AND (locked_until IS NULL OR locked_until <= ?)
  AND (blocked_until IS NULL OR blocked_until <= ?) AND (SELECT is_enabled FROM users WHERE id = user_id) = 1`;
const FIND_FAILURES = `
SELECT failure_count, first_failure_at, long_term_failure_count, locked_until, is_locked_long_term, last_wrong_fingerprint,
  last_wrong_at FROM user_states WHERE user_id = ?`;
const SET_FAILURES = `
UPDATE user_states SET failure_count = ?, first_failure_at = ?, long_term_failure_count = ?, locked_until = ?,
  is_locked_long_term = ?, last_wrong_fingerprint = ?, last_wrong_at = ? WHERE user_id = ?`;
const OPEN_CHALLENGE = `
INSERT INTO challenges (id, session_id, user_id, username, radius_client_id, task, opened_at, expires_at)
VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;
const NOTE_RESYNC = 'UPDATE token_states SET resync_factor = ?, resync_at = ? WHERE token_id = ?';

type FailureRow = {
  failure_count: number;
  first_failure_at: number | null;
  long_term_failure_count: number;
  locked_until: number | null;
  is_locked_long_term: number;
  last_wrong_fingerprint: string | null;
  last_wrong_at: number | null;
};

export type EffectApplier = {
  /** Inside a transaction. Answers -1 when every guard hit, else the index of the guard that missed. */
  readonly apply: (commit: Commit) => number;
  readonly attempts: AttemptInsert;
};

export function prepareEffects(connection: Connection): EffectApplier {
  const attempts = prepareAttemptInsert(connection);
  const spend = prepareGuards(connection);
  const perform = prepareEffect(connection, attempts);
  return {
    attempts,
    apply: ({ guards, effects, ifMissed }) => {
      const missed = guards.findIndex((guard) => !spend(guard));
      const outcome = ifMissed[missed];
      for (const effect of effects) {
        if (missed === -1) perform(effect);
        else if (effect.kind === 'record-attempt' && outcome !== null) attempts.insert({ ...effect.attempt, ...outcome });
      }
      return missed;
    },
  };
}

/** The answer says whether the guard changed its one row. */
function prepareGuards(connection: Connection): (guard: Guard) => boolean {
  const spendTimeStep = connection.prepare(SPEND_TIME_STEP);
  const spendCounter = connection.prepare(SPEND_COUNTER);
  const spendChallenge = connection.prepare(SPEND_CHALLENGE);
  const admitUser = connection.prepare(ADMIT_USER);
  const spendBypass = prepareBypassGuard(connection);
  const spendOfMessages = prepareMessageGuards(connection);
  const spendOfCalls = preparePhoneCallGuards(connection);
  return (guard) => {
    switch (guard.kind) {
      case 'spend-time-step':
        return spendTimeStep.run(guard.step, guard.driftSteps, guard.at, guard.tokenId, guard.step).changes === 1;
      case 'spend-counter': {
        const counter = BigInt(guard.counter);
        const spent = toCounterText(counter);
        return spendCounter.run(toCounterText(counter + 1n), guard.at, guard.tokenId, spent).changes === 1;
      }
      case 'spend-challenge':
        return spendChallenge.run(guard.challengeId).changes === 1;
      case 'admit-user':
        return admitUser.run(guard.at, guard.userId, guard.at, guard.at).changes === 1;
      case 'spend-bypass':
        return spendBypass(guard);
      case 'open-message-code':
      case 'spend-message-code':
      case 'take-reply':
        return spendOfMessages(guard);
      case 'open-phone-call':
      case 'end-phone-call':
        return spendOfCalls(guard);
      default:
        return assertNever(guard);
    }
  };
}

function prepareEffect(connection: Connection, attempts: AttemptInsert): (effect: Effect) => void {
  const openChallenge = connection.prepare(OPEN_CHALLENGE);
  const noteResync = connection.prepare(NOTE_RESYNC);
  const recordFailure = prepareFailureCount(connection);
  const performRule = prepareRuleEffects(connection);
  const performMessage = prepareMessageEffects(connection);
  const performCall = preparePhoneCallEffects(connection);
  return (effect) => {
    switch (effect.kind) {
      case 'record-attempt':
        attempts.insert(effect.attempt);
        return;
      case 'count-failure':
        recordFailure(effect);
        return;
      case 'open-challenge': {
        const { id, sessionId, userId, username, radiusClientId, task, openedAt, expiresAt } = effect.challenge;
        openChallenge.run(id, sessionId, userId, username, radiusClientId, JSON.stringify(task), openedAt, expiresAt);
        return;
      }
      case 'note-resync-candidate':
        noteResync.run(toCounterText(BigInt(effect.factor)), effect.at, effect.tokenId);
        return;
      case 'set-pin':
      case 'remember-grant':
      case 'report-fraud':
        performRule(effect);
        return;
      case 'count-code-try':
      case 'end-message-code':
      case 'set-message-state':
      case 'record-reply':
        performMessage(effect);
        return;
      case 'record-call':
      case 'set-phone':
        performCall(effect);
        return;
      default:
        assertNever(effect);
    }
  };
}

/** A user who was deleted meanwhile has nothing left to lock. */
function prepareFailureCount(connection: Connection): (effect: Extract<Effect, { kind: 'count-failure' }>) => void {
  const find = connection.prepare<[number], FailureRow>(FIND_FAILURES);
  const set = connection.prepare(SET_FAILURES);
  return (effect) => {
    const row = find.get(effect.userId);
    if (row === undefined) return;
    const next = countFailure(toFailureState(row), effect);
    if (next === undefined) return;
    set.run(
      next.failureCount,
      next.firstFailureAt ?? null,
      next.longTermFailureCount,
      next.lockedUntil ?? null,
      next.isLockedLongTerm ? 1 : 0,
      next.lastWrongFingerprint ?? null,
      next.lastWrongAt ?? null,
      effect.userId,
    );
  };
}

function toFailureState(row: FailureRow): FailureState {
  return {
    failureCount: row.failure_count,
    firstFailureAt: row.first_failure_at ?? undefined,
    longTermFailureCount: row.long_term_failure_count,
    lockedUntil: row.locked_until ?? undefined,
    isLockedLongTerm: row.is_locked_long_term === 1,
    lastWrongFingerprint: row.last_wrong_fingerprint ?? undefined,
    lastWrongAt: row.last_wrong_at ?? undefined,
  };
}
