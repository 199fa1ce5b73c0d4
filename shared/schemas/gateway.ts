/** Text message gateways: what delivers a text. Secrets (password, key) go in with a change and never come out. */
import { z } from 'zod';
import { gatewayIdSchema } from '../ids.ts';
import { callingCodeSchema, instantSchema, nonEmptyTextSchema, revisionSchema, textSchema } from './common.ts';
import { addressSchema } from './radius.ts';

/** Alphanumeric (GSM 03.38, 11 at most), a long number or a short code. */
const senderSchema = z
  .string()
  .trim()
  .regex(/^(\+?\d{1,20}|[A-Za-z0-9 ._-]{1,11})$/, 'a number, or up to 11 letters and digits');

/** How a number is written for the gateway: +31612345678, 31612345678 or 0031612345678. */
export const NUMBER_FORMATS = ['plus', 'digits', 'zero-zero'] as const;

const httpHeaderSchema = z.object({
  name: z.string().regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/, 'letters, digits and - only'),
  value: z
    .string()
    .max(1024)
    .regex(/^[\t\x20-\x7e]*$/, 'printable ASCII only'),
});
/**
 * Placeholders in URL, headers and body: <$to$> <$from$> <$text$> <$message_id$> <$username$> <$password$>, and
 * <$unicode:2|0$>: the first where GSM 03.38 cannot carry the text, else the second. <$receipt_url$> is the address for
 * delivery receipts; what stands between <$receipts$> and <$/receipts$> is left out where none can come back. Each is
 * written as its place demands (percent-encoded in the URL and in a form, escaped in JSON and XML).
 */
