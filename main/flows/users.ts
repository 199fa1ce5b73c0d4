/** Users: add, change, test. Reads go straight from the API to the store. */
import type { UserId } from '../../shared/ids.ts';
import type { AllSettings } from '../../shared/schemas/settings.ts';
import { isSameField, type User, type UserFields } from '../../shared/schemas/user.ts';
import { appError } from '../engine/app-error.ts';
import type { PasswordHasher } from '../engine/ports.ts';
import type { Store } from '../store/port.ts';
import { changeUsers, type ManyUsersChange, type ManyUsersChanged } from './change-users.ts';
import { importUsersCsv, type UserImport, type UserImportRequest } from './import-users.ts';
import { createUserTest, type UserTest, type UserTestInput, type UserTestPorts } from './test-user.ts';
import { createUserPinFlows, type UserPinFlows, type UserPinPorts } from './user-pins.ts';

export interface UserFlows {
  /** `password` and `pin` null or undefined: none. Throws USERNAME_TAKEN, TAG_NOT_FOUND, PIN_REFUSED. */
  create(
    actor: string,
    input: {
      fields: UserFields;
      password?: string | null | undefined;
      pin?: string | null | undefined;
      createsTags?: boolean;
      /** `Send email`; mail-users.ts does it. */
      sendsMail?: boolean | undefined;
    },
  ): Promise<User>;
  /** `password` and `pin`: undefined keeps, null removes. Throws PIN_REFUSED. */
  update(
    actor: string,
    input: {
      id: UserId;
      revision: number;
      fields: UserFields;
      password?: string | null | undefined;
      pin?: string | null | undefined;
      createsTags?: boolean;
      sendsMail?: boolean | undefined;
    },
  ): Promise<User>;
  newPin: UserPinFlows['newPin'];
  setSecurityAnswers: UserPinFlows['setSecurityAnswers'];
  /** Throws TAG_NOT_FOUND. */
  changeMany(actor: string, input: ManyUsersChange): Promise<ManyUsersChanged>;
  setEnabled(actor: string, input: { ids: readonly UserId[]; isEnabled: boolean }): Promise<{ changedCount: number }>;
  remove(actor: string, ids: readonly UserId[]): Promise<{ changedCount: number }>;
  unlock(actor: string, id: UserId): Promise<User>;
  /** The user's second factor for real, through the engine; the attempt is logged as of the console. */
  test(input: { id: UserId } & Omit<UserTestInput, 'username'>): Promise<UserTest>;
  importCsv(actor: string, request: UserImportRequest): Promise<UserImport>;
}

export type UserPorts = UserTestPorts &
  Omit<UserPinPorts, 'settings'> & {
    readonly store: Pick<Store, 'read' | 'write'>;
    readonly hasher: PasswordHasher;
    readonly settings: () => Pick<AllSettings, 'pin-rules' | 'security-questions' | 'user-defaults'>;
  };

export function createUserFlows(ports: UserPorts): UserFlows {
  const { store, hasher } = ports;
  const test = createUserTest(ports);
  const pins = createUserPinFlows(ports);
  const hashOf = async (password: string | null | undefined) => (typeof password === 'string' ? hasher.hash(password) : password);
  const getUser = async (id: UserId): Promise<User> => {
    const user = await store.read('users.get', { id });
    if (user === undefined) throw appError('USER_NOT_FOUND', { detail: { user: id } });
    return user;
  };
  const subjectOf = (ids: readonly UserId[]) => (ids.length === 1 ? `user ${ids[0]}` : `${ids.length} users`);

  return {
    newPin: pins.newPin,
    setSecurityAnswers: pins.setSecurityAnswers,
    async create(actor, { fields, password, pin, createsTags = false }) {
      const passwordHash = (await hashOf(password)) ?? undefined;
      const pinHash = (await pins.hashPin(pin, fields)) ?? undefined;
      return store.write(
        'users.create',
        { fields, passwordHash, pinHash, source: 'manual', createsTags },
        {
          actor,
          action: 'users.create',
          subject: fields.username,
          detail: {
            fields,
            password: passwordHash === undefined ? 'none' : 'set',
            ...(pinHash === undefined ? {} : { pin: 'set' }),
          },
        },
      );
    },
    async update(actor, { id, revision, fields, password, pin, createsTags = false }) {
      const before = await getUser(id);
      const changed = Object.fromEntries(
        (Object.keys(fields) as (keyof UserFields)[])
          .filter((key) => !isSameField(fields[key], before[key]))
          .map((key) => [key, { before: before[key], after: fields[key] }]),
      );
      const passwordHash = await hashOf(password);
      const pinHash = await pins.hashPin(pin, fields);
      const changeOf = (secret: string | null) => (secret === null ? 'removed' : 'changed');
      const detail = {
        ...changed,
        ...(password === undefined ? {} : { password: changeOf(password) }),
        ...(pin === undefined ? {} : { pin: changeOf(pin) }),
      };
      return store.write(
        'users.update',
        { id, revision, fields, passwordHash, pinHash, pinHistoryLength: pins.historyLength(), createsTags },
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
    async test({ id, ...input }) {
      const { username } = await getUser(id);
      return test({ ...input, username });
    },
    importCsv: (actor, request) => importUsersCsv({ store, defaults: ports.settings()['user-defaults'] }, actor, request),
  };
}
