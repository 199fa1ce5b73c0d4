import { z } from 'zod';
import { tokenIdSchema, userIdSchema } from '../ids.ts';
import { pageOf } from '../schemas/common.ts';
import { tokenFactsSchema, tokenInputSchema, tokenListQuerySchema, tokenSchema } from '../schemas/token.ts';
import { procedure } from './procedure.ts';

const idsSchema = z.object({ ids: z.array(tokenIdSchema).min(1).max(10_000) });
const changedCount = z.object({ changedCount: z.int() });
const codeSchema = z
  .string()
  .trim()
  .regex(/^\d{6,8}$/);

export const tokensContract = {
  list: procedure({ permission: 'read' }).input(tokenListQuerySchema).output(pageOf(tokenSchema)),
  facts: procedure({ permission: 'read' }).output(tokenFactsSchema),
  get: procedure({ permission: 'read', errors: ['TOKEN_NOT_FOUND'] })
    .input(z.object({ id: tokenIdSchema }))
    .output(tokenSchema),
  find: procedure({ permission: 'read', errors: ['TOKEN_NOT_FOUND'] })
    .input(z.object({ serial: z.string() }))
    .output(tokenSchema),
  add: procedure({
    permission: 'administer',
    changes: true,
    errors: ['TOKEN_SERIAL_TAKEN', 'TOKEN_SEED_INVALID', 'USER_NOT_FOUND'],
  })
    .input(tokenInputSchema)
    .output(tokenSchema),
  assign: procedure({
    permission: 'user-tasks',
    changes: true,
    errors: ['TOKEN_NOT_FOUND', 'USER_NOT_FOUND', 'TOKEN_ALREADY_ASSIGNED', 'TOKEN_CODE_WRONG'],
  })
    /** With `code`, the token must show it now: proof that the right device is in hand. */
    .input(z.object({ id: tokenIdSchema, userId: userIdSchema, code: codeSchema.optional() }))
    .output(tokenSchema),
  unassign: procedure({ permission: 'user-tasks', changes: true, errors: ['TOKEN_NOT_FOUND', 'TOKEN_NOT_ASSIGNED'] })
    .input(z.object({ id: tokenIdSchema }))
    .output(tokenSchema),
  resync: procedure({ permission: 'user-tasks', changes: true, errors: ['TOKEN_NOT_FOUND', 'TOKEN_RESYNC_NO_MATCH'] })
    .input(z.object({ id: tokenIdSchema, firstCode: codeSchema, secondCode: codeSchema }))
    .output(tokenSchema),
  setEnabled: procedure({ permission: 'user-tasks', changes: true })
    .input(idsSchema.extend({ isEnabled: z.boolean() }))
    .output(changedCount),
  delete: procedure({ permission: 'administer', changes: true }).input(idsSchema).output(changedCount),
  /** Makes a pending authenticator-app token. The URI holds the seed: it is answered this once and not stored in clear. */
  enrolApp: procedure({ permission: 'user-tasks', changes: true, errors: ['USER_NOT_FOUND'] })
    .input(z.object({ userId: userIdSchema }))
    .output(z.object({ token: tokenSchema, otpauthUri: z.string() })),
  confirmApp: procedure({ permission: 'user-tasks', changes: true, errors: ['TOKEN_NOT_FOUND', 'TOKEN_CODE_WRONG'] })
    .input(z.object({ id: tokenIdSchema, code: codeSchema }))
    .output(tokenSchema),
};
