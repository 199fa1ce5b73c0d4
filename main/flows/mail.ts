/** E-mail: the mail server's settings, a test of them, templates, and mails to chosen users. */
import type { UserId } from '../../shared/ids.ts';
import type { UserMailKind } from '../../shared/mail-templates.ts';
import { OWN_WORDS } from '../../shared/own-words.ts';
import {
  MAIL_SETTINGS_DEFAULT,
  type MailSettings,
  type MailSkipReason,
  type MailTemplate,
  type MailTemplateFields,
  type QueuedMail,
  type StoredMailSettings,
} from '../../shared/schemas/mail.ts';
import { checkAuthorityCertificate, createSmtpTransport, type MailTransport } from '../adapters/mail/smtp.ts';
import { appError } from '../engine/app-error.ts';
import type { MailDelivery, TemplateMail } from '../engine/delivery/mail-port.ts';
import { maskRecipient } from '../engine/mail/mask-recipient.ts';
import { type MailedUser, mailAddressOf, skipReason, userMailType, userMailValues } from '../engine/mail/user-mails.ts';
import { Secret } from '../engine/secret.ts';
import { createMailQueue, type MailQueuePorts } from './mail-queue.ts';
import { createMailTemplates, type MailPreview, previewTemplate, type TemplateKey } from './mail-templates.ts';

export interface MailFlows {
  readonly delivery: MailDelivery;
  /** Reads what is stored; with `delivers` it takes up what waits, and goes on until close(). */
  start(delivers: boolean): Promise<void>;
  close(): Promise<void>;
  get(): Promise<StoredMailSettings>;
  /** `password`: undefined keeps, '' removes. Throws SETTINGS_REVISION_CONFLICT, MAIL_CERTIFICATE_INVALID. */
  update(
    actor: string,
    input: { settings: MailSettings; password?: string | undefined; revision: number },
  ): Promise<StoredMailSettings>;
  test(actor: string, to: string): Promise<{ isSent: boolean; words: string }>;
  templates(): MailTemplate[];
  /** Throws MAIL_PLACEHOLDER_UNKNOWN. */
  saveTemplate(actor: string, key: TemplateKey, fields: MailTemplateFields): Promise<MailTemplate>;
  resetTemplate(actor: string, key: TemplateKey): Promise<MailTemplate>;
  preview(key: TemplateKey, fields: MailTemplateFields): MailPreview;
  queue(): Promise<{ rows: QueuedMail[]; waitingCount: number }>;
  /** Throws MAIL_NOT_CONFIGURED. */
  resend(
    actor: string,
    input: { ids: readonly UserId[]; kind: UserMailKind },
  ): Promise<{ queuedCount: number; skipped: { username: string; reason: MailSkipReason }[] }>;
  /** There is a server to send by. */
  isConfigured(): boolean;
  /** `Send emails to users`, and a server to send them by. */
  sendsToUsers(): boolean;
  /** One mail each, about their method and mode. `pin`: the initial PIN, where it is known. */
  mailUsers(users: readonly MailedUser[], kind: UserMailKind, pin?: string): Promise<void>;
  /** What belongs on the Status screen. */
  warnings(): readonly { readonly code: 'mail-failing' | 'mail-from-missing'; readonly subject: string }[];
}

export type MailPorts = Omit<MailQueuePorts, 'templates' | 'settings' | 'transport'> & {
  readonly masksRecipients: () => boolean;
  /** In place of SMTP, for tests. */
  readonly connect?: typeof createSmtpTransport;
};

const PASSWORD_CONTEXT = 'mail-password';
const LISTED_MAX = 200;
const TEST_MAIL = {
  en: {
    subject: 'Test mail from Countersign',
    body: 'This is a test mail from <server>. The mail server took it: e-mail works.',
  },
  nl: {
    subject: 'Testbericht van Countersign',
    body: 'Dit is een testbericht van <server>. De mailserver heeft het aangenomen: e-mail werkt.',
  },
} as const;

