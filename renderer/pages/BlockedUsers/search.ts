import { z } from 'zod';
import { BLOCK_SORT_COLUMNS, BLOCK_STATES } from '../../../shared/schemas/rule.ts';
import { LIST_PERIODS } from '../../parts/list-period.ts';
import { LIST_TABS } from '../../parts/settings/list-tabs.ts';
import { choiceParameter, listParameters, optionalNumberParameter, textParameter } from '../../ui/search-schema.ts';

export const blockedSearch = z.object({
  tab: choiceParameter(LIST_TABS),
  /** The setting that the address points at. */
  setting: textParameter(),
  search: textParameter(),
  /** Without: those in force now. */
  state: choiceParameter(BLOCK_STATES),
  fraud: choiceParameter(['only']),
  period: choiceParameter(LIST_PERIODS),
  /** One user's blocks, or the user that is about to be blocked. */
  user: optionalNumberParameter(),
  /** The block whose drawer is open; 0: one is being added. */
  block: optionalNumberParameter(),
  ...listParameters(BLOCK_SORT_COLUMNS, 'startedAt'),
  direction: z.enum(['asc', 'desc']).catch('desc').default('desc'),
});
export type BlockedSearch = z.output<typeof blockedSearch>;
