/** What selects and orders users: the same words in the address of the list and of a user opened from it. */
import { tagIdSchema } from '../../shared/ids.ts';
import { METHODS } from '../../shared/methods.ts';
import { USER_SORT_COLUMNS, USER_STATES } from '../../shared/schemas/user.ts';
import { choiceParameter, listParameters, optionalNumberParameter, textParameter } from '../ui/search-schema.ts';

const { offset, sort, direction } = listParameters(USER_SORT_COLUMNS, 'username');

export const userFilterShape = {
  search: textParameter(),
  state: choiceParameter(USER_STATES),
  method: choiceParameter(METHODS),
  userGroup: textParameter(),
  /** Id of a tag. */
  tag: optionalNumberParameter(),
  sort,
  direction,
};
/** The first row in sight. */
export const userPlaceShape = { offset };

export type UserFilter = {
  readonly search: string;
  readonly state?: (typeof USER_STATES)[number] | undefined;
  readonly method?: (typeof METHODS)[number] | undefined;
  readonly userGroup: string;
  readonly tag?: number | undefined;
  readonly sort: (typeof USER_SORT_COLUMNS)[number];
  readonly direction: 'asc' | 'desc';
};

/** Only the filter's own parameters out of a larger search. */
export function filterOf(search: UserFilter): UserFilter {
  const { search: text, state, method, userGroup, tag, sort: by, direction: order } = search;
  return { search: text, state, method, userGroup, tag, sort: by, direction: order };
}

/** Who is meant, as the contract wants it: an empty group means any. */
export function userFilterOf({ search, state, method, userGroup, tag }: UserFilter) {
  const tagId = tagIdSchema.safeParse(tag).data;
  return { search, state, method, userGroup: userGroup === '' ? undefined : userGroup, tagId };
}

/** The filter and the order as `users.list` wants them. */
export function listQueryOf(filter: UserFilter) {
  return { ...userFilterOf(filter), sort: filter.sort, direction: filter.direction };
}
