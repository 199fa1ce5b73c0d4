/** Settings of methods and rules, with the old server's names, ranges and defaults (reference sections 2.4, 6, 14; design section 5). */
import { z } from 'zod';
import { MESSAGE_TEXT_KEYS, MESSAGE_TEXT_PLACEHOLDERS, MESSAGE_TEXT_REQUIRED } from '../message-texts.ts';
import { AUTHENTICATION_TYPES, METHODS, MODES } from '../methods.ts';
import { EXTENSION_PROMPTS } from '../voice-messages.ts';
import { callingCodeSchema, nonEmptyTextSchema, textSchema } from './common.ts';

/** 'en', 'nl', 'pt-br': short name of a language in lower case. */
export const languageSchema = z.string().regex(/^[a-z]{2,3}(-[a-z0-9]{2,8})?$/, 'a short name such as en or pt-br');

/** Company Settings > General: user defaults. */
export const userDefaultsSchema = z.object({
  method: z.enum(METHODS),
  mode: z.enum(MODES),
  /** Calls and texts to the number zones that cost extra. Off: only to homeCountryCodes. */
  enablesGlobalServices: z.boolean(),
  /** Countries that need no Global Services. */
  homeCountryCodes: z.array(callingCodeSchema).max(300),
  /** Countries that may be called or texted at all, whatever Global Services say; empty: all. */
  allowedCountryCodes: z.array(callingCodeSchema).max(300),
  canChangePhone: z.boolean(),
  /** `When user is disabled`. succeed: the second factor is skipped for that user. */
  whenUserIsDisabled: z.enum(['fail', 'succeed']),
  /** `When internet is not accessible`: here, when no gateway takes the message. */
  whenNoGatewayIsReachable: z.enum(['fail', 'succeed']),
  phoneCallLanguage: languageSchema,
  textMessageLanguage: languageSchema,
  mobileAppLanguage: languageSchema,
  oathTokenLanguage: languageSchema,
});
export type UserDefaults = z.infer<typeof userDefaultsSchema>;

/** Company Settings > General: default PIN rules. */
export const pinRulesSchema = z.object({
  canChangePin: z.boolean(),
  minimumLength: z.int().min(4).max(20),
  /** Refuses 3 sequential digits, 3 repeated digits, any 4-digit part of the user's phone or backup phone. */
  preventsWeakPins: z.boolean(),
  /** Null: PINs do not expire. */
  expirationDays: z.int().min(1).max(3650).nullable(),
  /** Old PINs that may not be used again; null keeps no history. */
  historyLength: z.int().min(1).max(10).nullable(),
});
export type PinRules = z.infer<typeof pinRulesSchema>;

/** Company Settings > Username Resolution. The first way that finds a user counts; several users: nobody. */
export const usernameResolutionSchema = z.object({
  /** DOMAIN\user is looked up as user (the old registry value UsernameCxz_stripPrefixDomain). */
  stripsPrefixDomain: z.boolean(),
  /** user@domain is looked up as user. */
  stripsSuffixDomain: z.boolean(),
  /** user is looked up as user@<this>; ''. */
  defaultSuffix: z
    .string()
    .max(200)
    .regex(/^[^@\s\\]*$/, 'a domain name without @'),
  matchesEmail: z.boolean(),
});
export type UsernameResolution = z.infer<typeof usernameResolutionSchema>;

/** Company Settings > Text Message. */
export const textMessageSettingsSchema = z.object({
  codeDigits: z.int().min(4).max(10),
  /** `pfsvc_pendingSmsTimeoutSeconds`, seconds. */
  oneWayTimeoutSeconds: z.int().min(30).max(3600),
  /** `Two-way text message timeout seconds`. */
  twoWayTimeoutSeconds: z.int().min(30).max(600),
  /** Wrong codes after which a code is worth nothing any more. */
  codeTriesMax: z.int().min(1).max(10),
  /** Seconds in which a second sign-in gets no second text: the code that was sent still counts. */
  resendBlockSeconds: z.int().min(0).max(300),
  /** Texts and calls to one user in retryWindowMinutes. */
  retriesMax: z.int().min(1).max(100),
  retryWindowMinutes: z.int().min(1).max(60),
});
export type TextMessageSettings = z.infer<typeof textMessageSettingsSchema>;

