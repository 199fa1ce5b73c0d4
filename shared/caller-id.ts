/** Which caller ID a call carries. Pure: the engine and the console's preview use the same. */
import type { CallerIdSettings } from './schemas/method-settings.ts';

export type CalledParty = {
  /** E.164 with or without plus. */
  readonly number: string;
  readonly applicationName: string;
};
type CallerIdRule = CallerIdSettings['rules'][number];
export type ChosenCallerId = Pick<CallerIdSettings, 'number' | 'displayName' | 'isPrivate'>;

/** Place in the list, from 0, of the first rule that fits; undefined: the default counts. */
export function callerIdRuleFor({ rules }: CallerIdSettings, called: CalledParty): number | undefined {
  const index = rules.findIndex((rule) => fits(rule, called));
  return index === -1 ? undefined : index;
}

/** Of the first rule that fits the application and the called country, else the default. */
export function callerIdFor(settings: CallerIdSettings, called: CalledParty): ChosenCallerId {
  const index = callerIdRuleFor(settings, called);
  const { number, displayName, isPrivate } = (index === undefined ? undefined : settings.rules[index]) ?? settings;
  return { number, displayName, isPrivate };
}

/** Calling codes are free of prefixes (E.164 §6.2.1), so the start of the digits decides; 1876 narrows the shared 1. */
function fits(rule: CallerIdRule, { number, applicationName }: CalledParty): boolean {
  const named = rule.applicationName.trim().toLowerCase();
  if (named !== '' && named !== applicationName.trim().toLowerCase()) return false;
  const digits = number.replace(/\D/g, '');
  return rule.countryCodes.length === 0 || rule.countryCodes.some((code) => digits.startsWith(code));
}

export type CallingTrunk = {
  readonly host: string;
  /** '': the host. */
  readonly domain: string;
  readonly username: string;
  readonly sendsAssertedIdentity: boolean;
  readonly sendsAccountInFrom: boolean;
};
/** As they stand in the INVITE; '' where none is sent. */
export type CallerIdHeaders = { readonly from: string; readonly assertedIdentity: string; readonly privacy: string };

/** RFC 3323 §4.1.1.3. */
const ANONYMOUS = '"Anonymous" <sip:anonymous@anonymous.invalid>';

/**
 * What an INVITE over this trunk will carry, for a console to show before a call. The engine writes the INVITE by
 * main/protocols/sip/caller-identity.ts; a test holds the two against each other.
 */
export function callerIdHeaders(trunk: CallingTrunk, { number, displayName, isPrivate }: ChosenCallerId): CallerIdHeaders {
  const user = number === '' ? trunk.username : number;
  const name = displayName === '' ? '' : `"${displayName.replace(/["\\]/g, '\\$&')}" `;
  if (user === '')
    return {
      from: isPrivate || name === '' ? ANONYMOUS : `${name}<sip:anonymous@anonymous.invalid>`,
      assertedIdentity: '',
      privacy: isPrivate ? 'id' : '',
    };
  const addressOf = (each: string) =>
    `${name}<sip:${escapedUser(each)}@${trunk.domain === '' ? bracketed(trunk.host) : trunk.domain}>`;
  const from = trunk.sendsAccountInFrom && trunk.username !== '' ? trunk.username : user;
  return {
    from: isPrivate ? ANONYMOUS : addressOf(from),
    assertedIdentity: trunk.sendsAssertedIdentity ? addressOf(user) : '',
    privacy: isPrivate ? 'id' : '',
  };
}

/** An IPv6 address as a URI has it. */
const bracketed = (host: string) => (host.includes(':') && !host.startsWith('[') ? `[${host}]` : host);

/** A user part (RFC 3261 §25.1): these stay, others are escaped as UTF-8. */
function escapedUser(text: string): string {
  const whole = text.replace(/\p{Surrogate}/gu, '\uFFFD');
  return encodeURIComponent(whole).replace(/%(?:26|3D|2B|24|2C|3B|3F|2F)/g, decodeURIComponent);
}
