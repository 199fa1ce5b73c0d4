import type { ReactNode } from 'react';
import { formatNumber } from '../../ui/time.ts';
import classes from './Reports.module.css';

/** A number in a cell; none is paler, so that the others stand out. */
export function Count({ value }: { readonly value: number }): ReactNode {
  return <td className={value === 0 ? classes.zero : undefined}>{formatNumber(value)}</td>;
}
