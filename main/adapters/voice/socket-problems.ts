/** Why a trunk was not reached or not understood, in words that an operator can do something with. */
import { checkServerIdentity, type PeerCertificate } from 'node:tls';
import { OWN_WORDS } from '../../../shared/own-words.ts';
import { printable } from '../../protocols/sip/operator-words.ts';

/** Says both names: which one is wrong only the administrator knows. */
export function identityProblem(name: string, certificate: PeerCertificate): Error | undefined {
  if (checkServerIdentity(name, certificate) === undefined) return undefined;
  const named = (certificate.subjectaltname ?? '').replaceAll(/(DNS|IP Address|URI):/g, '');
  const own = named === '' ? [certificate.subject.CN ?? []].flat().join(', ') : named;
  return new Error(`${OWN_WORDS['certificate-of-another']}: ${own === '' ? '-' : own} ≠ ${name}`);
}

/** What a trunk said that is no SIP. */
export function nonsenseWords(refusal: string, octets: Uint8Array): string {
  return `${OWN_WORDS['no-sip']} (${refusal}): ${printable(octets)}`;
}

/** What an operator can do something with; the system's own code stands behind it. */
const CODE_WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: OWN_WORDS['nobody-listens'],
  ECONNRESET: OWN_WORDS['connection-broken'],
  EHOSTUNREACH: OWN_WORDS['no-way-to-address'],
  ENETUNREACH: OWN_WORDS['no-way-to-network'],
  ENOTFOUND: OWN_WORDS['host-unknown'],
  EAI_AGAIN: OWN_WORDS['name-server-silent'],
  ETIMEDOUT: OWN_WORDS['address-silent'],
  EADDRINUSE: OWN_WORDS['local-port-taken'],
  EACCES: OWN_WORDS['local-port-forbidden'],
  EMSGSIZE: OWN_WORDS['too-long-for-udp'],
  CERT_HAS_EXPIRED: OWN_WORDS['certificate-expired'],
  DEPTH_ZERO_SELF_SIGNED_CERT: OWN_WORDS['certificate-not-trusted'],
  SELF_SIGNED_CERT_IN_CHAIN: OWN_WORDS['certificate-not-trusted'],
  UNABLE_TO_GET_ISSUER_CERT: OWN_WORDS['certificate-not-trusted'],
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: OWN_WORDS['certificate-not-trusted'],
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: OWN_WORDS['certificate-not-trusted'],
  EPROTO: OWN_WORDS['tls-not-agreed'],
};

const isTlsCode = (code: string): boolean => /CERT|LEAF_SIGNATURE|^EPROTO$/.test(code);

/** A host with several addresses fails once for each: the first says it. */
export function problemOf(error: unknown): string {
  if (error instanceof AggregateError) return problemOf(error.errors[0]);
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  // What the TLS library says has addresses of its memory and places in its source.
  if (code.startsWith('ERR_SSL')) return `${OWN_WORDS['tls-not-agreed']} (${code})`;
  const words = CODE_WORDS[code];
  if (words === undefined) return error.message;
  // Node's own hints are for programmers.
  return `${words} (${isTlsCode(code) ? code : error.message})`;
}
