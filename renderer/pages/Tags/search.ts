import { z } from 'zod';
import { textParameter } from '../../ui/search-schema.ts';

const SORTS = ['name', 'userCount', 'createdAt'] as const;

export const tagsSearch = z.object({
  search: textParameter(),
  sort: z.enum(SORTS).catch('name').default('name'),
  direction: z.enum(['asc', 'desc']).catch('asc').default('asc'),
});
export type TagsSearch = z.output<typeof tagsSearch>;
