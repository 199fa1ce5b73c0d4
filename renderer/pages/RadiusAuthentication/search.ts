import { z } from 'zod';
import { choiceParameter, optionalNumberParameter, textParameter } from '../../ui/search-schema.ts';

export const RADIUS_TABS = ['clients', 'listeners'] as const;

export const radiusSearch = z.object({
  tab: choiceParameter(RADIUS_TABS),
  search: textParameter(),
  /** The client whose drawer is open; 0 for one that is being added. */
  client: optionalNumberParameter(),
});
