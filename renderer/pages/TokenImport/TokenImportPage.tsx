import '@mantine/dropzone/styles.css';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/Page.tsx';
import { WizardShell } from '../../ui/WizardShell.tsx';
import { CheckButton, ChooseStep } from './ChooseStep.tsx';
import { FileSummary } from './FileSummary.tsx';
import { ImportButton } from './ImportButton.tsx';
import { LeaveImport } from './LeaveImport.tsx';
import { PreviewStep } from './PreviewStep.tsx';
import { PreviewSummary } from './PreviewSummary.tsx';
import { ResultActions, ResultStep } from './ResultStep.tsx';
import { UNLOCK_FORM_ID, UnlockStep } from './UnlockStep.tsx';
import { type ImportWizard, useImportWizard } from './use-import-wizard.ts';

const STEPS = ['choose', 'unlock', 'preview', 'result'] as const;

/** Tokens from a maker's file: choose, unlock where needed, look at every row, import, keep the log. */
export function TokenImportPage(): ReactNode {
  const { t } = useTranslation('import');
  const { t: common } = useTranslation('common');
  const navigate = useNavigate();
  const wizard = useImportWizard();
  const { state } = wizard;
  // Most files are not protected: the step is there when it is needed.
  const steps = STEPS.filter((step) => step !== 'unlock' || state.step === 'unlock');
  const isCommitting = state.work?.kind === 'committing';
  return (
    <Page title={t('title')} isFilled>
      <WizardShell
        steps={steps.map((id) => ({ id, label: t(`step.${id}`) }))}
        current={state.step}
        isFilled
        isWide={state.step === 'preview'}
        {...(state.step === 'result' ? {} : { summary: <Summary wizard={wizard} /> })}
        {...((state.step === 'unlock' || state.step === 'preview') && !isCommitting ? { onBack: wizard.back } : {})}
        forward={<Forward wizard={wizard} />}
        cancel={
          state.step === 'result' || isCommitting ? null : (
            <Button variant="default" onClick={() => void navigate({ to: '/tokens' })}>
              {common('cancel')}
            </Button>
          )
        }
      >
        <Step wizard={wizard} />
      </WizardShell>
      <LeaveImport state={state} onLeave={wizard.abandon} />
    </Page>
  );
}

function Step({ wizard }: { readonly wizard: ImportWizard }): ReactNode {
  const { state } = wizard;
  switch (state.step) {
    case 'choose':
      return <ChooseStep state={state} wizard={wizard} />;
    case 'unlock':
      // Another answer of the server is another lock: the field starts empty, its problem beside it.
      return <UnlockStep state={state} onUnlock={wizard.check} onStop={wizard.stop} />;
    case 'preview':
      return <PreviewStep state={state} wizard={wizard} />;
    case 'result':
      return <ResultStep state={state} />;
  }
}

function Forward({ wizard }: { readonly wizard: ImportWizard }): ReactNode {
  const { t } = useTranslation('import');
  const { state } = wizard;
  switch (state.step) {
    case 'choose':
      return <CheckButton state={state} onCheck={() => wizard.check()} />;
    case 'unlock':
      return (
        <Button type="submit" form={UNLOCK_FORM_ID} loading={state.work !== undefined}>
          {t('unlock.submit')}
        </Button>
      );
    case 'preview':
      return <ImportButton state={state} wizard={wizard} />;
    case 'result':
      return <ResultActions state={state} onRestart={wizard.restart} />;
  }
}

function Summary({ wizard }: { readonly wizard: ImportWizard }): ReactNode {
  const { state } = wizard;
  switch (state.step) {
    case 'choose':
    case 'unlock':
      return <FileSummary file={state.file} />;
    case 'preview':
      return <PreviewSummary state={state} wizard={wizard} />;
    case 'result':
      return null;
  }
}
