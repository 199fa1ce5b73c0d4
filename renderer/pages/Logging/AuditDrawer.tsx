import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '../../../shared/schemas/operator.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { actionText, fieldText, fieldValueText, subjectText } from '../../parts/audit-words.ts';
import { QueryError } from '../../parts/errors.tsx';
import { CopyField } from '../../ui/CopyField.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { LoadingRows } from '../../ui/Page.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { formatExact } from '../../ui/time.ts';
import { detailRows } from './audit-detail.ts';
import { useActorName } from './use-actor-name.ts';

/** One action whole: what was before and after. Asked by its number, so that an address alone opens it. */
export function AuditDrawer({ id, onClose }: { readonly id: number | undefined; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('logging');
  const loaded = useQueryOf(
    'audit.list',
    { before: (id ?? 0) + 1, limit: 1 },
    { isEnabled: id !== undefined, keepsPrevious: false },
  );
  const entry = loaded.data?.rows.find((row) => row.id === id);
  return (
    <SideDrawer isOpen={id !== undefined} onClose={onClose} title={t('audit.details', { row: String(id ?? '') })}>
      {loaded.isError ? <QueryError query={loaded} /> : null}
      {loaded.isPending && id !== undefined ? <LoadingRows /> : null}
      {entry === undefined ? null : <Entry entry={entry} />}
    </SideDrawer>
  );
}

function Entry({ entry }: { readonly entry: AuditEntry }): ReactNode {
  const { t } = useTranslation('logging');
  const actorName = useActorName();
  const rows = detailRows(entry.detail);
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      <KeyValue
        labelWidth={110}
        rows={[
          { label: t('audit.at'), value: formatExact(entry.at) },
          { label: t('audit.operator'), value: actorName(entry.actor) },
          { label: t('audit.action'), value: `${actionText(entry.action)} (${entry.action})` },
          { label: t('audit.subject'), value: subjectText(entry.action, entry.subject) },
        ]}
      />
      {rows.length === 0 ? (
        <Text size="sm" c="dimmed">
          {t('audit.noChanges')}
        </Text>
      ) : (
        <Table fz={13} aria-label={t('audit.changes')} style={{ overflowWrap: 'anywhere' }}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('audit.field')}</Table.Th>
              <Table.Th>{t('audit.from')}</Table.Th>
              <Table.Th>{t('audit.to')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map(({ field, from, to }) => (
              <Table.Tr key={field}>
                <Table.Td>{fieldText(entry.action, entry.subject, field)}</Table.Td>
                <Table.Td>{from === undefined ? '' : fieldValueText({ ...entry, field }, from)}</Table.Td>
                <Table.Td>{fieldValueText({ ...entry, field }, to)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      <div>
        <Text size="sm" c="dimmed">
          {t('audit.hash')}
        </Text>
        <CopyField label={t('audit.hash')} value={entry.hash} />
      </div>
    </div>
  );
}
