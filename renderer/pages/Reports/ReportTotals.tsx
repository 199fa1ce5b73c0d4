import { Skeleton, Tooltip } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutcomeCounts } from '../../../shared/schemas/report.ts';
import { successShare, totalOf } from '../../parts/charts/outcome-counts.ts';
import type { LogLink } from '../../parts/log-link.ts';
import { LinkText } from '../../ui/links.tsx';
import { formatNumber } from '../../ui/time.ts';
import { formatRate } from './format-rate.ts';
import classes from './Reports.module.css';

/** The five numbers of a period, each a way to its attempts. */
export function ReportTotals({
  totals,
  search,
}: {
  /** undefined while it loads. */
  readonly totals: OutcomeCounts | undefined;
  /** The attempts that were counted. */
  readonly search: LogLink;
}): ReactNode {
  const { t } = useTranslation('reports');
  const value = (number: number | undefined, part: LogLink) =>
    number === undefined ? (
      <Skeleton height={20} width={72} my={4} animate={false} />
    ) : (
      <LinkText to="/log" search={{ ...search, ...part }}>
        {formatNumber(number)}
      </LinkText>
    );
  const share = totals && successShare(totals);
  return (
    <dl className={classes.figures} aria-label={t('totals.label')}>
      <div>
        <dt>{t('totals.attempts')}</dt>
        <dd>{value(totals && totalOf(totals), {})}</dd>
      </div>
      <div>
        <dt>{t('totals.granted')}</dt>
        <dd>{value(totals?.granted, { outcome: 'granted' })}</dd>
      </div>
      <div>
        <dt>{t('totals.denied')}</dt>
        <dd>{value(totals?.denied, { outcome: 'denied' })}</dd>
      </div>
      <div>
        <dt>{t('totals.pending')}</dt>
        <dd>{value(totals?.pending, { outcome: 'pending' })}</dd>
      </div>
      <div>
        <dt>{t('totals.share')}</dt>
        <dd>
          <Tooltip label={t('totals.shareNote')}>
            <span>{formatRate(share)}</span>
          </Tooltip>
        </dd>
      </div>
    </dl>
  );
}
