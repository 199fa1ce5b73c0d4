import { z } from 'zod';
import { radiusClientIdSchema } from '../ids.ts';
import { SHARED_SECRET_MAX_CHARACTERS } from '../limits.ts';
import { instantSchema, nonEmptyTextSchema, revisionSchema, textSchema } from './common.ts';
import { trustedIpSchema } from './method-settings.ts';

export const FIRST_FACTORS = ['none', 'local-password'] as const;
export type FirstFactor = (typeof FIRST_FACTORS)[number];
/**
 * Where the user types the code. in-password: User-Password is the code alone (with a first factor of
 * `none`) · after-password: the password with the code at its end · challenge: the password first, the code
 * after Access-Challenge (RFC 2865 §4.4).
 */
export const OTP_ENTRIES = ['in-password', 'after-password', 'challenge'] as const;
export type OtpEntry = (typeof OTP_ENTRIES)[number];

/** An IP address or a network in CIDR form, IPv4 or IPv6. Checked in full by the engine's address parser. */
export const addressSchema = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);
/** A reply attribute that Access-Accept carries: attribute name or number, and value. */
export const replyAttributeSchema = z.object({
  /** Attribute type 1 to 255 (RFC 2865 §5); those that the server sets itself are refused. */
  type: z
    .int()
    .min(1)
    .max(255)
    .refine((type) => ![1, 2, 3, 24, 33, 79, 80].includes(type), 'set by the server itself'),
  format: z.enum(['text', 'integer', 'ipv4', 'hex']),
  value: z.string().min(1).max(506),
});
export type ReplyAttribute = z.infer<typeof replyAttributeSchema>;

export const radiusClientFieldsSchema = z.object({
  name: nonEmptyTextSchema,
  address: addressSchema,
  applicationName: textSchema.default(''),
  isEnabled: z.boolean().default(true),
  requiresUserMatch: z.boolean().default(true),
  enablesFallbackOathToken: z.boolean().default(false),
  /** `Use security questions for fallback` for this client. */
  enablesSecurityQuestions: z.boolean().default(false),
  /** Users may ask for another method by a word: as the answer to a challenge, or after the password and a comma. */
  allowsMethodChoice: z.boolean().default(false),
  /** Seconds that the client waits for an answer, as set in the client itself; requests that stay open are answered before. */
  timeoutSeconds: z.int().min(5).max(300).default(60),
  /** People at these addresses (Calling-Station-Id) need no second factor. */
  trustedIps: z.array(trustedIpSchema).max(100).default([]),
  requiresMessageAuthenticator: z.boolean().default(true),
  firstFactor: z.enum(FIRST_FACTORS).default('none'),
  otpEntry: z.enum(OTP_ENTRIES).default('in-password'),
  /** '': the OATH Token Text of Company Settings. */
  challengeText: textSchema.default(''),
  rejectText: textSchema.default('Access denied'),
  acceptText: textSchema.default(''),
  replyAttributes: z.array(replyAttributeSchema).max(32).default([]),
});
export type RadiusClientFields = z.infer<typeof radiusClientFieldsSchema>;
export const sharedSecretSchema = z.string().min(1).max(SHARED_SECRET_MAX_CHARACTERS);

export const radiusClientSchema = radiusClientFieldsSchema.extend({
  id: radiusClientIdSchema,
  /** Characters of the stored secret, so that a short one can be warned about without showing it. */
  sharedSecretLength: z.int(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  revision: revisionSchema,
});
export type RadiusClient = z.infer<typeof radiusClientSchema>;

/** Kinds of packets that are counted and not answered. */
export const DISCARD_KINDS = [
  'unknown-source',
  'client-disabled',
  'too-short',
  'too-long',
  'length-mismatch',
  'attribute-malformed',
  'code-unsupported',
  'message-authenticator-missing',
  'message-authenticator-invalid',
  'message-authenticator-repeated',
  'password-missing',
  'password-length',
  'username-missing',
  'attribute-conflict',
  'protocol-unsupported',
  'overload',
  'store-failed',
] as const;
export type DiscardKind = (typeof DISCARD_KINDS)[number];

export const PASSWORD_PROTOCOLS = ['pap', 'chap', 'mschap', 'eap', 'none'] as const;
export type PasswordProtocol = (typeof PASSWORD_PROTOCOLS)[number];

/** What a client really does, kept in memory since the engine started. */
export const radiusActivitySchema = z.object({
  clientId: radiusClientIdSchema,
  requestCount: z.int(),
  acceptCount: z.int(),
  rejectCount: z.int(),
  challengeCount: z.int(),
  duplicateCount: z.int(),
  discards: z.partialRecord(z.enum(DISCARD_KINDS), z.int()),
  lastRequestAt: instantSchema.optional(),
  /** Whether its last Access-Request carried Message-Authenticator. */
  sendsMessageAuthenticator: z.boolean().optional(),
  lastError: z.object({ at: instantSchema, kind: z.enum(DISCARD_KINDS) }).optional(),
  /** Newest first, at most 50. */
  recent: z.array(
    z.object({
      at: instantSchema,
      sourceAddress: z.string(),
      sourcePort: z.int(),
      username: z.string(),
      protocol: z.enum(PASSWORD_PROTOCOLS),
      hasMessageAuthenticator: z.boolean(),
      reply: z.enum(['accept', 'reject', 'challenge', 'discard', 'status']),
      discard: z.enum(DISCARD_KINDS).optional(),
      durationMilliseconds: z.number(),
    }),
  ),
});
export type RadiusActivity = z.infer<typeof radiusActivitySchema>;

/** RADIUS listeners (settings section `radius-listeners`). */
export const radiusListenersSchema = z.object({
  listeners: z
    .array(
      z.object({
        /** Address to bind: '0.0.0.0', '::', or one of the machine's own. */
        address: z.union([z.ipv4(), z.ipv6()]),
        port: z.int().min(0).max(65_535),
        isEnabled: z.boolean(),
      }),
    )
    .max(16),
  /** Seconds that a reject waits, so that guessing is slow (FreeRADIUS reject_delay). */
  rejectDelaySeconds: z.number().min(0).max(10),
});
export type RadiusListeners = z.infer<typeof radiusListenersSchema>;
export const RADIUS_LISTENERS_DEFAULT: RadiusListeners = {
  listeners: [
    { address: '0.0.0.0', port: 1812, isEnabled: true },
    { address: '::', port: 1812, isEnabled: true },
    { address: '0.0.0.0', port: 1645, isEnabled: false },
  ],
  rejectDelaySeconds: 1,
};

export const listenerStateSchema = z.object({
  address: z.string(),
  /** The port that is really bound, where 0 was asked for. */
  port: z.int(),
  isListening: z.boolean(),
  problem: z.string(),
});

export type ListenerStateRow = z.infer<typeof listenerStateSchema>;

/** A test request that the console sends itself, as this client would. */
export const radiusTestRequestSchema = z.object({
  clientId: radiusClientIdSchema,
  username: z.string().min(1).max(253),
  password: z.string().max(128),
  /** State of an earlier challenge, base64. */
  state: z.string().max(344).optional(),
});
export const radiusTestReplySchema = z.object({
  outcome: z.enum(['accept', 'reject', 'challenge', 'no-answer', 'reply-invalid']),
  replyMessage: z.string(),
  state: z.string().optional(),
  durationMilliseconds: z.number(),
  attributes: z.array(z.object({ type: z.int(), name: z.string(), value: z.string() })),
});
export type RadiusTestReply = z.infer<typeof radiusTestReplySchema>;
