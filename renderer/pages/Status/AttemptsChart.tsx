import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OUTCOME_COLORS, OUTCOMES } from '../../../shared/attempt-outcome.ts';
import { formatHour } from '../../ui/time.ts';
import type { HourCounts } from './summary.ts';

/** Bars an hour, stacked by outcome; the same numbers as a table for readers. */
export function AttemptsChart({ hours, height }: { readonly hours: readonly HourCounts[]; readonly height: number }): ReactNode {
  const { t } = useTranslation('status');
  const { t: result } = useTranslation('results');
  const shown = OUTCOMES.filter(
    (outcome) => outcome === 'granted' || outcome === 'denied' || hours.some((hour) => hour[outcome] > 0),
  );
  const rows = hours.map((hour) => ({ ...hour, hour: formatHour(hour.hourAt) }));
  return (
    <figure style={{ margin: 0 }}>
      <div aria-hidden>
        <BarChart
          h={height}
          data={rows}
          dataKey="hour"
          type="stacked"
          series={shown.map((outcome) => ({
            name: outcome,
            label: result(`outcome.${outcome}`),
            color: OUTCOME_COLORS[outcome],
          }))}
          withLegend
          legendProps={{ verticalAlign: 'bottom', height: 28, itemSorter: null }}
          barChartProps={{ accessibilityLayer: false }}
          tickLine="none"
          gridAxis="x"
          maxBarWidth={24}
          barProps={{ isAnimationActive: false }}
          xAxisProps={{ interval: 2 }}
          yAxisProps={{ allowDecimals: false, width: 44, tickCount: 3 }}
        />
      </div>
      <VisuallyHidden>
        <table>
          <caption>{t('people.chart')}</caption>
          <thead>
            <tr>
              <th scope="col">{t('people.hour')}</th>
              {shown.map((outcome) => (
                <th key={outcome} scope="col">
                  {result(`outcome.${outcome}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.hourAt}>
                <th scope="row">{row.hour}</th>
                {shown.map((outcome) => (
                  <td key={outcome}>{row[outcome]}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
    </figure>
  );
}
