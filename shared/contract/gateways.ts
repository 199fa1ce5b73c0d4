/** Text message gateways: the ordered list, what each does, and a test of each. */
import { z } from 'zod';
import { gatewayIdSchema } from '../ids.ts';
import {
  gatewayFieldsSchema,
  gatewayHealthSchema,
  gatewaySchema,
  gatewaySecretsSchema,
  inboundStateSchema,
} from '../schemas/gateway.ts';
import { procedure } from './procedure.ts';

const idSchema = z.object({ id: gatewayIdSchema });
const changeErrors = [
  'GATEWAY_NOT_FOUND',
  'GATEWAY_NAME_TAKEN',
  'GATEWAY_SETTINGS_INVALID',
  'GATEWAY_REVISION_CONFLICT',
] as const;
const listedSchema = gatewaySchema.extend({ health: gatewayHealthSchema });

/** Every gateway that refused the text, in the order of the tries, in its own words. */
const triedSchema = z.array(z.object({ gatewayId: gatewayIdSchema, name: z.string(), problem: z.string() }));

export const gatewaysContract = {
  /** By position: the first is tried first. */
  list: procedure({ permission: 'read-settings' }).output(z.array(listedSchema)),
  create: procedure({ permission: 'administer', changes: true, errors: changeErrors })
    .input(z.object({ fields: gatewayFieldsSchema, secrets: gatewaySecretsSchema.default({}) }))
    .output(gatewaySchema),
  update: procedure({ permission: 'administer', changes: true, errors: changeErrors })
    .input(idSchema.extend({ revision: z.int(), fields: gatewayFieldsSchema, secrets: gatewaySecretsSchema.default({}) }))
    .output(gatewaySchema),
  delete: procedure({ permission: 'administer', changes: true, errors: ['GATEWAY_NOT_FOUND'] })
    .input(idSchema)
    .output(z.object({})),
  /** To this place; beyond the last is the last. Answers the whole list. */
  move: procedure({ permission: 'administer', changes: true, errors: ['GATEWAY_NOT_FOUND'] })
    .input(idSchema.extend({ position: z.int().positive() }))
    .output(z.array(gatewaySchema)),
  /** Sends a text by this gateway alone, whatever its circuit says and even when it is not enabled. */
  test: procedure({ permission: 'administer', changes: true, errors: ['GATEWAY_NOT_FOUND', 'PHONE_NUMBER_INVALID'] })
    .input(
      idSchema.extend({
        /** With its calling code: +31612345678. */
        phone: z.string().trim().min(1).max(32),
        /** '' for the delivered text. */
        text: z.string().max(1000).default(''),
      }),
    )
    .output(
      z.object({
        isSent: z.boolean(),
        /** The gateway's own id of the message; ''. */
        reference: z.string(),
        /** The gateway's own words when it was not sent; ''. */
        problem: z.string(),
        durationMilliseconds: z.number(),
        tried: triedSchema,
      }),
    ),
  /**
   * A new secret address for what the gateway calls: replies and delivery receipts. The earlier one ends. Answered this
   * once: it is kept sealed.
   */
  newInboundAddress: procedure({ permission: 'administer', changes: true, errors: ['GATEWAY_NOT_FOUND'] })
    .input(idSchema)
    /** /sms/<id>/<secret>, below the address of the settings section `inbound-texts`. */
    .output(z.object({ path: z.string() })),
  /** The listener for replies and receipts (settings section `inbound-texts`): what came in, what was refused and why. */
  inbound: procedure({ permission: 'read-settings' }).output(inboundStateSchema),
  /** How a text goes out: its alphabet, its length in it, and its parts. */
  preview: procedure({ permission: 'read-settings' })
    .input(z.object({ text: z.string().max(4000) }))
    .output(
      z.object({
        encoding: z.enum(['gsm-7', 'ucs-2']),
        length: z.int(),
        segmentCount: z.int(),
        perSegment: z.int(),
        segments: z.array(z.string()),
        /** Characters that GSM 03.38 does not have, each once: they make it UCS-2. */
        unusual: z.array(z.string()),
      }),
    ),
};
