/** One change to many users: by their ids, or all that match a filter. */
import type { UserId } from '../../shared/ids.ts';
import { COMMAND_IDS_MAX } from '../../shared/limits.ts';
import type { UserChange, UserFilter } from '../../shared/schemas/user.ts';
import type { AuditDraft, Store } from '../store/port.ts';

/** Users that one transaction changes: sign-ins wait no longer than it takes; ours. */
const USERS_PER_WRITE = 2000;

export type ManyUsers = { readonly ids: readonly UserId[] } | { readonly filter: UserFilter };
export type ManyUsersChange = { readonly target: ManyUsers; readonly change: UserChange };
export type ManyUsersChanged = { readonly changedCount: number; readonly changedIds?: UserId[] };

/** Each part is a transaction with its own row in the operator log, which names the users of that part. */
export async function changeUsers(
  store: Pick<Store, 'read' | 'write'>,
  actor: string,
  { target, change }: ManyUsersChange,
): Promise<ManyUsersChanged> {
  const ids = 'ids' in target ? target.ids : Array.from(await store.read('users.ids', target.filter), (id) => id as UserId);
  const selection = 'filter' in target ? { filter: target.filter } : {};
  let changedCount = 0;
  const changedIds: UserId[] = [];
  for (let at = 0; at < ids.length; at += USERS_PER_WRITE) {
    const part = ids.slice(at, at + USERS_PER_WRITE);
    const done = await store.write('users.change-many', { ids: part, change }, auditOf(actor, part, { change, ...selection }));
    changedCount += done.changedCount;
    if (changedCount <= COMMAND_IDS_MAX) changedIds.push(...done.changedIds);
  }
  return changedCount <= COMMAND_IDS_MAX ? { changedCount, changedIds } : { changedCount };
}

function auditOf(actor: string, ids: readonly UserId[], detail: { readonly change: UserChange }): AuditDraft {
  const subject = ids.length === 1 ? `user ${ids[0]}` : `${ids.length} users`;
  return { actor, action: `users.${actionOf(detail.change)}`, subject, detail: { ...detail, ids } };
}

function actionOf(change: UserChange): string {
  if (change.kind !== 'set-enabled') return change.kind;
  return change.isEnabled ? 'enable' : 'disable';
}
