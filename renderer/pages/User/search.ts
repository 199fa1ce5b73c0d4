import { z } from 'zod';
import { userFilterShape } from '../../parts/user-list-search.ts';
import { choiceParameter, optionalNumberParameter } from '../../ui/search-schema.ts';

/** As in the old server's Edit User dialog; the first three are one form. */
export const USER_TABS = ['general', 'advanced', 'tags', 'oath', 'questions', 'messages', 'info'] as const;
export type UserTab = (typeof USER_TABS)[number];
export const FORM_TABS = ['general', 'advanced', 'tags'] as const satisfies readonly UserTab[];
export type FormTab = (typeof FORM_TABS)[number];

export const PANELS = ['test', 'assign', 'enrol', 'resync', 'bypass', 'pin', 'block', 'unblock'] as const;

export const userSearch = z.object({
  /** The list that the user was opened from, for previous and next. */
  ...userFilterShape,
  /** The user's position in that list, from 0. */
  at: optionalNumberParameter(),
  /** Missing: general. */
  tab: choiceParameter(USER_TABS),
  /** The drawer that is open, and the token it is about. */
  panel: choiceParameter(PANELS),
  token: optionalNumberParameter(),
});
export type UserSearch = z.output<typeof userSearch>;

export function isFormTab(tab: UserTab): tab is FormTab {
  return FORM_TABS.some((known) => known === tab);
}
