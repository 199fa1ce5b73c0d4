import { Button, Group } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Block } from '../../../shared/schemas/rule.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CommandError, notifyDone } from '../errors.tsx';
import { ReasonField } from './ReasonField.tsx';

/** Ends a block, with a reason of its own. */
export function UnblockForm({ block, onEnded }: { readonly block: Block; readonly onEnded?: (block: Block) => void }): ReactNode {
  const { t } = useTranslation('blocked');
  const { t: common } = useTranslation('common');
  const [reason, setReason] = useState('');
  const [isMissing, setMissing] = useState(false);
  const end = useCommand('blocks.end');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (reason.trim() === '') return setMissing(true);
    end.mutate(
      { id: block.id, reason: reason.trim() },
      {
        onSuccess: (ended) => {
          notifyDone(t('ended', { username: ended.username }));
          onEnded?.(ended);
        },
      },
    );
  };
  return (
    <form onSubmit={submit} noValidate>
      <CommandError error={end.error} />
      <Group gap={8} align="flex-start" wrap="nowrap">
        <ReasonField
          label={t('unblock.reason')}
          flex={1}
          usual={[t('unblock.checked'), t('unblock.mistake'), t('unblock.found')]}
          value={reason}
          error={isMissing && reason.trim() === '' ? common('fields.required') : undefined}
          onChange={setReason}
        />
        <Button type="submit" mt={21} h={36} loading={end.isPending}>
          {t('unblock.submit')}
        </Button>
      </Group>
    </form>
  );
}
