import { ActionIcon, Group, Tooltip } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { Tag } from '../../../shared/schemas/tag.ts';
import type { Column } from '../../ui/ListTable/types.ts';
import { LinkText } from '../../ui/links.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { formatNumber } from '../../ui/time.ts';
import { RenameForm } from './RenameForm.tsx';

type Actions = {
  /** The tag whose name is being changed. */
  readonly renamed: number | undefined;
  readonly onRename: (tag: Tag | undefined) => void;
  readonly onDelete: (tag: Tag) => void;
};

/** @param actions undefined where the operator may only look */
export function tagColumns(t: TFunction<'tags'>, actions: Actions | undefined): readonly Column<Tag>[] {
  const columns: Column<Tag>[] = [
    {
      id: 'name',
      header: t('column.name'),
      sortBy: 'name',
      isFixed: true,
      cell: (tag) =>
        actions !== undefined && tag.id === actions.renamed ? (
          <RenameForm tag={tag} onClose={() => actions.onRename(undefined)} />
        ) : (
          <LinkText to="/users" search={{ tag: tag.id }} title={tag.name}>
            {tag.name}
          </LinkText>
        ),
    },
    {
      id: 'userCount',
      header: t('column.userCount'),
      sortBy: 'userCount',
      width: 120,
      align: 'end',
      cell: (tag) => formatNumber(tag.userCount),
    },
    {
      id: 'createdAt',
      header: t('column.createdAt'),
      sortBy: 'createdAt',
      width: 140,
      cell: (tag) => <RelativeTime at={tag.createdAt} />,
    },
  ];
  if (actions === undefined) return columns;
  return [
    ...columns,
    {
      id: 'actions',
      header: t('column.actions'),
      width: 96,
      isFixed: true,
      cell: (tag) => <RowActions t={t} tag={tag} actions={actions} />,
    },
  ];
}

function RowActions({
  t,
  tag,
  actions,
}: {
  readonly t: TFunction<'tags'>;
  readonly tag: Tag;
  readonly actions: Actions;
}): ReactNode {
  const rename = t('rename', { name: tag.name });
  const remove = t('delete', { name: tag.name });
  return (
    <Group gap={4} wrap="nowrap">
      <Tooltip label={rename}>
        <ActionIcon variant="subtle" color="gray" aria-label={rename} onClick={() => actions.onRename(tag)}>
          <IconPencil size={18} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={remove}>
        <ActionIcon variant="subtle" color="gray" aria-label={remove} onClick={() => actions.onDelete(tag)}>
          <IconTrash size={18} />
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}
