import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '../../../shared/schemas/token.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useLateCommand } from '../../bridge/use-late-command.ts';
import { CommandError, notifyDone, notifyError } from '../../parts/errors.tsx';
import { notifyUndoable } from '../../parts/undo.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';

export function UnassignDialog({
  token,
  username,
  isLastUsable,
  onClose,
}: {
  /** Undefined: closed. */
  readonly token: Token | undefined;
  readonly username: string;
  /** Without this token the user cannot sign in. */
  readonly isLastUsable: boolean;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('user');
  const unassign = useCommand('tokens.unassign');
  const assign = useLateCommand('tokens.assign');
  const close = () => {
    unassign.reset();
    onClose();
  };
  const serial = token?.serial ?? '';
  const confirm = () => {
    if (token === undefined) return;
    const { id, userId } = token;
    const giveBack = () => {
      if (userId === undefined) return;
      assign({ id, userId }).then(() => notifyDone(t('assign.done', { serial })), notifyError);
    };
    unassign.mutate(
      { id: token.id },
      {
        onSuccess: () => {
          notifyUndoable(t('tokens.unassigned', { serial }), giveBack);
          close();
        },
      },
    );
  };
  return (
    <ConfirmDialog
      isOpen={token !== undefined}
      title={t('tokens.unassignTitle', { serial })}
      confirmLabel={t('tokens.unassignConfirm')}
      isDestructive
      isBusy={unassign.isPending}
      error={<CommandError error={unassign.error} />}
      onConfirm={confirm}
      onClose={close}
    >
      <Text size="sm">{t('tokens.unassignText', { username })}</Text>
      {isLastUsable ? (
        <Text size="sm" mt={8} fw={600}>
          {t('tokens.unassignLast')}
        </Text>
      ) : null}
    </ConfirmDialog>
  );
}
