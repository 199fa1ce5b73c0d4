/** Users: add, change, test. Reads go straight from the API to the store. */
import { type ResultName, resultNumber } from '../../shared/authentication-results.ts';
import type { UserId } from '../../shared/ids.ts';
import type { DecisionReason } from '../../shared/schemas/attempt.ts';
import { isSameField, type User, type UserFields } from '../../shared/schemas/user.ts';
import { appError } from '../engine/app-error.ts';
import type { Decision } from '../engine/authentication/decision.ts';
import type { AuthenticationRequest } from '../engine/authentication/request.ts';
import type { Clock, PasswordHasher, Random } from '../engine/ports.ts';
import { Secret } from '../engine/secret.ts';
import type { Store } from '../store/port.ts';
import { changeUsers, type ManyUsersChange, type ManyUsersChanged } from './change-users.ts';
import { importUsersCsv, type UserImport, type UserImportRequest } from './import-users.ts';

export type UserTest = { readonly isGranted: boolean; readonly result: number; readonly reason: DecisionReason };

export interface UserFlows {
  /** `password` null or undefined: none. Throws USERNAME_TAKEN, TAG_NOT_FOUND. */
  create(
    actor: string,
    input: { fields: UserFields; password?: string | null | undefined; createsTags?: boolean },
  ): Promise<User>;
  /** `password` undefined keeps, null removes. */
  update(
    actor: string,
    input: {
      id: UserId;
      revision: number;
      fields: UserFields;
      password?: string | null | undefined;
      createsTags?: boolean;
    },
  ): Promise<User>;
  /** Throws TAG_NOT_FOUND. */
  changeMany(actor: string, input: ManyUsersChange): Promise<ManyUsersChanged>;
  setEnabled(actor: string, input: { ids: readonly UserId[]; isEnabled: boolean }): Promise<{ changedCount: number }>;
  remove(actor: string, ids: readonly UserId[]): Promise<{ changedCount: number }>;
  unlock(actor: string, id: UserId): Promise<User>;
  /** The user's second factor for real, through the engine; the attempt is logged as of the console. */
  test(input: { id: UserId; password: string; code: string }): Promise<UserTest>;
  importCsv(actor: string, request: UserImportRequest): Promise<UserImport>;
}

export type UserPorts = {
  readonly store: Pick<Store, 'read' | 'write' | 'commit'>;
  readonly hasher: PasswordHasher;
  readonly clock: Clock;
  readonly random: Random;
  readonly authenticate: (request: AuthenticationRequest) => Promise<Decision>;
};

const TEST_APPLICATION = 'Console test';
const SESSION_ID_BYTES = 16;

export function createUserFlows(ports: UserPorts): UserFlows {
  const { store, hasher } = ports;
  const hashOf = async (password: string | null | undefined) => (typeof password === 'string' ? hasher.hash(password) : password);
  const getUser = async (id: UserId): Promise<User> => {
    const user = await store.read('users.get', { id });
    if (user === undefined) throw appError('USER_NOT_FOUND', { detail: { user: id } });
    return user;
  };
  const subjectOf = (ids: readonly UserId[]) => (ids.length === 1 ? `user ${ids[0]}` : `${ids.length} users`);

  return {
    async create(actor, { fields, password, createsTags = false }) {
      const passwordHash = (await hashOf(password)) ?? undefined;
      return store.write(
        'users.create',
        { fields, passwordHash, source: 'manual', createsTags },
        {
          actor,
          action: 'users.create',
          subject: fields.username,
          detail: { fields, password: passwordHash === undefined ? 'none' : 'set' },
        },
      );
    },
    async update(actor, { id, revision, fields, password, createsTags = false }) {
      const before = await getUser(id);
      const changed = Object.fromEntries(
        (Object.keys(fields) as (keyof UserFields)[])
          .filter((key) => !isSameField(fields[key], before[key]))
          .map((key) => [key, { before: before[key], after: fields[key] }]),
      );
      const passwordHash = await hashOf(password);
      const detail = { ...changed, ...(password === undefined ? {} : { password: password === null ? 'removed' : 'changed' }) };
      return store.write(
        'users.update',
        { id, revision, fields, passwordHash, createsTags },
        { actor, action: 'users.update', subject: before.username, detail },
      );
    },
    changeMany: (actor, input) => changeUsers(store, actor, input),
    async setEnabled(actor, { ids, isEnabled }) {
      return store.write(
        'users.set-enabled',
        { ids, isEnabled },
        { actor, action: isEnabled ? 'users.enable' : 'users.disable', subject: subjectOf(ids), detail: { ids } },
      );
    },
    async remove(actor, ids) {
      const [first] = ids;
      const subject = ids.length === 1 && first !== undefined ? (await getUser(first)).username : subjectOf(ids);
      return store.write('users.delete', { ids }, { actor, action: 'users.delete', subject, detail: { ids } });
    },
    async unlock(actor, id) {
      const { username } = await getUser(id);
      return store.write('users.unlock', { id }, { actor, action: 'users.unlock', subject: username, detail: {} });
    },
    async test({ id, password, code }) {
      const { username } = await getUser(id);
      const decision = await ports.authenticate(testRequest(ports, username, password, code));
      const outcome = await store.commit(decision.commit);
      const verdict = outcome.isDone ? decision.verdict : decision.missedVerdicts[outcome.missed];
      if (verdict === undefined) throw new TypeError('the store missed a guard that the decision does not have');
      return {
        isGranted: verdict.kind === 'accept',
        result: resultNumber(verdict.result satisfies ResultName),
        reason: verdict.reason,
      };
    },
    importCsv: (actor, request) => importUsersCsv(store, actor, request),
  };
}

function testRequest({ clock, random }: UserPorts, username: string, password: string, code: string): AuthenticationRequest {
  return {
    application: {
      radiusClientId: undefined,
      name: TEST_APPLICATION,
      type: 'console-test',
      requiresUserMatch: true,
      enablesFallbackOathToken: true,
      firstFactor: password === '' ? 'none' : 'local-password',
      otpEntry: password === '' ? 'in-password' : 'after-password',
    },
    username,
    password: Secret.fromText(password + code),
    challengeId: undefined,
    clientAddress: '',
    callingAddress: '',
    receivedAt: clock.now(),
    sessionId: Buffer.from(random.bytes(SESSION_ID_BYTES)).toString('hex'),
  };
}
