import { z } from 'zod';
import { METHODS } from '../../../shared/methods.ts';
import { USER_SORT_COLUMNS, USER_STATES } from '../../../shared/schemas/user.ts';
import { choiceParameter, listParameters, textParameter } from '../../ui/search-schema.ts';

export const usersSearch = z.object({
  search: textParameter(),
  state: choiceParameter(USER_STATES),
  method: choiceParameter(METHODS),
  userGroup: textParameter(),
  ...listParameters(USER_SORT_COLUMNS, 'username'),
});
