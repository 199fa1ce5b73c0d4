/** What an operator does with the own account: password, second factor, sessions. */
import { base32nopad } from '@scure/base';
import type { OperatorId } from '../../shared/ids.ts';
import type { Account, SecondFactor, SecondFactorInput } from '../../shared/schemas/operator.ts';
import { appError } from '../engine/app-error.ts';
import type { MatchableToken, PasswordHasher, Random } from '../engine/ports.ts';
import { Secret } from '../engine/secret.ts';
import { APP_DIGITS, APP_PERIOD_SECONDS, APP_SEED_BYTES, formatAppUri } from '../protocols/oath/otpauth-uri.ts';
import type { OperatorTokenDraft, Store, StoredOperator } from '../store/port.ts';
import { matchOperatorCode, type OperatorCodePorts } from './operator-codes.ts';
import { checkPassword } from './operators.ts';
import { isSecondFactorRequired, publicOperator } from './sessions.ts';
import { createSignInThrottle } from './sign-in-throttle.ts';
import { decodeSeed } from './tokens.ts';

/** Milliseconds that a new key waits for its first code; ours. */
const ENROLMENT_LIFETIME_MILLISECONDS = 10 * 60 * 1000;
/** Characters of a session's hash that name it to its operator. */
const SESSION_KEY_CHARACTERS = 16;

/** The operator of a session, and the session's hash. */
export type OwnAccount = { readonly operatorId: OperatorId; readonly sessionHash: string };
export type BegunSecondFactor = {
  readonly app?: { readonly otpauthUri: string; readonly secretKey: string } | undefined;
  readonly expiresAt: number;
};

export interface AccountFlows {
  get(own: OwnAccount): Promise<Account>;
  /** Throws OPERATOR_PASSWORD_WRONG, SIGN_IN_THROTTLED, OPERATOR_PASSWORD_WEAK, OPERATOR_PASSWORD_SAME. */
  changePassword(own: OwnAccount, input: { readonly currentPassword: string; readonly password: string }): Promise<void>;
  /** Throws OPERATOR_PASSWORD_WRONG, SIGN_IN_THROTTLED, TOKEN_SEED_INVALID, SECOND_FACTOR_IS_SET. */
  beginSecondFactor(
    own: OwnAccount,
    input: { readonly password: string; readonly token: SecondFactorInput },
  ): Promise<BegunSecondFactor>;
  /** Throws SECOND_FACTOR_NOT_BEGUN, SIGN_IN_THROTTLED, OPERATOR_CODE_WRONG. */
  confirmSecondFactor(own: OwnAccount, code: string): Promise<SecondFactor>;
  /** Throws OPERATOR_PASSWORD_WRONG, SIGN_IN_THROTTLED, OPERATOR_CODE_WRONG, SECOND_FACTOR_NOT_SET. */
  removeSecondFactor(own: OwnAccount, input: { readonly password: string; readonly code: string }): Promise<void>;
  endSession(own: OwnAccount, key: string): Promise<void>;
  endOtherSessions(own: OwnAccount): Promise<{ readonly endedCount: number }>;
}

export type AccountPorts = OperatorCodePorts & {
  readonly store: Pick<Store, 'read' | 'write' | 'settings' | 'findOperatorToken'>;
  readonly hasher: PasswordHasher;
  readonly random: Random;
  /** Shown in the app as the issuer. */
  readonly issuer: string;
};

type Enrolment = { readonly token: OperatorTokenDraft; readonly credential: MatchableToken; readonly expiresAt: number };

