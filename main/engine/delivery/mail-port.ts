/** What sends a mail, as the engine and the flows see it. */
import type { UserId } from '../../../shared/ids.ts';
import type { MailType, MailValues } from '../../../shared/mail-templates.ts';

/** A mail made from its template. Values may hold a code or a PIN: they are sealed while they wait, and never logged. */
export type TemplateMail = {
  readonly type: MailType;
  readonly to: string;
  /** 'en', 'nl'; '' or a language without a template: that of the mail settings. */
  readonly language: string;
  readonly values: MailValues;
  readonly userId?: UserId | undefined;
};

/** Text as it is, without a template: a text message that goes by an e-mail-to-SMS service. From is that of the settings. */
export type PlainMail = { readonly to: string; readonly subject: string; readonly text: string };

/** `problem`: the server's own words, without a secret. `isPermanent`: this mail will never go through (a bad address). */
export type MailAnswer =
  | { readonly kind: 'sent' }
  | { readonly kind: 'not-sent'; readonly problem: string; readonly isPermanent: boolean };

export interface MailDelivery {
  /** Resolves once the mail is stored; it is tried until it is sent or two days old. */
  send(mail: TemplateMail): Promise<void>;
  /** Past the queue, tried once: for what a person waits for. Never throws; resolves within the timeout (of the settings where undefined). */
  sendNow(mail: TemplateMail | PlainMail, timeoutMilliseconds?: number): Promise<MailAnswer>;
  /** What the last mail ran into, until one goes through again. */
  problem(): { readonly at: number; readonly words: string } | undefined;
}
