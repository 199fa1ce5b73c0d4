/** Operators' sessions: sign in with a password, be known by a random id, end by time or by hand. */
import type { Operator, Session } from '../../shared/schemas/operator.ts';
import { appError } from '../engine/app-error.ts';
import type { Clock, Digest, PasswordHasher, Random } from '../engine/ports.ts';
import type { Store, StoredOperator } from '../store/port.ts';
import { createSignInThrottle } from './sign-in-throttle.ts';

/** Bytes of a session's id; 256 random bits. */
const SESSION_ID_BYTES = 32;
const IDLE_TIMEOUT_MILLISECONDS = 30 * 60 * 1000;
const SESSION_LIFETIME_MILLISECONDS = 12 * 60 * 60 * 1000;
/** Use is noted at most this often: a read must not become a write each time. */
const TOUCH_INTERVAL_MILLISECONDS = 60 * 1000;

export type StartedSession = { readonly sessionId: string; readonly session: Session };

export interface SessionFlows {
  /** Throws SIGN_IN_THROTTLED, SIGN_IN_REFUSED: the same for an unknown name and a wrong password. */
  signIn(credentials: { readonly name: string; readonly password: string }, address: string): Promise<StartedSession>;
  /** A session for an operator who has just been made. */
  start(operator: StoredOperator): Promise<StartedSession>;
  /** The session while it is good; its idle time goes on. */
  find(sessionId: string): Promise<Session | undefined>;
  /** As find, and the idle time begins anew. */
  use(sessionId: string): Promise<Session | undefined>;
  end(sessionId: string): Promise<void>;
}

export type SessionPorts = {
  readonly store: Pick<Store, 'read' | 'write'>;
  readonly hasher: PasswordHasher;
  readonly digest: Pick<Digest, 'sha256'>;
  readonly random: Random;
  readonly clock: Clock;
};

export function publicOperator({ id, name, role, createdAt, lastSignInAt }: StoredOperator): Operator {
  return { id, name, role, createdAt, lastSignInAt };
}

export function createSessionFlows(ports: SessionPorts): SessionFlows {
  const { store, clock } = ports;
  const throttle = createSignInThrottle(clock);
  // Ids are stored as hashes: who reads the database can take over no session.
  const hashOf = (sessionId: string) => Buffer.from(ports.digest.sha256(new TextEncoder().encode(sessionId))).toString('hex');
  const sessionOf = (operator: StoredOperator, expiresAt: number): Session => ({
    operator: publicOperator(operator),
    expiresAt,
    idleTimeoutSeconds: IDLE_TIMEOUT_MILLISECONDS / 1000,
  });

  const start = async (operator: StoredOperator): Promise<StartedSession> => {
    const sessionId = Buffer.from(ports.random.bytes(SESSION_ID_BYTES)).toString('base64url');
    const now = clock.now();
    const expiresAt = now + SESSION_LIFETIME_MILLISECONDS;
    await store.write(
      'sessions.start',
      { idHash: hashOf(sessionId), operatorId: operator.id, createdAt: now, lastUsedAt: now, expiresAt },
      { actor: operator.name, action: 'session.start', subject: operator.name, detail: {} },
    );
    return { sessionId, session: sessionOf(operator, expiresAt) };
  };

  const look = async (sessionId: string): Promise<{ session: Session; lastUsedAt: number } | undefined> => {
    const stored = await store.read('sessions.find', { idHash: hashOf(sessionId) });
    const now = clock.now();
    if (stored === undefined || now >= stored.expiresAt || now - stored.lastUsedAt >= IDLE_TIMEOUT_MILLISECONDS) return undefined;
    const operator = (await store.read('operators.list', undefined)).find(({ id }) => id === stored.operatorId);
    return operator === undefined ? undefined : { session: sessionOf(operator, stored.expiresAt), lastUsedAt: stored.lastUsedAt };
  };

  return {
    start,
    async signIn({ name, password }, address) {
      const keys = [`name:${name.toLowerCase()}`, `address:${address}`];
      const wait = throttle.waitOf(keys);
      if (wait > 0) throw appError('SIGN_IN_THROTTLED', { detail: { retryAfterSeconds: Math.ceil(wait / 1000) } });
      const operators = await store.read('operators.list', undefined);
      const operator = operators.find((each) => each.name.toLowerCase() === name.toLowerCase());
      // Counted before the check: a hundred tries at once are a hundred failures, not one.
      throttle.recordFailure(keys);
      const isRight = await ports.hasher.verify(operator?.passwordHash, password);
      if (operator === undefined || !isRight) {
        // The name may be a password typed in the wrong field: only a name that exists is written down.
        await store.write(
          'audit.note',
          {},
          {
            actor: operator?.name ?? 'unknown',
            action: 'session.refused',
            subject: operator?.name ?? 'unknown',
            detail: { address },
          },
        );
        throw appError('SIGN_IN_REFUSED');
      }
      throttle.recordSuccess(keys);
      return start(operator);
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
