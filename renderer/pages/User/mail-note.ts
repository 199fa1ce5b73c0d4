/** Which mail would go out with a save, and why none would. Pure; the engine decides (user-mails.ts), by the same rules. */
import { USER_MAIL_TREE, type UserMailKind } from '../../../shared/mail-templates.ts';
import { MAIL_ADDRESS, type MailSkipReason } from '../../../shared/schemas/mail.ts';
import type { User } from '../../../shared/schemas/user.ts';

export type MailedUser = Pick<User, 'username' | 'email' | 'phone' | 'method' | 'mode' | 'isEnabled' | 'tokenCount'>;

export type SendMail = {
  /** Why none would go, whatever is chosen. */
  readonly problem: MailSkipReason | undefined;
  readonly kind: UserMailKind;
  readonly isSuggested: boolean;
  readonly isChosen: boolean;
};

/** What keeps a mail from this user. */
export function mailProblem(user: MailedUser): MailSkipReason | undefined {
  const { method, mode } = user;
  if (!USER_MAIL_TREE.some((branch) => branch.method === method && branch.modes.includes(mode))) return 'no-mail-for-method';
  if (!hasAddress(user)) return 'no-address';
  if (!user.isEnabled) return 'disabled';
  return isComplete(user) ? undefined : 'incomplete';
}

/** Of a user to whom one goes: the first mail for whoever becomes ready to sign in by the save. */
export function mailKind(before: MailedUser | undefined, after: MailedUser): UserMailKind {
  const isReady = (user: MailedUser) => user.isEnabled && isComplete(user);
  return isReady(after) && (before === undefined || !isReady(before)) ? 'new-user' : 'user-update';
}

function hasAddress({ email, username }: Pick<MailedUser, 'email' | 'username'>): boolean {
  return email.trim() !== '' || MAIL_ADDRESS.test(username.trim());
}

function isComplete(user: MailedUser): boolean {
  switch (user.method) {
    case 'phone-call':
    case 'text-message':
      return user.phone.trim() !== '';
    case 'oath-token':
      return user.tokenCount > 0;
    case 'email':
      return hasAddress(user);
    case 'mobile-app':
    case 'app-password':
      return false;
  }
}

/** As the contract wants it; undefined leaves it to the server. */
export function sendsMail(mail: SendMail | undefined): boolean | undefined {
  return mail === undefined || mail.problem !== undefined ? undefined : mail.isChosen;
}
