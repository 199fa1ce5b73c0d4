import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { userIdSchema } from '../../../shared/ids.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { LinkButton } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { WizardShell } from '../../ui/WizardShell.tsx';
import { CLIENT_FORM_ID, ClientStep } from './ClientStep.tsx';
import { DoneStep } from './DoneStep.tsx';
import { PassphraseStep } from './PassphraseStep.tsx';
import { freshPassphrase } from './passphrase-proof.ts';
import { SetupSummary } from './SetupSummary.tsx';
import { SETUP_STEPS, type SetupSearch, type SetupStep, setupSearch, stepAfter, stepBefore } from './search.ts';
import { TestStep } from './TestStep.tsx';
import { USER_FORM_ID, UserStep } from './UserStep.tsx';

/** From a new server to the first sign-in: every step after the passphrase can be left out, and come back to. */
export function SetupWizardPage(): ReactNode {
  const { t } = useTranslation('setup');
  const [search, setSearch] = useSearchState(setupSearch);
  const setup = useQueryOf('setup.status');
  const [isProven, setProven] = useState(false);
  const step = search.step ?? 'passphrase';
  const go = (to: SetupStep, change: Partial<SetupSearch> = {}) => setSearch({ ...change, step: to });
  const before = stepBefore(step);
  const next = () => {
    // Shown once: the way back shows that there is one, not what it is.
    if (step === 'passphrase') freshPassphrase.forget();
    go(stepAfter(step));
  };
  const labels = ['operator', ...SETUP_STEPS] as const;
  return (
    <Page title={t('title', { server: setup.data?.serverName ?? '' })} isFilled>
      <WizardShell
        steps={labels.map((id) => ({ id, label: t(`steps.${id}`) }))}
        current={step}
        summary={<SetupSummary search={search} />}
        {...(before === undefined ? {} : { onBack: () => go(before) })}
        forward={<Forward step={step} search={search} isProven={isProven} onNext={next} />}
        cancel={isSkippable(step, search) ? <SkipButton onSkip={() => go(stepAfter(step))} /> : null}
      >
        {step === 'passphrase' ? <PassphraseStep onProven={setProven} /> : null}
        {step === 'client' ? <ClientStep search={search} onChange={setSearch} /> : null}
        {step === 'user' ? <UserStep search={search} onChange={setSearch} /> : null}
        {step === 'test' ? <TestStep search={search} onChange={setSearch} /> : null}
        {step === 'done' ? <DoneStep search={search} /> : null}
      </WizardShell>
    </Page>
  );
}

/** Not what cannot be left out, nor what is done already. */
function isSkippable(step: SetupStep, search: SetupSearch): boolean {
  if (step === 'client') return search.client === undefined;
  if (step === 'user') return search.user === undefined;
  return step === 'test' && search.tested !== 'accept';
}

function SkipButton({ onSkip }: { readonly onSkip: () => void }): ReactNode {
  const { t } = useTranslation('setup');
  return (
    <Button variant="default" onClick={onSkip}>
      {t('skip')}
    </Button>
  );
}

function Forward({
  step,
  search,
  isProven,
  onNext,
}: {
  readonly step: SetupStep;
  readonly search: SetupSearch;
  readonly isProven: boolean;
  readonly onNext: () => void;
}): ReactNode {
  const { t } = useTranslation('setup');
  const userId = userIdSchema.safeParse(search.user).data;
  const user = useQueryOf('users.get', { id: userId ?? userIdSchema.parse(1) }, { isEnabled: userId !== undefined });
  if (step === 'done') return <LinkButton to="/">{t('done.status')}</LinkButton>;
  if (step === 'client' && search.client === undefined) {
    return (
      <Button type="submit" form={CLIENT_FORM_ID}>
        {t('client.submit')}
      </Button>
    );
  }
  if (step === 'user' && search.user === undefined) {
    return (
      <Button type="submit" form={USER_FORM_ID}>
        {t('user.submit')}
      </Button>
    );
  }
  // A test that granted is what this wizard is for: before it the way on is to leave the step out.
  if (step === 'test' && search.tested !== 'accept') return null;
  return (
    <Button
      onClick={onNext}
      disabled={step === 'passphrase' && !isProven}
      // While the user still has no token, handing one out is the thing to do.
      variant={step === 'user' && user.data?.tokenCount === 0 ? 'default' : 'filled'}
    >
      {t('continue')}
    </Button>
  );
}
