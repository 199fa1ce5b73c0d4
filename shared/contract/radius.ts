import { z } from 'zod';
import { radiusClientIdSchema } from '../ids.ts';
import {
  DISCARD_KINDS,
  listenerStateSchema,
  radiusActivitySchema,
  radiusClientFieldsSchema,
  radiusClientSchema,
  radiusListenersSchema,
  radiusTestReplySchema,
  radiusTestRequestSchema,
  sharedSecretSchema,
} from '../schemas/radius.ts';
import { procedure } from './procedure.ts';

const idSchema = z.object({ id: radiusClientIdSchema });
const clientErrors = [
  'RADIUS_CLIENT_NOT_FOUND',
  'RADIUS_CLIENT_ADDRESS_TAKEN',
  'RADIUS_CLIENT_ADDRESS_INVALID',
  'RADIUS_CLIENT_SETTINGS_INVALID',
  'RADIUS_CLIENT_REVISION_CONFLICT',
] as const;

export const radiusClientsContract = {
  list: procedure({ permission: 'read-settings' }).output(z.array(radiusClientSchema)),
  get: procedure({ permission: 'read-settings', errors: ['RADIUS_CLIENT_NOT_FOUND'] })
    .input(idSchema)
    .output(radiusClientSchema),
  create: procedure({ permission: 'administer', changes: true, errors: clientErrors })
    .input(z.object({ fields: radiusClientFieldsSchema, sharedSecret: sharedSecretSchema }))
    .output(radiusClientSchema),
  update: procedure({ permission: 'administer', changes: true, errors: clientErrors })
    /** Without sharedSecret the stored one stays. */
    .input(idSchema.extend({ revision: z.int(), fields: radiusClientFieldsSchema, sharedSecret: sharedSecretSchema.optional() }))
    .output(radiusClientSchema),
  delete: procedure({ permission: 'administer', changes: true, errors: ['RADIUS_CLIENT_NOT_FOUND'] })
    .input(idSchema)
    .output(z.object({})),
  activity: procedure({ permission: 'read-settings' })
    .input(z.object({ id: radiusClientIdSchema.optional() }))
    .output(z.array(radiusActivitySchema)),
  /** The engine sends itself a request as this client would, through a real socket, and answers what came back. */
  test: procedure({ permission: 'administer', changes: true, errors: ['RADIUS_CLIENT_NOT_FOUND', 'RADIUS_TEST_NO_LISTENER'] })
    .input(radiusTestRequestSchema)
    .output(radiusTestReplySchema),
};

export const radiusListenersContract = {
  get: procedure({ permission: 'read-settings' }).output(
    z.object({ revision: z.int(), value: radiusListenersSchema, states: z.array(listenerStateSchema) }),
  ),
  update: procedure({
    permission: 'administer',
    changes: true,
    errors: ['SETTINGS_REVISION_CONFLICT', 'RADIUS_PORT_IN_USE', 'RADIUS_ADDRESS_UNAVAILABLE', 'RADIUS_PORT_FORBIDDEN'],
  })
    .input(z.object({ revision: z.int(), value: radiusListenersSchema }))
    .output(z.object({ revision: z.int(), value: radiusListenersSchema, states: z.array(listenerStateSchema) })),
  /** Packets that no client can be blamed for, counted by kind since the engine started. */
  discards: procedure({ permission: 'read-settings' }).output(z.partialRecord(z.enum(DISCARD_KINDS), z.int())),
};
