import { ActionIcon, Group, NativeSelect, Text } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PAGE_SIZES } from '../search-schema.ts';
import { formatNumber } from '../time.ts';
import classes from './ListTable.module.css';
import type { Paging, Selection } from './types.ts';

/** Below the rows: how many, the actions on the selection, paging, options. */
export function TableFoot({
  shownCount,
  total,
  selection,
  paging,
  inView,
  footer,
  options,
}: {
  readonly shownCount: number;
  readonly total: number | undefined;
  readonly selection: Selection | undefined;
  readonly paging: Paging | undefined;
  /** Of a continuous list: the first row in sight, from 0, and how many are. */
  readonly inView: { readonly first: number; readonly rows: number } | undefined;
  readonly footer: ReactNode;
  readonly options: ReactNode;
}): ReactNode {
  const { t } = useTranslation('common');
  const selectedCount = selection?.all?.isOn === true ? (total ?? 0) : (selection?.keys.size ?? 0);
  return (
    <div className={classes.foot}>
      <Group gap={8} wrap="nowrap">
        <Text size="sm" c="dimmed" aria-live="polite">
          {t('table.rows', { count: total ?? shownCount, formatted: formatNumber(total ?? shownCount) })}
          {selectedCount === 0
            ? ''
            : ` · ${t('table.selected', { count: selectedCount, formatted: formatNumber(selectedCount) })}`}
        </Text>
        {selectedCount === 0 ? null : (
          <Group gap={8} role="group" aria-label={t('table.selectionActions')}>
            {selection?.actions}
          </Group>
        )}
        {footer}
      </Group>
      <Group gap={8} wrap="nowrap">
        {inView === undefined || total === undefined ? null : (
          <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
            {t('table.range', {
              first: formatNumber(inView.first + 1),
              last: formatNumber(Math.min(inView.first + inView.rows, total)),
              total: formatNumber(total),
            })}
          </Text>
        )}
        {paging === undefined || total === undefined ? null : <PageControl paging={paging} total={total} />}
        {options}
      </Group>
    </div>
  );
}

function PageControl({
  paging: { offset, limit, onChange },
  total,
}: {
  readonly paging: Paging;
  readonly total: number;
}): ReactNode {
  const { t } = useTranslation('common');
  if (total <= PAGE_SIZES[0]) return null;
  const last = Math.min(offset + limit, total);
  return (
    <>
      <NativeSelect
        size="xs"
        aria-label={t('table.pageSize')}
        value={String(limit)}
        data={PAGE_SIZES.map((size) => ({ value: String(size), label: t('table.perPage', { size }) }))}
        onChange={(event) => onChange({ offset: 0, limit: Number(event.currentTarget.value) })}
      />
      <Text size="sm" c="dimmed" style={{ whiteSpace: 'nowrap' }}>
        {t('table.range', {
          first: formatNumber(total === 0 ? 0 : offset + 1),
          last: formatNumber(last),
          total: formatNumber(total),
        })}
      </Text>
      <ActionIcon
        variant="default"
        size="sm"
        aria-label={t('table.previousPage')}
        disabled={offset === 0}
        onClick={() => onChange({ offset: Math.max(0, offset - limit), limit })}
      >
        <IconChevronLeft size={16} />
      </ActionIcon>
      <ActionIcon
        variant="default"
        size="sm"
        aria-label={t('table.nextPage')}
        disabled={last >= total}
        onClick={() => onChange({ offset: offset + limit, limit })}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
    </>
  );
}
