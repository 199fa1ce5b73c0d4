import { Alert, Button, Group, SegmentedControl, Switch, Text } from '@mantine/core';
import { IconAlertTriangle, IconCircleMinus, IconPencil, IconUserPlus, IconX } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { type ComponentType, type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { host } from '../../../bridge/host.ts';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { ListTable } from '../../../ui/ListTable/ListTable.tsx';
import type { Column } from '../../../ui/ListTable/types.ts';
import { formatNumber } from '../../../ui/time.ts';
import { problemsCsv } from './csv-file.ts';
import classes from './Import.module.css';
import { importableCount, type UserImportAnswer, type WizardState } from './wizard-state.ts';

type Row = UserImportAnswer['rows'][number];
type Status = Row['status'];
const STATUSES = ['error', 'create', 'update', 'unchanged'] as const satisfies readonly Status[];
const COUNT = { create: 'created', update: 'updated', unchanged: 'unchanged', error: 'error' } as const;
const ICON: Readonly<Record<Status, ComponentType<{ size?: number }>>> = {
  error: IconX,
  create: IconUserPlus,
  update: IconPencil,
  unchanged: IconCircleMinus,
};

function rowColumns(t: TFunction<'users'>): readonly Column<Row>[] {
  return [
    { id: 'line', header: t('csv.head.line'), width: 72, align: 'end', isFixed: true, cell: (row) => formatNumber(row.line) },
    { id: 'username', header: t('csv.head.username'), width: 220, cell: (row) => row.username },
    { id: 'status', header: t('csv.head.status'), width: 110, cell: (row) => <StatusMark status={row.status} /> },
    { id: 'column', header: t('csv.head.column'), width: 120, cell: (row) => row.column },
    { id: 'message', header: t('csv.head.message'), cell: (row) => row.message },
  ];
}

function StatusMark({ status }: { readonly status: Status }): ReactNode {
  const { t } = useTranslation('users');
  const Icon = ICON[status];
  return (
    <span className={classes.status} data-status={status}>
      <Icon size={16} aria-hidden />
      {t(`csv.status.${status}`)}
    </span>
  );
}

/** Every row with what would happen to it, problems first. */
export function PreviewStep({
  state,
  isBusy,
  onUpdates,
}: {
  readonly state: Extract<WizardState, { step: 'preview' }>;
  readonly isBusy: boolean;
  readonly onUpdates: (updatesExisting: boolean) => void;
}): ReactNode {
  const { t } = useTranslation('users');
  const { preview } = state;
  const [shown, setShown] = useState<Status | 'all'>(preview.error > 0 ? 'error' : 'all');
  const columns = useMemo(() => rowColumns(t), [t]);
  const rows = shown === 'all' ? preview.rows : preview.rows.filter((row) => row.status === shown);
  const choices = STATUSES.filter((status) => preview[COUNT[status]] > 0);
  return (
    <div className={classes.preview}>
      <PreviewNotice state={state} />
      <Group justify="space-between" gap={12}>
        <SegmentedControl
          size="xs"
          aria-label={t('csv.filter')}
          value={shown}
          onChange={(value) => setShown(STATUSES.find((status) => status === value) ?? 'all')}
          data={[
            { value: 'all', label: `${t('csv.all')} (${formatNumber(preview.rows.length)})` },
            ...choices.map((status) => ({
              value: status,
              label: `${t(`csv.summary.${status}`)} (${formatNumber(preview[COUNT[status]])})`,
            })),
          ]}
        />
        <Switch
          label={t('csv.updates')}
          description={t('csv.updatesText')}
          checked={state.updatesExisting}
          disabled={isBusy}
          onChange={(event) => onUpdates(event.currentTarget.checked)}
        />
      </Group>
      <ListTable
        id="user-import"
        label={t('csv.table')}
        columns={columns}
        query={{ isPending: false, isError: false, isFetching: isBusy }}
        rows={rows}
        total={rows.length}
        keyOf={(row) => row.line}
        nameOf={(row) => row.username}
        empty={<EmptyState title={t('csv.noRows')} text={t('csv.noRowsText')} />}
      />
    </div>
  );
}

function PreviewNotice({ state }: { readonly state: Extract<WizardState, { step: 'preview' }> }): ReactNode {
  const { t } = useTranslation('users');
  const { preview, file } = state;
  if (preview.error === 0) {
    return importableCount(preview) > 0 ? null : (
      <Text size="sm" role="status">
        {t('csv.nothing')}
      </Text>
    );
  }
  const save = () =>
    void host.saveFile({ name: `${file.name}-problems.csv`, mediaType: 'text/csv', content: problemsCsv(preview.rows) });
  return (
    <Alert role="alert" color="red" variant="light" p={12} icon={<IconAlertTriangle size={18} />}>
      <Group justify="space-between" gap={12}>
        <Text size="sm" maw={560}>
          {t('csv.hasErrors', { count: preview.error, formatted: formatNumber(preview.error) })}
        </Text>
        <Button variant="default" onClick={save}>
          {t('csv.saveProblems')}
        </Button>
      </Group>
    </Alert>
  );
}
