import { z } from 'zod';
import { userFilterShape } from '../../parts/user-list-search.ts';
import { choiceParameter, optionalNumberParameter } from '../../ui/search-schema.ts';

export const PANELS = ['test', 'assign', 'enrol', 'resync'] as const;

export const userSearch = z.object({
  /** The list that the user was opened from, for previous and next. */
  ...userFilterShape,
  /** The user's position in that list, from 0. */
  at: optionalNumberParameter(),
  /** The drawer that is open, and the token it is about. */
  panel: choiceParameter(PANELS),
  token: optionalNumberParameter(),
});
export type UserSearch = z.output<typeof userSearch>;
