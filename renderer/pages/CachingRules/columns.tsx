import { ActionIcon, Anchor, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconTrash } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { Column } from '../../ui/ListTable/types.ts';
import { formatNumber } from '../../ui/time.ts';
import { LONG_CACHE_SECONDS, type RuleRow } from './rules.ts';

type Actions = { readonly onOpen: (row: RuleRow) => void; readonly onDelete: (row: RuleRow) => void };

/** @param actions undefined where the operator may only look */
export function ruleColumns(t: TFunction<['rules', 'results']>, actions: Actions | undefined): readonly Column<RuleRow>[] {
  const columns: Column<RuleRow>[] = [
    { id: 'order', header: t('caching.column.order'), width: 80, align: 'end', cell: (_row, index) => formatNumber(index + 1) },
    {
      id: 'kind',
      header: t('caching.column.kind'),
      width: 320,
      isFixed: true,
      cell: (row) =>
        actions === undefined ? (
          t(`caching.kindName.${row.rule.kind}`)
        ) : (
          <Anchor component="button" type="button" size="sm" onClick={() => actions.onOpen(row)}>
            {t(`caching.kindName.${row.rule.kind}`)}
          </Anchor>
        ),
    },
    {
      id: 'type',
      header: t('caching.column.type'),
      width: 190,
      cell: ({ rule }) =>
        rule.authenticationType === undefined ? t('caching.anyType') : t(`results:authenticationType.${rule.authenticationType}`),
    },
    {
      id: 'application',
      header: t('caching.column.application'),
      cell: ({ rule }) => rule.applicationName ?? t('caching.anyApplication'),
    },
    {
      id: 'seconds',
      header: t('caching.column.seconds'),
      width: 150,
      align: 'end',
      cell: ({ rule }) => (
        <span style={{ display: 'inline-flex', gap: 6, alignItems: 'center' }}>
          {rule.cacheSeconds > LONG_CACHE_SECONDS ? (
            <Tooltip label={t('caching.long')} multiline w={280}>
              <IconAlertTriangle size={16} color="var(--app-denied)" role="img" aria-label={t('caching.long')} />
            </Tooltip>
          ) : null}
          {formatNumber(rule.cacheSeconds)}
        </span>
      ),
    },
  ];
  if (actions === undefined) return columns;
  return [
    ...columns,
    {
      id: 'actions',
      header: t('caching.column.actions'),
      width: 80,
      isFixed: true,
      cell: (row) => (
        <Tooltip label={t('caching.delete')}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('caching.delete')} onClick={() => actions.onDelete(row)}>
            <IconTrash size={18} />
          </ActionIcon>
        </Tooltip>
      ),
    },
  ];
}
