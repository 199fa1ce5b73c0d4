/** Methods and modes, in the old server's words (reference section 3). */
export const METHODS = ['phone-call', 'text-message', 'mobile-app', 'oath-token', 'email', 'app-password'] as const;
export type Method = (typeof METHODS)[number];

export const MODES = ['standard', 'pin', 'one-way-otp', 'one-way-otp-pin', 'two-way-otp', 'two-way-otp-pin'] as const;
export type Mode = (typeof MODES)[number];

/** How an application reaches the engine; logged as "Authentication Type". */
export const AUTHENTICATION_TYPES = ['radius', 'console-test'] as const;
export type AuthenticationType = (typeof AUTHENTICATION_TYPES)[number];
