import { Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RadiusClient } from '../../../shared/schemas/radius.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CommandError, notifyDone } from '../../parts/errors.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';

/** @param client undefined: closed */
export function DeleteClientDialog({
  client,
  onClose,
}: {
  readonly client: RadiusClient | undefined;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('radius');
  const navigate = useNavigate();
  const remove = useCommand('radiusClients.delete');
  if (client === undefined) return null;
  const close = () => {
    remove.reset();
    onClose();
  };
  const confirm = () =>
    remove.mutate(
      { id: client.id },
      {
        onSuccess: () => {
          notifyDone(t('deleted', { name: client.name }));
          // What was typed on the page has no client to be saved to any more.
          void navigate({ to: '/radius', ignoreBlocker: true });
        },
      },
    );
  return (
    <ConfirmDialog
      isOpen
      title={t('client.deleteTitle', { name: client.name })}
      confirmLabel={t('client.deleteConfirm')}
      isDestructive
      isBusy={remove.isPending}
      error={<CommandError error={remove.error} />}
      onConfirm={confirm}
      onClose={close}
    >
      <Text size="sm">{t('client.deleteText', { address: client.address })}</Text>
    </ConfirmDialog>
  );
}
