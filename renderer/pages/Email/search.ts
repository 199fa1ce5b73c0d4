import { z } from 'zod';
import { MAIL_LANGUAGES, MAIL_TYPES } from '../../../shared/mail-templates.ts';
import { choiceParameter } from '../../ui/search-schema.ts';

export const EMAIL_TABS = ['settings', 'content', 'sent'] as const;

export const emailSearch = z.object({
  tab: choiceParameter(EMAIL_TABS),
  /** The mail in the editor. */
  mail: choiceParameter(MAIL_TYPES),
  language: choiceParameter(MAIL_LANGUAGES),
  /** The drawer beside the list of mails. */
  drawer: choiceParameter(['resend']),
});
