/** SIP trunks in their order, what each does now, and a test call of each. */
import { z } from 'zod';
import { trunkIdSchema } from '../ids.ts';
import { trunkFieldsSchema, trunkHealthSchema, trunkSchema, trunkSecretsSchema, trunkTestSchema } from '../schemas/trunk.ts';
import { procedure } from './procedure.ts';

const idSchema = z.object({ id: trunkIdSchema });
const testIdSchema = z.object({ testId: z.string().max(64) });
const changeErrors = ['TRUNK_NOT_FOUND', 'TRUNK_NAME_TAKEN', 'TRUNK_SETTINGS_INVALID', 'TRUNK_REVISION_CONFLICT'] as const;

export const trunksContract = {
  /** By position: the first is tried first. */
  list: procedure({ permission: 'read-settings' }).output(z.array(trunkSchema.extend({ health: trunkHealthSchema }))),
  create: procedure({ permission: 'administer', changes: true, errors: changeErrors })
    .input(z.object({ fields: trunkFieldsSchema, secrets: trunkSecretsSchema.default({}) }))
    .output(trunkSchema),
  update: procedure({ permission: 'administer', changes: true, errors: changeErrors })
    .input(idSchema.extend({ revision: z.int(), fields: trunkFieldsSchema, secrets: trunkSecretsSchema.default({}) }))
    .output(trunkSchema),
  delete: procedure({ permission: 'administer', changes: true, errors: ['TRUNK_NOT_FOUND'] })
    .input(idSchema)
    .output(z.object({})),
  /** To this place; beyond the last is the last. Answers the whole list. */
  move: procedure({ permission: 'administer', changes: true, errors: ['TRUNK_NOT_FOUND'] })
    .input(idSchema.extend({ position: z.int().positive() }))
    .output(z.array(trunkSchema)),
  /**
   * Calls this phone by this trunk alone, even when it is not enabled: the greeting is played and # ends it. One test at a
   * time: a second one is TRUNK_TEST_RUNNING. It ends by itself after a minute.
   */
  startTest: procedure({
    permission: 'administer',
    changes: true,
    errors: ['TRUNK_NOT_FOUND', 'PHONE_NUMBER_INVALID', 'TRUNK_TEST_RUNNING'],
  })
    .input(idSchema.extend({ /** With its calling code: +31612345678. */ phone: z.string().trim().min(1).max(32) }))
    .output(trunkTestSchema),
  /** As far as it has come; kept for ten minutes after its end. */
  test: procedure({ permission: 'administer', errors: ['TRUNK_TEST_NOT_FOUND'] })
    .input(testIdSchema)
    .output(trunkTestSchema),
  /** Hangs up. */
  stopTest: procedure({ permission: 'administer', changes: true, errors: ['TRUNK_TEST_NOT_FOUND'] })
    .input(testIdSchema)
    .output(trunkTestSchema),
};
