/** Names of the mails in the tree of the old console. */
import type { TFunction } from 'i18next';
import {
  type MailedMethod,
  type MailType,
  NOTICE_TYPES,
  USER_MAIL_KINDS,
  USER_MAIL_TREE,
} from '../../../shared/mail-templates.ts';

export type MailLeaf = { readonly type: MailType; readonly label: string };
export type MailBranch = { readonly key: MailedMethod | 'notices'; readonly label: string; readonly leaves: readonly MailLeaf[] };

export function mailTree(t: TFunction<'email'>, results: TFunction<'results'>): readonly MailBranch[] {
  return [
    ...USER_MAIL_TREE.map(({ method, modes }) => ({
      key: method,
      label: results(`method.${method}`),
      leaves: modes.flatMap((mode) =>
        USER_MAIL_KINDS.map((kind) => ({
          // A leaf of the tree that the types are made of.
          type: `${method}.${mode}.${kind}` as MailType,
          label: t('content.leaf', { mode: results(`mode.${mode}`), kind: t(`content.kind.${kind}`) }),
        })),
      ),
    })),
    {
      key: 'notices' as const,
      label: t('content.notices'),
      leaves: NOTICE_TYPES.map((type) => ({ type, label: t(`content.notice.${type}`) })),
    },
  ];
}

/** "Phone call – PIN – New User". */
export function mailName(type: MailType, t: TFunction<'email'>, results: TFunction<'results'>): string {
  const notice = NOTICE_TYPES.find((each) => each === type);
  if (notice !== undefined) return t(`content.notice.${notice}`);
  for (const { method, modes } of USER_MAIL_TREE) {
    for (const mode of modes) {
      const kind = USER_MAIL_KINDS.find((each) => `${method}.${mode}.${each}` === type);
      if (kind === undefined) continue;
      const names = { method: results(`method.${method}`), mode: results(`mode.${mode}`), kind: t(`content.kind.${kind}`) };
      return t('content.typeName', names);
    }
  }
  return type;
}
