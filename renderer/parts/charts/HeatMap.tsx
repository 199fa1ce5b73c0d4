import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { formatNumber } from '../../ui/time.ts';
import classes from './charts.module.css';
import { HEAT_LEVELS, type Heat, heatLevel, movedCell } from './heat.ts';

export type HeatMapWords = {
  /** Names the map for readers. */
  readonly label: string;
  readonly total: string;
  readonly less: string;
  readonly more: string;
  /** "Monday 08:00–09:00: 214 attempts" */
  readonly cell: (day: number, hour: number, count: number) => string;
};

/** Weekday by hour, darker where more happens, every number in its cell. Arrows move, one cell is in the tab order. */
export function HeatMap({
  heat,
  weekdays,
  words,
}: {
  readonly heat: Heat;
  /** Short names, Monday first. */
  readonly weekdays: readonly string[];
  readonly words: HeatMapWords;
}): ReactNode {
  const [current, setCurrent] = useState({ day: 0, hour: 0 });
  const table = useRef<HTMLTableElement>(null);
  const move = (event: KeyboardEvent) => {
    const next = movedCell(event.key, current);
    if (next === undefined) return;
    event.preventDefault();
    setCurrent(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.day}-${next.hour}"]`)?.focus();
  };
  const hours = heat.byHour.map((count, hour) => ({ hour, count }));
  return (
    <figure className={classes.figure}>
      <div className={classes.heatScroll}>
        {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid pattern allows a table, which keeps its meaning for readers */}
        <table ref={table} role="grid" className={classes.heat} aria-label={words.label} onKeyDown={move}>
          <thead>
            <tr>
              <td />
              {hours.map(({ hour }) => (
                <th key={hour} scope="col">
                  {String(hour).padStart(2, '0')}
                </th>
              ))}
              <th scope="col" className={classes.heatSum}>
                {words.total}
              </th>
            </tr>
          </thead>
          <tbody>
            {weekdays.map((weekday, day) => (
              <tr key={weekday}>
                <th scope="row">{weekday}</th>
                {hours.map(({ hour }) => {
                  const count = heat.cells[day]?.[hour] ?? 0;
                  const isCurrent = current.day === day && current.hour === hour;
                  return (
                    <td
                      key={hour}
                      data-cell={`${day}-${hour}`}
                      data-level={heatLevel(count, heat.max)}
                      tabIndex={isCurrent ? 0 : -1}
                      aria-label={words.cell(day, hour, count)}
                      title={words.cell(day, hour, count)}
                      onFocus={() => setCurrent({ day, hour })}
                    >
                      {count === 0 ? '' : shortNumber(count)}
                    </td>
                  );
                })}
                <td className={classes.heatSum}>{formatNumber(heat.byWeekday[day] ?? 0)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{words.total}</th>
              {hours.map(({ hour, count }) => (
                <td key={hour}>{count === 0 ? '' : shortNumber(count)}</td>
              ))}
              <td className={classes.heatSum}>{formatNumber(heat.total)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <div className={classes.heatScale} aria-hidden>
        {words.less}
        {Array.from({ length: HEAT_LEVELS + 1 }, (_, level) => level).map((level) => (
          <i key={level} data-level={level} />
        ))}
        {words.more}
      </div>
    </figure>
  );
}

/** What fits into a cell: 999, 1.2k, 12k; the whole number is the cell's name. */
export function shortNumber(value: number): string {
  if (value < 1000) return String(value);
  if (value < 9950) return `${formatNumber(Math.round(value / 100) / 10)}k`;
  return value < 999_500 ? `${Math.round(value / 1000)}k` : `${formatNumber(Math.round(value / 100_000) / 10)}M`;
}
