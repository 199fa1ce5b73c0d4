/** Methods and modes, in the old server's words (reference section 3). */
export const METHODS = ['phone-call', 'text-message', 'mobile-app', 'oath-token', 'email', 'app-password'] as const;
export type Method = (typeof METHODS)[number];

export const MODES = ['standard', 'pin', 'one-way-otp', 'one-way-otp-pin', 'two-way-otp', 'two-way-otp-pin'] as const;
export type Mode = (typeof MODES)[number];

/** The modes that each method has (reference section 3). The first one is what a newly chosen method starts with. */
export const METHOD_MODES: Readonly<Record<Method, readonly Mode[]>> = {
  'phone-call': ['standard', 'pin'],
  'text-message': ['one-way-otp', 'one-way-otp-pin', 'two-way-otp', 'two-way-otp-pin'],
  'mobile-app': ['standard', 'pin'],
  'oath-token': ['standard', 'pin'],
  email: ['one-way-otp', 'one-way-otp-pin'],
  'app-password': ['standard'],
};

/**
 * What this version can really verify. Users may carry the other methods and modes (an import brings them along);
 * their sign-ins are refused as `method-unavailable`, unless the application allows the fallback OATH token.
 */
export const VERIFIED_MODES: Readonly<Partial<Record<Method, readonly Mode[]>>> = {
  'oath-token': METHOD_MODES['oath-token'],
  'text-message': METHOD_MODES['text-message'],
  'phone-call': METHOD_MODES['phone-call'],
  email: METHOD_MODES.email,
};

const PIN_MODES: ReadonlySet<Mode> = new Set(['pin', 'one-way-otp-pin', 'two-way-otp-pin']);
/** Whether the user types a PIN as well. */
export function asksPin(mode: Mode): boolean {
  return PIN_MODES.has(mode);
}

/** How an application reaches the engine; logged as "Authentication Type". */
export const AUTHENTICATION_TYPES = ['radius', 'console-test'] as const;
export type AuthenticationType = (typeof AUTHENTICATION_TYPES)[number];
