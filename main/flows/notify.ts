/** Mails about what a sign-in brought to light: a fraud alert to those who are listed for it, a lock or block to its user. */
import type { MailValues } from '../../shared/mail-templates.ts';
import type { AllSettings } from '../../shared/schemas/settings.ts';
import type { User } from '../../shared/schemas/user.ts';
import type { Notice } from '../engine/authentication/decision.ts';
import type { MailDelivery, TemplateMail } from '../engine/delivery/mail-port.ts';
import { noticeValues } from '../engine/mail/notice-values.ts';
import { mailAddressOf } from '../engine/mail/user-mails.ts';
import type { Store } from '../store/port.ts';

export type NotifyPorts = {
  readonly store: Pick<Store, 'read'>;
  readonly mails: Pick<MailDelivery, 'send'>;
  readonly sendsToUsers: () => boolean;
  readonly settings: () => Pick<AllSettings, 'fraud-alert' | 'lockout' | 'log'>;
  readonly onFailure: (error: unknown, fields: { readonly notice: Notice['kind'] }) => void;
};

/** Stores the mails; nobody waits for it. */
export function createNotify(ports: NotifyPorts): (notices: readonly Notice[]) => void {
  const tell = async (notice: Notice): Promise<void> => {
    const user = await ports.store.read('users.get', { id: notice.userId });
    for (const mail of mailsFor(ports, notice, user)) await ports.mails.send(mail);
  };
  return (notices) => {
    for (const notice of notices) tell(notice).catch((error: unknown) => ports.onFailure(error, { notice: notice.kind }));
  };
}

function mailsFor(ports: NotifyPorts, notice: Notice, user: User | undefined): readonly TemplateMail[] {
  const settings = ports.settings();
  const values = noticeValues(notice, user, settings.log.masksPhone);
  const toUser = (type: 'blocked' | 'account-locked', told: MailValues): TemplateMail[] => {
    const to = user === undefined || !ports.sendsToUsers() ? undefined : mailAddressOf(user);
    if (user === undefined || to === undefined) return [];
    return [{ type, to, language: user.language, values: told, userId: user.id }];
  };
  switch (notice.kind) {
    case 'fraud-alert': {
      const reason = notice.isBlocked ? 'The user is blocked.' : 'The user is not blocked.';
      const told = { ...values, application_name: notice.applicationName, reason };
      return [
        ...settings['fraud-alert'].notifies.map((to): TemplateMail => ({ type: 'fraud-alert', to, language: '', values: told })),
        ...(notice.isBlocked ? toUser('blocked', values) : []),
      ];
    }
    case 'account-locked': {
      const minutes = String(settings.lockout.unlockAfterMinutes);
      return toUser('account-locked', { ...values, minutes, application_name: '' });
    }
  }
}
