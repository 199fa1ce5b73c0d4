import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tokenIdSchema } from '../../../shared/ids.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CommandError, notifyDone, notifyError } from '../../parts/errors.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import type { RowKey } from '../../ui/ListTable/types.ts';
import { formatNumber } from '../../ui/time.ts';

/** Enable, disable and delete what is selected. What locks people out asks first. */
export function BulkActions({
  keys,
  mayDelete,
  onDone,
}: {
  readonly keys: ReadonlySet<RowKey>;
  readonly mayDelete: boolean;
  readonly onDone: () => void;
}): ReactNode {
  const { t } = useTranslation('tokens');
  const [asking, setAsking] = useState<'disable' | 'delete'>();
  const setEnabled = useCommand('tokens.setEnabled');
  const remove = useCommand('tokens.delete');
  const ids = [...keys].map((key) => tokenIdSchema.parse(key));
  const words = { count: ids.length, formatted: formatNumber(ids.length) };
  const ask = (what: 'disable' | 'delete') => {
    setEnabled.reset();
    remove.reset();
    setAsking(what);
  };
  const done = (key: 'enabled' | 'disabled' | 'deleted') => (answer: { readonly changedCount: number }) => {
    notifyDone(t(`bulk.${key}`, { count: answer.changedCount, formatted: formatNumber(answer.changedCount) }));
    setAsking(undefined);
    onDone();
  };
  const enable = () => setEnabled.mutate({ ids, isEnabled: true }, { onSuccess: done('enabled'), onError: notifyError });
  const confirm = () => {
    if (asking === 'delete') remove.mutate({ ids }, { onSuccess: done('deleted') });
    else setEnabled.mutate({ ids, isEnabled: false }, { onSuccess: done('disabled') });
  };
  const shown = asking ?? 'disable';
  return (
    <>
      <Button size="compact-xs" variant="default" loading={setEnabled.isPending && asking === undefined} onClick={enable}>
        {t('bulk.enable')}
      </Button>
      <Button size="compact-xs" variant="default" onClick={() => ask('disable')}>
        {t('bulk.disable')}
      </Button>
      {mayDelete ? (
        <Button size="compact-xs" variant="default" c="var(--mantine-color-error)" onClick={() => ask('delete')}>
          {t('bulk.delete')}
        </Button>
      ) : null}
      <ConfirmDialog
        isOpen={asking !== undefined}
        title={t(`bulk.${shown}Title`, words)}
        confirmLabel={t(`bulk.${shown}Confirm`, words)}
        isDestructive
        isBusy={setEnabled.isPending || remove.isPending}
        error={<CommandError error={setEnabled.error ?? remove.error} />}
        onConfirm={confirm}
        onClose={() => setAsking(undefined)}
      >
        {t(`bulk.${shown}Text`)}
      </ConfirmDialog>
    </>
  );
}
