import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attempt } from '../../../shared/schemas/attempt.ts';
import classes from './AuthenticationLog.module.css';
import { formatStepTime, stepRows } from './attempt-steps.ts';

/** The stations that the attempt passed, with the time at each. Nothing for rows that have none. */
export function AttemptSteps({ attempt }: { readonly attempt: Attempt }): ReactNode {
  const { t } = useTranslation('log');
  const rows = stepRows(attempt.steps ?? []);
  if (rows.length === 0) return null;
  return (
    <section>
      <Title order={3} mb={4}>
        {t('attempt.steps')}
      </Title>
      <ol className={classes.steps}>
        {rows.map(({ step, atMilliseconds, isSlowest }) => (
          <li key={step} data-granted={attempt.isGranted || undefined}>
            <span>{t(`attempt.step.${step}`)}</span>
            <span className={classes.stepTime}>
              {isSlowest ? <em>{t('attempt.slowest')}</em> : null} {formatStepTime(atMilliseconds)}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
