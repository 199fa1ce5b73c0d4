/** What stands in a mail about something that happened to a user: blocked, locked, let in once, reported fraud. */
import type { MailValues } from '../../../shared/mail-templates.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { maskPhone } from '../mask-phone.ts';

/** `user` undefined: deleted since. `masksPhone`: as the log does. */
export function noticeValues(
  notice: { readonly username: string; readonly at: number },
  user: Pick<User, 'firstName' | 'lastName' | 'email' | 'countryCode' | 'phone'> | undefined,
  masksPhone: boolean,
): MailValues {
  const phone = user === undefined || user.phone === '' ? '' : `+${user.countryCode} ${user.phone}`;
  return {
    username: notice.username,
    first_name: user?.firstName ?? '',
    last_name: user?.lastName ?? '',
    email: user?.email ?? '',
    phone: masksPhone ? maskPhone(phone) : phone,
    time: timeText(notice.at),
  };
}

/** 2026-11-21 14:03:09 UTC: readable in each language, and the same in the log. */
function timeText(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
