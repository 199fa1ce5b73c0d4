import { z } from 'zod';
import { optionalNumberParameter } from '../../ui/search-schema.ts';

export const operatorsSearch = z.object({
  /** The operator whose drawer is open; 0: one is being added. */
  operator: optionalNumberParameter(),
});
