/** The mails that the server sends: their types in the old console's tree (reference section 2.5), and their placeholders. */
import type { Method, Mode } from './methods.ts';

export const MAIL_LANGUAGES = ['en', 'nl'] as const;
export type MailLanguage = (typeof MAIL_LANGUAGES)[number];

/** To a user, by method and mode: when the user is added, and when the method changes. */
export const USER_MAIL_KINDS = ['new-user', 'user-update'] as const;
export type UserMailKind = (typeof USER_MAIL_KINDS)[number];

export const MAIL_TYPES = [
  'phone-call.standard.new-user',
  'phone-call.standard.user-update',
  'phone-call.pin.new-user',
  'phone-call.pin.user-update',
  'text-message.one-way-otp.new-user',
  'text-message.one-way-otp.user-update',
  'text-message.one-way-otp-pin.new-user',
  'text-message.one-way-otp-pin.user-update',
  'text-message.two-way-otp.new-user',
  'text-message.two-way-otp.user-update',
  'text-message.two-way-otp-pin.new-user',
  'text-message.two-way-otp-pin.user-update',
  'mobile-app.standard.new-user',
  'mobile-app.standard.user-update',
  'mobile-app.pin.new-user',
  'mobile-app.pin.user-update',
  'oath-token.standard.new-user',
  'oath-token.standard.user-update',
  'oath-token.pin.new-user',
  'oath-token.pin.user-update',
  'email.one-way-otp.new-user',
  'email.one-way-otp.user-update',
  'email.one-way-otp-pin.new-user',
  'email.one-way-otp-pin.user-update',
  'email-code',
  'fraud-alert',
  'account-locked',
  'blocked',
  'one-time-bypass',
  'user-enrollment',
] as const;
export type MailType = (typeof MAIL_TYPES)[number];

/** Methods that have mails of their own. */
export type MailedMethod = Exclude<Method, 'app-password'>;
export type UserMailType = Extract<MailType, `${MailedMethod}.${Mode}.${UserMailKind}`>;
export type NoticeType = Exclude<MailType, UserMailType>;

export const MAIL_PLACEHOLDERS = [
  'username',
  'first_name',
  'last_name',
  'email',
  'phone',
  'pin',
  'token_serial',
  'otp',
  'minutes',
  'application_name',
  'reason',
  'time',
  'server',
  'company',
  'portal_url',
] as const;
export type MailPlaceholder = (typeof MAIL_PLACEHOLDERS)[number];
export type MailValues = { readonly [Name in MailPlaceholder]?: string };

const OF_USER = ['username', 'first_name', 'last_name', 'email', 'phone', 'server', 'company'] as const;
const OF_USER_MAIL = [...OF_USER, 'portal_url'] as const;
const OF_PIN_MAIL = [...OF_USER_MAIL, 'pin'] as const;

/** What stands for something in a mail of each type. Any other placeholder in it is an error at saving. */
export const PLACEHOLDERS_OF: Readonly<Record<MailType, readonly MailPlaceholder[]>> = {
  'phone-call.standard.new-user': OF_USER_MAIL,
  'phone-call.standard.user-update': OF_USER_MAIL,
  'phone-call.pin.new-user': OF_PIN_MAIL,
  'phone-call.pin.user-update': OF_PIN_MAIL,
  'text-message.one-way-otp.new-user': OF_USER_MAIL,
  'text-message.one-way-otp.user-update': OF_USER_MAIL,
  'text-message.one-way-otp-pin.new-user': OF_PIN_MAIL,
  'text-message.one-way-otp-pin.user-update': OF_PIN_MAIL,
  'text-message.two-way-otp.new-user': OF_USER_MAIL,
  'text-message.two-way-otp.user-update': OF_USER_MAIL,
  'text-message.two-way-otp-pin.new-user': OF_PIN_MAIL,
  'text-message.two-way-otp-pin.user-update': OF_PIN_MAIL,
  'mobile-app.standard.new-user': OF_USER_MAIL,
  'mobile-app.standard.user-update': OF_USER_MAIL,
  'mobile-app.pin.new-user': OF_PIN_MAIL,
  'mobile-app.pin.user-update': OF_PIN_MAIL,
  'oath-token.standard.new-user': [...OF_USER_MAIL, 'token_serial'],
  'oath-token.standard.user-update': [...OF_USER_MAIL, 'token_serial'],
  'oath-token.pin.new-user': [...OF_PIN_MAIL, 'token_serial'],
  'oath-token.pin.user-update': [...OF_PIN_MAIL, 'token_serial'],
  'email.one-way-otp.new-user': OF_USER_MAIL,
  'email.one-way-otp.user-update': OF_USER_MAIL,
  'email.one-way-otp-pin.new-user': OF_PIN_MAIL,
  'email.one-way-otp-pin.user-update': OF_PIN_MAIL,
  'email-code': [...OF_USER, 'otp', 'minutes', 'application_name'],
  'fraud-alert': [...OF_USER, 'application_name', 'time', 'reason'],
  'account-locked': [...OF_USER, 'application_name', 'time', 'minutes', 'reason'],
  blocked: [...OF_USER, 'time', 'reason'],
  'one-time-bypass': [...OF_USER, 'minutes', 'time', 'reason'],
  'user-enrollment': [...OF_USER, 'portal_url', 'otp', 'minutes'],
};

/** The branches of the old console's tree with their modes, and the mails that belong to no method. */
export const USER_MAIL_TREE: readonly { readonly method: MailedMethod; readonly modes: readonly Mode[] }[] = [
  { method: 'phone-call', modes: ['standard', 'pin'] },
  { method: 'text-message', modes: ['one-way-otp', 'one-way-otp-pin', 'two-way-otp', 'two-way-otp-pin'] },
  { method: 'mobile-app', modes: ['standard', 'pin'] },
  { method: 'oath-token', modes: ['standard', 'pin'] },
  { method: 'email', modes: ['one-way-otp', 'one-way-otp-pin'] },
];
export const NOTICE_TYPES = [
  'user-enrollment',
  'email-code',
  'one-time-bypass',
  'account-locked',
  'blocked',
  'fraud-alert',
] as const satisfies readonly NoticeType[];