export const emailCodeSettingsSchema = z.object({
  isEnabled: z.boolean(),
  codeDigits: z.int().min(4).max(10),
  timeoutSeconds: z.int().min(30).max(3600),
});
export type EmailCodeSettings = z.infer<typeof emailCodeSettingsSchema>;

/** A word by which a user asks for another method, in the words of one language; compared without case. */
export const methodWordSchema = z.object({
  language: languageSchema,
  method: z.enum(METHODS),
  word: z
    .string()
    .trim()
    .regex(/^[\p{L}\p{N}_-]{1,24}$/u, 'one word of letters and digits'),
});
export const methodChoiceSchema = z.object({ words: z.array(methodWordSchema).max(200) });
export type MethodChoice = z.infer<typeof methodChoiceSchema>;

/** Texts that the administrator has changed or added, over the delivered ones of shared/message-texts.ts. */
export const ownMessageTextSchema = z
  .object({ language: languageSchema, key: z.string().max(64), text: z.string().max(1000) })
  .superRefine(({ key, text }, context) => {
    const problem = messageTextProblem(key, text);
    if (problem !== undefined) context.addIssue({ code: 'custom', path: ['text'], message: problem });
  });
export const messageTextsSchema = z.object({ texts: z.array(ownMessageTextSchema).max(2000) });

/** A key that this version does not know is kept, and used for nothing. */
function messageTextProblem(key: string, text: string): string | undefined {
  const known = MESSAGE_TEXT_KEYS.find((each) => each === key);
  if (known === undefined) return undefined;
  const found = Array.from(text.matchAll(/<\$([^$<>\r\n]*)\$>/g), ([, name]) => name ?? '');
  const names: readonly string[] = MESSAGE_TEXT_PLACEHOLDERS[known];
  const unknown = found.find((name) => !names.includes(name));
  if (unknown !== undefined) return `<$${unknown}$> means nothing in this text`;
  const required = MESSAGE_TEXT_REQUIRED[known];
  return required === undefined || found.includes(required) ? undefined : `<$${required}$> is missing`;
}
export type MessageTexts = z.infer<typeof messageTextsSchema>;

export const CACHE_KINDS = ['user', 'application', 'application-ip'] as const;
/**
 * A success makes later requests with the same key succeed for cacheSeconds: the user; the user, authentication type and
 * application; or these and the address of the person.
 */
export const cachingRuleSchema = z.object({
  kind: z.enum(CACHE_KINDS),
  /** Undefined: any. */
  authenticationType: z.enum(AUTHENTICATION_TYPES).optional(),
  applicationName: nonEmptyTextSchema.optional(),
  cacheSeconds: z.int().min(1).max(86_400),
});
export type CachingRule = z.infer<typeof cachingRuleSchema>;
export const cachingSchema = z.object({ rules: z.array(cachingRuleSchema).max(100) });
export type Caching = z.infer<typeof cachingSchema>;

export const fraudAlertSchema = z.object({
  /** `Allow users to submit fraud alerts`. */
  isAllowed: z.boolean(),
  /** `Automatically block users who report fraud`. */
  blocksUser: z.boolean(),
  /** `Code to report fraud`, before # in a call, or alone as the answer to a text. */
  code: z.string().regex(/^\d{1,8}$/, 'digits'),
  /** Notifications: who gets a mail. */
  notifies: z.array(z.email().max(254)).max(50),
});
export type FraudAlert = z.infer<typeof fraudAlertSchema>;

