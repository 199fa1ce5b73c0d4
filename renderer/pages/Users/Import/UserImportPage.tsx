import { Button } from '@mantine/core';
import { type ReactNode, useReducer, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ConsoleError } from '../../../bridge/console-error.ts';
import { useCommand } from '../../../bridge/use-command.ts';
import { CommandError } from '../../../parts/errors.tsx';
import { LinkButton } from '../../../ui/links.tsx';
import { Page } from '../../../ui/Page.tsx';
import { formatNumber } from '../../../ui/time.ts';
import { UnsavedChanges } from '../../../ui/UnsavedChanges.tsx';
import { WizardShell } from '../../../ui/WizardShell.tsx';
import { ChooseStep } from './ChooseStep.tsx';
import { readUserFile } from './csv-file.ts';
import { PreviewStep } from './PreviewStep.tsx';
import { ResultStep } from './ResultStep.tsx';
import { type ChosenFile, importableCount, START, wizardReducer } from './wizard-state.ts';

const STEPS = ['choose', 'preview', 'result'] as const;

/** Users from a CSV file: choose, look at what would happen, import all of it or nothing. */
export function UserImportPage(): ReactNode {
  const { t } = useTranslation('users');
  const { t: common } = useTranslation('common');
  const [state, dispatch] = useReducer(wizardReducer, START);
  const [fileError, setFileError] = useState<ConsoleError>();
  const run = useCommand('users.importCsv');

  const preview = (file: ChosenFile, updatesExisting: boolean) =>
    run.mutate(
      { content: file.content, updatesExisting, isDryRun: true },
      { onSuccess: (answer) => dispatch({ type: 'previewed', file, updatesExisting, preview: answer }) },
    );
  const choose = async (file: File) => {
    setFileError(undefined);
    run.reset();
    try {
      preview(await readUserFile(file), false);
    } catch (cause) {
      setFileError(new ConsoleError('FILE_UNREADABLE', { path: file.name, problem: t('csv.unreadable') }, { cause }));
    }
  };
  const commit = () => {
    if (state.step !== 'preview') return;
    run.mutate(
      { content: state.file.content, updatesExisting: state.updatesExisting, isDryRun: false },
      { onSuccess: (answer) => dispatch({ type: 'imported', answer }) },
    );
  };
  const restart = () => {
    run.reset();
    dispatch({ type: 'restarted' });
  };
  const count = state.step === 'preview' ? importableCount(state.preview) : 0;
  return (
    <Page
      title={t('csv.title')}
      isFilled={state.step === 'preview'}
      {...(state.step === 'preview' ? { facts: <FileFacts file={state.file} /> } : {})}
    >
      <WizardShell
        steps={STEPS.map((id) => ({ id, label: t(`csv.step.${id}`) }))}
        current={state.step}
        isFilled={state.step === 'preview'}
        {...(state.step === 'preview' ? { onBack: restart } : {})}
        forward={
          state.step !== 'preview' || count === 0 ? null : (
            <Button loading={run.isPending} onClick={commit}>
              {t('csv.commit', { count, formatted: formatNumber(count) })}
            </Button>
          )
        }
        cancel={
          state.step === 'result' ? null : (
            <LinkButton to="/users" variant="default" disabled={run.isPending}>
              {common('cancel')}
            </LinkButton>
          )
        }
      >
        <CommandError error={fileError ?? run.error} />
        {state.step === 'choose' ? <ChooseStep isBusy={run.isPending} onChoose={(file) => void choose(file)} /> : null}
        {state.step === 'preview' ? (
          <PreviewStep state={state} isBusy={run.isPending} onUpdates={(updates) => preview(state.file, updates)} />
        ) : null}
        {state.step === 'result' ? <ResultStep answer={state.answer} onAnother={restart} /> : null}
      </WizardShell>
      <UnsavedChanges isDirty={run.isPending && state.step === 'preview'} />
    </Page>
  );
}

const KILOBYTE = 1024;

function FileFacts({ file }: { readonly file: ChosenFile }): ReactNode {
  const { t } = useTranslation('users');
  const size = formatNumber(Math.ceil(file.sizeBytes / KILOBYTE));
  return <span dir="auto">{t('csv.fileFact', { name: file.name, size })}</span>;
}
