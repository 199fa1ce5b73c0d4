import { Button, Group } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../shared/schemas/operator.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { actionText, fieldText, subjectText } from '../../parts/audit-words.ts';
import { QueryError } from '../../parts/errors.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FilterBar, FilterSelect } from '../../ui/FilterBar.tsx';
import { ListTable } from '../../ui/ListTable/ListTable.tsx';
import type { Column } from '../../ui/ListTable/types.ts';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { AuditDrawer } from './AuditDrawer.tsx';
import { detailLine } from './audit-detail.ts';
import { AUDIT_AREAS, type LoggingSearch } from './search.ts';
import { useActorName } from './use-actor-name.ts';
import { VerifyChain } from './VerifyChain.tsx';

const ROWS = 100;
/** Actors that are no operator's name. */
const OWN_ACTORS = ['local', 'engine'];

/** Everything that operators did, newest first. */
export function OperatorLogTab({
  search,
  onChange,
}: {
  readonly search: LoggingSearch;
  readonly onChange: (change: Partial<LoggingSearch>) => void;
}): ReactNode {
  const { t } = useTranslation('logging');
  const actorName = useActorName();
  const operators = useQueryOf('operators.list');
  const { operator, area, before } = search;
  const audit = useQueryOf('audit.list', {
    limit: ROWS,
    ...(operator === '' ? {} : { actor: operator }),
    ...(area === undefined ? {} : { area }),
    ...(before === undefined || before === 0 ? {} : { before }),
  });
  const rows = audit.data?.rows ?? [];
  const columns = useMemo(
    (): readonly Column<AuditEntry>[] => [
      { id: 'at', header: t('audit.at'), width: 140, isFixed: true, cell: (row) => <RelativeTime at={row.at} /> },
      { id: 'actor', header: t('audit.operator'), width: 160, cell: (row) => actorName(row.actor) },
      { id: 'action', header: t('audit.action'), width: 220, cell: (row) => actionText(row.action) },
      { id: 'subject', header: t('audit.subject'), width: 260, cell: (row) => subjectText(row.action, row.subject) },
      {
        id: 'changes',
        header: t('audit.changes'),
        cell: (row) => detailLine(row.detail, (field) => fieldText(row.action, row.subject, field)),
      },
    ],
    [t, actorName],
  );
  const activeCount = (operator === '' ? 0 : 1) + (area === undefined ? 0 : 1);
  const clear = () => onChange({ operator: '', area: undefined, before: undefined });
  const names = [
    ...new Set([...(operators.data ?? []).map(({ name }) => name), ...OWN_ACTORS, ...(operator === '' ? [] : [operator])]),
  ];
  return (
    <>
      <FilterBar activeCount={activeCount} onClear={clear} aside={<VerifyChain />}>
        <FilterSelect
          label={t('audit.operator')}
          width={180}
          value={operator === '' ? undefined : operator}
          options={names.map((name) => ({ value: name, label: actorName(name) }))}
          onChange={(value) => onChange({ operator: value ?? '', before: undefined })}
        />
        <FilterSelect
          label={t('audit.area')}
          width={180}
          value={area}
          options={AUDIT_AREAS.map((value) => ({ value, label: t(`audit.areas.${value}`) }))}
          onChange={(value) => onChange({ area: AUDIT_AREAS.find((known) => known === value), before: undefined })}
        />
      </FilterBar>
      <ListTable
        id="operator-log"
        label={t('audit.label')}
        columns={columns}
        query={audit}
        rows={rows}
        keyOf={(row) => row.id}
        nameOf={(row) => `${row.action} ${row.subject}`}
        onOpen={(row) => onChange({ row: row.id })}
        {...(search.row === undefined ? {} : { openKey: search.row })}
        empty={
          activeCount > 0 ? (
            <EmptyState
              title={t('audit.noMatch')}
              text={t('audit.noMatchText')}
              action={
                <Button variant="default" onClick={clear}>
                  {t('audit.clear')}
                </Button>
              }
            />
          ) : (
            <EmptyState title={t('audit.none')} text={t('audit.noneText')} />
          )
        }
        error={<QueryError query={audit} />}
        footer={
          <Group gap={8}>
            {before === undefined ? null : (
              <Button variant="default" size="compact-sm" onClick={() => onChange({ before: undefined })}>
                {t('audit.newest')}
              </Button>
            )}
            {audit.data?.hasMore === true ? (
              <Button variant="default" size="compact-sm" onClick={() => onChange({ before: rows.at(-1)?.id })}>
                {t('audit.older')}
              </Button>
            ) : null}
          </Group>
        }
      />
      <AuditDrawer id={search.row} onClose={() => onChange({ row: undefined })} />
    </>
  );
}
