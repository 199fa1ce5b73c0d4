// From, To, Contact, Route and P-Asserted-Identity: name-addr and addr-spec with parameters, RFC 3261 §20 and §25.1. Left out: the `*` of Contact (its readers look for it).
import { findParameter, formatParameters, parseParameters, quote, type SipParameter, unquote } from './syntax.ts';

/** `uri` as it stood, between the brackets; the parameters are those of the header field. */
export type NameAddr = {
  readonly displayName: string | undefined;
  readonly uri: string;
  readonly parameters: readonly SipParameter[];
};

const QUOTED_NAME_PATTERN = /^"(?:[^"\\]|\\.)*"/su;
/** Lenient: tokens by the grammar; PBXs send UTF-8 without quotes too. */
const UNQUOTED_NAME_PATTERN = /^[^"<>,;:\\]*$/u;
const URI_PATTERN = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"]+$/u;

/** One name-addr or addr-spec; undefined when it is neither. */
export function parseNameAddr(text: string): NameAddr | undefined {
  const value = text.trim();
  const quoted = QUOTED_NAME_PATTERN.exec(value)?.[0];
  const open = value.indexOf('<', quoted?.length ?? 0);
  if (open === -1) return quoted === undefined ? parseAddrSpec(value) : undefined;
  const name = value.slice(0, open).trim();
  if (quoted === undefined ? !UNQUOTED_NAME_PATTERN.test(name) : name !== quoted) return undefined;
  const close = value.indexOf('>', open);
  if (close === -1) return undefined;
  const uri = value.slice(open + 1, close).trim();
  const rest = value.slice(close + 1).trim();
  if (!URI_PATTERN.test(uri) || (rest !== '' && !rest.startsWith(';'))) return undefined;
  const parameters = parseParameters(rest);
  if (parameters === undefined) return undefined;
  return { displayName: name === '' ? undefined : unquote(name), uri, parameters };
}

/** Without brackets, semicolons begin parameters of the header field (RFC 3261 §20), and a comma or `?` may not stand in the URI. */
function parseAddrSpec(value: string): NameAddr | undefined {
  const semicolon = value.indexOf(';');
  const uri = (semicolon === -1 ? value : value.slice(0, semicolon)).trim();
  if (!URI_PATTERN.test(uri) || /[,?]/.test(uri)) return undefined;
  const parameters = semicolon === -1 ? [] : parseParameters(value.slice(semicolon));
  return parameters === undefined ? undefined : { displayName: undefined, uri, parameters };
}

/** Always with brackets; the display name always quoted. */
export function formatNameAddr({ displayName, uri, parameters }: NameAddr): string {
  const name = displayName === undefined || displayName === '' ? '' : `${quote(displayName)} `;
  return `${name}<${uri}>${formatParameters(parameters)}`;
}

export function nameAddr(uri: string, displayName?: string): NameAddr {
  return { displayName, uri, parameters: [] };
}

/** With that tag in place of any other. */
export function withTag(address: NameAddr, tag: string): NameAddr {
  const others = address.parameters.filter(({ name }) => name.toLowerCase() !== 'tag');
  return { ...address, parameters: [...others, { name: 'tag', value: tag }] };
}

export function tagOf(address: NameAddr): string | undefined {
  const tag = findParameter(address.parameters, 'tag');
  return tag === '' ? undefined : tag;
}
