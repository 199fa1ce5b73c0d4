import { z } from 'zod';
import { userIdSchema } from '../ids.ts';
import { COMMAND_IDS_MAX } from '../limits.ts';
import { pageOf } from '../schemas/common.ts';
import { languageSchema } from '../schemas/method-settings.ts';
import {
  localPasswordSchema,
  pinSchema,
  userChangeSchema,
  userFactsSchema,
  userFieldsSchema,
  userFilterSchema,
  userListQuerySchema,
  userSchema,
} from '../schemas/user.ts';
import { procedure } from './procedure.ts';

const idsSchema = z.object({ ids: z.array(userIdSchema).min(1).max(COMMAND_IDS_MAX) });
const changedCount = z.object({ changedCount: z.int() });

/**
 * `Send email`: the mail about the method goes out with this save, or does not; undefined: to those whom the save makes
 * ready to sign in, where mails go to users. A PIN of this save stands in it.
 */
const sendsMailSchema = z.boolean().optional();

/** How one row of a user CSV would be, or was, imported. */
export const userImportRowSchema = z.object({
  line: z.int(),
  username: z.string(),
  status: z.enum(['create', 'update', 'unchanged', 'error']),
  column: z.string(),
  message: z.string(),
});

export const usersContract = {
  list: procedure({ permission: 'read' }).input(userListQuerySchema).output(pageOf(userSchema)),
  facts: procedure({ permission: 'read' }).output(userFactsSchema),
  get: procedure({ permission: 'read', errors: ['USER_NOT_FOUND'] })
    .input(z.object({ id: userIdSchema }))
    .output(userSchema),
  find: procedure({ permission: 'read', errors: ['USER_NOT_FOUND'] })
    .input(z.object({ username: z.string() }))
    .output(userSchema),
  create: procedure({ permission: 'user-tasks', changes: true, errors: ['USERNAME_TAKEN', 'TAG_NOT_FOUND', 'PIN_REFUSED'] })
    .input(z.object({ fields: userFieldsSchema, password: localPasswordSchema, pin: pinSchema, sendsMail: sendsMailSchema }))
    .output(userSchema),
  update: procedure({
    permission: 'user-tasks',
    changes: true,
    errors: ['USER_NOT_FOUND', 'USERNAME_TAKEN', 'USER_REVISION_CONFLICT', 'TAG_NOT_FOUND', 'PIN_REFUSED'],
  })
    .input(
      z.object({
        id: userIdSchema,
        revision: z.int(),
        fields: userFieldsSchema,
        password: localPasswordSchema,
        pin: pinSchema,
        sendsMail: sendsMailSchema,
      }),
    )
    .output(userSchema),
  setEnabled: procedure({ permission: 'user-tasks', changes: true })
    .input(idsSchema.extend({ isEnabled: z.boolean() }))
    .output(changedCount),
  /**
   * One change to the users of `target`. In parts of some thousand, so that sign-ins never wait for it: what was
   * changed before a failure stays changed. `changedIds` is left out where they are too many to undo.
   */
  changeMany: procedure({ permission: 'user-tasks', changes: true, errors: ['TAG_NOT_FOUND'] })
    .input(
      z.object({
        target: z.union([idsSchema, z.object({ filter: userFilterSchema })]),
        change: userChangeSchema,
      }),
    )
    .output(changedCount.extend({ changedIds: z.array(userIdSchema).optional() })),
  /** Tokens of a deleted user become unassigned; attempts keep their text. */
  delete: procedure({ permission: 'administer', changes: true }).input(idsSchema).output(changedCount),
  /** Clears the lock and both failure counters. */
  unlock: procedure({ permission: 'user-tasks', changes: true, errors: ['USER_NOT_FOUND'] })
    .input(z.object({ id: userIdSchema }))
    .output(userSchema),
  /** A PIN by the rules, shown once to the operator; the user must change it where users may. */
  newPin: procedure({ permission: 'user-tasks', changes: true, errors: ['USER_NOT_FOUND'] })
    .input(z.object({ id: userIdSchema }))
    .output(z.object({ pin: z.string(), mustChangePin: z.boolean() })),
  /** Which questions the user has answered; never the answers. */
  securityAnswers: procedure({ permission: 'read', errors: ['USER_NOT_FOUND'] })
    .input(z.object({ id: userIdSchema }))
    .output(z.array(z.object({ questionId: z.int(), language: z.string(), setAt: z.int() }))),
  /** Replaces the answers given; an empty answer removes one. */
  setSecurityAnswers: procedure({
    permission: 'user-tasks',
    changes: true,
    errors: ['USER_NOT_FOUND', 'SECURITY_QUESTION_NOT_FOUND'],
  })
    .input(
      z.object({
        id: userIdSchema,
        answers: z.array(z.object({ questionId: z.int(), language: languageSchema, answer: z.string().trim().max(200) })).max(50),
      }),
    )
    .output(z.object({ changedCount: z.int() })),
  /** Runs the user's second factor for real with this code, and logs the attempt. */
  test: procedure({ permission: 'user-tasks', changes: true, errors: ['USER_NOT_FOUND'] })
    .input(
      z.object({
        id: userIdSchema,
        password: z.string().max(128).default(''),
        code: z.string().max(64),
        /** Of an earlier answer `asks`: what `code` answers. */
        challenge: z.string().max(64).optional(),
      }),
    )
    .output(
      z.object({
        /** asks: `prompt` wants an answer, to be sent with `challenge`. */
        outcome: z.enum(['granted', 'denied', 'asks']),
        isGranted: z.boolean(),
        result: z.int(),
        reason: z.string(),
        prompt: z.string().optional(),
        challenge: z.string().optional(),
      }),
    ),
  importCsv: procedure({
    permission: 'administer',
    changes: true,
    errors: ['USER_IMPORT_INVALID', 'CSV_HEADER_INVALID', 'CSV_SYNTAX_INVALID', 'IMPORT_ENCODING_INVALID', 'IMPORT_FILE_EMPTY'],
  })
    .input(z.object({ content: z.string(), updatesExisting: z.boolean().default(false), isDryRun: z.boolean() }))
    .output(
      z.object({ rows: z.array(userImportRowSchema), created: z.int(), updated: z.int(), unchanged: z.int(), error: z.int() }),
    ),
};
