/** SIP trunks: the ways into the telephone network. The password goes in with a change and never comes out. */
import { z } from 'zod';
import { trunkIdSchema } from '../ids.ts';
import { callingCodeSchema, instantSchema, nonEmptyTextSchema, revisionSchema, textSchema } from './common.ts';

export const TRUNK_TRANSPORTS = ['udp', 'tcp', 'tls'] as const;
export const TRUNK_CODECS = ['pcma', 'pcmu'] as const;
/** +31612345678, 31612345678, 0031612345678, or as it is dialled within the country: 0612345678. */
export const DIALLED_FORMATS = ['plus', 'digits', 'zero-zero', 'national'] as const;
const hostSchema = z
  .string()
  .trim()
  .max(253)
  .regex(/^[A-Za-z0-9.:_[\]-]+$/, 'a host name or an IP address');
const certificateSchema = z.string().max(65_536);

const trunkFieldsShape = {
  name: nonEmptyTextSchema,
  isEnabled: z.boolean().default(true),
  transport: z.enum(TRUNK_TRANSPORTS).default('udp'),
  host: hostSchema,
  /** 0: by DNS SRV (RFC 3263 §4), else 5060 or 5061. */
  port: z.int().min(0).max(65_535).default(5060),
  /** UDP: the port to send from; 0 for any. */
  localPort: z.int().min(0).max(65_535).default(0),
  /** Of the caller's and the called address; '' for the host. */
  domain: z.union([z.literal(''), hostSchema]).default(''),
  /** '' where the trunk knows this server by its address. */
  username: textSchema.default(''),
  /** What the password is of, where a telephone system keeps a name apart for that (3CX); '': the username. */
  authenticationName: textSchema.default(''),
  /** Keeps the account registered (RFC 3261 §10). */
  registers: z.boolean().default(false),
  registerSeconds: z.int().min(60).max(7200).default(600),
  /** Between two OPTIONS; 0: the trunk is not asked. */
  optionsSeconds: z.union([z.literal(0), z.int().min(10).max(3600)]).default(60),
  /** What the trunk reaches this server by, behind NAT: an IP address; ''. */
  publicAddress: z.union([z.literal(''), z.ipv4(), z.ipv6()]).default(''),
  /** Media may come from elsewhere than the trunk says, as behind NAT. */
  isMediaSymmetric: z.boolean().default(true),
  /** SRTP with keys in the description (SDES, RFC 4568): over TLS only. */
  usesSrtp: z.boolean().default(false),
  /** In the order of preference. */
  codecs: z.array(z.enum(TRUNK_CODECS)).min(1).max(2).default(['pcma', 'pcmu']),
  /** PEM of the authority that signed the trunk's certificate; '' for the system's. */
  authorityCertificate: certificateSchema.default(''),
  /** P-Asserted-Identity beside From (RFC 3325). */
  sendsAssertedIdentity: z.boolean().default(true),
  /** From names the account, as some trunks demand, and the caller ID stands in P-Asserted-Identity alone. */
  sendsAccountInFrom: z.boolean().default(false),
  dialledFormat: z.enum(DIALLED_FORMATS).default('plus'),
  /** For `national`: the country whose numbers are dialled without country code, and what stands before them instead. */
  homeCountryCode: z.union([z.literal(''), callingCodeSchema]).default(''),
  nationalPrefix: z
    .string()
    .regex(/^\d{0,4}$/, 'digits')
    .default('0'),
  /** Before every number, for an outside line: '0' or '9'; ''. */
  dialPrefix: z
    .string()
    .regex(/^[\d*#+]{0,8}$/, 'digits, * and #')
    .default(''),
  /** Countries it serves; empty: all. */
  countryCodes: z.array(callingCodeSchema).max(300).default([]),
  callsAtOnceMax: z.int().min(1).max(1000).default(30),
  callsPerSecondMax: z.int().min(1).max(100).default(10),
  /** Seconds until its first word; then the next trunk is asked. */
  responseTimeoutSeconds: z.int().min(1).max(30).default(5),
};
export const trunkFieldsSchema = z.object(trunkFieldsShape).superRefine((fields, context) => {
  const { transport, usesSrtp, registers, username, sendsAccountInFrom, dialledFormat, homeCountryCode } = fields;
  const issue = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
  if (usesSrtp && transport !== 'tls') issue('usesSrtp', 'only over TLS: the keys would be readable');
  if (registers && username === '') issue('username', 'an account is needed to register');
  if (sendsAccountInFrom && username === '') issue('username', 'an account is needed to name it in From');
  if (dialledFormat === 'national' && homeCountryCode === '') issue('homeCountryCode', 'the country whose numbers are national');
});
export type TrunkFields = z.infer<typeof trunkFieldsSchema>;

/** unknown: never asked and never used yet. */
export const TRUNK_STATES = ['up', 'down', 'unknown'] as const;
export const REGISTRATION_STATES = ['off', 'registering', 'registered', 'failed'] as const;
export const trunkHealthSchema = z.object({
  state: z.enum(TRUNK_STATES),
  registration: z.enum(REGISTRATION_STATES),
  registeredUntil: instantSchema.optional(),
  /** It is asked last until then. */
  restsUntil: instantSchema.optional(),
  /** Of the last OPTIONS that was answered. */
  roundTripMilliseconds: z.number().optional(),
  lastAnswerAt: instantSchema.optional(),
  /** The trunk's own words, or this machine's where it could not be reached. */
  lastProblem: z.object({ at: instantSchema, problem: z.string(), sipStatus: z.int().optional() }).optional(),
  runningCount: z.int(),
  /** Since the engine started: calls that were placed, answered, and that the trunk itself could not take. */
  placedCount: z.int(),
  answeredCount: z.int(),
  failedCount: z.int(),
});
export type TrunkHealth = z.infer<typeof trunkHealthSchema>;

export const trunkSchema = z.object({
  ...trunkFieldsShape,
  id: trunkIdSchema,
  /** 1 is tried first. */
  position: z.int().positive(),
  hasPassword: z.boolean(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  revision: revisionSchema,
});
export type Trunk = z.infer<typeof trunkSchema>;

/** Secrets of a trunk: undefined keeps, '' removes. */
export const trunkSecretsSchema = z.object({ password: z.string().max(256).optional() });

/** One rung of a test call's ladder. */
export const callTraceStepSchema = z.object({
  /** Milliseconds since the start. */
  atMilliseconds: z.number(),
  /** here: something that this server did or found, without a message. */
  direction: z.enum(['sent', 'received', 'here']),
  /** 'INVITE', '180 Ringing', 'RTP', 'Key'. */
  what: z.string(),
  detail: z.string(),
});
export const trunkTestSchema = z.object({
  testId: z.string(),
  startedAt: instantSchema,
  isOver: z.boolean(),
  steps: z.array(callTraceStepSchema),
  /** Undefined while it runs. verified: # was pressed; answered: it was answered, and no # came. */
  outcome: z.enum(['verified', 'answered', 'not-answered', 'refused', 'unreachable', 'cancelled']).optional(),
  sipStatus: z.int().optional(),
  /** The trunk's own words at the end; ''. */
  words: z.string(),
  /** As it stood in the INVITE; '' before it. */
  sentFrom: z.string(),
  sentAssertedIdentity: z.string(),
});
export type TrunkTest = z.infer<typeof trunkTestSchema>;
