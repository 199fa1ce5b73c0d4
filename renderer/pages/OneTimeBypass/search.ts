import { z } from 'zod';
import { LIST_PERIODS } from '../../parts/list-period.ts';
import { LIST_TABS } from '../../parts/settings/list-tabs.ts';
import { choiceParameter, listParameters, optionalNumberParameter, textParameter } from '../../ui/search-schema.ts';

export const BYPASS_STATES = ['running', 'over', 'all'] as const;

export const bypassSearch = z.object({
  tab: choiceParameter(LIST_TABS),
  /** The setting that the address points at. */
  setting: textParameter(),
  search: textParameter(),
  /** Without: all. */
  state: choiceParameter(BYPASS_STATES),
  period: choiceParameter(LIST_PERIODS),
  /** One user's bypasses, or the user that is about to get one. */
  user: optionalNumberParameter(),
  /** 0: one is being given. */
  bypass: optionalNumberParameter(),
  ...listParameters(['startedAt', 'username'], 'startedAt'),
  direction: z.enum(['asc', 'desc']).catch('desc').default('desc'),
});
export type BypassSearch = z.output<typeof bypassSearch>;
