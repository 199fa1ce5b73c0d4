/** Recordings of what phone calls say. */
import { z } from 'zod';
import { textSchema } from '../schemas/common.ts';
import { languageSchema } from '../schemas/method-settings.ts';
import { RECORDING_MAX_BYTES, recordingKeySchema, voiceMessageSchema } from '../schemas/voice-message.ts';
import { procedure } from './procedure.ts';

const ofSchema = z.object({ language: languageSchema, /** '': every application. */ applicationName: textSchema });

export const voiceMessagesContract = {
  /** Every type in its order, for this language and application: what is said and what stands in. */
  list: procedure({ permission: 'read-settings' }).input(ofSchema).output(z.array(voiceMessageSchema)),
  /** Languages and applications that have recordings, the delivered ones among them. */
  sets: procedure({ permission: 'read-settings' }).output(
    z.array(ofSchema.extend({ ownCount: z.int(), deliveredCount: z.int() })),
  ),
  /** WAV or MP3, converted to G.711 at once; takes the place of an earlier one. */
  upload: procedure({
    permission: 'administer',
    changes: true,
    errors: [
      'RECORDING_TOO_LARGE',
      'RECORDING_TOO_LONG',
      'RECORDING_UNREADABLE',
      'RECORDING_FORMAT_UNSUPPORTED',
      'RECORDING_DAMAGED',
      'RECORDING_SILENT',
    ],
  })
    .input(
      recordingKeySchema.extend({
        fileName: textSchema,
        /** Base64; a little over the limit comes through, to be refused with its own words. */
        content: z.string().max(Math.ceil(RECORDING_MAX_BYTES / 3) * 4 * 2),
      }),
    )
    .output(voiceMessageSchema),
  /** Back to what stands in: the delivered recording, or the default language. */
  remove: procedure({ permission: 'administer', changes: true, errors: ['RECORDING_NOT_FOUND'] })
    .input(recordingKeySchema)
    .output(voiceMessageSchema),
  /** As a caller hears it: a WAV file of 8000 Hz, 16 bits, mono, base64. */
  sound: procedure({ permission: 'read-settings', errors: ['RECORDING_NOT_FOUND'] })
    .input(recordingKeySchema)
    .output(z.object({ wav: z.string() })),
};
