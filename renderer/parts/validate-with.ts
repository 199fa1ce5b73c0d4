/** Form validation by the contract's own schemas, with texts of ours. */
import i18next from 'i18next';
import type { z } from 'zod';

/** A Mantine `validate`: errors by path of the field ("listeners.0.port"). */
export function validateWith<Values>(schema: z.ZodType): (values: Values) => Record<string, string> {
  return (values) => {
    const parsed = schema.safeParse(values);
    if (parsed.success) return {};
    const errors: Record<string, string> = {};
    for (const issue of parsed.error.issues) errors[issue.path.join('.')] ??= issueText(issue);
    return errors;
  };
}

type Issue = z.core.$ZodIssue;

/** The text of one problem. A message written in the schema itself is shown as the form that is expected. */
export function issueText(issue: Issue): string {
  const t = i18next.getFixedT(null, 'common');
  switch (issue.code) {
    case 'too_small':
      if (issue.origin === 'string')
        return issue.minimum === 1 ? t('fields.required') : t('fields.tooShort', { minimum: String(issue.minimum) });
      if (issue.origin === 'array') return t('fields.tooFew', { minimum: String(issue.minimum) });
      return t('fields.tooSmall', { minimum: String(issue.minimum) });
    case 'too_big':
      if (issue.origin === 'string') return t('fields.tooLong', { maximum: String(issue.maximum) });
      if (issue.origin === 'array') return t('fields.tooMany', { maximum: String(issue.maximum) });
      return t('fields.tooLarge', { maximum: String(issue.maximum) });
    case 'invalid_type':
      return issue.expected === 'number' || issue.expected === 'int' ? t('fields.notANumber') : t('fields.required');
    case 'invalid_format':
      return formatText(issue.format, issue.message);
    case 'invalid_union':
      return unionText(issue);
    case 'custom':
      return t('fields.invalid', { problem: issue.message });
    default:
      return t('fields.wrong');
  }
}

function formatText(format: string, message: string): string {
  const t = i18next.getFixedT(null, 'common');
  if (format === 'email') return t('fields.email');
  if (format === 'ipv4' || format === 'ipv6' || format === 'cidrv4' || format === 'cidrv6') return t('fields.address');
  // zod's own regex message begins with "Invalid"; a message of the schema says what may be entered.
  return message.startsWith('Invalid') ? t('fields.notAllowed') : t('fields.invalid', { problem: message });
}

/** A union is refused with the problem of its last choice: the first ones are the literals ("" for left empty). */
function unionText(issue: Extract<Issue, { code: 'invalid_union' }>): string {
  const last = issue.errors.at(-1)?.[0];
  return last === undefined ? i18next.getFixedT(null, 'common')('fields.wrong') : issueText(last);
}
