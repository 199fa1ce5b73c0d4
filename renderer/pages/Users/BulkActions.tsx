import { Button, Menu, ScrollArea, Text, TextInput } from '@mantine/core';
import { IconChevronDown, IconTag, IconTagOff } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserId } from '../../../shared/ids.ts';
import { COMMAND_IDS_MAX } from '../../../shared/limits.ts';
import type { UserChange, UserFilter } from '../../../shared/schemas/user.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { DeleteUsersDialog } from '../../parts/DeleteUsersDialog.tsx';
import { CommandError } from '../../parts/errors.tsx';
import { useChangeUsers } from '../../parts/use-change-users.ts';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { formatNumber } from '../../ui/time.ts';

export type Target = { readonly ids: readonly UserId[] } | { readonly filter: UserFilter };
/** Users above which a change that can be taken back asks all the same: an undo covers no more than that many. */
const ASK_FROM = 1000;

/** What can be done with the selected users, or with all that match. */
export function BulkActions({
  target,
  count,
  onDone,
}: {
  readonly target: Target;
  readonly count: number;
  readonly onDone: () => void;
}): ReactNode {
  const { t } = useTranslation('users');
  const mayDelete = useMay('administer');
  const [asks, setAsks] = useState<'delete' | 'group'>();
  const [asked, setAsked] = useState<UserChange>();
  const [group, setGroup] = useState('');
  const { command, run } = useChangeUsers();
  const tags = useQueryOf('tags.list').data?.rows ?? [];
  const formatted = formatNumber(count);
  const nameOf = (change: UserChange) => ('tagId' in change ? (tags.find(({ id }) => id === change.tagId)?.name ?? '') : '');

  if ('ids' in target && count > COMMAND_IDS_MAX)
    return <Text size="sm">{t('bulk.tooMany', { formatted: formatNumber(COMMAND_IDS_MAX) })}</Text>;

  const close = () => {
    command.reset();
    setAsks(undefined);
    setAsked(undefined);
  };
  const send = (change: UserChange) => {
    const sent = 'ids' in target ? { ids: [...target.ids] } : target;
    const name = change.kind === 'set-group' ? change.userGroup : nameOf(change);
    const done = (changed: string, changedCount: number) =>
      t(`bulk.done.${wordOf(change)}`, { count: changedCount, formatted: changed, name });
    const isErrorShown = asks === 'group' || asked !== undefined;
    run(sent, change, {
      done,
      isErrorShown,
      onDone: () => {
        close();
        onDone();
      },
    });
  };
  /** Few users: done at once, with the way back in its message. Many: said first. */
  const change = (wanted: UserChange) => {
    if (count < ASK_FROM) return send(wanted);
    setAsked(wanted);
  };
  return (
    <>
      <Button
        size="compact-xs"
        variant="default"
        disabled={command.isPending}
        onClick={() => change({ kind: 'set-enabled', isEnabled: true })}
      >
        {t('bulk.enable')}
      </Button>
      <Button
        size="compact-xs"
        variant="default"
        disabled={command.isPending}
        onClick={() => change({ kind: 'set-enabled', isEnabled: false })}
      >
        {t('bulk.disable')}
      </Button>
      {tags.length === 0 ? null : (
        <Menu position="top-start" shadow="md" withinPortal>
          <Menu.Target>
            <Button size="compact-xs" variant="default" disabled={command.isPending} rightSection={<IconChevronDown size={12} />}>
              {t('bulk.tags')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <ScrollArea.Autosize mah={360} type="auto">
              <Menu.Label>{t('bulk.addTag')}</Menu.Label>
              {tags.map(({ id, name }) => (
                <Menu.Item
                  key={id}
                  leftSection={<IconTag size={16} aria-hidden />}
                  onClick={() => change({ kind: 'add-tag', tagId: id })}
                >
                  {name}
                </Menu.Item>
              ))}
              <Menu.Label>{t('bulk.removeTag')}</Menu.Label>
              {tags.map(({ id, name }) => (
                <Menu.Item
                  key={id}
                  leftSection={<IconTagOff size={16} aria-hidden />}
                  onClick={() => change({ kind: 'remove-tag', tagId: id })}
                >
                  {name}
                </Menu.Item>
              ))}
            </ScrollArea.Autosize>
          </Menu.Dropdown>
        </Menu>
      )}
      <Button size="compact-xs" variant="default" disabled={command.isPending} onClick={() => setAsks('group')}>
        {t('bulk.group')}
      </Button>
      {mayDelete && 'ids' in target ? (
        <Button size="compact-xs" variant="default" c="var(--mantine-color-error)" onClick={() => setAsks('delete')}>
          {t('bulk.delete')}
        </Button>
      ) : null}
      <ConfirmDialog
        isOpen={asked !== undefined}
        title={asked === undefined ? '' : t(`bulk.ask.${wordOf(asked)}`, { count, formatted, name: nameOf(asked) })}
        confirmLabel={asked === undefined ? '' : t(`bulk.confirm.${wordOf(asked)}`, { count, formatted })}
        isDestructive={asked?.kind === 'set-enabled' && !asked.isEnabled}
        isBusy={command.isPending}
        error={<CommandError error={command.error} />}
        onConfirm={() => asked !== undefined && send(asked)}
        onClose={close}
      >
        <Text size="sm">{asked?.kind === 'set-enabled' && !asked.isEnabled ? t('bulk.disableText') : t('bulk.manyText')}</Text>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={asks === 'group'}
        title={t('bulk.groupTitle', { count, formatted })}
        confirmLabel={t('bulk.groupConfirm', { count, formatted })}
        isBusy={command.isPending}
        error={<CommandError error={command.error} />}
        onConfirm={() => send({ kind: 'set-group', userGroup: group.trim() })}
        onClose={close}
      >
        <TextInput
          label={t('column.userGroup')}
          description={t('bulk.groupText')}
          value={group}
          maxLength={256}
          onChange={(event) => setGroup(event.currentTarget.value)}
        />
      </ConfirmDialog>
      <DeleteUsersDialog
        ids={asks === 'delete' && 'ids' in target ? target.ids : undefined}
        onClose={() => setAsks(undefined)}
        onDeleted={() => {
          setAsks(undefined);
          onDone();
        }}
      />
    </>
  );
}

function wordOf(change: UserChange): 'enabled' | 'disabled' | 'tagged' | 'untagged' | 'grouped' {
  switch (change.kind) {
    case 'set-enabled':
      return change.isEnabled ? 'enabled' : 'disabled';
    case 'add-tag':
      return 'tagged';
    case 'remove-tag':
      return 'untagged';
    case 'set-group':
      return 'grouped';
  }
}
