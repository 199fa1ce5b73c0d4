/** The steps of an attempt as its story shows them. Pure. */
import type { Attempt, AttemptStep } from '../../../shared/schemas/attempt.ts';
import { formatDuration, formatNumber } from '../../ui/time.ts';

export type StepRow = {
  readonly step: AttemptStep;
  /** Since the request was received. */
  readonly atMilliseconds: number;
  /** It took more than half of the whole time, and enough to be worth a word. */
  readonly isSlowest: boolean;
};

/** Milliseconds below which no step is called slow; ours. */
const SLOW_MILLISECONDS = 20;

export function stepRows(steps: NonNullable<Attempt['steps']>): readonly StepRow[] {
  const whole = steps.at(-1)?.atMilliseconds ?? 0;
  return steps.map(({ step, atMilliseconds }, index) => {
    const took = atMilliseconds - (steps[index - 1]?.atMilliseconds ?? 0);
    return { step, atMilliseconds, isSlowest: took >= SLOW_MILLISECONDS && took > whole / 2 };
  });
}

/** "0.31 ms" where whole milliseconds would all read the same. */
export function formatStepTime(milliseconds: number): string {
  return milliseconds < 10 ? `${formatNumber(Math.round(milliseconds * 100) / 100)} ms` : formatDuration(milliseconds);
}
