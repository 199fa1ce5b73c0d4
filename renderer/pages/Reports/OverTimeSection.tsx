import { SegmentedControl } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportBucket, ReportSummary } from '../../../shared/schemas/report.ts';
import { StackedBars } from '../../parts/charts/StackedBars.tsx';
import { bucketsOf } from '../../parts/report-period.ts';
import { zonedParts } from '../../parts/zoned-time.ts';
import { Section } from '../../ui/Page.tsx';
import { currentLocale } from '../../ui/time.ts';
import { BucketTable } from './BucketTable.tsx';
import { bucketNames } from './bucket-names.ts';
import { overTime } from './over-time.ts';
import classes from './Reports.module.css';
import { logOf } from './report-filter.ts';
import { REPORT_SPLITS, type ReportSearch } from './search.ts';
import type { Report } from './use-report.ts';

/** Bars over time and the table of the same numbers. */
export function OverTimeSection({
  report,
  summary,
  search,
  onChange,
}: {
  readonly report: Report;
  readonly summary: ReportSummary;
  readonly search: ReportSearch;
  readonly onChange: (change: Partial<ReportSearch>) => void;
}): ReactNode {
  const { t } = useTranslation('reports');
  const { range, timeZone } = report;
  const locale = currentLocale();
  // The answer's own bucket: while another is on its way, the old bars keep their names.
  const { bucket } = summary;
  const data = useMemo(() => {
    const year = (at: number) => zonedParts(at, timeZone).year;
    const names = bucketNames(bucket, locale, timeZone, {
      isOneDay: summary.series.length <= 25,
      isOneYear: year(summary.from) === year(summary.until - 1),
    });
    const words = {
      outcome: (outcome: 'granted' | 'denied' | 'pending') => t(`totals.${outcome}`),
      other: t('column.other'),
    };
    return overTime(summary, search.split, words, names, logOf(search, range));
  }, [summary, search, range, bucket, locale, timeZone, t]);
  return (
    <Section
      title={t('overTime')}
      aside={
        <div className={classes.controls}>
          <Choice
            label={t('split.label')}
            value={search.split}
            options={REPORT_SPLITS.map((split) => ({ value: split, label: t(`split.${split}`) }))}
            onChange={(split) => onChange({ split })}
          />
          <Choice
            label={t('bucket.label')}
            value={report.bucket}
            options={bucketsOf(range).map((value) => ({ value, label: t(`bucket.${value}`) }))}
            onChange={(value: ReportBucket) => onChange({ bucket: value })}
          />
        </div>
      }
    >
      <div className={classes.overTime} data-wide={search.split === 'result' || undefined}>
        <StackedBars
          label={t('overTime')}
          bars={data.bars}
          series={data.series}
          totalLabel={t('totals.attempts')}
          isHours={bucket === 'hour'}
        />
        <BucketTable data={data} summary={summary} split={search.split} />
      </div>
    </Section>
  );
}

function Choice<Value extends string>({
  label,
  value,
  options,
  onChange,
}: {
  readonly label: string;
  readonly value: Value;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly onChange: (value: Value) => void;
}): ReactNode {
  if (options.length < 2) return null;
  return (
    <>
      <span aria-hidden>{label}</span>
      <SegmentedControl
        size="xs"
        aria-label={label}
        value={value}
        data={[...options]}
        onChange={(next) => onChange(next as Value)}
      />
    </>
  );
}
