import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { MethodLabel } from '../../parts/MethodLabel.tsx';
import { ResultBadge } from '../../parts/ResultBadge.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LinkText } from '../../ui/links.tsx';
import { Section } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import classes from './Status.module.css';

const ROWS = 8;

export function RecentSection(): ReactNode {
  const { t } = useTranslation('status');
  const attempts = useQueryOf('attempts.list', { limit: ROWS });
  const rows = attempts.data?.rows ?? [];
  return (
    <Section title={t('recent.title')} aside={<LinkText to="/log">{t('recent.all')}</LinkText>}>
      {attempts.isError && attempts.data === undefined ? <QueryError query={attempts} /> : null}
      {attempts.data !== undefined && rows.length === 0 ? (
        <EmptyState title={t('recent.none')} text={t('recent.noneText')} />
      ) : null}
      {rows.length === 0 ? null : (
        <Table className={classes.recent} fz={13} verticalSpacing={6} horizontalSpacing={8} layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th w={120}>{t('recent.time')}</Table.Th>
              <Table.Th>{t('recent.user')}</Table.Th>
              <Table.Th>{t('recent.application')}</Table.Th>
              <Table.Th w={180}>{t('recent.method')}</Table.Th>
              <Table.Th w={330}>{t('recent.result')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {rows.map((attempt) => (
              <Table.Tr key={attempt.id}>
                <Table.Td>
                  <RelativeTime at={attempt.at} />
                </Table.Td>
                <Table.Td dir="auto">{attempt.username}</Table.Td>
                <Table.Td dir="auto">{attempt.applicationName}</Table.Td>
                <Table.Td>
                  <MethodLabel method={attempt.method} mode={attempt.mode} />
                </Table.Td>
                <Table.Td>
                  <LinkText to="/log" search={{ attempt: attempt.id }} underline="hover" fz={13}>
                    <ResultBadge result={attempt.result} isGranted={attempt.isGranted} />
                  </LinkText>
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}
