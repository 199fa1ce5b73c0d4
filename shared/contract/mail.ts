import { z } from 'zod';
import { userIdSchema } from '../ids.ts';
import {
  MAIL_SKIP_REASONS,
  mailLanguageSchema,
  mailPasswordSchema,
  mailSettingsSchema,
  mailTemplateFieldsSchema,
  mailTemplateSchema,
  mailTypeSchema,
  queuedMailSchema,
  storedMailSettingsSchema,
  userMailKindSchema,
} from '../schemas/mail.ts';
import { procedure } from './procedure.ts';

const templateKeyShape = { type: mailTypeSchema, language: mailLanguageSchema };

export const mailContract = {
  /** What those need who send mails to users and may not read the settings. */
  facts: procedure({ permission: 'read' }).output(z.object({ isConfigured: z.boolean(), sendsToUsers: z.boolean() })),
  get: procedure({ permission: 'read-settings' }).output(storedMailSettingsSchema),
  /** In force for the next mail; those that wait are tried at once. */
  update: procedure({
    permission: 'administer',
    changes: true,
    errors: ['SETTINGS_REVISION_CONFLICT', 'MAIL_CERTIFICATE_INVALID'],
  })
    .input(z.object({ settings: mailSettingsSchema, password: mailPasswordSchema, revision: z.int().nonnegative() }))
    .output(storedMailSettingsSchema),
  /** Sends a mail at once, by the stored settings. `words`: the mail server's own, whether it took the mail or not. */
  test: procedure({ permission: 'administer', changes: true })
    .input(z.object({ to: z.email().max(254) }))
    .output(z.object({ isSent: z.boolean(), words: z.string() })),
  /** Every mail in every language, delivered or changed. */
  templates: procedure({ permission: 'read-settings' }).output(z.array(mailTemplateSchema)),
  saveTemplate: procedure({ permission: 'administer', changes: true, errors: ['MAIL_PLACEHOLDER_UNKNOWN'] })
    .input(z.object({ ...templateKeyShape, fields: mailTemplateFieldsSchema }))
    .output(mailTemplateSchema),
  /** Back to the delivered text. */
  resetTemplate: procedure({ permission: 'administer', changes: true })
    .input(z.object(templateKeyShape))
    .output(mailTemplateSchema),
  /** The mail with examples in place of its placeholders, as it would be sent. */
  preview: procedure({ permission: 'read-settings' })
    .input(z.object({ ...templateKeyShape, fields: mailTemplateFieldsSchema }))
    .output(z.object({ from: z.string(), subject: z.string(), body: z.string(), unknownPlaceholders: z.array(z.string()) })),
  /** The last 200, newest first. */
  queue: procedure({ permission: 'read-settings' }).output(
    z.object({ rows: z.array(queuedMailSchema), waitingCount: z.int().nonnegative() }),
  ),
  /** A mail of their method and mode to these users, whether they got one before or not. */
  resend: procedure({ permission: 'user-tasks', changes: true, errors: ['MAIL_NOT_CONFIGURED'] })
    .input(z.object({ ids: z.array(userIdSchema).min(1).max(1000), kind: userMailKindSchema.default('new-user') }))
    .output(
      z.object({
        queuedCount: z.int().nonnegative(),
        skipped: z.array(z.object({ username: z.string(), reason: z.enum(MAIL_SKIP_REASONS) })),
      }),
    ),
};
