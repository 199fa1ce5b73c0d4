/** The steps of an attempt as text: "received:0 client-found:0.12 ...". A tenth of the room that JSON objects take. */
import type { Attempt, AttemptStep } from '../../../shared/schemas/attempt.ts';

export function formatSteps(steps: Attempt['steps']): string {
  if (steps === undefined) return '';
  return steps.map(({ step, atMilliseconds }) => `${step}:${Math.round(atMilliseconds * 100) / 100}`).join(' ');
}

export function parseSteps(text: string): Attempt['steps'] {
  if (text === '') return undefined;
  return text.split(' ').map((part) => {
    const [step = '', at = '0'] = part.split(':');
    return { step: step as AttemptStep, atMilliseconds: Number(at) };
  });
}
