import { Button, Group } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '../../../shared/schemas/token.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useMay } from '../../bridge/use-session.ts';
import { CommandError, notifyDone, notifyError } from '../../parts/errors.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';

/** Enable or disable, unassign, delete. */
export function TokenActions({ token, onDeleted }: { readonly token: Token; readonly onDeleted: () => void }): ReactNode {
  const { t } = useTranslation('tokens');
  const mayDelete = useMay('administer');
  const setEnabled = useCommand('tokens.setEnabled');
  const [asking, setAsking] = useState<'unassign' | 'delete'>();
  const switchEnabled = () =>
    setEnabled.mutate(
      { ids: [token.id], isEnabled: !token.isEnabled },
      {
        onSuccess: () => notifyDone(t(token.isEnabled ? 'drawer.disabled' : 'drawer.enabled', { serial: token.serial })),
        onError: notifyError,
      },
    );
  return (
    <Group gap={8}>
      <Button variant="default" loading={setEnabled.isPending} onClick={switchEnabled}>
        {t(token.isEnabled ? 'drawer.disable' : 'drawer.enable')}
      </Button>
      {token.userId === undefined ? null : (
        <Button variant="default" onClick={() => setAsking('unassign')}>
          {t('drawer.unassign')}
        </Button>
      )}
      {mayDelete ? (
        <Button variant="default" c="var(--mantine-color-error)" onClick={() => setAsking('delete')}>
          {t('drawer.delete')}
        </Button>
      ) : null}
      <UnassignDialog token={token} isOpen={asking === 'unassign'} onClose={() => setAsking(undefined)} />
      <DeleteDialog token={token} isOpen={asking === 'delete'} onClose={() => setAsking(undefined)} onDeleted={onDeleted} />
    </Group>
  );
}

type DialogProps = { readonly token: Token; readonly isOpen: boolean; readonly onClose: () => void };

function UnassignDialog({ token, isOpen, onClose }: DialogProps): ReactNode {
  const { t } = useTranslation('tokens');
  const unassign = useCommand('tokens.unassign');
  const words = { serial: token.serial, username: token.username ?? '' };
  const close = () => {
    unassign.reset();
    onClose();
  };
  const confirm = () =>
    unassign.mutate(
      { id: token.id },
      {
        onSuccess: () => {
          notifyDone(t('drawer.unassigned', words));
          close();
        },
      },
    );
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t('drawer.unassignTitle', words)}
      confirmLabel={t('drawer.unassign')}
      isDestructive
      isBusy={unassign.isPending}
      error={<CommandError error={unassign.error} />}
      onConfirm={confirm}
      onClose={close}
    >
      {t('drawer.unassignText', words)}
    </ConfirmDialog>
  );
}

function DeleteDialog({ token, isOpen, onClose, onDeleted }: DialogProps & { readonly onDeleted: () => void }): ReactNode {
  const { t } = useTranslation('tokens');
  const remove = useCommand('tokens.delete');
  const words = { serial: token.serial, username: token.username ?? '' };
  const close = () => {
    remove.reset();
    onClose();
  };
  const confirm = () =>
    remove.mutate(
      { ids: [token.id] },
      {
        onSuccess: () => {
          notifyDone(t('drawer.deleted', words));
          onDeleted();
        },
      },
    );
  return (
    <ConfirmDialog
      isOpen={isOpen}
      title={t('drawer.deleteTitle', words)}
      confirmLabel={t('drawer.delete')}
      isDestructive
      isBusy={remove.isPending}
      error={<CommandError error={remove.error} />}
      onConfirm={confirm}
      onClose={close}
    >
      {t(token.userId === undefined ? 'drawer.deleteTextNobody' : 'drawer.deleteText', words)}
    </ConfirmDialog>
  );
}
