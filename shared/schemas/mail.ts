/** E-mail: the organisation's own mail server, the templates of the mails, and the mails on their way. */
import { z } from 'zod';
import { userIdSchema } from '../ids.ts';
import { MAIL_LANGUAGES, MAIL_PLACEHOLDERS, MAIL_TYPES, USER_MAIL_KINDS } from '../mail-templates.ts';
import { instantSchema, revisionSchema, textSchema } from './common.ts';

/** A username that is an address: mails go there where no other is entered. */
export const MAIL_ADDRESS = /^[^\s@<>,;:"()[\]\\]+@[^\s@<>,;:"()[\]\\]+\.[^\s@<>,;:"()[\]\\]+$/;

const emailAddressSchema = z.email().max(254);

/** none: in the clear, and STARTTLS not even where it is offered. starttls: TLS or nothing is sent. tls: TLS from the first byte. */
export const MAIL_SECURITIES = ['none', 'starttls', 'tls'] as const;
export type MailSecurity = (typeof MAIL_SECURITIES)[number];
/** Usual port of each (RFC 6409, RFC 8314). */
export const MAIL_PORTS: Readonly<Record<MailSecurity, number>> = { none: 25, starttls: 587, tls: 465 };

export const mailSettingsSchema = z.object({
  /** Name or address of the SMTP server; '' while there is none. */
  host: z
    .string()
    .trim()
    .max(253)
    .regex(/^[A-Za-z0-9._:-]*$/, 'a name such as mail.example.org, or an address'),
  port: z.int().min(1).max(65_535),
  security: z.enum(MAIL_SECURITIES),
  /** PEM of the authority that signed the server's certificate; '' for those that the system trusts. */
  authorityCertificate: z
    .string()
    .trim()
    .max(65_536)
    .regex(/^$|-----BEGIN CERTIFICATE-----[\s\S]+-----END CERTIFICATE-----/, 'a certificate in PEM form'),
  /** '': no sign-in at the mail server. */
  username: textSchema,
  fromAddress: z.union([z.literal(''), emailAddressSchema]),
  fromName: textSchema,
  /** `Send emails to users`. */
  sendsToUsers: z.boolean(),
  timeoutSeconds: z.int().min(5).max(120),
  /** Of mails to users for whom none is chosen. */
  language: z.enum(MAIL_LANGUAGES),
  /** <$company$> */
  companyName: textSchema,
  /** <$portal_url$> */
  portalUrl: z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(1024)]),
});
export type MailSettings = z.infer<typeof mailSettingsSchema>;

export const MAIL_SETTINGS_DEFAULT: MailSettings = {
  host: '',
  port: 587,
  security: 'starttls',
  authorityCertificate: '',
  username: '',
  fromAddress: '',
  fromName: '',
  sendsToUsers: false,
  timeoutSeconds: 20,
  language: 'en',
  companyName: '',
  portalUrl: '',
};

/** Of the mail server: undefined keeps it, '' removes it. It goes in and never comes out. */
export const mailPasswordSchema = z.string().max(1024).optional();

export const storedMailSettingsSchema = z.object({
  settings: mailSettingsSchema,
  hasPassword: z.boolean(),
  revision: revisionSchema,
  changedAt: instantSchema.optional(),
  changedBy: z.string().optional(),
  /** What the last mail ran into, in the mail server's own words, until one goes through. */
  problem: z.object({ at: instantSchema, words: z.string() }).optional(),
});
export type StoredMailSettings = z.infer<typeof storedMailSettingsSchema>;

export const MAIL_FORMATS = ['plain', 'html'] as const;
export type MailFormat = (typeof MAIL_FORMATS)[number];

export const mailTypeSchema = z.enum(MAIL_TYPES);
export const mailLanguageSchema = z.enum(MAIL_LANGUAGES);

/** Several addresses, separated by commas. */
const addressListSchema = z
  .string()
  .trim()
  .max(1024)
  .refine(
    (value) => value === '' || value.split(',').every((address) => emailAddressSchema.safeParse(address.trim()).success),
    'addresses with commas between them',
  );

export const mailTemplateFieldsSchema = z.object({
  format: z.enum(MAIL_FORMATS),
  /** '': the address of the mail settings. */
  from: z.union([z.literal(''), emailAddressSchema]),
  cc: addressListSchema,
  // A subject is one line: a line break in it could forge a header.
  subject: textSchema.min(1),
  body: z.string().min(1).max(20_000),
});
export type MailTemplateFields = z.infer<typeof mailTemplateFieldsSchema>;

export const mailTemplateSchema = mailTemplateFieldsSchema.extend({
  type: mailTypeSchema,
  language: mailLanguageSchema,
  /** False while it is as it was delivered. */
  isChanged: z.boolean(),
  placeholders: z.array(z.enum(MAIL_PLACEHOLDERS)),
});
export type MailTemplate = z.infer<typeof mailTemplateSchema>;

/** queued: waits, or is tried again. failed: refused for good. expired: two days old and still not taken. */
export const MAIL_STATES = ['queued', 'sent', 'failed', 'expired'] as const;
export type MailState = (typeof MAIL_STATES)[number];

export const queuedMailSchema = z.object({
  id: z.int().positive(),
  at: instantSchema,
  type: mailTypeSchema,
  /** Long numbers in it masked, where the log masks them. */
  recipient: z.string(),
  userId: userIdSchema.optional(),
  state: z.enum(MAIL_STATES),
  tryCount: z.int().nonnegative(),
  /** Of the next try, while it is queued. */
  nextTryAt: instantSchema.optional(),
  finishedAt: instantSchema.optional(),
  /** The mail server's own words at the last try; '' where there was no problem. */
  problem: z.string(),
});
export type QueuedMail = z.infer<typeof queuedMailSchema>;

export const userMailKindSchema = z.enum(USER_MAIL_KINDS);

/** Why a user gets no mail. */
export const MAIL_SKIP_REASONS = ['no-address', 'disabled', 'incomplete', 'no-mail-for-method', 'no-such-user'] as const;
export type MailSkipReason = (typeof MAIL_SKIP_REASONS)[number];
