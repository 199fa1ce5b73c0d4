import { z } from 'zod';
import { choiceParameter, optionalNumberParameter, textParameter } from '../../ui/search-schema.ts';

export const RADIUS_TABS = ['clients', 'listeners'] as const;
export const CLIENT_SORTS = ['name', 'address', 'application', 'lastRequest'] as const;
/** What the facts above the list select. */
export const CLIENT_ISSUES = ['disabled', 'unprotected', 'short-secret'] as const;

export const radiusSearch = z.object({
  tab: choiceParameter(RADIUS_TABS),
  search: textParameter(),
  issue: choiceParameter(CLIENT_ISSUES),
  sort: z.enum(CLIENT_SORTS).catch('name').default('name'),
  direction: z.enum(['asc', 'desc']).catch('asc').default('asc'),
  /** 0: the drawer for a new client is open. A stored one has a page of its own. */
  client: optionalNumberParameter(),
});
