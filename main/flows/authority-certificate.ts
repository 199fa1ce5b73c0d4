import { X509Certificate } from 'node:crypto';
import { OWN_WORDS } from '../../shared/own-words.ts';

/** What is wrong with the certificate of an authority, in English; undefined when nothing is, or none is given. */
export function findAuthorityProblem(pem: string): string | undefined {
  if (pem === '') return undefined;
  try {
    new X509Certificate(pem);
    return undefined;
  } catch {
    return OWN_WORDS['no-pem'];
  }
}