export const blockingSchema = z.object({ blockDays: z.int().min(1).max(3650) });
export const bypassSettingsSchema = z.object({
  /** Seconds of a bypass unless another time is given. */
  defaultSeconds: z.int().min(30).max(86_400),
  /** `Allow users to initiate One-Time Bypass`. */
  isAllowedToUsers: z.boolean(),
});
export const securityQuestionSchema = z.object({
  id: z.int().positive(),
  texts: z
    .array(z.object({ language: languageSchema, text: nonEmptyTextSchema }))
    .min(1)
    .max(50),
});
export const securityQuestionsSchema = z.object({
  /** `Use security questions for fallback`, where the application allows it. */
  isEnabled: z.boolean(),
  /** `Questions to answer`. */
  questionsToAnswer: z.int().min(1).max(10),
  timeoutSeconds: z.int().min(30).max(600),
  questions: z.array(securityQuestionSchema).max(50),
});
export type SecurityQuestions = z.infer<typeof securityQuestionsSchema>;

/** Phone call settings (reference section 6.7), and what a call over SIP needs beside its trunk. */
export const phoneCallSettingsSchema = z.object({
  /** `Allow X attempts during Multi-Factor Authentication call`: tries for PIN or # in one call. */
  triesAllowed: z.int().min(1).max(10),
  /** `Provide menu of options during Multi-Factor Authentication call`. */
  providesMenu: z.boolean(),
  /** off: an extension is dialled and the greeting follows. after-dialling: somebody must press # first. announced: a person transfers the call. */
  extensionPrompt: z.enum(EXTENSION_PROMPTS),
  /** Seconds that a phone rings. */
  ringSeconds: z.int().min(10).max(60),
  /** How often the phone and the backup phone are called in one sign-in. */
  rounds: z.int().min(1).max(3),
  /** Seconds of silence after a prompt, and between two keys. */
  inputTimeoutSeconds: z.int().min(3).max(30),
  /** UDP ports for sound, from and to. */
  mediaPortFrom: z.int().min(1024).max(65_534),
  mediaPortTo: z.int().min(1025).max(65_535),
});
export type PhoneCallSettings = z.infer<typeof phoneCallSettingsSchema>;

