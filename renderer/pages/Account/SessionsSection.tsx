import { Badge, Button, Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OwnSession } from '../../../shared/schemas/operator.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { notifyDone, notifyError } from '../../parts/errors.tsx';
import { Section } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';

/** Where the account is signed in; every session but this one can be ended. */
export function SessionsSection({ sessions }: { readonly sessions: readonly OwnSession[] }): ReactNode {
  const { t } = useTranslation('account');
  const end = useCommand('account.endSession');
  const endOthers = useCommand('account.endOtherSessions');
  const done = (count: number) => notifyDone(t('sessions.ended', { count }));
  const endAll = () => endOthers.mutate(undefined, { onSuccess: ({ endedCount }) => done(endedCount), onError: notifyError });
  return (
    <Section
      title={t('sessions.title')}
      aside={
        sessions.length > 1 ? (
          <Button size="xs" variant="default" loading={endOthers.isPending} onClick={endAll}>
            {t('sessions.endOthers')}
          </Button>
        ) : null
      }
    >
      <Table aria-label={t('sessions.text')} verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('sessions.address')}</Table.Th>
            <Table.Th>{t('sessions.started')}</Table.Th>
            <Table.Th>{t('sessions.lastUsed')}</Table.Th>
            <Table.Th aria-label={t('sessions.end')} />
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sessions.map(({ key, address, startedAt, lastUsedAt, isCurrent }) => (
            <Table.Tr key={key}>
              <Table.Td>{address}</Table.Td>
              <Table.Td>
                <RelativeTime at={startedAt} />
              </Table.Td>
              <Table.Td>
                <RelativeTime at={lastUsedAt} />
              </Table.Td>
              <Table.Td ta="right">
                {isCurrent ? (
                  <Badge variant="outline" color="gray" tt="none" fw={500} c="inherit">
                    {t('sessions.current')}
                  </Badge>
                ) : (
                  <Button
                    size="compact-xs"
                    variant="default"
                    aria-label={t('sessions.endLabel', { address })}
                    onClick={() => end.mutate({ key }, { onSuccess: () => done(1), onError: notifyError })}
                  >
                    {t('sessions.end')}
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Section>
  );
}
