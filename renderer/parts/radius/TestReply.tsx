import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outcome } from '../../../shared/attempt-outcome.ts';
import type { RadiusTestReply } from '../../../shared/schemas/radius.ts';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { LinkText } from '../../ui/links.tsx';
import { formatDuration } from '../../ui/time.ts';
import { OutcomeMark } from '../ResultBadge.tsx';
import { shownAttributes, type TestExchange } from './test-state.ts';

const MARK: Readonly<Record<RadiusTestReply['outcome'], Outcome>> = {
  accept: 'granted',
  reject: 'denied',
  challenge: 'pending',
  'no-answer': 'denied',
  'reply-invalid': 'denied',
};

/** What came back: outcome, text, attributes, and what to do next. */
export function TestReply({ exchange: { reply, username } }: { readonly exchange: TestExchange }): ReactNode {
  const { t } = useTranslation('radius');
  const next = t(`test.next.${reply.outcome}`);
  const isReply = reply.outcome === 'accept' || reply.outcome === 'reject' || reply.outcome === 'challenge';
  const attributes = shownAttributes(reply);
  return (
    <div style={{ marginBottom: 8 }}>
      <Text size="sm" component="div">
        <OutcomeMark outcome={MARK[reply.outcome]}>{t(`test.outcome.${reply.outcome}`)}</OutcomeMark>{' '}
        <Text span c="dimmed" size="sm">
          {t('test.took', { duration: formatDuration(reply.durationMilliseconds) })}
        </Text>
      </Text>
      {next === '' ? null : (
        <Text size="sm">
          {next}{' '}
          {reply.outcome === 'reject' ? (
            <LinkText to="/log" search={{ username }} fz={13}>
              {t('test.log')}
            </LinkText>
          ) : null}
        </Text>
      )}
      {isReply ? (
        <KeyValue
          labelWidth={210}
          rows={[
            { label: t('test.replyMessage'), value: reply.replyMessage === '' ? t('test.noReplyMessage') : reply.replyMessage },
            ...attributes.map(({ type, name, value }) => ({ label: `${name} (${type})`, value })),
          ]}
        />
      ) : null}
    </div>
  );
}