export const httpGatewaySchema = z.object({
  kind: z.literal('http'),
  method: z.enum(['GET', 'POST', 'PUT']),
  url: z
    .string()
    .max(2048)
    .regex(/^https?:\/\//, 'http:// or https://'),
  headers: z.array(httpHeaderSchema).max(32),
  bodyFormat: z.enum(['none', 'form', 'json', 'xml', 'text']),
  body: z.string().max(8192),
  /** header: `authenticationHeader: <password>`. */
  authentication: z.enum(['none', 'basic', 'bearer', 'header']),
  username: z.string().max(256),
  authenticationHeader: z.string().max(128),
  success: z.object({
    /** '2xx', '200', '200,202'. */
    statuses: z.string().regex(/^([1-5](\d\d|xx))(,[1-5](\d\d|xx))*$/, '2xx, 200 or 200,202'),
    /** messages.0.status: the value there must be one of `values`; '' for no such rule. */
    jsonPath: z.string().max(256),
    values: z.array(z.string().max(256)).max(16),
    /** Text that the answer must contain; '' for no such rule. */
    contains: z.string().max(256),
    /** Where the gateway's own id of the message stands in its answer; ''. */
    referencePath: z.string().max(256),
  }),
  /** PEM of the authority that signed the server's certificate; '' for the system's. */
  authorityCertificate: z.string().max(65_536),
  /** http://proxy:3128; ''. */
  proxyUrl: z.string().max(1024),
  inbound: z.object({
    isEnabled: z.boolean(),
    /** Who may call; empty: everybody who knows the secret. */
    allowedAddresses: z.array(addressSchema).max(64),
    /** Names of the parameters (query, form, or JSON: a path such as data.payload.text or results.*.text) of a reply. */
    replyFrom: z.string().max(64),
    replyText: z.string().max(64),
    /** Names of the parameters of a delivery receipt: the message's id (ours or the gateway's) and its status. */
    receiptId: z.string().max(64),
    receiptStatus: z.string().max(64),
    deliveredValues: z.array(z.string().max(64)).max(16),
    failedValues: z.array(z.string().max(64)).max(16),
  }),
});
export const smppGatewaySchema = z.object({
  kind: z.literal('smpp'),
  host: nonEmptyTextSchema,
  port: z.int().min(1).max(65_535),
  usesTls: z.boolean(),
  authorityCertificate: z.string().max(65_536),
  systemId: z.string().max(15),
  systemType: z.string().max(12),
  bind: z.enum(['transceiver', 'transmitter-and-receiver', 'transmitter']),
  enquireLinkSeconds: z.int().min(5).max(600),
  /** Requests that wait for an answer at once. */
  windowSize: z.int().min(1).max(1000),
  asksReceipts: z.boolean(),
  /** Data coding of what fits GSM 03.38; what does not goes as UCS-2 (8). */
  alphabet: z.enum(['gsm', 'latin1', 'ucs2']),
  longMessages: z.enum(['udh', 'sar', 'payload']),
});
export const mailGatewaySchema = z.object({
  kind: z.literal('email-to-sms'),
  /** <$to$>@sms.example.com */
  address: z.string().min(3).max(254),
  subject: z.string().max(256),
});
export const gatewayConnectionSchema = z.discriminatedUnion('kind', [httpGatewaySchema, smppGatewaySchema, mailGatewaySchema]);
export type HttpGateway = z.infer<typeof httpGatewaySchema>;
export type SmppGateway = z.infer<typeof smppGatewaySchema>;
export type MailGateway = z.infer<typeof mailGatewaySchema>;

export const gatewayFieldsSchema = z.object({
  name: nonEmptyTextSchema,
  isEnabled: z.boolean().default(true),
  /** Countries it serves; empty: all. */
  countryCodes: z.array(callingCodeSchema).max(300).default([]),
  /** The first entry whose countries match gives the sender; its senders take turns. An entry without countries matches all. */
  senders: z
    .array(z.object({ countryCodes: z.array(callingCodeSchema).max(300), senders: z.array(senderSchema).min(1).max(32) }))
    .max(300)
    .default([]),
  numberFormat: z.enum(NUMBER_FORMATS).default('plus'),
  timeoutSeconds: z.int().min(1).max(60).default(10),
  costNote: textSchema.default(''),
  connection: gatewayConnectionSchema,
});
export type GatewayFields = z.infer<typeof gatewayFieldsSchema>;

/**
 * closed: in use. open: failed `failureCount` times in a row and is left out until `retryAt`. half-open: the next
 * text tries it again.
 */
export const CIRCUIT_STATES = ['closed', 'open', 'half-open'] as const;
export const gatewayHealthSchema = z.object({
  circuit: z.enum(CIRCUIT_STATES),
  /** SMPP: bound for sending or not; others: undefined. */
  isConnected: z.boolean().optional(),
  /** SMPP that is bound for receiving as well: whether it is. */
  isReceiving: z.boolean().optional(),
  failureCount: z.int(),
  retryAt: instantSchema.optional(),
  /** The gateway's own words. */
  lastProblem: z.object({ at: instantSchema, problem: z.string() }).optional(),
  lastSuccessAt: instantSchema.optional(),
  sentCount: z.int(),
  failedCount: z.int(),
  deliveredCount: z.int(),
});
export type GatewayHealth = z.infer<typeof gatewayHealthSchema>;

export const gatewaySchema = gatewayFieldsSchema.extend({
  id: gatewayIdSchema,
  /** 1 is tried first. */
  position: z.int().positive(),
  hasPassword: z.boolean(),
  hasInboundSecret: z.boolean(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  revision: revisionSchema,
});
export type Gateway = z.infer<typeof gatewaySchema>;

/** Secrets of a gateway: undefined keeps, '' removes. */
export const gatewaySecretsSchema = z.object({ password: z.string().max(1024).optional() });

/** Why a call of a gateway was not taken. The caller gets one answer for the first two: it learns no gateway's number. */
export const INBOUND_REFUSALS = [
  'no-such-address',
  'wrong-secret',
  'address-not-allowed',
  'method-not-allowed',
  'too-large',
  'unreadable',
] as const;
export type InboundRefusal = (typeof INBOUND_REFUSALS)[number];
/** The listener for replies and delivery receipts of HTTP gateways; counted since the engine started. */
export const inboundStateSchema = z.object({
  isEnabled: z.boolean(),
  isListening: z.boolean(),
  address: z.string(),
  port: z.int(),
  /** Why it does not listen, in English; ''. */
  problem: z.string(),
  replyCount: z.int(),
  receiptCount: z.int(),
  refusals: z.partialRecord(z.enum(INBOUND_REFUSALS), z.int()),
  /** `gatewayId` where the secret was right. */
  lastRefusal: z
    .object({ at: instantSchema, reason: z.enum(INBOUND_REFUSALS), address: z.string(), gatewayId: gatewayIdSchema.optional() })
    .optional(),
});
export type InboundState = z.infer<typeof inboundStateSchema>;

/** What became of a text or mail. in-doubt: the engine stopped while it was handed over; it is sent again with the same id. */
export const MESSAGE_STATES = ['queued', 'sending', 'sent', 'delivered', 'failed', 'expired'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];
/** What became of a text that came in. */
export const REPLY_OUTCOMES = ['verified', 'wrong-code', 'no-request', 'late', 'stop', 'unknown-sender', 'unreadable'] as const;
export type ReplyOutcome = (typeof REPLY_OUTCOMES)[number];
