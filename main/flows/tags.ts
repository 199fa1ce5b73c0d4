/** Tags: add, rename, delete. Putting them on users is a change to users (users.ts). */
import type { TagId } from '../../shared/ids.ts';
import type { Tag } from '../../shared/schemas/tag.ts';
import { appError } from '../engine/app-error.ts';
import type { Store } from '../store/port.ts';

/** Users that one transaction changes: sign-ins wait no longer than it takes; ours. */
const USERS_PER_WRITE = 2000;

export interface TagFlows {
  /** Throws TAG_NAME_TAKEN. */
  create(actor: string, name: string): Promise<Tag>;
  /** Throws TAG_NOT_FOUND, TAG_NAME_TAKEN. */
  rename(actor: string, input: { id: TagId; name: string }): Promise<Tag>;
  /** Answers how many users had it. Throws TAG_NOT_FOUND. */
  remove(actor: string, id: TagId): Promise<{ changedCount: number }>;
}

export function createTagFlows(store: Pick<Store, 'read' | 'write'>): TagFlows {
  const getTag = async (id: TagId): Promise<Tag> => {
    const tag = (await store.read('tags.list', undefined)).find((known) => known.id === id);
    if (tag === undefined) throw appError('TAG_NOT_FOUND', { detail: { tag: id } });
    return tag;
  };
  return {
    create: (actor, name) => store.write('tags.create', { name }, { actor, action: 'tags.create', subject: name, detail: {} }),
    async rename(actor, { id, name }) {
      const before = await getTag(id);
      const detail = { before: before.name, after: name };
      return store.write('tags.rename', { id, name }, { actor, action: 'tags.rename', subject: before.name, detail });
    },
    async remove(actor, id) {
      const { name, userCount } = await getTag(id);
      const audit = { actor, action: 'tags.delete', subject: name, detail: { users: userCount } };
      let changedCount = 0;
      // A write that leaves the tag there is one of several; each says so in the operator log.
      for (let isDone = false; !isDone; ) {
        const part = await store.write('tags.delete', { id, limit: USERS_PER_WRITE }, audit);
        changedCount += part.changedCount;
        isDone = part.isDone;
      }
      return { changedCount };
    },
  };
}
