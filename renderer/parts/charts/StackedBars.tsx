import { useElementSize, useMergedRef } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { formatNumber } from '../../ui/time.ts';
import type { LogLink } from '../log-link.ts';
import { ChartLegend, Swatch } from './ChartLegend.tsx';
import classes from './charts.module.css';
import type { Look } from './looks.ts';
import { labelStep, ticksTo } from './scale.ts';

export type BarSeries = {
  readonly key: string;
  readonly label: string;
  readonly look: Look;
  /** What a click on this part of a bar adds to the bar's link. */
  readonly search?: LogLink;
};
export type StackedBar = {
  readonly key: number | string;
  /** Short, below the axis. */
  readonly axis: string;
  /** In full, for the tip and for readers: "Friday 20 November, 14:00–15:00". */
  readonly title: string;
  /** One number a series, in the same order. */
  readonly values: readonly number[];
  /** The log of just this bar. */
  readonly search: LogLink;
};
export type StackedBarsProps = {
  /** Names the chart for readers. */
  readonly label: string;
  readonly bars: readonly StackedBar[];
  readonly series: readonly BarSeries[];
  /** Name of the sum in the tip. */
  readonly totalLabel: string;
  /** Pixels of the plot, without axis and legend. Default 220. */
  readonly height?: number;
  /** Hours: their names below the axis fall on the same clock times each day. */
  readonly isHours?: boolean;
  readonly hasLegend?: boolean;
};

/** Pixels of a part from which on a line stands between it and the next: on thin ones nothing else would be left. */
const SEPARATED_PIXELS = 4;
/** Pixels that one name below the axis takes. */
const AXIS_LABEL_WIDTH = 64;

/**
 * Bars over time, stacked. Each bar is a link to its attempts; a click on a part of it shows that part alone. One bar is
 * in the tab order, arrows, Home and End move, Enter opens.
 */
export function StackedBars(props: StackedBarsProps): ReactNode {
  const { bars, series, height = 220 } = props;
  const { ref: sized, width } = useElementSize();
  const plot = useRef<HTMLDivElement>(null);
  const merged = useMergedRef(sized, plot);
  const [current, setCurrent] = useState(0);
  const [shown, setShown] = useState<number>();
  const sums = bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const ticks = ticksTo(Math.max(0, ...sums));
  const top = ticks.at(-1) ?? 1;
  const step = labelStep(bars.length, width, AXIS_LABEL_WIDTH, props.isHours ?? false);
  const move = (event: KeyboardEvent) => {
    const next = movedBar(event.key, current, bars.length);
    if (next === undefined) return;
    event.preventDefault();
    setCurrent(next);
    plot.current?.querySelectorAll<HTMLElement>('a')[next]?.focus();
  };
  const tip = shown === undefined ? undefined : bars[shown];
  return (
    <figure className={classes.figure} aria-label={props.label}>
      <div className={classes.area} style={{ height }}>
        <div className={classes.ticks} aria-hidden>
          {ticks.map((tick) => (
            <span key={tick} style={{ bottom: `${(tick / top) * 100}%` }}>
              {formatNumber(tick)}
            </span>
          ))}
        </div>
        {/* biome-ignore lint/a11y/noStaticElementInteractions: the arrow keys of the links in it come here */}
        <div className={classes.plot} ref={merged} onKeyDown={move} onMouseLeave={() => setShown(undefined)}>
          {ticks.map((tick) => (
            <i key={tick} className={classes.grid} style={{ bottom: `${(tick / top) * 100}%` }} />
          ))}
          <div className={classes.bars} data-thin={bars.length > 60 || undefined}>
            {bars.map((bar, index) => (
              <Bar
                key={bar.key}
                bar={bar}
                series={series}
                sum={sums[index] ?? 0}
                top={top}
                height={height}
                totalLabel={props.totalLabel}
                isCurrent={index === Math.min(current, bars.length - 1)}
                onShow={() => setShown(index)}
                onFocus={() => {
                  setCurrent(index);
                  setShown(index);
                }}
                onBlur={() => setShown(undefined)}
              />
            ))}
          </div>
          {tip === undefined || shown === undefined ? null : (
            <Tip
              bar={tip}
              series={series}
              sum={sums[shown] ?? 0}
              totalLabel={props.totalLabel}
              place={(shown + 0.5) / bars.length}
            />
          )}
        </div>
      </div>
      <div className={classes.axis} aria-hidden>
        {bars.map((bar, index) =>
          index % step === 0 ? (
            <span key={bar.key} style={{ insetInlineStart: `${((index + 0.5) / bars.length) * 100}%` }}>
              {bar.axis}
            </span>
          ) : null,
        )}
      </div>
      {(props.hasLegend ?? true) ? <ChartLegend series={series} /> : null}
    </figure>
  );
}

