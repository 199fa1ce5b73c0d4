/** Mails to users by what is done to them: new-user mails to those whom a change makes ready to sign in, and what an operator asks for. */
import type { UserId } from '../../shared/ids.ts';
import { PAGE_ROWS_MAX } from '../../shared/limits.ts';
import type { User } from '../../shared/schemas/user.ts';
import { becomesReady } from '../engine/mail/user-mails.ts';
import type { Store } from '../store/port.ts';
import type { TokenImports } from './import-tokens.ts';
import type { MailFlows } from './mail.ts';
import type { TokenFlows } from './tokens.ts';
import type { UserFlows } from './users.ts';

export type UserMailPorts = {
  readonly store: Pick<Store, 'read'>;
  readonly mails: Pick<MailFlows, 'isConfigured' | 'sendsToUsers' | 'mailUsers'>;
  /** A user is not refused because a mail to that user could not be stored. */
  readonly onFailure: (error: unknown) => void;
};

export function withUserMails(users: UserFlows, ports: UserMailPorts): UserFlows {
  const { store, mails } = ports;
  return {
    ...users,
    async create(actor, input) {
      const user = await users.create(actor, input);
      await tellOfSave(ports, { before: undefined, after: user }, input);
      return user;
    },
    async update(actor, input) {
      const before = await readUsers(ports, [input.id], input.sendsMail);
      const user = await users.update(actor, input);
      await tellOfSave(ports, { before: before.get(user.id), after: user }, input);
      return user;
    },
    async setEnabled(actor, input) {
      return input.isEnabled ? around(ports, input.ids, () => users.setEnabled(actor, input)) : users.setEnabled(actor, input);
    },
    async changeMany(actor, input) {
      const { target, change } = input;
      if (change.kind !== 'set-enabled' || !change.isEnabled || !mails.sendsToUsers()) return users.changeMany(actor, input);
      const ids = 'ids' in target ? target.ids : Array.from(await store.read('users.ids', target.filter), (id) => id as UserId);
      return around(ports, ids, () => users.changeMany(actor, input));
    },
    async importCsv(actor, request) {
      if (request.isDryRun || !mails.sendsToUsers()) return users.importCsv(actor, request);
      const planned = await users.importCsv(actor, { ...request, isDryRun: true });
      const names = planned.rows
        .filter(({ status }) => status === 'create' || status === 'update')
        .map(({ username }) => username);
      const before = await findUsers(ports, names);
      const done = await users.importCsv(actor, request);
      const after = await findUsers(ports, names);
      await tell(
        ports,
        [...after].map(([username, user]) => ({ before: before.get(username), after: user })),
      );
      return done;
    },
  };
}

/** A token that is given to a user may be what was missing. */
export function withTokenMails(tokens: TokenFlows, ports: UserMailPorts): TokenFlows {
  const { store } = ports;
  return {
    ...tokens,
    assign: (actor, input) => around(ports, [input.userId], () => tokens.assign(actor, input)),
    async add(actor, input) {
      return around(ports, input.userId === undefined ? [] : [input.userId], () => tokens.add(actor, input));
    },
    async confirmApp(actor, input) {
      const userId = (await store.read('tokens.get', { id: input.id }))?.userId;
      return around(ports, userId === undefined ? [] : [userId], () => tokens.confirmApp(actor, input));
    },
  };
}

/** A token import gives tokens to users, and may make the users. */
export function withImportMails(imports: TokenImports, ports: UserMailPorts): TokenImports {
  return {
    ...imports,
    async commit(actor, request) {
      if (!ports.mails.sendsToUsers()) return imports.commit(actor, request);
      const names = await namesInImport(imports, actor, request.importId);
      const before = await findUsers(ports, names);
      const done = await imports.commit(actor, request);
      const after = await findUsers(ports, names);
      await tell(
        ports,
        [...after].map(([username, user]) => ({ before: before.get(username), after: user })),
      );
      return done;
    },
  };
}

/** Those whom good rows name. */
async function namesInImport(imports: Pick<TokenImports, 'rows'>, actor: string, importId: string): Promise<readonly string[]> {
  const names = new Set<string>();
  for (let offset = 0, total = 1; offset < total; offset += PAGE_ROWS_MAX) {
    const page = await imports.rows(actor, { importId, status: 'ok', search: '', offset, limit: PAGE_ROWS_MAX });
    total = page.total;
    for (const { user } of page.rows) if (user !== '') names.add(user);
  }
  return [...names];
}

async function around<Output>(ports: UserMailPorts, ids: readonly UserId[], change: () => Promise<Output>): Promise<Output> {
  const before = await readUsers(ports, ids);
  const output = await change();
  if (before.size > 0) {
    const after = await readUsers(ports, [...before.keys()]);
    await tell(
      ports,
      [...after.values()].map((user) => ({ before: before.get(user.id), after: user })),
    );
  }
  return output;
}

/** Users read at once; ours: each is a message to the reader's thread. */
const READ_AT_ONCE = 500;

/** Empty where no mails go to users: then nothing need be known of them. */
async function readUsers({ store, mails }: UserMailPorts, ids: readonly UserId[], isAsked = false): Promise<Map<UserId, User>> {
  const found = new Map<UserId, User>();
  if (!isAsked && !mails.sendsToUsers()) return found;
  for (let at = 0; at < ids.length; at += READ_AT_ONCE) {
    const part = await Promise.all(ids.slice(at, at + READ_AT_ONCE).map((id) => store.read('users.get', { id })));
    for (const user of part) if (user !== undefined) found.set(user.id, user);
  }
  return found;
}

async function findUsers({ store }: UserMailPorts, usernames: readonly string[]): Promise<Map<string, User>> {
  const found = new Map<string, User>();
  for (let at = 0; at < usernames.length; at += READ_AT_ONCE) {
    const names = usernames.slice(at, at + READ_AT_ONCE);
    const part = await Promise.all(names.map((username) => store.read('users.find', { username })));
    part.forEach((user, index) => {
      const name = names[index];
      if (user !== undefined && name !== undefined) found.set(name, user);
    });
  }
  return found;
}

type Change = { readonly before: User | undefined; readonly after: User };

type Save = { readonly sendsMail?: boolean | undefined; readonly pin?: string | null | undefined };

/** A user who is ready by this save gets the first mail; one who was ready before, the one about the change. */
async function tellOfSave(ports: UserMailPorts, change: Change, { sendsMail, pin }: Save): Promise<void> {
  const { before, after } = change;
  // Of a PIN only the hash is stored: this is where it is known.
  const known = pin ?? undefined;
  if (sendsMail === false) return;
  if (sendsMail === undefined) return tell(ports, [change], known);
  if (!ports.mails.isConfigured()) return;
  await ports.mails.mailUsers([after], becomesReady(before, after) ? 'new-user' : 'user-update', known).catch(ports.onFailure);
}

async function tell({ mails, onFailure }: UserMailPorts, changes: readonly Change[], pin?: string): Promise<void> {
  if (!mails.sendsToUsers()) return;
  const ready = changes.filter(({ before, after }) => becomesReady(before, after)).map(({ after }) => after);
  // The change stands by now: a mail that cannot be stored is told in the log and on the Status screen.
  if (ready.length > 0) await mails.mailUsers(ready, 'new-user', pin).catch(onFailure);
}
