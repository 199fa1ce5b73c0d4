import { z } from 'zod';
import { tagIdSchema } from '../ids.ts';
import { instantSchema, nonEmptyTextSchema } from './common.ts';

/** No semicolon: it separates the tags of one cell in a CSV file. */
export const tagNameSchema = nonEmptyTextSchema.max(64).regex(/^[^;]*$/, 'no semicolon');

/** A mark that operators put on users, to find and to count them together. */
export const tagSchema = z.object({
  id: tagIdSchema,
  name: z.string(),
  userCount: z.int().nonnegative(),
  createdAt: instantSchema,
});
export type Tag = z.infer<typeof tagSchema>;
