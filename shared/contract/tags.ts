import { z } from 'zod';
import { tagIdSchema } from '../ids.ts';
import { tagNameSchema, tagSchema } from '../schemas/tag.ts';
import { procedure } from './procedure.ts';

/** Tags are put on users by `users.update` and `users.changeMany`. */
export const tagsContract = {
  /** All, by name. */
  list: procedure({ permission: 'read' }).output(z.object({ rows: z.array(tagSchema) })),
  create: procedure({ permission: 'administer', changes: true, errors: ['TAG_NAME_TAKEN'] })
    .input(z.object({ name: tagNameSchema }))
    .output(tagSchema),
  rename: procedure({ permission: 'administer', changes: true, errors: ['TAG_NOT_FOUND', 'TAG_NAME_TAKEN'] })
    .input(z.object({ id: tagIdSchema, name: tagNameSchema }))
    .output(tagSchema),
  /** Takes it off its users, then removes it. `changedCount`: the users that had it. */
  delete: procedure({ permission: 'administer', changes: true, errors: ['TAG_NOT_FOUND'] })
    .input(z.object({ id: tagIdSchema }))
    .output(z.object({ changedCount: z.int() })),
};