/** What a phone shows as the caller. */
const callerIdShape = {
  /** As the trunk wants it: +31201234567 or 31201234567; '': the trunk's account. */
  number: z
    .string()
    .trim()
    .regex(/^\+?[\d*#]{0,20}$/, 'digits, with + before them where the trunk wants it'),
  displayName: z
    .string()
    .trim()
    .max(40)
    .regex(/^\P{Cc}*$/u, 'control characters are not allowed'),
  /** The number is withheld (RFC 3323 Privacy: id). */
  isPrivate: z.boolean(),
};
/** `MFA caller ID number`. The first rule that fits the application and the called country gives it. */
export const callerIdSettingsSchema = z.object({
  ...callerIdShape,
  rules: z
    .array(
      z.object({
        ...callerIdShape,
        /** '': every application. */
        applicationName: textSchema,
        /** Of the called number; empty: every country. */
        countryCodes: z.array(callingCodeSchema).max(300),
      }),
    )
    .max(300),
});
export type CallerIdSettings = z.infer<typeof callerIdSettingsSchema>;

/** The endpoint for replies and delivery receipts of HTTP gateways. */
export const inboundTextsSchema = z.object({
  isEnabled: z.boolean(),
  address: z.union([z.ipv4(), z.ipv6()]),
  port: z.int().min(0).max(65_535),
  /** What gateways reach it by, for the addresses that the console shows: https://sms.example.org; ''. */
  publicUrl: textSchema,
});

export const TRUSTED_IP_KINDS = ['single', 'range', 'subnet'] as const;
/** single: `from`. range: `from` to `to`. subnet: `from` with the prefix length or netmask `to`. Checked in full by the engine's parser. */
export const trustedIpSchema = z.object({
  kind: z.enum(TRUSTED_IP_KINDS),
  from: z.union([z.ipv4(), z.ipv6()]),
  to: z.string().max(45).default(''),
});
export type TrustedIp = z.infer<typeof trustedIpSchema>;

const question = (id: number, en: string, nl: string) => ({
  id,
  texts: [
    { language: 'en', text: en },
    { language: 'nl', text: nl },
  ],
});
const word = (language: string, method: z.infer<typeof methodWordSchema>['method'], text: string) => ({
  language,
  method,
  word: text,
});

export const METHOD_SETTINGS = {
  'user-defaults': {
    schema: userDefaultsSchema,
    default: {
      method: 'oath-token',
      mode: 'standard',
      enablesGlobalServices: true,
      homeCountryCodes: ['1'],
      allowedCountryCodes: [],
      canChangePhone: false,
      whenUserIsDisabled: 'fail',
      whenNoGatewayIsReachable: 'fail',
      phoneCallLanguage: 'en',
      textMessageLanguage: 'en',
      mobileAppLanguage: 'en',
      oathTokenLanguage: 'en',
    } as UserDefaults,
  },
  'pin-rules': {
    schema: pinRulesSchema,
    default: {
      canChangePin: true,
      minimumLength: 4,
      preventsWeakPins: true,
      expirationDays: null,
      historyLength: 5,
    } as PinRules,
  },
  'username-resolution': {
    schema: usernameResolutionSchema,
    default: {
      stripsPrefixDomain: false,
      stripsSuffixDomain: false,
      defaultSuffix: '',
      matchesEmail: false,
    } as UsernameResolution,
  },
  'text-message': {
    schema: textMessageSettingsSchema,
    default: {
      codeDigits: 6,
      oneWayTimeoutSeconds: 300,
      twoWayTimeoutSeconds: 200,
      codeTriesMax: 3,
      resendBlockSeconds: 30,
      retriesMax: 5,
      retryWindowMinutes: 5,
    } as TextMessageSettings,
  },
  'email-codes': {
    schema: emailCodeSettingsSchema,
    default: { isEnabled: false, codeDigits: 6, timeoutSeconds: 300 } as EmailCodeSettings,
  },
  'method-choice': {
    schema: methodChoiceSchema,
    default: {
      words: [
        word('en', 'text-message', 'sms'),
        word('en', 'text-message', 'text'),
        word('en', 'phone-call', 'call'),
        word('en', 'phone-call', 'phone'),
        word('en', 'mobile-app', 'app'),
        word('en', 'mobile-app', 'push'),
        word('en', 'oath-token', 'code'),
        word('en', 'oath-token', 'token'),
        word('en', 'email', 'email'),
        word('nl', 'phone-call', 'bel'),
        word('nl', 'email', 'mail'),
      ],
    } as MethodChoice,
  },
  'message-texts': { schema: messageTextsSchema, default: { texts: [] } as MessageTexts },
  caching: { schema: cachingSchema, default: { rules: [] } as Caching },
  'fraud-alert': {
    schema: fraudAlertSchema,
    default: { isAllowed: true, blocksUser: true, code: '0', notifies: [] } as FraudAlert,
  },
  blocking: { schema: blockingSchema, default: { blockDays: 90 } },
  'one-time-bypass': { schema: bypassSettingsSchema, default: { defaultSeconds: 300, isAllowedToUsers: false } },
  'security-questions': {
    schema: securityQuestionsSchema,
    default: {
      isEnabled: false,
      questionsToAnswer: 2,
      timeoutSeconds: 120,
      questions: [
        question(1, 'What was the name of your first school?', 'Hoe heette je eerste school?'),
        question(2, 'In which town did your parents meet?', 'In welke plaats hebben je ouders elkaar ontmoet?'),
        question(3, 'What was the make of your first car?', 'Van welk merk was je eerste auto?'),
        question(4, 'What was the name of your first pet?', 'Hoe heette je eerste huisdier?'),
      ],
    } as SecurityQuestions,
  },
  'phone-call': {
    schema: phoneCallSettingsSchema,
    default: {
      triesAllowed: 1,
      providesMenu: false,
      extensionPrompt: 'off',
      ringSeconds: 30,
      rounds: 1,
      inputTimeoutSeconds: 10,
      mediaPortFrom: 20_000,
      mediaPortTo: 20_999,
    } as PhoneCallSettings,
  },
  'caller-id': {
    schema: callerIdSettingsSchema,
    default: { number: '', displayName: '', isPrivate: false, rules: [] } as CallerIdSettings,
  },
  'inbound-texts': {
    schema: inboundTextsSchema,
    default: { isEnabled: false, address: '127.0.0.1', port: 8089, publicUrl: '' },
  },
} as const;