function Bar({
  bar,
  series,
  sum,
  top,
  height,
  totalLabel,
  isCurrent,
  onShow,
  onFocus,
  onBlur,
}: {
  readonly bar: StackedBar;
  readonly series: readonly BarSeries[];
  readonly sum: number;
  readonly top: number;
  /** Pixels of `top`. */
  readonly height: number;
  readonly totalLabel: string;
  readonly isCurrent: boolean;
  readonly onShow: () => void;
  readonly onFocus: () => void;
  readonly onBlur: () => void;
}): ReactNode {
  // The part under the pointer says what a click on the link opens; Enter has none, and opens the whole bar.
  const [part, setPart] = useState<number>();
  const search = part === undefined ? bar.search : { ...bar.search, ...series[part]?.search };
  const parts = series
    .map(({ label }, index) => ({ label, value: bar.values[index] ?? 0 }))
    .filter(({ value }) => value > 0)
    .map(({ label, value }) => `${label} ${formatNumber(value)}`);
  return (
    <Link
      to="/log"
      search={search}
      preload={false}
      className={classes.bar}
      tabIndex={isCurrent ? 0 : -1}
      aria-label={[`${bar.title}: ${totalLabel} ${formatNumber(sum)}`, ...parts].join(', ')}
      onMouseEnter={onShow}
      onMouseOver={(event) => {
        const index = event.target instanceof HTMLElement ? event.target.dataset.part : undefined;
        setPart(index === undefined ? undefined : Number(index));
      }}
      onMouseLeave={() => setPart(undefined)}
      onFocus={onFocus}
      onBlur={onBlur}
    >
      {series.map(({ key, look }, index) => {
        const value = bar.values[index] ?? 0;
        return value === 0 ? null : (
          <span
            key={key}
            data-part={index}
            data-pattern={look.pattern}
            data-tall={(value / top) * height > SEPARATED_PIXELS || undefined}
            className={classes.segment}
            style={{ height: `${(value / top) * 100}%`, backgroundColor: look.color }}
          />
        );
      })}
    </Link>
  );
}

/** Beside the bar, always inside the chart. Readers have the bar's own name. */
function Tip({
  bar,
  series,
  sum,
  totalLabel,
  place,
}: {
  readonly bar: StackedBar;
  readonly series: readonly BarSeries[];
  readonly sum: number;
  readonly totalLabel: string;
  /** 0 to 1, from the left. */
  readonly place: number;
}): ReactNode {
  const rows = series.map((entry, index) => ({ ...entry, value: bar.values[index] ?? 0 }));
  return (
    <div
      className={classes.tip}
      aria-hidden
      style={{ insetInlineStart: `${place * 100}%`, transform: `translate(${-place * 100}%, -100%)` }}
    >
      <strong>{bar.title}</strong>
      <dl>
        {rows
          .filter(({ value }) => value > 0)
          .toReversed()
          .map(({ key, label, look, value }) => (
            <div key={key}>
              <dt>
                <Swatch look={look} /> {label}
              </dt>
              <dd>{formatNumber(value)}</dd>
            </div>
          ))}
        <div className={classes.tipTotal}>
          <dt>{totalLabel}</dt>
          <dd>{formatNumber(sum)}</dd>
        </div>
      </dl>
    </div>
  );
}

function movedBar(key: string, index: number, count: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowRight':
      return Math.min(index + 1, last);
    case 'ArrowLeft':
      return Math.max(index - 1, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
