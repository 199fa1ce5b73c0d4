import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SentMessage } from '../../../shared/schemas/rule.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { ownWords } from '../../parts/own-words.ts';
import { LoadingRows, Section } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import classes from './User.module.css';

const ROWS = 50;

/** Texts and code mails to this user: when, by which gateway, and what became of each. Never their words. */
export function MessagesTab({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
  const sent = useQueryOf('messages.sent', { userId: user.id, limit: ROWS });
  return (
    <Section title={t('messages.title')} description={t('messages.text')}>
      {sent.isPending ? <LoadingRows rows={5} /> : null}
      {sent.isError && sent.data === undefined ? <QueryError query={sent} /> : null}
      {sent.data?.length === 0 ? <p className={classes.nothing}>{t('messages.none')}</p> : null}
      {sent.data === undefined || sent.data.length === 0 ? null : (
        <Table.ScrollContainer minWidth={520} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table fz={13} verticalSpacing={6} aria-label={t('messages.title')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('messages.at')}</Table.Th>
                <Table.Th>{t('messages.to')}</Table.Th>
                <Table.Th>{t('messages.state')}</Table.Th>
                <Table.Th>{t('messages.gateway')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {sent.data.map((message) => (
                <MessageRow key={message.messageId} message={message} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </Section>
  );
}

function MessageRow({ message }: { readonly message: SentMessage }): ReactNode {
  const { t } = useTranslation('user');
  return (
    <Table.Tr>
      <Table.Td>
        <RelativeTime at={message.at} />
      </Table.Td>
      <Table.Td>
        {t(`messages.channel.${message.channel}`)}
        <div className={classes.dimmed}>{message.recipient}</div>
      </Table.Td>
      <Table.Td>
        <span className={classes.state} data-message={message.state}>
          {t(`messages.states.${message.state}`)}
        </span>
        {message.problem === '' ? null : (
          <div className={classes.words} dir="auto">
            {ownWords(message.problem)}
          </div>
        )}
      </Table.Td>
      <Table.Td>{message.gatewayName === '' ? '–' : message.gatewayName}</Table.Td>
    </Table.Tr>
  );
}
