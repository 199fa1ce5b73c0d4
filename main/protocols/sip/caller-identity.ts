// The caller ID of an INVITE: From, P-Asserted-Identity (RFC 3325 §9.1) and Privacy (RFC 3323 §4, RFC 3325 §9.3). Left out: P-Preferred-Identity and signed identities (RFC 8224).
import { header, type SipHeader } from './message.ts';
import { formatNameAddr, type NameAddr, nameAddr } from './name-addr.ts';

export type CallerIdentity = {
  readonly displayName: string | undefined;
  /** What From says, a sip, sips or tel URI. */
  readonly uri: string;
  /** What P-Asserted-Identity says; undefined where the trunk must not get one. */
  readonly assertedUri: string | undefined;
  /** The number goes to the trunk, and the phone that rings must not show it. */
  readonly isPrivate: boolean;
};

/** RFC 3323 §4.1.1.3. */
export const ANONYMOUS_URI = 'sip:anonymous@anonymous.invalid';

export function fromAddress(identity: CallerIdentity): NameAddr {
  return identity.isPrivate ? nameAddr(ANONYMOUS_URI, 'Anonymous') : nameAddr(identity.uri, identity.displayName);
}

/** P-Asserted-Identity with the name, and Privacy: id, by which the trunk keeps it to itself. */
export function identityHeaders(identity: CallerIdentity): readonly SipHeader[] {
  const { assertedUri, displayName } = identity;
  const asserted =
    assertedUri === undefined ? [] : [header('P-Asserted-Identity', formatNameAddr(nameAddr(assertedUri, displayName)))];
  return identity.isPrivate ? [...asserted, header('Privacy', 'id')] : asserted;
}
