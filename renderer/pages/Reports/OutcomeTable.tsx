import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutcomeCounts } from '../../../shared/schemas/report.ts';
import { OUTCOME_LOOKS } from '../../parts/charts/looks.ts';
import { successShare, totalOf } from '../../parts/charts/outcome-counts.ts';
import { ShareBar } from '../../parts/charts/ShareBar.tsx';
import type { LogLink } from '../../parts/log-link.ts';
import { LinkText } from '../../ui/links.tsx';
import { formatNumber } from '../../ui/time.ts';
import { Count } from './Count.tsx';
import { formatRate } from './format-rate.ts';
import classes from './Reports.module.css';

export type OutcomeRow = OutcomeCounts & {
  readonly key: string;
  readonly name: ReactNode;
  /** Its attempts; undefined: the log cannot be asked for them alone. */
  readonly search: LogLink | undefined;
};

/** A bar and its numbers for each application or method, and the sum. */
export function OutcomeTable({
  label,
  header,
  rows,
  totals,
  bar,
}: {
  readonly label: string;
  readonly header: string;
  readonly rows: readonly OutcomeRow[];
  readonly totals: OutcomeCounts;
  /** `count`: as long as its attempts are many. `share`: full length, so that shares compare. */
  readonly bar: 'count' | 'share';
}): ReactNode {
  const { t } = useTranslation('reports');
  const largest = Math.max(1, ...rows.map(totalOf));
  const hasPending = totals.pending > 0;
  const share = (counts: OutcomeCounts) => formatRate(successShare(counts));
  return (
    <table className={classes.numbers} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{header}</th>
          <td aria-hidden />
          {bar === 'share' ? <th scope="col">{t('totals.share')}</th> : null}
          <th scope="col">{t('totals.attempts')}</th>
          <th scope="col">{t('totals.granted')}</th>
          <th scope="col">{t('totals.denied')}</th>
          {hasPending ? <th scope="col">{t('totals.pending')}</th> : null}
          {bar === 'count' ? <th scope="col">{t('totals.share')}</th> : null}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.key}>
            <th scope="row" className={classes.name} dir="auto">
              {row.search === undefined ? (
                row.name
              ) : (
                <LinkText to="/log" search={row.search} preload={false}>
                  {row.name}
                </LinkText>
              )}
            </th>
            <td className={classes.bar} aria-hidden>
              <ShareBar parts={barParts(row, bar)} of={bar === 'share' ? row.granted + row.denied : largest} />
            </td>
            {bar === 'share' ? <td>{share(row)}</td> : null}
            <Count value={totalOf(row)} />
            <Count value={row.granted} />
            <Count value={row.denied} />
            {hasPending ? <Count value={row.pending} /> : null}
            {bar === 'count' ? <td>{share(row)}</td> : null}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('column.total')}</th>
          <td aria-hidden />
          {bar === 'share' ? <td>{share(totals)}</td> : null}
          <td>{formatNumber(totalOf(totals))}</td>
          <td>{formatNumber(totals.granted)}</td>
          <td>{formatNumber(totals.denied)}</td>
          {hasPending ? <td>{formatNumber(totals.pending)}</td> : null}
          {bar === 'count' ? <td>{share(totals)}</td> : null}
        </tr>
      </tfoot>
    </table>
  );
}

function barParts({ granted, denied, pending }: OutcomeCounts, bar: 'count' | 'share') {
  const decided = [
    { key: 'granted', value: granted, look: OUTCOME_LOOKS.granted },
    { key: 'denied', value: denied, look: OUTCOME_LOOKS.denied },
  ];
  return bar === 'share' ? decided : [...decided, { key: 'pending', value: pending, look: OUTCOME_LOOKS.pending }];
}
