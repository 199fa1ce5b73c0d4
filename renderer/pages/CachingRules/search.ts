import { z } from 'zod';
import { optionalNumberParameter, textParameter } from '../../ui/search-schema.ts';

export const cachingSearch = z.object({
  /** The setting that a link points at: there is one. */
  setting: textParameter(),
  /** The rule whose drawer is open, from 1; 0: one is being added. */
  rule: optionalNumberParameter(),
});
