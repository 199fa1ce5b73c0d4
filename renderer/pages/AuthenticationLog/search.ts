import { z } from 'zod';
import { METHODS, MODES } from '../../../shared/methods.ts';
import { DECISION_REASONS } from '../../../shared/schemas/attempt.ts';
import { choiceParameter, optionalNumberParameter, textParameter } from '../../ui/search-schema.ts';

export const PERIODS = ['last-hour', 'last-day', 'last-week', 'last-month', 'custom'] as const;
export type Period = (typeof PERIODS)[number];
export const LOG_OUTCOMES = ['granted', 'denied', 'pending'] as const;

export const logSearch = z.object({
  username: textParameter(),
  applicationName: textParameter(),
  clientAddress: textParameter(),
  callingAddress: textParameter(),
  /** Number of a RADIUS client. */
  client: optionalNumberParameter(),
  reason: choiceParameter(DECISION_REASONS),
  method: choiceParameter(METHODS),
  mode: choiceParameter(MODES),
  result: optionalNumberParameter(),
  outcome: choiceParameter(LOG_OUTCOMES),
  userId: optionalNumberParameter(),
  /** Without: all times, or what `from` and `until` say. */
  period: choiceParameter(PERIODS),
  /** Epoch milliseconds; `until` exclusive. Only with the period `custom` or none. */
  from: optionalNumberParameter(),
  until: optionalNumberParameter(),
  /** The attempt whose story is open. */
  attempt: optionalNumberParameter(),
});
export type LogSearch = z.output<typeof logSearch>;
