import { Alert, Button, Group } from '@mantine/core';
import { IconAlertTriangle, IconClockOff, IconInfoCircle } from '@tabler/icons-react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportRow, RowCode } from '../../../shared/schemas/token-import.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { CommandError, QueryError } from '../../parts/errors.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FilterBar, FilterSelect } from '../../ui/FilterBar.tsx';
import { ListTable } from '../../ui/ListTable/ListTable.tsx';
import { formatNumber } from '../../ui/time.ts';
import { previewColumns } from './preview-columns.tsx';
import { RowDrawer } from './RowDrawer.tsx';
import { ALL_ROWS, problemsOf, type RowFilter, rowsQueryOf } from './row-view.ts';
import { StateTiles } from './StateTiles.tsx';
import classes from './TokenImport.module.css';
import type { ImportWizard } from './use-import-wizard.ts';
import { WorkLine } from './WorkLine.tsx';
import { importBlock, type PreviewState } from './wizard-state.ts';

/** Codes of tokens change: every row shown is asked for again this often, which also tells when the import has ended. */
const REFRESH_MILLISECONDS = 5000;

/** Every row of the file, problems first, before anything is imported. */
export function PreviewStep({ state, wizard }: { readonly state: PreviewState; readonly wizard: ImportWizard }): ReactNode {
  const { t } = useTranslation('import');
  const { summary, importId, format } = state.preview;
  const [filter, setFilter] = useState<RowFilter>(ALL_ROWS);
  const [opened, setOpened] = useState<number>();
  // While it is committed the import vanishes from the server: nothing is asked then.
  const isCommitting = state.work?.kind === 'committing';
  const rows = useQueryOf('imports.rows', rowsQueryOf(importId, filter), {
    isEnabled: !state.isExpired && !isCommitting,
    refreshMilliseconds: REFRESH_MILLISECONDS,
  });
  const isGone = rows.error?.code === 'IMPORT_NOT_FOUND';
  const { expire } = wizard;
  // biome-ignore lint/correctness/useExhaustiveDependencies: `expire` is the same event each time, made anew with each render
  useEffect(() => {
    if (isGone) expire();
  }, [isGone]);

  const columns = useMemo(() => previewColumns(t, format.kind), [t, format.kind]);
  const change = (changes: Partial<RowFilter>) => setFilter((before) => ({ ...before, offset: 0, ...changes }));
  const shown = rows.data?.rows ?? [];
  const activeCount = [filter.state, filter.code, filter.search].filter(Boolean).length;
  return (
    <>
      <Notices state={state} wizard={wizard} unknownUsers={rows.data?.codes.USER_NOT_FOUND ?? 0} />
      <WorkLine work={state.work} onStop={wizard.stop} />
      <StateTiles summary={summary} active={filter.state} onChange={(next) => change({ state: next, code: undefined })} />
      <FilterBar
        search={{ value: filter.search, label: t('preview.search'), onChange: (search) => change({ search }) }}
        activeCount={activeCount}
        onClear={() => setFilter({ ...ALL_ROWS, limit: filter.limit })}
      >
        <ProblemFilter
          codes={rows.data?.codes ?? {}}
          value={filter.code}
          onChange={(code) => change({ code, state: undefined })}
        />
      </FilterBar>
      <ListTable<ImportRow>
        id="import-rows"
        label={t('preview.rows')}
        columns={columns}
        query={rows}
        rows={shown}
        total={rows.data?.total ?? 0}
        keyOf={(row) => row.line}
        nameOf={(row) => row.serial}
        paging={{ offset: filter.offset, limit: filter.limit, onChange: change }}
        onOpen={(row) => setOpened(row.line)}
        {...(opened === undefined ? {} : { openKey: opened })}
        empty={
          activeCount > 0 ? (
            <EmptyState title={t('preview.noMatch')} text={t('preview.noMatchText')} />
          ) : (
            <EmptyState title={t('preview.noRows')} text={t('preview.noRowsText')} />
          )
        }
        error={isGone ? null : <QueryError query={rows} />}
      />
      <RowDrawer row={shown.find((row) => row.line === opened)} onClose={() => setOpened(undefined)} />
    </>
  );
}

function ProblemFilter(props: {
  readonly codes: Readonly<Partial<Record<RowCode, number>>>;
  readonly value: RowCode | undefined;
  readonly onChange: (code: RowCode | undefined) => void;
}): ReactNode {
  const { t } = useTranslation('import');
  const problems = problemsOf(props.codes);
  if (problems.length === 0) return null;
  return (
    <FilterSelect
      label={t('preview.problem')}
      width={240}
      value={props.value}
      options={problems.map(({ code, count }) => ({
        value: code,
        label: t('preview.codeOption', { label: t(`codes.${code}.label`), formatted: formatNumber(count) }),
      }))}
      onChange={(value) => props.onChange(problems.find(({ code }) => code === value)?.code)}
    />
  );
}

/** What stands above the table: that it has ended, why it was refused, what would help. The first that applies. */
function Notices(props: {
  readonly state: PreviewState;
  readonly wizard: ImportWizard;
  readonly unknownUsers: number;
}): ReactNode {
  const { t } = useTranslation('import');
  const { state, wizard, unknownUsers } = props;
  const block = importBlock(state);
  if (block === 'expired') {
    return (
      <>
        <CommandError error={state.error} />
        <Alert
          role="alert"
          color="yellow"
          variant="light"
          icon={<IconClockOff size={18} />}
          title={t('preview.expired')}
          p={12}
          classNames={{ root: classes.hint, label: classes.hintTitle }}
        >
          {t('preview.expiredText')}
        </Alert>
      </>
    );
  }
  return (
    <>
      <CommandError error={state.error} />
      {state.error?.code === 'IMPORT_CONFLICT' || state.error?.code === 'IMPORT_HAS_BAD_ROWS' ? (
        <Group gap={8}>
          <span className={classes.notice}>{t('preview.changed')}</span>
          <Button variant="default" onClick={() => wizard.check()}>
            {t('preview.again')}
          </Button>
        </Group>
      ) : null}
      {unknownUsers > 0 && !state.options.createsUsers ? (
        <Alert color="blue" variant="light" icon={<IconInfoCircle size={18} />} p={8} className={classes.hint}>
          <Group justify="space-between" gap={12}>
            {t('preview.unknownUsers', { count: unknownUsers, formatted: formatNumber(unknownUsers) })}
            <Button
              variant="default"
              disabled={state.work !== undefined}
              onClick={() => wizard.changeOptions({ ...state.options, createsUsers: true })}
            >
              {t('preview.createThem')}
            </Button>
          </Group>
        </Alert>
      ) : null}
      {block !== 'nothing' ? null : (
        <Alert color="yellow" variant="light" icon={<IconAlertTriangle size={18} />} p={8} className={classes.hint}>
          {t('preview.nothing')}
        </Alert>
      )}
    </>
  );
}
