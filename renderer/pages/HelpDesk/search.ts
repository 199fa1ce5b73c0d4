import { z } from 'zod';
import { choiceParameter, optionalNumberParameter, textParameter } from '../../ui/search-schema.ts';

export const HELP_DESK_DRAWERS = ['block', 'enrol', 'resync'] as const;

export const helpDeskSearch = z.object({
  search: textParameter(),
  /** The person on the phone. */
  user: optionalNumberParameter(),
  /** The drawer that is open. */
  drawer: choiceParameter(HELP_DESK_DRAWERS),
});
