// Via, RFC 3261 §20.42 and §18.2, with received and rport (RFC 3581). Left out: maddr and ttl (multicast).
import { findParameter, formatParameters, parseInteger, parseParameters, type SipParameter } from './syntax.ts';

export type SipTransport = 'UDP' | 'TCP' | 'TLS';
/** Host as written: a name, an IPv4 address, or an IPv6 address in brackets. */
export type HostPort = { readonly host: string; readonly port: number | undefined };
export type Via = HostPort & {
  /** Upper case. */
  readonly transport: string;
  readonly parameters: readonly SipParameter[];
};

/** RFC 3261 §8.1.1.7: branches that begin with it name a transaction by themselves. */
export const BRANCH_MAGIC_COOKIE = 'z9hG4bK';
export const PORT_MAX = 65_535;
const SENT_PROTOCOL_PATTERN = /^SIP\s*\/\s*2\.0\s*\/\s*([A-Za-z0-9\-.!%*_+`'~]+)\s+(\S.*)$/is;
const HOST_PORT_PATTERN = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?:\s*:\s*(\d{1,10}))?$/;

/** One Via value. */
export function parseVia(text: string): Via | undefined {
  const match = SENT_PROTOCOL_PATTERN.exec(text.trim());
  const [, transport, rest] = match ?? [];
  if (transport === undefined || rest === undefined) return undefined;
  const semicolon = rest.indexOf(';');
  const sentBy = parseHostPort(semicolon === -1 ? rest : rest.slice(0, semicolon));
  const parameters = semicolon === -1 ? [] : parseParameters(rest.slice(semicolon));
  if (sentBy === undefined || parameters === undefined) return undefined;
  return { transport: transport.toUpperCase(), ...sentBy, parameters };
}

export function formatVia({ transport, host, port, parameters }: Via): string {
  return `SIP/2.0/${transport} ${formatHostPort({ host, port })}${formatParameters(parameters)}`;
}

export function parseHostPort(text: string): HostPort | undefined {
  const [, host, digits] = HOST_PORT_PATTERN.exec(text.trim()) ?? [];
  if (host === undefined) return undefined;
  if (digits === undefined) return { host, port: undefined };
  const port = parseInteger(digits, PORT_MAX);
  return port === undefined ? undefined : { host, port };
}

export function formatHostPort({ host, port }: HostPort): string {
  return port === undefined ? host : `${host}:${port}`;
}

/** Undefined when it has none: an element of before RFC 3261. */
export function branchOf(via: Via): string | undefined {
  const branch = findParameter(via.parameters, 'branch');
  return branch === '' ? undefined : branch;
}

/** A Via of ours: asks for the response at the port that it came from (RFC 3581 §3). */
export function ourVia(transport: SipTransport, sentBy: HostPort, branch: string): Via {
  return {
    transport,
    ...sentBy,
    parameters: [
      { name: 'rport', value: undefined },
      { name: 'branch', value: branch },
    ],
  };
}

/** Where a request really came from, written into its topmost Via (RFC 3261 §18.2.1, RFC 3581 §4). `address` without brackets. */
export function stampSource(via: Via, address: string, port: number): Via {
  const asksForPort = findParameter(via.parameters, 'rport') !== undefined;
  const isSame = via.host.replace(/[[\]]/g, '').toLowerCase() === address.toLowerCase();
  const others = via.parameters.filter(({ name }) => !['received', 'rport'].includes(name.toLowerCase()));
  if (asksForPort) {
    return { ...via, parameters: [...others, { name: 'received', value: address }, { name: 'rport', value: String(port) }] };
  }
  return isSame ? { ...via, parameters: others } : { ...via, parameters: [...others, { name: 'received', value: address }] };
}

/** Where the peer saw us, from the Via of its response: how a phone behind NAT learns its public address (RFC 3581 §4). */
export function seenAs(via: Via): HostPort | undefined {
  const host = findParameter(via.parameters, 'received') || undefined;
  const port = parseInteger(findParameter(via.parameters, 'rport') ?? '', PORT_MAX);
  return host === undefined && port === undefined ? undefined : { host: host ?? via.host, port: port ?? via.port };
}
