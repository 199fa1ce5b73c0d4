import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { DISCARD_KINDS } from '../../../shared/schemas/radius.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { LoadingRows, Section } from '../../ui/Page.tsx';
import { formatNumber } from '../../ui/time.ts';

/** Packets of unknown sources, by kind: the first place to look when a device gets no answer. */
export function DiscardsSection(): ReactNode {
  const { t } = useTranslation('radius');
  const discards = useQueryOf('radiusListeners.discards');
  const counts = discards.data ?? {};
  const kinds = DISCARD_KINDS.filter((kind) => (counts[kind] ?? 0) > 0);
  return (
    <Section title={t('discards.title')} description={t('discards.text')}>
      {discards.isError && discards.data === undefined ? <QueryError query={discards} /> : null}
      {discards.isPending ? <LoadingRows rows={2} /> : null}
      {discards.data !== undefined && kinds.length === 0 ? <Text size="sm">{t('discards.none')}</Text> : null}
      {kinds.length === 0 ? null : (
        <Table fz={13} verticalSpacing={6} horizontalSpacing={8}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('discards.kind')}</Table.Th>
              <Table.Th>{t('discards.next')}</Table.Th>
              <Table.Th ta="end" w={90}>
                {t('discards.count')}
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {kinds.map((kind) => (
              <Table.Tr key={kind}>
                <Table.Td>{t(`discard.${kind}.why`)}</Table.Td>
                <Table.Td>{t(`discard.${kind}.next`)}</Table.Td>
                <Table.Td ta="end">{formatNumber(counts[kind] ?? 0)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Section>
  );
}
