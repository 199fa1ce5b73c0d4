import { z } from 'zod';
import { TOKEN_FILTERS, TOKEN_SORT_COLUMNS, TOKEN_TYPES } from '../../../shared/schemas/token.ts';
import { choiceParameter, listParameters, optionalNumberParameter, textParameter } from '../../ui/search-schema.ts';

export const tokensSearch = z.object({
  search: textParameter(),
  state: choiceParameter(TOKEN_FILTERS),
  type: choiceParameter(TOKEN_TYPES),
  /** The token whose drawer is open. */
  token: optionalNumberParameter(),
  ...listParameters(TOKEN_SORT_COLUMNS, 'serial'),
});
