/** Settings sections: one schema and one default each. A row of the settings table holds one section. */
import { z } from 'zod';
import { instantSchema, revisionSchema } from './common.ts';
import { METHOD_SETTINGS } from './method-settings.ts';
import { RADIUS_LISTENERS_DEFAULT, radiusListenersSchema } from './radius.ts';

/** Windows in which a code is looked for (design section 5). */
export const oathSettingsSchema = z.object({
  /** Time steps either side for tokens of origin app. */
  appWindowSteps: z.int().min(0).max(20),
  /** Time steps either side, around the stored drift, for hardware tokens. */
  hardwareWindowSteps: z.int().min(0).max(20),
  /** HOTP counters tried after the expected one (RFC 4226 §7.4, look-ahead s). */
  lookAheadCounters: z.int().min(1).max(100),
  /** Counters or time steps searched by a resync with two consecutive codes. */
  resyncWindow: z.int().min(10).max(10_000),
  /** A code outside the window starts a resync that the next code completes. */
  isAutomaticResyncEnabled: z.boolean(),
  /** Seconds that the second code of an automatic resync may take. */
  automaticResyncSeconds: z.int().min(30).max(3600),
  /** Seconds a challenge for an OATH code stays open. */
  challengeLifetimeSeconds: z.int().min(30).max(600),
});
export type OathSettings = z.infer<typeof oathSettingsSchema>;

/** Reference section 6.3 and design section 5. */
export const lockoutSettingsSchema = z.object({
  /** Number of MFA denials that trigger account lockout; 0 switches lockout off. */
  denialsToLock: z.int().min(0).max(100),
  /** Minutes until account lockout counter is reset. */
  resetAfterMinutes: z.int().min(1).max(10_080),
  /** Minutes until account is automatically unblocked. */
  unlockAfterMinutes: z.int().min(1).max(10_080),
  /** Denials in all since the last time an operator cleared it; then only an operator unlocks. 0: off. */
  longTermDenialsToLock: z.int().min(0).max(10_000),
  /** Seconds in which the same wrong code sent again counts once. */
  repeatedCodeSeconds: z.int().min(0).max(3600),
});
export type LockoutSettings = z.infer<typeof lockoutSettingsSchema>;

/** The authentication log: what each attempt tells of its user (reference section 2.4, tab Reports), and how long it is kept. */
export const logSettingsSchema = z.object({
  /** Off: the fields of new attempts stay empty. Rows that are written already are never changed. */
  includesName: z.boolean(),
  includesEmail: z.boolean(),
  includesPhone: z.boolean(),
  /** Consoles and exports show the last four digits only. */
  masksPhone: z.boolean(),
  /** Days that attempts are kept; null keeps them forever. The old server kept 90. */
  keepDays: z.int().min(1).max(3650).nullable(),
});
export type LogSettings = z.infer<typeof logSettingsSchema>;

export const BACKUP_SCHEDULES = ['off', 'daily', 'weekly'] as const;
/** Back-ups that the server makes by itself (design section 3). */
export const backupSettingsSchema = z.object({
  schedule: z.enum(BACKUP_SCHEDULES),
  /** 1 is Monday; only for a weekly schedule. */
  weekday: z.int().min(1).max(7),
  /** HH:MM of the server's own clock. */
  time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, '02:00'),
  /** Absolute path on the server; empty: the folder back-ups of the data folder. */
  folder: z
    .string()
    .trim()
    .max(1024)
    .regex(/^\P{Cc}*$/u, 'control characters are not allowed'),
  /** Scheduled back-ups that are kept; older ones are deleted after a good one. */
  keepFiles: z.int().min(1).max(365),
});
export type BackupSettings = z.infer<typeof backupSettingsSchema>;

export const CONSOLE_LANGUAGES = ['browser', 'en', 'nl'] as const;
export const consoleSettingsSchema = z.object({
  /** For operators who have chosen none; 'browser' follows the browser. */
  language: z.enum(CONSOLE_LANGUAGES),
  /** Minutes without use after which an operator is signed out. */
  sessionTimeoutMinutes: z.int().min(5).max(480),
});
export type ConsoleSettings = z.infer<typeof consoleSettingsSchema>;

/** Roles that need a second factor to use the console. */
export const SECOND_FACTOR_POLICIES = ['nobody', 'administrators', 'everyone'] as const;
export const operatorSettingsSchema = z.object({ requiresSecondFactorOf: z.enum(SECOND_FACTOR_POLICIES) });
export type OperatorSettings = z.infer<typeof operatorSettingsSchema>;

export const SETTINGS_SECTIONS = {
  'radius-listeners': { schema: radiusListenersSchema, default: RADIUS_LISTENERS_DEFAULT },
  oath: {
    schema: oathSettingsSchema,
    default: {
      appWindowSteps: 1,
      hardwareWindowSteps: 6,
      lookAheadCounters: 10,
      resyncWindow: 1000,
      isAutomaticResyncEnabled: false,
      automaticResyncSeconds: 300,
      challengeLifetimeSeconds: 120,
    } satisfies OathSettings,
  },
  lockout: {
    schema: lockoutSettingsSchema,
    default: {
      denialsToLock: 10,
      resetAfterMinutes: 60,
      unlockAfterMinutes: 30,
      longTermDenialsToLock: 100,
      repeatedCodeSeconds: 300,
    } satisfies LockoutSettings,
  },
  log: {
    schema: logSettingsSchema,
    default: {
      includesName: true,
      includesEmail: true,
      includesPhone: true,
      masksPhone: false,
      keepDays: null,
    } as LogSettings,
  },
  backup: {
    schema: backupSettingsSchema,
    default: { schedule: 'off', weekday: 7, time: '02:00', folder: '', keepFiles: 14 } as BackupSettings,
  },
  operators: { schema: operatorSettingsSchema, default: { requiresSecondFactorOf: 'nobody' } as OperatorSettings },
  console: {
    schema: consoleSettingsSchema,
    default: { language: 'browser', sessionTimeoutMinutes: 30 } as ConsoleSettings,
  },
  ...METHOD_SETTINGS,
} as const;
export type SettingsSection = keyof typeof SETTINGS_SECTIONS;
export type SettingsValue<Section extends SettingsSection> = z.infer<(typeof SETTINGS_SECTIONS)[Section]['schema']>;
export type AllSettings = { readonly [Section in SettingsSection]: SettingsValue<Section> };

