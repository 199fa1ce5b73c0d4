/** Operators' sessions: sign in with a password and a code, be known by a random id, end by time or by hand. */
import type { Operator, OperatorDuty, Session } from '../../shared/schemas/operator.ts';
import { appError } from '../engine/app-error.ts';
import type { Clock, Digest, PasswordHasher, Random } from '../engine/ports.ts';
import type { SpentCode, Store, StoredOperator } from '../store/port.ts';
import { matchOperatorCode, type OperatorCodePorts } from './operator-codes.ts';
import { createSignInThrottle } from './sign-in-throttle.ts';
import { createSignInTickets } from './sign-in-tickets.ts';

/** Bytes of a session's id; 256 random bits. */
const SESSION_ID_BYTES = 32;
const SESSION_LIFETIME_MILLISECONDS = 12 * 60 * 60 * 1000;
/** Use is noted at most this often: a read must not become a write each time. */
const TOUCH_INTERVAL_MILLISECONDS = 60 * 1000;

export type StartedSession = { readonly sessionId: string; readonly session: Session };
export type SignInResult =
  | { readonly state: 'signed-in'; readonly started: StartedSession }
  | { readonly state: 'code-required'; readonly ticket: string; readonly expiresAt: number };

export interface SessionFlows {
  /** Throws SIGN_IN_THROTTLED, SIGN_IN_REFUSED: the same for an unknown or disabled name and a wrong password. */
  signIn(credentials: { readonly name: string; readonly password: string }, address: string): Promise<SignInResult>;
  /** Throws SIGN_IN_THROTTLED, SIGN_IN_TICKET_OVER, OPERATOR_CODE_WRONG: the same for a wrong and a used code. */
  verifySecondFactor(input: { readonly ticket: string; readonly code: string }, address: string): Promise<StartedSession>;
  /** A session for an operator who has just been made. */
  start(operator: StoredOperator, address: string): Promise<StartedSession>;
  /** The session while it is good; its idle time goes on. */
  find(sessionId: string): Promise<Session | undefined>;
  /** As find, and the idle time begins anew. */
  use(sessionId: string): Promise<Session | undefined>;
  end(sessionId: string): Promise<void>;
  /** How the store knows a session. */
  hashOf(sessionId: string): string;
}

export type SessionPorts = OperatorCodePorts & {
  readonly store: Pick<Store, 'read' | 'write' | 'settings' | 'findOperatorToken'>;
  readonly hasher: PasswordHasher;
  readonly digest: Pick<Digest, 'sha256'>;
  readonly random: Random;
  readonly clock: Clock;
};

export function publicOperator({ passwordHash: _, ...operator }: StoredOperator): Operator {
  return operator;
}

/** True when the policy of this server asks the role for a second factor. */
export async function isSecondFactorRequired(store: Pick<Store, 'settings'>, role: Operator['role']): Promise<boolean> {
  const { requiresSecondFactorOf } = (await store.settings('operators')).value;
  return requiresSecondFactorOf === 'everyone' || (requiresSecondFactorOf === 'administrators' && role === 'administrator');
}