export function createAccountFlows(ports: AccountPorts): AccountFlows {
  const { store, clock } = ports;
  const throttle = createSignInThrottle(clock);
  // In memory: a key that nobody has shown a code of is not worth a row. A restart begins anew.
  const enrolments = new Map<OperatorId, Enrolment>();

  const getOperator = async ({ operatorId }: OwnAccount): Promise<StoredOperator> => {
    const found = (await store.read('operators.list', undefined)).find(({ id }) => id === operatorId);
    if (found === undefined) throw appError('SIGN_IN_REQUIRED');
    return found;
  };
  /** Who finds an open console must not guess the password or the code of its operator there. */
  const guarded = async <Result>({ operatorId }: OwnAccount, check: () => Promise<Result>): Promise<Result> => {
    const keys = [`operator:${operatorId}`];
    const wait = throttle.waitOf(keys);
    if (wait > 0) throw appError('SIGN_IN_THROTTLED', { detail: { retryAfterSeconds: Math.ceil(wait / 1000) } });
    throttle.recordFailure(keys);
    const result = await check();
    throttle.recordSuccess(keys);
    return result;
  };
  const checkOwnPassword = async (own: OwnAccount, password: string): Promise<StoredOperator> => {
    const operator = await getOperator(own);
    if (!(await ports.hasher.verify(operator.passwordHash, password))) throw appError('OPERATOR_PASSWORD_WRONG');
    return operator;
  };
  const audit = (name: string, action: string, detail: Readonly<Record<string, unknown>> = {}) => ({
    actor: name,
    action: `account.${action}`,
    subject: name,
    detail,
  });
  const sessionsOf = (own: OwnAccount) => store.read('sessions.list', { operatorId: own.operatorId });

  return {
    async get(own) {
      const [operator, sessions, token] = await Promise.all([
        getOperator(own),
        sessionsOf(own),
        store.findOperatorToken(own.operatorId),
      ]);
      const now = clock.now();
      return {
        operator: publicOperator(operator),
        ...(token === undefined ? {} : { secondFactor: token.factor }),
        isSecondFactorRequired: await isSecondFactorRequired(store, operator.role),
        sessions: sessions
          .filter(({ expiresAt }) => now < expiresAt)
          .map(({ idHash, createdAt, lastUsedAt, expiresAt, address }) => ({
            key: idHash.slice(0, SESSION_KEY_CHARACTERS),
            isCurrent: idHash === own.sessionHash,
            startedAt: createdAt,
            lastUsedAt,
            expiresAt,
            address,
          })),
      };
    },
    async changePassword(own, { currentPassword, password }) {
      const operator = await guarded(own, () => checkOwnPassword(own, currentPassword));
      if (password === currentPassword) throw appError('OPERATOR_PASSWORD_SAME');
      checkPassword(operator.name, password);
      const passwordHash = await ports.hasher.hash(password);
      await store.write(
        'operators.set-password',
        { id: operator.id, passwordHash, mustChangePassword: false, keepsSession: own.sessionHash },
        audit(operator.name, 'change-password', { password: 'changed' }),
      );
    },
    async beginSecondFactor(own, { password, token }) {
      const operator = await guarded(own, () => checkOwnPassword(own, password));
      if (operator.hasSecondFactor) throw appError('SECOND_FACTOR_IS_SET');
      const expiresAt = clock.now() + ENROLMENT_LIFETIME_MILLISECONDS;
      const seed =
        token.kind === 'app' ? ports.random.bytes(APP_SEED_BYTES) : decodeSeed(token.secretKey, token.secretKeyEncoding);
      enrolments.set(operator.id, { ...draftOf(token, new Secret(seed)), expiresAt });
      if (token.kind === 'device') return { expiresAt };
      const app = { otpauthUri: formatAppUri(ports.issuer, operator.name, seed), secretKey: base32nopad.encode(seed) };
      return { app, expiresAt };
    },
    async confirmSecondFactor(own, code) {
      const enrolment = enrolments.get(own.operatorId);
      if (enrolment === undefined || clock.now() >= enrolment.expiresAt) {
        enrolments.delete(own.operatorId);
        throw appError('SECOND_FACTOR_NOT_BEGUN');
      }
      const { token, credential } = enrolment;
      const operator = await getOperator(own);
      await guarded(own, async () => {
        const spends = matchOperatorCode(ports, credential, code);
        if (spends === undefined) throw appError('OPERATOR_CODE_WRONG');
        await store.write(
          'operators.set-token',
          { id: operator.id, token, seed: credential.seed.reveal(), spends, keepsSession: own.sessionHash },
          audit(operator.name, 'add-second-factor', { type: token.type, origin: token.origin, seed: 'set' }),
        );
      });
      enrolments.delete(operator.id);
      credential.seed.wipe();
      const { type, origin } = token;
      return { type, origin, addedAt: clock.now(), lastUsedAt: clock.now() };
    },
    async removeSecondFactor(own, { password, code }) {
      await guarded(own, async () => {
        const operator = await checkOwnPassword(own, password);
        const token = await store.findOperatorToken(operator.id);
        if (token === undefined) throw appError('SECOND_FACTOR_NOT_SET');
        const spends = matchOperatorCode(ports, token.credential, code);
        if (spends === undefined) throw appError('OPERATOR_CODE_WRONG');
        await store.write(
          'operators.remove-token',
          { id: operator.id, spends, keepsSession: own.sessionHash },
          audit(operator.name, 'remove-second-factor'),
        );
      });
    },
    async endSession(own, key) {
      const found = (await sessionsOf(own)).find(({ idHash }) => idHash.startsWith(key));
      if (found === undefined) return;
      const { name } = await getOperator(own);
      await store.write('sessions.end', { idHash: found.idHash }, audit(name, 'end-session', { address: found.address }));
    },
    async endOtherSessions(own) {
      const { name } = await getOperator(own);
      const { changedCount } = await store.write(
        'sessions.end-others',
        { operatorId: own.operatorId, keeps: own.sessionHash },
        audit(name, 'end-other-sessions'),
      );
      return { endedCount: changedCount };
    },
  };
}

function draftOf(token: SecondFactorInput, seed: Secret): Pick<Enrolment, 'token' | 'credential'> {
  const draft: OperatorTokenDraft =
    token.kind === 'app'
      ? { type: 'totp', algorithm: 'SHA1', digits: APP_DIGITS, periodSeconds: APP_PERIOD_SECONDS, origin: 'app' }
      : {
          type: token.type,
          algorithm: token.algorithm,
          digits: token.digits,
          periodSeconds: token.periodSeconds,
          origin: 'hardware',
        };
  const { algorithm, digits, origin, periodSeconds } = draft;
  const counter = token.kind === 'device' ? BigInt(token.counter) : 0n;
  const credential: MatchableToken =
    draft.type === 'totp'
      ? { type: 'totp', algorithm, digits, origin, seed, periodSeconds, driftSteps: 0, lastStep: undefined }
      : { type: 'hotp', algorithm, digits, origin, seed, nextCounter: counter };
  return { token: draft, credential };
}
