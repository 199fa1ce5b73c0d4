import { maskPhone } from '../mask-phone.ts';

/** A phone number in the address of an e-mail-to-SMS service, or a username that is one. */
const LONG_NUMBER = /\d{6,}/g;

/** Hides long numbers before the @; what is no number stays as it is. */
export function maskRecipient(address: string): string {
  const at = address.lastIndexOf('@');
  const local = at === -1 ? address : address.slice(0, at);
  return local.replaceAll(LONG_NUMBER, maskPhone) + (at === -1 ? '' : address.slice(at));
}
