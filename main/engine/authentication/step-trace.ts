/** When an attempt passed each step of authenticate.ts, for the attempt's story in the log. */
import { ATTEMPT_STEPS, type AttemptStep } from '../../../shared/schemas/attempt.ts';

const NUMBERS = new Map<AttemptStep, number>(ATTEMPT_STEPS.map((step, number) => [step, number]));

export type StepTrace = {
  readonly mark: (step: AttemptStep) => void;
  /** Marks `decided` and answers all steps: "number:milliseconds" each, in hundredths; half of what JSON takes. */
  readonly finish: () => { readonly text: string; readonly durationMilliseconds: number };
};

/** `startedAt` is when the request was received, on the same monotonic clock. */
export function createStepTrace(monotonic: () => number, startedAt: number): StepTrace {
  let text = '';
  let last = 0;
  const mark = (step: AttemptStep) => {
    last = step === 'received' ? 0 : Math.max(0, Math.round((monotonic() - startedAt) * 100) / 100);
    text += `${text === '' ? '' : ' '}${NUMBERS.get(step)}:${last}`;
  };
  mark('received');
  return {
    mark,
    finish: () => {
      mark('decided');
      return { text, durationMilliseconds: last };
    },
  };
}

/** The steps of a row; numbers of a newer version are left out. Undefined where none were taken. */
export function parseSteps(text: string): { step: AttemptStep; atMilliseconds: number }[] | undefined {
  if (text === '') return undefined;
  return text.split(' ').flatMap((part) => {
    const [number, at] = part.split(':');
    const step = ATTEMPT_STEPS[Number(number)];
    return step === undefined ? [] : [{ step, atMilliseconds: Number(at) }];
  });
}
