/** Mails to a user about what an operator does to the account: blocked, or let in once without a second step. */
import type { UserId } from '../../shared/ids.ts';
import type { MailValues } from '../../shared/mail-templates.ts';
import type { AllSettings } from '../../shared/schemas/settings.ts';
import type { MailDelivery } from '../engine/delivery/mail-port.ts';
import { noticeValues } from '../engine/mail/notice-values.ts';
import { mailAddressOf } from '../engine/mail/user-mails.ts';
import type { Store } from '../store/port.ts';
import type { BlockFlows } from './blocks.ts';
import type { BypassFlows } from './bypasses.ts';

export type NoticeMailPorts = {
  readonly store: Pick<Store, 'read'>;
  readonly mails: Pick<MailDelivery, 'send'>;
  readonly sendsToUsers: () => boolean;
  readonly settings: () => Pick<AllSettings, 'log'>;
  /** What was done stands: it is not undone because a mail about it could not be stored. */
  readonly onFailure: (error: unknown) => void;
};

const MINUTE_SECONDS = 60;

export function withBlockMails(blocks: BlockFlows, ports: NoticeMailPorts): BlockFlows {
  return {
    ...blocks,
    async add(actor, input) {
      const block = await blocks.add(actor, input);
      const { username, startedAt: at } = block;
      await tell(ports, 'blocked', { userId: input.userId, username, at }, { reason: input.reason });
      return block;
    },
  };
}

export function withBypassMails(bypasses: BypassFlows, ports: NoticeMailPorts): BypassFlows {
  return {
    ...bypasses,
    async start(actor, input) {
      const bypass = await bypasses.start(actor, input);
      const { username, startedAt: at, expiresAt } = bypass;
      // Whole minutes: not one second more is promised than there is, but for less than a minute.
      const minutes = String(Math.max(1, Math.floor((expiresAt - at) / 1000 / MINUTE_SECONDS)));
      await tell(ports, 'one-time-bypass', { userId: input.userId, username, at }, { reason: input.reason, minutes });
      return bypass;
    },
  };
}

type About = { readonly userId: UserId; readonly username: string; readonly at: number };

async function tell(ports: NoticeMailPorts, type: 'blocked' | 'one-time-bypass', about: About, more: MailValues): Promise<void> {
  if (!ports.sendsToUsers()) return;
  try {
    const user = await ports.store.read('users.get', { id: about.userId });
    const to = user === undefined ? undefined : mailAddressOf(user);
    if (user === undefined || to === undefined) return;
    const values = { ...noticeValues(about, user, ports.settings().log.masksPhone), ...more };
    await ports.mails.send({ type, to, language: user.language, values, userId: user.id });
  } catch (error) {
    ports.onFailure(error);
  }
}
