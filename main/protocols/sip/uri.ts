// sip, sips and tel URIs, RFC 3261 §19.1 and RFC 3966 §3, §4. Left out: the meaning of URI headers (kept as text) and tel parameters beyond comparison.
import { formatParameters, parseParameters, type SipParameter } from './syntax.ts';
import { formatHostPort, type HostPort, parseHostPort } from './via.ts';

/** `user`, `password`, parameter values and `headers` stay escaped as they stood. */
export type SipUri = HostPort & {
  readonly scheme: 'sip' | 'sips';
  readonly user: string | undefined;
  readonly password: string | undefined;
  readonly parameters: readonly SipParameter[];
  /** What stands behind `?`. */
  readonly headers: string | undefined;
};
/** `number` as written, with its visual separators. */
export type TelUri = { readonly scheme: 'tel'; readonly number: string; readonly parameters: readonly SipParameter[] };
export type PhoneUri = SipUri | TelUri;

const USER_PATTERN = /^(?:[A-Za-z0-9\-_.!~*'()&=+$,;?/#]|%[0-9A-Fa-f]{2})+$/;
const PASSWORD_PATTERN = /^(?:[A-Za-z0-9\-_.!~*'()&=+$,]|%[0-9A-Fa-f]{2})*$/;
const HEADERS_PATTERN = /^(?:[A-Za-z0-9\-_.!~*'()[\]/?:+$&=]|%[0-9A-Fa-f]{2})+$/;
/** RFC 3966 §3: digits and visual separators, `*` and `#` in local numbers. */
const TEL_PATTERN = /^\+?[0-9A-Da-d*#\-.()]+$/;
/** Characters of a user part that need no escape (RFC 3261 §25.1: unreserved and user-unreserved). `#` is not among them. */
const PLAIN_USER_PATTERN = /[A-Za-z0-9\-_.!~*'()&=+$,;?/]/;
/** RFC 3261 §19.1.4: these must be in both URIs or in none. */
const TELLING_PARAMETERS = ['user', 'ttl', 'method', 'maddr', 'transport'] as const;

/** Undefined when it is none of the three schemes or not well formed. */
export function parseUri(text: string): PhoneUri | undefined {
  const colon = text.indexOf(':');
  const scheme = text.slice(0, Math.max(colon, 0)).toLowerCase();
  const rest = text.slice(colon + 1);
  if (scheme === 'tel') return parseTel(rest);
  return scheme === 'sip' || scheme === 'sips' ? parseSip(scheme, rest) : undefined;
}

function parseTel(rest: string): TelUri | undefined {
  const semicolon = rest.indexOf(';');
  const number = semicolon === -1 ? rest : rest.slice(0, semicolon);
  const parameters = semicolon === -1 ? [] : parseParameters(rest.slice(semicolon));
  if (!TEL_PATTERN.test(number) || !/\d/.test(number) || parameters === undefined) return undefined;
  return { scheme: 'tel', number, parameters };
}

function parseSip(scheme: 'sip' | 'sips', rest: string): SipUri | undefined {
  // The host has no `@`; a user may have a `?`, a `;` and a `/`.
  const at = rest.lastIndexOf('@');
  const userinfo = at === -1 ? undefined : rest.slice(0, at);
  const behind = rest.slice(at + 1);
  const question = behind.indexOf('?');
  const headers = question === -1 ? undefined : behind.slice(question + 1);
  const address = question === -1 ? behind : behind.slice(0, question);
  const semicolon = address.indexOf(';');
  const hostPort = parseHostPort(semicolon === -1 ? address : address.slice(0, semicolon));
  const parameters = semicolon === -1 ? [] : parseParameters(address.slice(semicolon));
  if (hostPort === undefined || parameters === undefined || /\s/.test(address)) return undefined;
  if (headers !== undefined && !HEADERS_PATTERN.test(headers)) return undefined;
  const colon = userinfo?.indexOf(':') ?? -1;
  const user = colon === -1 ? userinfo : userinfo?.slice(0, colon);
  const password = colon === -1 ? undefined : userinfo?.slice(colon + 1);
  if (user !== undefined && !USER_PATTERN.test(user)) return undefined;
  if (password !== undefined && !PASSWORD_PATTERN.test(password)) return undefined;
  return { scheme, user, password, ...hostPort, parameters, headers };
}

export function formatUri(uri: PhoneUri): string {
  if (uri.scheme === 'tel') return `tel:${uri.number}${formatParameters(uri.parameters)}`;
  const password = uri.password === undefined ? '' : `:${uri.password}`;
  const user = uri.user === undefined ? '' : `${uri.user}${password}@`;
  const headers = uri.headers === undefined ? '' : `?${uri.headers}`;
  return `${uri.scheme}:${user}${formatHostPort(uri)}${formatParameters(uri.parameters)}${headers}`;
}

/** A user part from any text: what may not stand there is escaped as UTF-8. */
export function escapeUser(text: string): string {
  return [...text]
    .map((character) => (PLAIN_USER_PATTERN.test(character) && character.length === 1 ? character : escapeOctets(character)))
    .join('');
}

function escapeOctets(text: string): string {
  return [...new TextEncoder().encode(text)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/** The text with its %-escapes taken away; octets that are no UTF-8 become U+FFFD. */
export function unescapeUser(text: string): string {
  const octets: number[] = [];
  for (const part of text.match(/%[0-9A-Fa-f]{2}|[^%]+|%/g) ?? []) {
    if (/^%[0-9A-Fa-f]{2}$/.test(part)) octets.push(Number.parseInt(part.slice(1), 16));
    else octets.push(...new TextEncoder().encode(part));
  }
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(Uint8Array.from(octets));
}

/** Whether both name the same resource (RFC 3261 §19.1.4, RFC 3966 §4). */
export function isSameUri(one: PhoneUri, other: PhoneUri): boolean {
  if (one.scheme === 'tel' || other.scheme === 'tel') {
    return one.scheme === other.scheme && digitsOf(one) === digitsOf(other) && hasSameParameters(one, other, true);
  }
  return (
    one.scheme === other.scheme &&
    sameText(one.user, other.user) &&
    sameText(one.password, other.password) &&
    one.host.toLowerCase() === other.host.toLowerCase() &&
    one.port === other.port &&
    (one.headers ?? '').toLowerCase() === (other.headers ?? '').toLowerCase() &&
    hasSameParameters(one, other, false)
  );
}

function digitsOf(uri: PhoneUri): string {
  return uri.scheme === 'tel' ? uri.number.replace(/[-.()]/g, '').toLowerCase() : '';
}

function sameText(one: string | undefined, other: string | undefined): boolean {
  return one === undefined || other === undefined ? one === other : unescapeUser(one) === unescapeUser(other);
}

/** Parameters in both must be equal; all of them must be in both for tel, the telling ones for sip. */
function hasSameParameters(one: PhoneUri, other: PhoneUri, mustAllMatch: boolean): boolean {
  const left = namedValues(one.parameters);
  const right = namedValues(other.parameters);
  const names = mustAllMatch
    ? [...left.keys(), ...right.keys()]
    : [...TELLING_PARAMETERS, ...[...left.keys()].filter((name) => right.has(name))];
  return names.every((name) => left.get(name) === right.get(name));
}

function namedValues(parameters: readonly SipParameter[]): ReadonlyMap<string, string> {
  return new Map(parameters.map(({ name, value }) => [name.toLowerCase(), unescapeUser(value ?? '').toLowerCase()]));
}

/** The number or name that a URI calls, for showing: the user part, or the number of a tel URI. */
export function calledPart(uri: PhoneUri): string {
  return uri.scheme === 'tel' ? uri.number : unescapeUser(uri.user ?? '');
}
