/** Where a message to a user goes, and why it must not go there. */

import type { EngineSettings } from '../../authentication/engine-ports.ts';
import type { Subject } from '../../ports.ts';
import type { Outcome } from '../method.ts';
import { phoneTarget } from '../phone-target.ts';

export type Recipient = { readonly address: string } | { readonly refusal: Outcome };

export function phoneRecipient(subject: Subject, defaults: EngineSettings['user-defaults']): Recipient {
  const target = phoneTarget({ countryCode: subject.countryCode, number: subject.phoneNumber }, subject, defaults);
  return 'refusal' in target ? target : { address: target.number };
}

const EMAIL_FORM = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Reference section 3: where the e-mail address is empty, the username counts if it looks like one. */
export function emailRecipient(subject: Subject): Recipient {
  const address = subject.email === '' ? subject.username : subject.email;
  if (EMAIL_FORM.test(address)) return { address };
  return { refusal: { result: 'NO_USABLE_METHOD', reason: 'no-email' } };
}

/** For a prompt: the last digits or letters only. The person knows the rest, a stranger must not learn it. */
export function maskRecipient(address: string): string {
  if (!address.includes('@')) return `••••${address.slice(-3)}`;
  const [local = '', domain = ''] = address.split('@');
  return `${local.slice(0, 1)}••••@${domain}`;
}
