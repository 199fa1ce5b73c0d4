import { z } from 'zod';
import { textParameter } from '../../ui/search-schema.ts';

export const fraudSearch = z.object({
  /** The setting that a link points at. */
  setting: textParameter(),
});
