/** What selects and orders users: the same words in the address of the list and of a user opened from it. */
import { METHODS } from '../../shared/methods.ts';
import { USER_SORT_COLUMNS, USER_STATES } from '../../shared/schemas/user.ts';
import { choiceParameter, listParameters, textParameter } from '../ui/search-schema.ts';

const { offset, limit, sort, direction } = listParameters(USER_SORT_COLUMNS, 'username');

export const userFilterShape = {
  search: textParameter(),
  state: choiceParameter(USER_STATES),
  method: choiceParameter(METHODS),
  userGroup: textParameter(),
  sort,
  direction,
};
export const userPagingShape = { offset, limit };

export type UserFilter = {
  readonly search: string;
  readonly state?: (typeof USER_STATES)[number] | undefined;
  readonly method?: (typeof METHODS)[number] | undefined;
  readonly userGroup: string;
  readonly sort: (typeof USER_SORT_COLUMNS)[number];
  readonly direction: 'asc' | 'desc';
};

/** Only the filter's own parameters out of a larger search. */
export function filterOf(search: UserFilter): UserFilter {
  const { search: text, state, method, userGroup, sort: by, direction: order } = search;
  return { search: text, state, method, userGroup, sort: by, direction: order };
}

/** The filter as `users.list` wants it: an empty group means any. */
export function listQueryOf(filter: UserFilter) {
  return { ...filterOf(filter), userGroup: filter.userGroup === '' ? undefined : filter.userGroup };
}
