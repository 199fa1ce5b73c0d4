import { List, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserId } from '../../shared/ids.ts';
import { useCommand } from '../bridge/use-command.ts';
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx';
import { formatNumber } from '../ui/time.ts';
import { CommandError, notifyDone } from './errors.tsx';

/** Asks before users are deleted, and says what becomes of their tokens and of the log. */
export function DeleteUsersDialog({
  ids,
  name,
  onClose,
  onDeleted,
}: {
  /** Undefined: closed. */
  readonly ids: readonly UserId[] | undefined;
  /** Of the only user; undefined when there are several. */
  readonly name?: string | undefined;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}): ReactNode {
  const { t } = useTranslation('users');
  const remove = useCommand('users.delete');
  const count = ids?.length ?? 0;
  const formatted = formatNumber(count);
  const close = () => {
    remove.reset();
    onClose();
  };
  const confirm = () => {
    if (ids === undefined) return;
    remove.mutate(
      { ids: [...ids] },
      {
        onSuccess: ({ changedCount }) => {
          notifyDone(
            changedCount === count
              ? t('bulk.deleted', { count, formatted })
              : t('bulk.deletedSome', { changed: formatNumber(changedCount), formatted }),
          );
          onDeleted();
        },
      },
    );
  };
  return (
    <ConfirmDialog
      isOpen={ids !== undefined}
      title={name === undefined ? t('bulk.deleteTitle', { count, formatted }) : t('bulk.deleteOneTitle', { name })}
      confirmLabel={t('bulk.deleteConfirm', { count, formatted })}
      isDestructive
      isBusy={remove.isPending}
      error={<CommandError error={remove.error} />}
      onConfirm={confirm}
      onClose={close}
    >
      <List size="sm" spacing={4}>
        <List.Item>{t('bulk.deleteSignIn')}</List.Item>
        <List.Item>{t('bulk.deleteTokens')}</List.Item>
        <List.Item>{t('bulk.deleteLog')}</List.Item>
      </List>
      <Text size="sm" mt={8}>
        {t('bulk.deleteFinal')}
      </Text>
    </ConfirmDialog>
  );
}
