import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../shared/schemas/user.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { UnblockForm } from '../../parts/help-desk/UnblockForm.tsx';
import { Fields } from '../../ui/FormSection.tsx';
import { LoadingRows } from '../../ui/Page.tsx';
import { blockText } from './block-text.ts';

/** Why the user is blocked, and the end of it. */
export function UnblockPanel({ user, onClose }: { readonly user: User; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('user');
  const blocks = useQueryOf('blocks.list', { userId: user.id, state: 'blocked', limit: 1 });
  const block = blocks.data?.rows[0];
  if (blocks.isPending) return <LoadingRows rows={3} />;
  if (blocks.isError && blocks.data === undefined) return <QueryError query={blocks} />;
  if (block === undefined) return <Text size="sm">{t('unblock.none')}</Text>;
  return (
    <Fields>
      <Text size="sm" dir="auto">
        {blockText(block)}
      </Text>
      <UnblockForm block={block} onEnded={onClose} />
    </Fields>
  );
}
