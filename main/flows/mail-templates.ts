/** Templates of mails: the delivered ones, and what the administrator made of them. */
import {
  MAIL_LANGUAGES,
  MAIL_TYPES,
  type MailLanguage,
  type MailType,
  type MailValues,
  PLACEHOLDERS_OF,
} from '../../shared/mail-templates.ts';
import type { MailTemplate, MailTemplateFields } from '../../shared/schemas/mail.ts';
import { appError } from '../engine/app-error.ts';
import { deliveredTemplate } from '../engine/mail/delivered-templates.ts';
import { EXAMPLE_VALUES, type FilledMail, fillTemplate, unknownPlaceholders } from '../engine/mail/fill-template.ts';
import type { Store } from '../store/port.ts';

export type TemplateKey = { readonly type: MailType; readonly language: MailLanguage };
export type MailPreview = { from: string; subject: string; body: string; unknownPlaceholders: string[] };

export interface MailTemplates {
  load(): Promise<void>;
  list(): MailTemplate[];
  /** Throws MAIL_PLACEHOLDER_UNKNOWN. */
  save(actor: string, key: TemplateKey, fields: MailTemplateFields): Promise<MailTemplate>;
  /** Back to what was delivered. */
  reset(actor: string, key: TemplateKey): Promise<MailTemplate>;
  /** `values` in place of the placeholders. */
  fill(key: TemplateKey, values: MailValues): FilledMail;
}

export function createMailTemplates(store: Pick<Store, 'read' | 'write'>): MailTemplates {
  let changed: ReadonlyMap<string, MailTemplateFields> = new Map();
  const nameOf = ({ type, language }: TemplateKey) => `${type} (${language})`;
  const fieldsOf = (key: TemplateKey) => changed.get(nameOf(key)) ?? deliveredTemplate(key.type, key.language);
  const load = async () => {
    const rows = await store.read('mail.templates', undefined);
    changed = new Map(rows.map((row) => [nameOf(row), row.fields]));
  };
  const templateOf = (key: TemplateKey): MailTemplate => ({
    type: key.type,
    language: key.language,
    ...fieldsOf(key),
    isChanged: changed.has(nameOf(key)),
    placeholders: [...PLACEHOLDERS_OF[key.type]],
  });
  return {
    load,
    list: () => MAIL_TYPES.flatMap((type) => MAIL_LANGUAGES.map((language) => templateOf({ type, language }))),
    async save(actor, key, fields) {
      const [unknown] = unknownPlaceholders(key.type, [fields.subject, fields.body]);
      if (unknown !== undefined) {
        const known = PLACEHOLDERS_OF[key.type].map((name) => `<$${name}$>`).join(' ');
        throw appError('MAIL_PLACEHOLDER_UNKNOWN', { detail: { placeholder: unknown, known } });
      }
      await store.write(
        'mail.save-template',
        { ...key, fields },
        { actor, action: 'mail.save-template', subject: nameOf(key), detail: { before: fieldsOf(key), after: fields } },
      );
      await load();
      return templateOf(key);
    },
    async reset(actor, key) {
      await store.write('mail.reset-template', key, {
        actor,
        action: 'mail.reset-template',
        subject: nameOf(key),
        detail: { before: fieldsOf(key) },
      });
      await load();
      return templateOf(key);
    },
    fill: (key, values) => fillTemplate(fieldsOf(key), values),
  };
}

/** A template as it stands in the editor, with examples; `serverFrom` where it names no sender of its own. */
export function previewTemplate(type: MailType, fields: MailTemplateFields, serverFrom: string): MailPreview {
  const { from, subject, body } = fillTemplate(fields, EXAMPLE_VALUES);
  return {
    from: from === '' ? serverFrom : from,
    subject,
    body,
    unknownPlaceholders: unknownPlaceholders(type, [fields.subject, fields.body]),
  };
}
