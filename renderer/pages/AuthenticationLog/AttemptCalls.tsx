import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attempt } from '../../../shared/schemas/attempt.ts';
import { CallLog } from '../../parts/call-log/CallLog.tsx';
import classes from './AuthenticationLog.module.css';

/** The phones that were called for this sign-in, each with its trunk and the trunk's words. */
export function AttemptCalls({ attempt }: { readonly attempt: Attempt }): ReactNode {
  const { t } = useTranslation('log');
  const { method, sessionId } = attempt;
  if (method !== 'phone-call' || sessionId === '') return null;
  return (
    <section>
      <Title order={3} mb={4}>
        {t('attempt.calls')}
      </Title>
      <CallLog of={{ sessionId }} isOpen empty={<p className={classes.noCall}>{t('attempt.noCall')}</p>} />
    </section>
  );
}
