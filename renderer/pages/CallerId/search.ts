import { z } from 'zod';
import { optionalNumberParameter, textParameter } from '../../ui/search-schema.ts';

export const callerIdSearch = z.object({
  /** The setting that a link points at. */
  setting: textParameter(),
  /** The rule whose drawer is open, from 1; 0: one is being added. */
  rule: optionalNumberParameter(),
  /** The call whose drawer is open. */
  call: optionalNumberParameter(),
});
