/** Which mail a user gets when (reference section 2.5). */
import { type MailValues, USER_MAIL_TREE, type UserMailKind, type UserMailType } from '../../../shared/mail-templates.ts';
import { asksPin } from '../../../shared/methods.ts';
import { MAIL_ADDRESS, type MailSkipReason } from '../../../shared/schemas/mail.ts';
import type { User } from '../../../shared/schemas/user.ts';

export type MailedUser = Pick<
  User,
  | 'id'
  | 'username'
  | 'firstName'
  | 'lastName'
  | 'email'
  | 'countryCode'
  | 'phone'
  | 'method'
  | 'mode'
  | 'isEnabled'
  | 'tokenCount'
  | 'language'
>;

/** The e-mail address, or the username where it looks like one. */
export function mailAddressOf({ email, username }: Pick<MailedUser, 'email' | 'username'>): string | undefined {
  if (email !== '') return email;
  return MAIL_ADDRESS.test(username) ? username : undefined;
}

/** Whether the user has what the method needs: the one who gets a mail can do at once what it says. */
export function isComplete(user: MailedUser): boolean {
  switch (user.method) {
    case 'phone-call':
    case 'text-message':
      return user.phone.trim() !== '';
    case 'oath-token':
      return user.tokenCount > 0;
    case 'email':
      return mailAddressOf(user) !== undefined;
    // Activated devices come with the mobile app.
    case 'mobile-app':
    case 'app-password':
      return false;
  }
}

/** The type of the mail about this user's method and mode; undefined where there is none. */
export function userMailType(
  { method, mode }: Pick<MailedUser, 'method' | 'mode'>,
  kind: UserMailKind,
): UserMailType | undefined {
  const branch = USER_MAIL_TREE.find((each) => each.method === method);
  if (branch === undefined || !branch.modes.includes(mode)) return undefined;
  // Made of the tree itself, whose leaves are exactly these types.
  return `${branch.method}.${mode}.${kind}` as UserMailType;
}

/**
 * Whether a change makes a user ready to sign in who was not: added enabled and complete, or disabled or incomplete
 * before. Whoever was ready before gets no second mail by it.
 */
export function becomesReady(before: MailedUser | undefined, after: MailedUser): boolean {
  const isReady = (user: MailedUser) => user.isEnabled && isComplete(user);
  return isReady(after) && (before === undefined || !isReady(before));
}

/** What keeps a mail from a user to whom an operator wants one sent. */
export function skipReason(user: MailedUser, kind: UserMailKind): MailSkipReason | undefined {
  if (userMailType(user, kind) === undefined) return 'no-mail-for-method';
  if (mailAddressOf(user) === undefined) return 'no-address';
  if (!user.isEnabled) return 'disabled';
  return isComplete(user) ? undefined : 'incomplete';
}

/** `pin`: the initial PIN, where it is known at this moment; only its hash is stored. */
export function userMailValues(user: MailedUser, pin: string | undefined): MailValues {
  const country = user.countryCode === '' ? '' : `+${user.countryCode} `;
  return {
    username: user.username,
    first_name: user.firstName,
    last_name: user.lastName,
    email: user.email,
    phone: user.phone === '' ? '' : `${country}${user.phone}`,
    ...(pin !== undefined && asksPin(user.mode) ? { pin } : {}),
  };
}
