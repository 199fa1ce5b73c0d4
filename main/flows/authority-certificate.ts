import { X509Certificate } from 'node:crypto';

/** What is wrong with the certificate of an authority, in English; undefined when nothing is, or none is given. */
export function findAuthorityProblem(pem: string): string | undefined {
  if (pem === '') return undefined;
  try {
    new X509Certificate(pem);
    return undefined;
  } catch {
    return 'the authority certificate is no certificate in PEM form';
  }
}