export function createSessionFlows(ports: SessionPorts): SessionFlows {
  const { store, clock } = ports;
  const throttle = createSignInThrottle(clock);
  const tickets = createSignInTickets(clock, ports.random);
  // Ids are stored as hashes: who reads the database can take over no session.
  const hashOf = (sessionId: string) => Buffer.from(ports.digest.sha256(new TextEncoder().encode(sessionId))).toString('hex');
  const idleMilliseconds = async () => (await store.settings('console')).value.sessionTimeoutMinutes * 60_000;
  const sessionOf = async (operator: StoredOperator, expiresAt: number): Promise<Session> => {
    const lacksFactor = !operator.hasSecondFactor && (await isSecondFactorRequired(store, operator.role));
    const duties: OperatorDuty[] = [
      ...(operator.mustChangePassword ? (['change-password'] as const) : []),
      ...(lacksFactor ? (['enrol-second-factor'] as const) : []),
    ];
    return {
      operator: publicOperator(operator),
      expiresAt,
      idleTimeoutSeconds: (await idleMilliseconds()) / 1000,
      duties,
    };
  };

  const begin = async (operator: StoredOperator, address: string, spends?: SpentCode): Promise<StartedSession> => {
    const sessionId = Buffer.from(ports.random.bytes(SESSION_ID_BYTES)).toString('base64url');
    const now = clock.now();
    const expiresAt = now + SESSION_LIFETIME_MILLISECONDS;
    await store.write(
      'sessions.start',
      {
        session: { idHash: hashOf(sessionId), operatorId: operator.id, createdAt: now, lastUsedAt: now, expiresAt, address },
        spends,
      },
      {
        actor: operator.name,
        action: 'session.start',
        subject: operator.name,
        detail: { address, secondFactor: spends !== undefined },
      },
    );
    return { sessionId, session: await sessionOf({ ...operator, lastSignInAt: now }, expiresAt) };
  };

  const look = async (sessionId: string): Promise<{ session: Session; lastUsedAt: number } | undefined> => {
    const stored = await store.read('sessions.find', { idHash: hashOf(sessionId) });
    const now = clock.now();
    if (stored === undefined || now >= stored.expiresAt || now - stored.lastUsedAt >= (await idleMilliseconds()))
      return undefined;
    const operator = (await store.read('operators.list', undefined)).find(({ id }) => id === stored.operatorId);
    if (operator === undefined || !operator.isEnabled) return undefined;
    return { session: await sessionOf(operator, stored.expiresAt), lastUsedAt: stored.lastUsedAt };
  };

  const keysOf = (name: string, address: string) => [`name:${name.toLowerCase()}`, `address:${address}`];
  /** Counts a try before it is checked: a hundred tries at once are a hundred failures, not one. */
  const takeTry = (keys: readonly string[]): void => {
    const wait = throttle.waitOf(keys);
    if (wait > 0) throw appError('SIGN_IN_THROTTLED', { detail: { retryAfterSeconds: Math.ceil(wait / 1000) } });
    throttle.recordFailure(keys);
  };
  // The name may be a password typed in the wrong field: only a name that exists is written down.
  const noteRefusal = (name: string | undefined, address: string, step: 'password' | 'code') =>
    store.write(
      'audit.note',
      {},
      { actor: name ?? 'unknown', action: 'session.refused', subject: name ?? 'unknown', detail: { address, step } },
    );

  return {
    hashOf,
    start: (operator, address) => begin(operator, address),
    async signIn({ name, password }, address) {
      const keys = keysOf(name, address);
      takeTry(keys);
      const operators = await store.read('operators.list', undefined);
      const operator = operators.find((each) => each.name.toLowerCase() === name.toLowerCase());
      const isRight = await ports.hasher.verify(operator?.passwordHash, password);
      if (operator === undefined || !isRight || !operator.isEnabled) {
        await noteRefusal(operator?.name, address, 'password');
        throw appError('SIGN_IN_REFUSED');
      }
      // The failures stay counted until the code was right too: a known password buys no free guesses.
      if (operator.hasSecondFactor) {
        return {
          state: 'code-required',
          ...tickets.open({ operatorId: operator.id, revision: operator.revision, address }),
        };
      }
      throttle.recordSuccess(keys);
      return { state: 'signed-in', started: await begin(operator, address) };
    },
    async verifySecondFactor({ ticket, code }, address) {
      const opened = tickets.find(ticket, address);
      if (opened === undefined) throw appError('SIGN_IN_TICKET_OVER');
      const operators = await store.read('operators.list', undefined);
      const operator = operators.find(({ id }) => id === opened.operatorId);
      const token = await store.findOperatorToken(opened.operatorId);
      if (operator?.revision !== opened.revision || !operator.isEnabled || token === undefined) {
        tickets.close(ticket);
        throw appError('SIGN_IN_TICKET_OVER');
      }
      const keys = keysOf(operator.name, address);
      takeTry(keys);
      if (!tickets.take(ticket)) throw appError('SIGN_IN_TICKET_OVER');
      try {
        const spends = matchOperatorCode(ports, token.credential, code);
        if (spends === undefined) throw appError('OPERATOR_CODE_WRONG');
        const started = await begin(operator, address, spends);
        throttle.recordSuccess(keys);
        tickets.close(ticket);
        return started;
      } catch (error) {
        await noteRefusal(operator.name, address, 'code');
        throw error;
      }
    },
    find: async (sessionId) => (await look(sessionId))?.session,
    async use(sessionId) {
      const found = await look(sessionId);
      if (found === undefined) return undefined;
      const now = clock.now();
      if (now - found.lastUsedAt >= TOUCH_INTERVAL_MILLISECONDS) {
        await store.write('sessions.touch', { idHash: hashOf(sessionId), at: now }, undefined);
      }
      return found.session;
    },
    async end(sessionId) {
      await store.write('sessions.end', { idHash: hashOf(sessionId) }, undefined);
    },
  };
}