export function createMailFlows(ports: MailPorts): MailFlows {
  const { store } = ports;
  const { connect = createSmtpTransport } = ports;
  let settings: MailSettings = MAIL_SETTINGS_DEFAULT;
  let transport: MailTransport | undefined;
  const templates = createMailTemplates(store);
  const queue = createMailQueue({ ...ports, templates, settings: () => settings, transport: () => transport });

  const load = async (): Promise<void> => {
    const stored = await store.read('mail.settings', undefined);
    settings = stored.settings;
    transport?.close();
    const password =
      stored.sealedPassword === undefined ? undefined : new Secret(ports.box.open(stored.sealedPassword, PASSWORD_CONTEXT));
    transport = settings.host === '' ? undefined : connect(settings, password);
  };
  const get = async (): Promise<StoredMailSettings> => {
    const { sealedPassword, ...stored } = await store.read('mail.settings', undefined);
    return { ...stored, hasPassword: sealedPassword !== undefined, problem: queue.problem() };
  };
  const mailUsers: MailFlows['mailUsers'] = async (users, kind, pin) =>
    queue.sendAll(
      await Promise.all(
        users.flatMap((user) => (skipReason(user, kind) === undefined ? [userMail(ports, user, kind, pin)] : [])),
      ),
    );

  return {
    delivery: queue,
    async start(delivers) {
      await Promise.all([load(), templates.load()]);
      if (delivers) await queue.start();
    },
    async close() {
      transport?.close();
      await queue.stop();
    },
    get,
    async update(actor, { settings: next, password, revision }) {
      checkAuthorityCertificate(next.authorityCertificate);
      const before = await store.read('mail.settings', undefined);
      const changed = Object.fromEntries(
        (Object.keys(next) as (keyof MailSettings)[])
          .filter((key) => next[key] !== before.settings[key])
          .map((key) => [key, { before: before.settings[key], after: next[key] }]),
      );
      await store.write(
        'mail.update-settings',
        { settings: next, sealedPassword: sealPassword(ports, password), revision, changedBy: actor },
        {
          actor,
          action: 'mail.update',
          subject: next.host,
          detail: { ...changed, ...(password === undefined ? {} : { password: password === '' ? 'removed' : 'changed' }) },
        },
      );
      await load();
      await queue.hurry();
      return get();
    },
    async test(actor, to) {
      const { language, fromAddress, fromName, timeoutSeconds } = settings;
      if (transport === undefined || fromAddress === '') {
        return { isSent: false, words: OWN_WORDS[transport === undefined ? 'no-mail-server' : 'no-from'] };
      }
      const { subject, body } = TEST_MAIL[language];
      const answer = await transport.send(
        {
          from: { name: fromName, address: fromAddress },
          to,
          cc: '',
          subject,
          format: 'plain',
          body: body.replace('<server>', ports.serverName),
        },
        timeoutSeconds * 1000,
      );
      const isSent = answer.kind === 'sent';
      await store.write('audit.note', {}, { actor, action: 'mail.test', subject: to, detail: { isSent } });
      // What waits because of the same problem need not wait any longer.
      if (isSent) await queue.hurry();
      return { isSent, words: answer.kind === 'sent' ? answer.words : answer.problem };
    },
    templates: () => templates.list(),
    saveTemplate: (actor, key, fields) => templates.save(actor, key, fields),
    resetTemplate: (actor, key) => templates.reset(actor, key),
    preview: ({ type }, fields) => previewTemplate(type, fields, settings.fromAddress),
    async queue() {
      const { rows, waitingCount } = await store.read('mail.list', { limit: LISTED_MAX });
      const isMasked = ports.masksRecipients();
      return {
        rows: rows.map((row) => (isMasked ? { ...row, recipient: maskRecipient(row.recipient) } : row)),
        waitingCount,
      };
    },
    async resend(actor, { ids, kind }) {
      if (transport === undefined) throw appError('MAIL_NOT_CONFIGURED');
      const users = await Promise.all(ids.map((id) => store.read('users.get', { id })));
      const skipped = users.flatMap((user, index): { username: string; reason: MailSkipReason }[] => {
        if (user === undefined) return [{ username: String(ids[index]), reason: 'no-such-user' }];
        const reason = skipReason(user, kind);
        return reason === undefined ? [] : [{ username: user.username, reason }];
      });
      const mailed = users.flatMap((user) => (user !== undefined && skipReason(user, kind) === undefined ? [user] : []));
      await mailUsers(mailed, kind);
      const subject = mailed.length === 1 ? (mailed[0]?.username ?? '') : `${mailed.length} users`;
      await store.write('audit.note', {}, { actor, action: 'mail.resend', subject, detail: { kind, ids } });
      return { queuedCount: mailed.length, skipped };
    },
    isConfigured: () => transport !== undefined,
    sendsToUsers: () => settings.sendsToUsers && transport !== undefined,
    mailUsers,
    warnings() {
      const words = queue.problem()?.words;
      return [
        ...(words === undefined ? [] : [{ code: 'mail-failing', subject: words } as const]),
        // The old server sent nothing without it, and did not say so.
        ...(settings.host !== '' && settings.fromAddress === '' ? [{ code: 'mail-from-missing', subject: '' } as const] : []),
      ];
    },
  };
}

function sealPassword({ box }: Pick<MailPorts, 'box'>, password: string | undefined): Uint8Array | null | undefined {
  if (password === undefined) return undefined;
  return password === '' ? null : box.seal(new TextEncoder().encode(password), PASSWORD_CONTEXT);
}

/** To a user for whom skipReason has none. */
async function userMail(
  { store }: Pick<MailPorts, 'store'>,
  user: MailedUser,
  kind: UserMailKind,
  pin: string | undefined,
): Promise<TemplateMail> {
  const type = userMailType(user, kind);
  const to = mailAddressOf(user);
  if (type === undefined || to === undefined) throw new TypeError('a mail for a user who gets none');
  const tokens =
    user.method === 'oath-token'
      ? await store.read('tokens.list', { userId: user.id, search: '', offset: 0, limit: 10, sort: 'serial', direction: 'asc' })
      : { rows: [] };
  const serials = tokens.rows.filter(({ isPending, isEnabled }) => isEnabled && !isPending).map(({ serial }) => serial);
  const values = { ...userMailValues(user, pin), token_serial: serials.join(', ') };
  return { type, to, language: user.language, values, userId: user.id };
}
