import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserId } from '../../shared/ids.ts';
import type { UserMailKind } from '../../shared/mail-templates.ts';
import type { OutputOf } from '../bridge/procedures.ts';
import { useCommand } from '../bridge/use-command.ts';
import { formatNumber } from '../ui/time.ts';
import { notifyDone, notifyError } from './errors.tsx';

type Resent = OutputOf<'mail.resend'>;

/** Sends the mail of their method to users, and says who gets none and why. */
export function useResend() {
  const { t } = useTranslation('email');
  const command = useCommand('mail.resend');
  const { mutate, isPending } = command;
  const skippedText = useCallback(
    ({ skipped }: Resent) =>
      skipped.map(({ username, reason }) => t('sent.skipped', { username, reason: t(`sent.reasons.${reason}`) })).join(' · '),
    [t],
  );
  const resend = useCallback(
    (ids: UserId[], kind: UserMailKind) =>
      mutate(
        { ids, kind },
        {
          onSuccess: (done) => {
            const queued = t('sent.queued', { count: done.queuedCount, formatted: formatNumber(done.queuedCount) });
            notifyDone(done.queuedCount === 0 ? skippedText(done) : queued);
          },
          onError: notifyError,
        },
      ),
    [mutate, t, skippedText],
  );
  return { resend, isBusy: isPending, command, skippedText };
}
