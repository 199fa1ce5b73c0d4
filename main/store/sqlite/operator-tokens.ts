/** The second factor of operators: one token each, its seed sealed, its codes spent once. */
import type { OperatorId } from '../../../shared/ids.ts';
import type { SecondFactor } from '../../../shared/schemas/operator.ts';
import type { OathAlgorithm, TokenOrigin } from '../../../shared/schemas/token.ts';
import { appError } from '../../engine/app-error.ts';
import type { MatchableToken } from '../../engine/ports.ts';
import type { Secret } from '../../engine/secret.ts';
import type { SpentCode, StoredOperator, Writes } from '../port.ts';
import type { Connection } from './connection.ts';
import { fromCounterText, toCounterText } from './counter-text.ts';
import { endSessionsOf, getOperator } from './operators.ts';

type TokenRow = {
  reference: string;
  type: string;
  algorithm: string;
  digits: number;
  period_seconds: number;
  origin: string;
  sealed_seed: Uint8Array;
  last_step: number | null;
  drift_steps: number;
  next_counter: string;
  added_at: number;
  last_used_at: number | null;
};

/** What an operator's seed is sealed under: random, so that no other row's seed opens in its place. */
export function operatorSeedContext(reference: string): string {
  return `operator-seed:${reference}`;
}

export function findOperatorToken(
  connection: Connection,
  id: OperatorId,
  open: (sealed: Uint8Array, context: string) => Secret,
): { readonly credential: MatchableToken; readonly factor: SecondFactor } | undefined {
  const row = connection.prepare<[number], TokenRow>('SELECT * FROM operator_tokens WHERE operator_id = ?').get(id);
  if (row === undefined) return undefined;
  const shared = {
    algorithm: row.algorithm as OathAlgorithm,
    digits: row.digits,
    origin: row.origin as TokenOrigin,
    seed: open(row.sealed_seed, operatorSeedContext(row.reference)),
  };
  const credential: MatchableToken =
    row.type === 'totp'
      ? {
          ...shared,
          type: 'totp',
          periodSeconds: row.period_seconds,
          driftSteps: row.drift_steps,
          lastStep: row.last_step ?? undefined,
        }
      : { ...shared, type: 'hotp', nextCounter: fromCounterText(row.next_counter) };
  return {
    credential,
    factor: {
      type: credential.type,
      origin: credential.origin,
      addedAt: row.added_at,
      ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
    },
  };
}

/** Of two uses of one code, at once or not, the second finds no row to change. @throws OPERATOR_CODE_WRONG */
export function spendOperatorCode(connection: Connection, id: OperatorId, spent: SpentCode, at: number): void {
  const { changes } =
    spent.kind === 'time-step'
      ? connection
          .prepare(
            `UPDATE operator_tokens SET last_step = @step, drift_steps = @driftSteps, last_used_at = @at
             WHERE operator_id = @id AND (last_step IS NULL OR last_step < @step)`,
          )
          .run({ id, at, step: spent.step, driftSteps: spent.driftSteps })
      : connection
          .prepare(
            `UPDATE operator_tokens SET next_counter = @next, last_used_at = @at
             WHERE operator_id = @id AND next_counter < @next`,
          )
          .run({ id, at, next: toCounterText(BigInt(spent.nextCounter)) });
  if (changes !== 1) throw appError('OPERATOR_CODE_WRONG');
}

export type SealedOperatorToken = Omit<Writes['operators.set-token']['input'], 'seed'> & {
  readonly reference: string;
  readonly sealedSeed: Uint8Array;
};

/** With its first code spent. Sessions but the caller's end. @throws OPERATOR_NOT_FOUND · SECOND_FACTOR_IS_SET */
export function setOperatorToken(connection: Connection, input: SealedOperatorToken, at: number): { changedCount: number } {
  const { id, token, spends, keepsSession, reference, sealedSeed } = input;
  if (getOperator(connection, id).hasSecondFactor) throw appError('SECOND_FACTOR_IS_SET');
  connection
    .prepare(
      `INSERT INTO operator_tokens (operator_id, reference, type, algorithm, digits, period_seconds, origin, sealed_seed, added_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(id, reference, token.type, token.algorithm, token.digits, token.periodSeconds, token.origin, sealedSeed, at);
  spendOperatorCode(connection, id, spends, at);
  raiseRevision(connection, id);
  endSessionsOf(connection, id, keepsSession);
  return { changedCount: 1 };
}

/** `spends`: the code that proves the token is at hand. @throws OPERATOR_NOT_FOUND · OPERATOR_CODE_WRONG */
export function removeOperatorToken(
  connection: Connection,
  { id, spends, keepsSession }: Writes['operators.remove-token']['input'],
  at: number,
): StoredOperator {
  if (spends !== undefined) spendOperatorCode(connection, id, spends, at);
  connection.prepare('DELETE FROM operator_tokens WHERE operator_id = ?').run(id);
  raiseRevision(connection, id);
  endSessionsOf(connection, id, keepsSession);
  return getOperator(connection, id);
}

function raiseRevision(connection: Connection, id: OperatorId): void {
  connection.prepare('UPDATE operators SET revision = revision + 1 WHERE id = ?').run(id);
}
