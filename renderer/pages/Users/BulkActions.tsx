import { Button, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserId } from '../../../shared/ids.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useMay } from '../../bridge/use-session.ts';
import { DeleteUsersDialog } from '../../parts/DeleteUsersDialog.tsx';
import { CommandError, notifyDone, notifyError } from '../../parts/errors.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { formatNumber } from '../../ui/time.ts';

/** Ids that one command may carry: the contract's `idsSchema`. */
const IDS_MAX = 10_000;

/** What can be done with the selected users. */
export function BulkActions({ ids, onDone }: { readonly ids: readonly UserId[]; readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation('users');
  const mayDelete = useMay('administer');
  const [asks, setAsks] = useState<'disable' | 'delete'>();
  const setEnabled = useCommand('users.setEnabled');
  const count = ids.length;
  const formatted = formatNumber(count);

  if (count > IDS_MAX) return <Text size="sm">{t('bulk.tooMany', { formatted: formatNumber(IDS_MAX) })}</Text>;

  const change = (isEnabled: boolean) => {
    const done = isEnabled ? 'bulk.enabled' : 'bulk.disabled';
    const some = isEnabled ? 'bulk.enabledSome' : 'bulk.disabledSome';
    setEnabled.mutate(
      { ids: [...ids], isEnabled },
      {
        onSuccess: ({ changedCount }) => {
          const changed = formatNumber(changedCount);
          notifyDone(changedCount === count ? t(done, { count, formatted }) : t(some, { changed, formatted }));
          setAsks(undefined);
          onDone();
        },
        // Disabling asks in a dialog, which says itself why it was refused.
        ...(isEnabled ? { onError: notifyError } : {}),
      },
    );
  };
  const close = () => {
    setEnabled.reset();
    setAsks(undefined);
  };
  return (
    <>
      <Button size="compact-xs" variant="default" loading={setEnabled.isPending} onClick={() => change(true)}>
        {t('bulk.enable')}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => setAsks('disable')}>
        {t('bulk.disable')}
      </Button>
      {mayDelete ? (
        <Button size="compact-xs" variant="default" c="var(--mantine-color-error)" onClick={() => setAsks('delete')}>
          {t('bulk.delete')}
        </Button>
      ) : null}
      <ConfirmDialog
        isOpen={asks === 'disable'}
        title={t('bulk.disableTitle', { count, formatted })}
        confirmLabel={t('bulk.disableConfirm', { count, formatted })}
        isDestructive
        isBusy={setEnabled.isPending}
        error={<CommandError error={setEnabled.error} />}
        onConfirm={() => change(false)}
        onClose={close}
      >
        <Text size="sm">{t('bulk.disableText')}</Text>
      </ConfirmDialog>
      <DeleteUsersDialog
        ids={asks === 'delete' ? ids : undefined}
        onClose={() => setAsks(undefined)}
        onDeleted={() => {
          setAsks(undefined);
          onDone();
        }}
      />
    </>
  );
}
