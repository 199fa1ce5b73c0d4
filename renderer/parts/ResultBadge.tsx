import { IconArrowRight, IconCheck, IconClock, IconFlag, IconX } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Outcome, outcomeOf } from '../../shared/attempt-outcome.ts';
import classes from './ResultBadge.module.css';
import { resultLabel } from './result-label.ts';

const ICON: Readonly<Record<Outcome, ComponentType<{ size?: number; stroke?: number }>>> = {
  granted: IconCheck,
  denied: IconX,
  pending: IconClock,
  bypassed: IconArrowRight,
  fraud: IconFlag,
};

/** The result of an attempt: shape, then word, then colour. */
export function ResultBadge({ result, isGranted }: { readonly result: number; readonly isGranted: boolean }): ReactNode {
  useTranslation('results');
  return <OutcomeMark outcome={outcomeOf(result, isGranted)}>{resultLabel(result)}</OutcomeMark>;
}

export function OutcomeMark({ outcome, children }: { readonly outcome: Outcome; readonly children: ReactNode }): ReactNode {
  const Icon = ICON[outcome];
  return (
    <span className={classes.badge} data-outcome={outcome}>
      <Icon size={16} stroke={2.25} aria-hidden />
      <span className={classes.text}>{children}</span>
    </span>
  );
}
