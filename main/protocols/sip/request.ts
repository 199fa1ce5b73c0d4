// Requests of a user agent with the header fields that all of them have, RFC 3261 §8.1.1. Left out: what only one method has; its writer adds it.
import { formatHex } from '../hex.ts';
import type { SipMeans } from './authorization.ts';
import { header, NO_BODY, type SipHeader, type SipRequest } from './message.ts';
import { formatNameAddr, nameAddr } from './name-addr.ts';
import { escapeUser } from './uri.ts';
import { BRANCH_MAGIC_COOKIE, formatHostPort, formatVia, type HostPort, ourVia, type SipTransport } from './via.ts';

/** This end of a trunk. */
export type LocalAgent = {
  readonly transport: SipTransport;
  /** What Via and Contact name: the public address behind NAT. IPv6 in brackets. */
  readonly address: HostPort;
  /** The user part of Contact: the account, or the number that calls. */
  readonly contactUser: string | undefined;
  /** Product and version for User-Agent; undefined to say nothing. */
  readonly product: string | undefined;
};
/** A body with its type; opaque here. */
export type Content = { readonly type: string; readonly bytes: Uint8Array };

/** Methods that are taken from the peer, for Allow. */
export const ALLOWED_METHODS = ['INVITE', 'ACK', 'CANCEL', 'BYE', 'OPTIONS', 'INFO', 'UPDATE'] as const;
/** Extensions for Supported: session timers (RFC 4028). */
export const SUPPORTED_EXTENSIONS = ['timer'] as const;
/** RFC 3261 §8.1.1.6. */
const MAX_FORWARDS = 70;
/** Octets of randomness; ours: RFC 3261 §19.3 asks for 4 at least in a tag. */
const BRANCH_BYTES = 12;
const TAG_BYTES = 8;
const CALL_ID_BYTES = 16;

export function newBranch(means: SipMeans): string {
  return `${BRANCH_MAGIC_COOKIE}${formatHex(means.randomBytes(BRANCH_BYTES))}`;
}
export function newTag(means: SipMeans): string {
  return formatHex(means.randomBytes(TAG_BYTES));
}
/** Without a host: it would only tell the address behind NAT (RFC 3261 §8.1.1.4 does not ask for one). */
export function newCallId(means: SipMeans): string {
  return formatHex(means.randomBytes(CALL_ID_BYTES));
}

export function contactUri(agent: LocalAgent): string {
  const user = agent.contactUser === undefined ? '' : `${escapeUser(agent.contactUser)}@`;
  const transport = agent.transport === 'UDP' ? '' : `;transport=${agent.transport.toLowerCase()}`;
  return `sip:${user}${formatHostPort(agent.address)}${transport}`;
}

export function contactHeader(agent: LocalAgent): SipHeader {
  return header('Contact', formatNameAddr(nameAddr(contactUri(agent))));
}

/** Allow and Supported, in requests and in 2xx. */
export function capabilityHeaders(): readonly SipHeader[] {
  return [header('Allow', ALLOWED_METHODS.join(', ')), header('Supported', SUPPORTED_EXTENSIONS.join(', '))];
}

export function contentHeaders(content: Content | undefined): readonly SipHeader[] {
  return content === undefined ? [] : [header('Content-Type', content.type)];
}

export type RequestFields = {
  readonly method: string;
  readonly uri: string;
  readonly branch: string;
  readonly routes: readonly string[];
  /** Values with their tags. */
  readonly from: string;
  readonly to: string;
  readonly callId: string;
  readonly cseq: number;
  readonly headers?: readonly SipHeader[];
  readonly content?: Content | undefined;
};

export function buildRequest(agent: LocalAgent, fields: RequestFields): SipRequest {
  const { method, uri, branch, routes, from, to, callId, cseq, content } = fields;
  return {
    kind: 'request',
    method,
    uri,
    headers: [
      header('Via', formatVia(ourVia(agent.transport, agent.address, branch))),
      header('Max-Forwards', String(MAX_FORWARDS)),
      ...routes.map((route) => header('Route', route)),
      header('From', from),
      header('To', to),
      header('Call-ID', callId),
      header('CSeq', `${cseq} ${method}`),
      ...(agent.product === undefined ? [] : [header('User-Agent', agent.product)]),
      ...(fields.headers ?? []),
      ...contentHeaders(content),
    ],
    body: content?.bytes ?? NO_BODY,
  };
}
