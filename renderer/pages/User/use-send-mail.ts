import type { User } from '../../../shared/schemas/user.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import type { UserFormValues } from './convert.ts';
import { mailKind, mailProblem, type SendMail } from './mail-note.ts';

/**
 * `Send email` of the old dialog: undefined until there is a mail server. Suggested where the mail would go out by itself.
 * @param before undefined for a new user
 */
export function useSendMail(values: UserFormValues, before: User | undefined): SendMail | undefined {
  const facts = useQueryOf('mail.facts').data;
  if (facts?.isConfigured !== true) return undefined;
  const after = { ...values, tokenCount: before?.tokenCount ?? 0 };
  const problem = mailProblem(after);
  const kind = mailKind(before, after);
  const isSuggested = facts.sendsToUsers && kind === 'new-user';
  return { problem, kind, isSuggested, isChosen: problem === undefined && (values.sendsMail ?? isSuggested) };
}
