import { z } from 'zod';
import { METHODS, MODES } from '../../../shared/methods.ts';
import { choiceParameter, optionalNumberParameter, textParameter } from '../../ui/search-schema.ts';

export const logSearch = z.object({
  username: textParameter(),
  applicationName: textParameter(),
  clientAddress: textParameter(),
  method: choiceParameter(METHODS),
  mode: choiceParameter(MODES),
  result: optionalNumberParameter(),
  outcome: choiceParameter(['granted', 'denied']),
  userId: optionalNumberParameter(),
  /** Epoch milliseconds. */
  from: optionalNumberParameter(),
  until: optionalNumberParameter(),
  /** The attempt whose story is open. */
  attempt: optionalNumberParameter(),
});
