import type { UserChange } from '../../shared/schemas/user.ts';

/** The change that takes `change` back on the users that it changed; undefined where they had different values before. */
export function oppositeOf(change: UserChange): UserChange | undefined {
  switch (change.kind) {
    case 'set-enabled':
      return { kind: 'set-enabled', isEnabled: !change.isEnabled };
    case 'add-tag':
      return { kind: 'remove-tag', tagId: change.tagId };
    case 'remove-tag':
      return { kind: 'add-tag', tagId: change.tagId };
    case 'set-group':
      return undefined;
  }
}
