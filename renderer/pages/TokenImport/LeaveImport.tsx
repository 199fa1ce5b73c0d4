import { useBlocker } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { isLeavingLossy, type WizardState } from './wizard-state.ts';

/** Asks before an open preview is left, and ends it on the server when it is. */
export function LeaveImport({ state, onLeave }: { readonly state: WizardState; readonly onLeave: () => void }): ReactNode {
  const { t } = useTranslation('import');
  const isLossy = isLeavingLossy(state);
  const blocker = useBlocker({
    shouldBlockFn: ({ current, next }) => isLossy && current.pathname !== next.pathname,
    enableBeforeUnload: () => isLossy,
    withResolver: true,
  });
  return (
    <ConfirmDialog
      isOpen={blocker.status === 'blocked'}
      title={t('leave.title')}
      confirmLabel={t('leave.confirm')}
      cancelLabel={t('leave.stay')}
      isDestructive
      onConfirm={() => {
        onLeave();
        blocker.proceed?.();
      }}
      onClose={() => blocker.reset?.()}
    >
      {t(state.work?.kind === 'committing' ? 'leave.running' : 'leave.text')}
    </ConfirmDialog>
  );
}
