import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { resultByNumber } from '../../../shared/authentication-results.ts';
import type { Attempt } from '../../../shared/schemas/attempt.ts';
import { useMay } from '../../bridge/use-session.ts';
import { MethodLabel } from '../../parts/MethodLabel.tsx';
import { ResultBadge } from '../../parts/ResultBadge.tsx';
import { resultLabel } from '../../parts/result-label.ts';
import { KeyValue, type KeyValueRow } from '../../ui/KeyValue.tsx';
import { LinkText } from '../../ui/links.tsx';
import { formatExact } from '../../ui/time.ts';
import { AttemptCalls } from './AttemptCalls.tsx';
import { AttemptSteps } from './AttemptSteps.tsx';
import classes from './AuthenticationLog.module.css';
import { formatStepTime } from './attempt-steps.ts';
import { SameSignIn } from './SameSignIn.tsx';

export function AttemptStory({ attempt }: { readonly attempt: Attempt }): ReactNode {
  const { t } = useTranslation('log');
  const { t: results } = useTranslation('results');
  const next = results(`reason.${attempt.reason}.next`);
  return (
    <Stack gap={16}>
      <div className={classes.verdict} data-granted={attempt.isGranted || undefined}>
        <Text component="div" fw={600}>
          <ResultBadge result={attempt.result} isGranted={attempt.isGranted} />
        </Text>
        <Text size="sm" mt={4}>
          {results(`reason.${attempt.reason}.why`)}
        </Text>
        <Text size="sm" mt={8}>
          <strong>{results('whatToDo')}:</strong> {next === '' ? results('nothingToDo') : next}
        </Text>
      </div>
      <AttemptCalls attempt={attempt} />
      <SameSignIn attempt={attempt} />
      <AttemptSteps attempt={attempt} />
      <Part title={t('attempt.what')} rows={useHowRows(attempt)} />
      <Part title={t('attempt.who')} rows={useWhoRows(attempt)} />
      <Part title={t('attempt.where')} rows={useWhereRows(attempt)} />
    </Stack>
  );
}

/** Rows without a value are left out: not known is not worth a line. */
function Part({ title, rows }: { readonly title: string; readonly rows: readonly KeyValueRow[] }): ReactNode {
  return (
    <section>
      <Title order={3} mb={4}>
        {title}
      </Title>
      <KeyValue labelWidth={150} rows={rows.filter(({ value }) => value !== '' && value !== undefined)} />
    </section>
  );
}

function useHowRows(attempt: Attempt): readonly KeyValueRow[] {
  const { t } = useTranslation('log');
  const { t: results } = useTranslation('results');
  const { number } = resultByNumber(attempt.result);
  const label = resultLabel(attempt.result);
  return [
    { label: t('attempt.time'), value: formatExact(attempt.at) },
    { label: t('attempt.duration'), value: formatStepTime(attempt.durationMilliseconds) },
    { label: t('attempt.result'), value: t('attempt.resultNumber', { label, number }) },
    { label: t('attempt.reason'), value: attempt.reason },
    {
      label: t('attempt.method'),
      value: attempt.method === undefined ? undefined : <MethodLabel method={attempt.method} mode={attempt.mode} />,
    },
    {
      label: t('attempt.token'),
      value:
        attempt.tokenSerial === '' ? undefined : (
          <LinkText
            to="/tokens"
            search={attempt.tokenId === undefined ? { search: attempt.tokenSerial } : { token: attempt.tokenId }}
          >
            {attempt.tokenSerial}
          </LinkText>
        ),
    },
    { label: t(attempt.method === 'phone-call' ? 'attempt.trunk' : 'attempt.gateway'), value: attempt.gatewayName },
    { label: t('attempt.device'), value: attempt.deviceToken },
    { label: t('attempt.type'), value: results(`authenticationType.${attempt.authenticationType}`) },
  ];
}

function useWhoRows(attempt: Attempt): readonly KeyValueRow[] {
  const { t } = useTranslation('log');
  const { userId, username } = attempt;
  return [
    {
      label: t('attempt.username'),
      value:
        userId === undefined ? (
          username
        ) : (
          <LinkText to="/users/$userId" params={{ userId: String(userId) }}>
            {username}
          </LinkText>
        ),
    },
    { label: t('attempt.name'), value: `${attempt.firstName} ${attempt.lastName}`.trim() },
    { label: t('attempt.email'), value: attempt.email },
    { label: t('attempt.phone'), value: attempt.phone },
    {
      label: '',
      value:
        userId === undefined ? (
          <LinkText to="/log" search={{ username }}>
            {t('attempt.nameAttempts')}
          </LinkText>
        ) : (
          <LinkText to="/log" search={{ userId }}>
            {t('attempt.userAttempts')}
          </LinkText>
        ),
    },
  ];
}

function useWhereRows(attempt: Attempt): readonly KeyValueRow[] {
  const { t } = useTranslation('log');
  const { radiusClientId, applicationName } = attempt;
  const mayRead = useMay('read-settings');
  return [
    {
      label: t('attempt.application'),
      value:
        radiusClientId === undefined || !mayRead ? (
          applicationName
        ) : (
          <LinkText to="/radius/$clientId" params={{ clientId: String(radiusClientId) }}>
            {applicationName}
          </LinkText>
        ),
    },
    { label: t('attempt.clientAddress'), value: attempt.clientAddress },
    { label: t('attempt.callingAddress'), value: attempt.callingAddress },
    { label: t('attempt.server'), value: [attempt.serverName, attempt.serverAddress].filter(Boolean).join(', ') },
    { label: t('attempt.session'), value: <span className={classes.session}>{attempt.sessionId}</span> },
  ];
}
