import type { Secret } from '../../engine/secret.ts';
import type { AudioCodec } from '../../protocols/sdp/audio-media.ts';
import { ANONYMOUS_URI, type CallerIdentity } from '../../protocols/sip/caller-identity.ts';
import type { Credentials } from '../../protocols/sip/digest.ts';
import { escapeUser } from '../../protocols/sip/uri.ts';
import { formatHostPort, type SipTransport } from '../../protocols/sip/via.ts';
import type { PortRange } from './media-port.ts';

/** What an administrator says of one way into the telephone network. */
export type Trunk = {
  readonly transport: SipTransport;
  /** A name or an IP address. */
  readonly host: string;
  readonly port: number;
  /** UDP: the port to send from, 0 for any. */
  readonly localPort: number;
  /** Of the caller's and the called address; '' for the host. */
  readonly domain: string;
  /** Undefined where the trunk knows this machine by its address. */
  readonly account:
    | {
        readonly username: string;
        /** What the password is of; '' for the username. */
        readonly authenticationName: string;
        readonly password: Secret;
      }
    | undefined;
  /** What the trunk reaches this machine by, an IP address; '' without NAT. */
  readonly publicAddress: string;
  /** Media may come from elsewhere than the trunk says, as behind NAT. */
  readonly isMediaSymmetric: boolean;
  /** Keys in the description: over TLS only. */
  readonly usesSrtp: boolean;
  /** In the order of preference. */
  readonly codecs: readonly AudioCodec[];
  /** PEM; '' for the authorities that the system knows. */
  readonly authorityCertificate: string;
  /** TLS: what the certificate must name, where that is not the host: the name whose SRV record said the host (RFC 5922 §7.1). */
  readonly certificateName?: string | undefined;
  readonly sendsAssertedIdentity: boolean;
  /** From names the account; the caller ID stands in P-Asserted-Identity alone. */
  readonly sendsAccountInFrom: boolean;
  readonly mediaPorts: PortRange;
  /** Until the first word of the trunk. */
  readonly responseTimeoutMilliseconds: number;
};

/** `number` may be ''. */
export type CallerId = { readonly number: string; readonly displayName: string | undefined; readonly isPrivate: boolean };

/** The trunk itself, as an OPTIONS asks it. */
export function trunkUri({ transport, host, port }: Trunk): string {
  return `sip:${formatHostPort({ host: bracketed(host), port })}${transportParameter(transport)}`;
}

export function calledUri(trunk: Trunk, number: string): string {
  const { domain, transport, host, port } = trunk;
  const at = domain === '' ? formatHostPort({ host: bracketed(host), port }) : domain;
  return `sip:${escapeUser(number)}@${at}${transportParameter(transport)}`;
}

/** Without a number the trunk's account calls; without an account nobody does that has a name. */
export function callerIdentity(trunk: Trunk, { number, displayName, isPrivate }: CallerId): CallerIdentity {
  const user = number === '' ? (trunk.account?.username ?? '') : number;
  if (user === '') return { displayName: displayName ?? 'Anonymous', uri: ANONYMOUS_URI, assertedUri: undefined, isPrivate };
  const uriOf = (name: string) => `sip:${escapeUser(name)}@${trunk.domain === '' ? bracketed(trunk.host) : trunk.domain}`;
  const from = trunk.sendsAccountInFrom && trunk.account !== undefined ? trunk.account.username : user;
  return { displayName, uri: uriOf(from), assertedUri: trunk.sendsAssertedIdentity ? uriOf(user) : undefined, isPrivate };
}

/** The address of record and its registrar. */
export function accountUris(trunk: Trunk): { readonly registrar: string; readonly account: string } {
  const domain = trunk.domain === '' ? bracketed(trunk.host) : trunk.domain;
  const user = escapeUser(trunk.account?.username ?? '');
  return { registrar: `sip:${domain}${transportParameter(trunk.transport)}`, account: `sip:${user}@${domain}` };
}

export function credentialsOf({ account }: Trunk): Credentials | undefined {
  if (account === undefined) return undefined;
  const { username, authenticationName } = account;
  return {
    username: authenticationName === '' ? username : authenticationName,
    revealPassword: () => new TextDecoder().decode(account.password.reveal()),
  };
}

function transportParameter(transport: SipTransport): string {
  return transport === 'UDP' ? '' : `;transport=${transport.toLowerCase()}`;
}

/** An IPv6 address as a URI and a Via have it. */
export function bracketed(address: string): string {
  return address.includes(':') && !address.startsWith('[') ? `[${address}]` : address;
}
