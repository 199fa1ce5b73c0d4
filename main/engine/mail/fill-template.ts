/** Placeholders of mails, in the old server's spelling: <$username$>. */
import {
  MAIL_PLACEHOLDERS,
  type MailPlaceholder,
  type MailType,
  type MailValues,
  PLACEHOLDERS_OF,
} from '../../../shared/mail-templates.ts';
import type { MailTemplateFields } from '../../../shared/schemas/mail.ts';

const PLACEHOLDER = /<\$([^$<>\r\n]*)\$>/g;

export type FilledMail = {
  /** '' : the address of the mail settings. */
  readonly from: string;
  readonly cc: string;
  readonly subject: string;
  readonly format: MailTemplateFields['format'];
  readonly body: string;
};

/** What stands between <$ and $> in these texts and means nothing in a mail of this type, as it is written there; each once. */
export function unknownPlaceholders(type: MailType, texts: readonly string[]): string[] {
  const known: ReadonlySet<string> = new Set(PLACEHOLDERS_OF[type]);
  const found = texts.flatMap((text) => Array.from(text.matchAll(PLACEHOLDER), ([whole, name]) => ({ whole, name: name ?? '' })));
  return [...new Set(found.filter(({ name }) => !known.has(name)).map(({ whole }) => whole))];
}

/**
 * A line of the body whose placeholders all stand for nothing is left out: "PIN: <$pin$>" of a user without a PIN.
 * Values are text: in a body of HTML they are escaped, and none of them can bring a line into the subject.
 */
export function fillTemplate(template: MailTemplateFields, values: MailValues): FilledMail {
  const write = template.format === 'html' ? escapeHtml : (value: string) => value;
  const written = template.body.split(/\r?\n/);
  const lines = written.filter((line) => !isLeftOut(line, values));
  // A line that is left out takes the gap beside it along.
  const text = lines.length === written.length ? lines.join('\n') : lines.join('\n').replaceAll(/\n{3,}/g, '\n\n');
  return {
    from: template.from,
    cc: template.cc,
    subject: oneLine(fill(template.subject, values, oneLine)),
    format: template.format,
    body: fill(text, values, write).trimEnd(),
  };
}

function isLeftOut(line: string, values: MailValues): boolean {
  const names = Array.from(line.matchAll(PLACEHOLDER), ([, name]) => name ?? '');
  return names.length > 0 && names.every((name) => textOf(name, values) === '');
}

function fill(text: string, values: MailValues, write: (value: string) => string): string {
  // A function, because a replacement text would read "$&" in a value as a pattern.
  return text.replaceAll(PLACEHOLDER, (_whole, name: string) => write(textOf(name, values)));
}

function textOf(name: string, values: MailValues): string {
  return isPlaceholder(name) ? (values[name] ?? '') : '';
}

function isPlaceholder(name: string): name is MailPlaceholder {
  return (MAIL_PLACEHOLDERS as readonly string[]).includes(name);
}

function oneLine(value: string): string {
  return value.replaceAll(/\p{Cc}+/gu, ' ').trim();
}

const HTML_ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
function escapeHtml(value: string): string {
  return value.replaceAll(/[&<>"']/g, (character) => HTML_ENTITIES[character] ?? character);
}

/** What the preview of a template shows in place of its placeholders; obviously an example. */
export const EXAMPLE_VALUES: Readonly<Record<MailPlaceholder, string>> = {
  username: 'user@example.org',
  first_name: 'Example',
  last_name: 'User',
  email: 'user@example.org',
  phone: '+31 6 12345678',
  pin: '4907',
  token_serial: '00000001',
  otp: '123456',
  minutes: '5',
  application_name: 'VPN',
  reason: 'Example reason',
  time: '2026-01-31 14:05',
  server: 'mfa.example.org',
  company: 'Example Company',
  portal_url: 'https://mfa.example.org/',
};
