import { Table } from '@mantine/core';
import { IconCheck, IconTrash, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../bridge/procedures.ts';
import { formatBytes } from '../../ui/bytes.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Section } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { formatDate } from '../../ui/time.ts';
import classes from './Backup.module.css';

type Backup = OutputOf<'backups.list'>['rows'][number];

export function BackupFiles({ rows }: { readonly rows: readonly Backup[] }): ReactNode {
  const { t } = useTranslation('backup');
  return (
    <Section title={t('list.title')}>
      {rows.length === 0 ? (
        <EmptyState title={t('list.none')} text={t('list.noneText')} />
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
        <section className={classes.scroll} tabIndex={0} aria-label={t('list.label')}>
          <Table className={classes.files} fz={13} layout="fixed" stickyHeader verticalSpacing={6} aria-label={t('list.label')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th w={140}>{t('list.at')}</Table.Th>
                <Table.Th w={120}>{t('list.kind')}</Table.Th>
                <Table.Th>{t('list.file')}</Table.Th>
                <Table.Th w={90} ta="end">
                  {t('list.size')}
                </Table.Th>
                <Table.Th w={240}>{t('list.state')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {rows.map((row) => (
                <Table.Tr key={row.id}>
                  <Table.Td>
                    <RelativeTime at={row.at} />
                  </Table.Td>
                  <Table.Td dir="auto">{row.kind === 'scheduled' ? t('list.scheduled') : row.actor}</Table.Td>
                  <Table.Td title={row.path}>{row.path}</Table.Td>
                  <Table.Td ta="end">{row.sizeBytes === undefined ? '–' : formatBytes(row.sizeBytes)}</Table.Td>
                  <Table.Td>
                    <State row={row} />
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </section>
      )}
    </Section>
  );
}

function State({ row }: { readonly row: Backup }): ReactNode {
  const { t } = useTranslation('backup');
  if (row.problem !== undefined) {
    return (
      <span className={classes.bad} title={row.problem}>
        <IconX size={16} aria-hidden /> {t('list.bad', { problem: row.problem })}
      </span>
    );
  }
  if (row.deletedAt !== undefined) {
    const text = t('list.deleted', { at: formatDate(row.deletedAt) });
    return (
      <span className={classes.gone} title={text}>
        <IconTrash size={16} aria-hidden /> {text}
      </span>
    );
  }
  return (
    <span className={classes.good}>
      <IconCheck size={16} aria-hidden /> {t('list.good')}
    </span>
  );
}