const sectionShape = <Section extends SettingsSection, Schema extends z.ZodType>(section: Section, value: Schema) => ({
  section: z.literal(section),
  revision: revisionSchema,
  value,
});
const storedShape = <Section extends SettingsSection, Schema extends z.ZodType>(section: Section, value: Schema) => ({
  ...sectionShape(section, value),
  default: value,
  /** Undefined while the section is as it was delivered. */
  changedAt: instantSchema.optional(),
  changedBy: z.string().optional(),
});

/** One section as consoles read it. */
export const storedSettingsSchema = z.discriminatedUnion('section', [
  z.object(storedShape('radius-listeners', radiusListenersSchema)),
  z.object(storedShape('oath', oathSettingsSchema)),
  z.object(storedShape('lockout', lockoutSettingsSchema)),
  z.object(storedShape('log', logSettingsSchema)),
  z.object(storedShape('backup', backupSettingsSchema)),
  z.object(storedShape('console', consoleSettingsSchema)),
  z.object(storedShape('operators', operatorSettingsSchema)),
  z.object(storedShape('user-defaults', METHOD_SETTINGS['user-defaults'].schema)),
  z.object(storedShape('pin-rules', METHOD_SETTINGS['pin-rules'].schema)),
  z.object(storedShape('username-resolution', METHOD_SETTINGS['username-resolution'].schema)),
  z.object(storedShape('text-message', METHOD_SETTINGS['text-message'].schema)),
  z.object(storedShape('email-codes', METHOD_SETTINGS['email-codes'].schema)),
  z.object(storedShape('method-choice', METHOD_SETTINGS['method-choice'].schema)),
  z.object(storedShape('message-texts', METHOD_SETTINGS['message-texts'].schema)),
  z.object(storedShape('caching', METHOD_SETTINGS.caching.schema)),
  z.object(storedShape('fraud-alert', METHOD_SETTINGS['fraud-alert'].schema)),
  z.object(storedShape('blocking', METHOD_SETTINGS.blocking.schema)),
  z.object(storedShape('one-time-bypass', METHOD_SETTINGS['one-time-bypass'].schema)),
  z.object(storedShape('security-questions', METHOD_SETTINGS['security-questions'].schema)),
  z.object(storedShape('inbound-texts', METHOD_SETTINGS['inbound-texts'].schema)),
  z.object(storedShape('phone-call', METHOD_SETTINGS['phone-call'].schema)),
  z.object(storedShape('caller-id', METHOD_SETTINGS['caller-id'].schema)),
]);
export type StoredSettings = z.infer<typeof storedSettingsSchema>;

/** A change of one section. RADIUS listeners have a procedure of their own: sockets are bound before it is saved. */
export const settingsChangeSchema = z.discriminatedUnion('section', [
  z.object(sectionShape('oath', oathSettingsSchema)),
  z.object(sectionShape('lockout', lockoutSettingsSchema)),
  z.object(sectionShape('log', logSettingsSchema)),
  z.object(sectionShape('backup', backupSettingsSchema)),
  z.object(sectionShape('console', consoleSettingsSchema)),
  z.object(sectionShape('operators', operatorSettingsSchema)),
  z.object(sectionShape('user-defaults', METHOD_SETTINGS['user-defaults'].schema)),
  z.object(sectionShape('pin-rules', METHOD_SETTINGS['pin-rules'].schema)),
  z.object(sectionShape('username-resolution', METHOD_SETTINGS['username-resolution'].schema)),
  z.object(sectionShape('text-message', METHOD_SETTINGS['text-message'].schema)),
  z.object(sectionShape('email-codes', METHOD_SETTINGS['email-codes'].schema)),
  z.object(sectionShape('method-choice', METHOD_SETTINGS['method-choice'].schema)),
  z.object(sectionShape('message-texts', METHOD_SETTINGS['message-texts'].schema)),
  z.object(sectionShape('caching', METHOD_SETTINGS.caching.schema)),
  z.object(sectionShape('fraud-alert', METHOD_SETTINGS['fraud-alert'].schema)),
  z.object(sectionShape('blocking', METHOD_SETTINGS.blocking.schema)),
  z.object(sectionShape('one-time-bypass', METHOD_SETTINGS['one-time-bypass'].schema)),
  z.object(sectionShape('security-questions', METHOD_SETTINGS['security-questions'].schema)),
  z.object(sectionShape('inbound-texts', METHOD_SETTINGS['inbound-texts'].schema)),
  z.object(sectionShape('phone-call', METHOD_SETTINGS['phone-call'].schema)),
  z.object(sectionShape('caller-id', METHOD_SETTINGS['caller-id'].schema)),
]);
export type SettingsChange = z.infer<typeof settingsChangeSchema>;
