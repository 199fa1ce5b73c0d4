/** PINs and their history. Only hashes (argon2id) come here. */
import type { UserId } from '../../../shared/ids.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { appError } from '../../engine/app-error.ts';
import type { Writes } from '../port.ts';
import type { Connection } from './connection.ts';
import { findUserById } from './user-rows.ts';

export type PinChange = {
  readonly userId: UserId;
  /** Null removes the PIN. */
  readonly pinHash: string | null;
  readonly mustChangePin: boolean;
  /** Earlier PINs that are kept; 0 forgets them all. */
  readonly historyLength: number;
  readonly at: number;
};

/** The PIN before goes to the history. A user who is gone has none. Answers whether there is such a user. */
export function preparePinChange(connection: Connection): (change: PinChange) => boolean {
  const keep = connection.prepare(
    'INSERT INTO pin_history (user_id, pin_hash, replaced_at) SELECT id, pin_hash, ? FROM users WHERE id = ? AND pin_hash IS NOT NULL',
  );
  const prune = connection.prepare(
    `DELETE FROM pin_history WHERE user_id = @userId AND id NOT IN (
       SELECT id FROM pin_history WHERE user_id = @userId ORDER BY id DESC LIMIT @historyLength)`,
  );
  const set = connection.prepare(
    'UPDATE users SET pin_hash = ?, pin_set_at = ?, must_change_pin = ?, updated_at = ?, revision = revision + 1 WHERE id = ?',
  );
  return ({ userId, pinHash, mustChangePin, historyLength, at }) => {
    keep.run(at, userId);
    prune.run({ userId, historyLength });
    return set.run(pinHash, pinHash === null ? null : at, mustChangePin ? 1 : 0, at, userId).changes === 1;
  };
}

/** @throws USER_NOT_FOUND */
export function setPin(
  connection: Connection,
  { id, pinHash, mustChangePin, historyLength }: Writes['users.set-pin']['input'],
  at: number,
): User {
  preparePinChange(connection)({ userId: id, pinHash, mustChangePin, historyLength, at });
  const user = findUserById(connection, id, at);
  if (user === undefined) throw appError('USER_NOT_FOUND', { detail: { user: id } });
  return user;
}

/** @throws USER_NOT_FOUND. An answer without a hash is removed. */
export function setSecurityAnswers(
  connection: Connection,
  { id, answers }: Writes['users.set-security-answers']['input'],
  at: number,
): { changedCount: number } {
  if (findUserById(connection, id, at) === undefined) throw appError('USER_NOT_FOUND', { detail: { user: id } });
  const set = connection.prepare(
    `INSERT INTO security_answers (user_id, question_id, language, answer_hash, set_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT DO UPDATE SET answer_hash = excluded.answer_hash, set_at = excluded.set_at`,
  );
  const remove = connection.prepare('DELETE FROM security_answers WHERE user_id = ? AND question_id = ? AND language = ?');
  const changedCount = answers.reduce(
    (count, { questionId, language, answerHash }) =>
      count +
      (answerHash === undefined
        ? remove.run(id, questionId, language).changes
        : set.run(id, questionId, language, answerHash, at).changes),
    0,
  );
  return { changedCount };
}

/** Which questions have an answer, never the answers. */
export function listAnsweredQuestions(
  connection: Connection,
  { id }: { readonly id: UserId },
): { questionId: number; language: string; setAt: number }[] {
  return connection
    .prepare<[number], { questionId: number; language: string; setAt: number }>(
      `SELECT question_id AS questionId, language, set_at AS setAt FROM security_answers WHERE user_id = ?
       ORDER BY question_id, language`,
    )
    .all(id);
}
