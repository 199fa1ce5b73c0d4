/** Hands mails to the organisation's SMTP server (RFC 5321, STARTTLS by RFC 3207, TLS from the first byte by RFC 8314). */
import { X509Certificate } from 'node:crypto';
import { getCACertificates } from 'node:tls';
import type { MailSettings } from '../../../shared/schemas/mail.ts';
import { appError } from '../../engine/app-error.ts';
import type { Secret } from '../../engine/secret.ts';

/** A mail as it goes out: nothing in it is left to fill in. */
export type ReadyMail = {
  readonly from: { readonly name: string; readonly address: string };
  readonly to: string;
  /** With commas; ''. */
  readonly cc: string;
  readonly subject: string;
  readonly format: 'plain' | 'html';
  readonly body: string;
};

export type SmtpAnswer =
  | { readonly kind: 'sent' /** The server's last line: what it says of the mail. */; readonly words: string }
  /**
   * isPermanent: the server takes no mail for this address, or not this mail. isOfServer: every other mail would fare
   * the same (it is not there, or refuses the sign-in).
   */
  | { readonly kind: 'not-sent'; readonly problem: string; readonly isPermanent: boolean; readonly isOfServer: boolean };

export interface MailTransport {
  /** Never throws. Resolves within the timeout. */
  send(mail: ReadyMail, timeoutMilliseconds: number): Promise<SmtpAnswer>;
  close(): void;
}

type SmtpSettings = Pick<MailSettings, 'host' | 'port' | 'security' | 'authorityCertificate' | 'username' | 'timeoutSeconds'>;

/** At once to one server: a burst of codes must not wait for one slow delivery; ours. */
const CONNECTIONS_MAX = 5;
/** Milliseconds after which an idle connection is closed; servers drop them after some minutes themselves. */
const IDLE_MILLISECONDS = 30_000;
const PROBLEM_MAX_CHARACTERS = 500;

/** @throws MAIL_CERTIFICATE_INVALID, so that a bad certificate is told where it is typed and not at the next mail. */
export function checkAuthorityCertificate(pem: string): void {
  if (pem === '') return;
  try {
    new X509Certificate(pem);
  } catch (error) {
    throw appError('MAIL_CERTIFICATE_INVALID', { detail: { problem: (error as Error).message }, cause: error });
  }
}

export function createSmtpTransport(settings: SmtpSettings, password: Secret | undefined): MailTransport {
  const timeoutMilliseconds = settings.timeoutSeconds * 1000;
  const pass = password === undefined ? '' : new TextDecoder().decode(password.reveal());
  let closed = false;
  // Read at the first mail: the library takes 24 MB, which a server without mail does without.
  const open = async () => {
    const { createTransport } = await import('nodemailer');
    return createTransport(options);
  };
  let opened: ReturnType<typeof open> | undefined;
  const options = {
    pool: true as const,
    host: settings.host,
    port: settings.port,
    secure: settings.security === 'tls',
    // Without it a server (or someone in between) that offers no STARTTLS would get password and mail in the clear.
    requireTLS: settings.security === 'starttls',
    ignoreTLS: settings.security === 'none',
    ...(settings.username === '' ? {} : { auth: { user: settings.username, pass } }),
    ...(settings.security === 'none'
      ? {}
      : { tls: { minVersion: 'TLSv1.2' as const, ca: authorities(settings.authorityCertificate) } }),
    maxConnections: CONNECTIONS_MAX,
    // Once: a connection that had been idle may turn out to be closed at the moment of use.
    maxRequeues: 1,
    idleTimeout: IDLE_MILLISECONDS,
    dnsTimeout: timeoutMilliseconds,
    connectionTimeout: timeoutMilliseconds,
    greetingTimeout: timeoutMilliseconds,
    socketTimeout: timeoutMilliseconds,
    // A template is text: it names no file and no address to be fetched.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
  const inWords = (error: unknown) => withoutSecret(problemWords(error), pass);
  return {
    async send(mail, limitMilliseconds) {
      const signal = AbortSignal.timeout(limitMilliseconds);
      try {
        opened ??= open();
        const transport = await opened;
        if (closed) transport.close();
        const sent = await transport.sendMail({
          from: mail.from,
          to: mail.to,
          ...(mail.cc === '' ? {} : { cc: mail.cc }),
          subject: mail.subject,
          ...(mail.format === 'html' ? { html: mail.body } : { text: mail.body }),
          // RFC 3834 §5: no out-of-office answers to these.
          headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
          signal,
        });
        if (!isRefused(sent.rejected, mail.to)) return { kind: 'sent', words: clip(sent.response) };
        const refusal: unknown = sent.rejectedErrors?.[0];
        return { kind: 'not-sent', problem: inWords(refusal), ...concernOf(refusal) };
      } catch (error) {
        if (signal.aborted) {
          const problem = `${settings.host}:${settings.port} did not take the mail within ${Math.round(limitMilliseconds / 1000)} s`;
          return { kind: 'not-sent', problem, isPermanent: false, isOfServer: true };
        }
        return { kind: 'not-sent', problem: inWords(error), ...concernOf(error) };
      }
    },
    close: () => {
      closed = true;
      // What did not open has said so to who sent.
      void opened?.then(
        (transport) => transport.close(),
        () => undefined,
      );
    },
  };
}

/** An authority of one's own takes the place of all others. Else those of Node and of the machine (Windows' own store). */
function authorities(authorityCertificate: string): string[] {
  if (authorityCertificate !== '') return [authorityCertificate];
  trusted ??= [...getCACertificates('default'), ...getCACertificates('system')];
  return trusted;
}
/** Read once: it takes about 100 ms. */
let trusted: string[] | undefined;

/** A copy that was refused is no reason to send the mail again. */
function isRefused(rejected: readonly unknown[] | undefined, to: string): boolean {
  return (rejected ?? []).some((address) => String(address).toLowerCase() === to.toLowerCase());
}

type SmtpError = {
  readonly message?: string;
  readonly response?: string;
  readonly responseCode?: number;
  readonly command?: string;
  readonly code?: string;
};

/** A sign-in or a sender that is refused can be mended, and then the mail goes: only the recipient and the mail itself are final. */
function concernOf(error: unknown): { isPermanent: boolean; isOfServer: boolean } {
  const { responseCode, command = '', code } = (error ?? {}) as SmtpError;
  if (responseCode === undefined) return { isPermanent: code === 'EENVELOPE', isOfServer: code !== 'EENVELOPE' };
  const isOfMail = command.startsWith('RCPT') || command.startsWith('DATA');
  return { isPermanent: isOfMail && responseCode >= 500, isOfServer: !isOfMail };
}

/** The server's own line where it said something, with the command that it answered; else what the system said. */
function problemWords(error: unknown): string {
  const { message = '', response = '', command = '' } = (error ?? {}) as SmtpError;
  if (response === '') return clip(message === '' ? 'the mail server refused the mail' : message);
  // The name of the mechanism only: what follows AUTH may be a credential.
  const [verb = ''] = command.split(/[ :]/);
  return clip(['', 'API', 'CONN'].includes(verb) ? response : `${verb}: ${response}`);
}

function clip(words: string): string {
  return words
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, PROBLEM_MAX_CHARACTERS);
}

/** A server may repeat what it was sent. */
function withoutSecret(words: string, pass: string): string {
  if (pass === '') return words;
  return words.replaceAll(pass, '[secret]').replaceAll(Buffer.from(pass).toString('base64'), '[secret]');
}
