import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { AUTHENTICATION_RESULTS } from '../../shared/authentication-results.ts';
import { DECISION_REASONS } from '../../shared/schemas/attempt.ts';

/** Reasons and results from the tables that the log itself uses: neither is typed twice. */
export function ResultTables(): ReactNode {
  const { t } = useTranslation(['help', 'results']);
  return (
    <>
      <Table.ScrollContainer minWidth={380} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table aria-label={t('results.reason')} verticalSpacing={6} withTableBorder>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('results.why')}</Table.Th>
              <Table.Th>{t('results.next')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {DECISION_REASONS.map((reason) => (
              <Table.Tr key={reason}>
                <Table.Td>
                  {t(`results:reason.${reason}.why`)} <code>{reason}</code>
                </Table.Td>
                <Table.Td>{t(`results:reason.${reason}.next`) || t('results:nothingToDo')}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
      <Table.ScrollContainer minWidth={640} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
        <Table aria-label={t('results.label')} verticalSpacing={4} withTableBorder>
          <Table.Thead>
            <Table.Tr>
              <Table.Th ta="right">{t('results.number')}</Table.Th>
              <Table.Th>{t('results.label')}</Table.Th>
              <Table.Th>{t('results.outcome')}</Table.Th>
              <Table.Th>{t('results.meaning')}</Table.Th>
              <Table.Th>{t('results.reachedBy')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {AUTHENTICATION_RESULTS.map(({ number, name, outcome, reachedBy }) => (
              <Table.Tr key={number}>
                <Table.Td ta="right">{number}</Table.Td>
                <Table.Td>
                  {t(`results:label.${name}`)}
                  <br />
                  <code>{name}</code>
                </Table.Td>
                <Table.Td>{outcome === 'by-input' ? t('results.byInput') : t(`results:outcome.${outcome}`)}</Table.Td>
                <Table.Td>
                  {t(`results:result.${name}.why`)} <em>{t(`results:result.${name}.next`)}</em>
                </Table.Td>
                <Table.Td>{t(`results:reachedBy.${reachedBy}`)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}
