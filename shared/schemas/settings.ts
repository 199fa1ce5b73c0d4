/** Settings sections: one schema and one default each. A row of the settings table holds one section. */
import { z } from 'zod';
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
} as const;
export type SettingsSection = keyof typeof SETTINGS_SECTIONS;
export type SettingsValue<Section extends SettingsSection> = z.infer<(typeof SETTINGS_SECTIONS)[Section]['schema']>;
export type AllSettings = { readonly [Section in SettingsSection]: SettingsValue<Section> };
