import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tag } from '../../../shared/schemas/tag.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CommandError, notifyDone } from '../../parts/errors.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { formatNumber } from '../../ui/time.ts';

export function DeleteTagDialog({
  tag,
  onClose,
}: {
  /** Undefined: closed. */
  readonly tag: Tag | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('tags');
  const remove = useCommand('tags.delete');
  const name = tag?.name ?? '';
  const close = () => {
    remove.reset();
    onClose();
  };
  const confirm = () => {
    if (tag === undefined) return;
    remove.mutate(
      { id: tag.id },
      {
        onSuccess: ({ changedCount: count }) => {
          notifyDone(t('deleted', { name, count, formatted: formatNumber(count) }));
          close();
        },
      },
    );
  };
  const count = tag?.userCount ?? 0;
  return (
    <ConfirmDialog
      isOpen={tag !== undefined}
      title={t('deleteTitle', { name })}
      confirmLabel={t('deleteConfirm')}
      isDestructive
      isBusy={remove.isPending}
      error={<CommandError error={remove.error} />}
      onConfirm={confirm}
      onClose={close}
    >
      <Text size="sm">{t('deleteUsers', { count, formatted: formatNumber(count) })}</Text>
      <Text size="sm" mt={8}>
        {t('deleteFinal')}
      </Text>
    </ConfirmDialog>
  );
}
