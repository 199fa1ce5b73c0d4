import { useDocumentTitle } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../../shared/schemas/operator.ts';
import { useEnterSession } from '../../bridge/use-session.ts';
import { DoorPage } from '../../ui/DoorPage.tsx';
import { FirstStepsStep } from './FirstStepsStep.tsx';
import { OperatorStep } from './OperatorStep.tsx';
import { PassphraseStep } from './PassphraseStep.tsx';
import { setupCodeOf } from './strength.ts';

type SetupState =
  | { readonly step: 'operator' }
  | { readonly step: 'passphrase'; readonly passphrase: string; readonly session: Session }
  | { readonly step: 'first'; readonly session: Session };

/** First run: the first operator, the recovery passphrase, where to go next. */
export function SetupPage({ serverName, onDone }: { readonly serverName: string; readonly onDone: () => void }): ReactNode {
  const { t } = useTranslation('setup');
  const { t: common } = useTranslation('common');
  const navigate = useNavigate();
  const enter = useEnterSession();
  const [code] = useState(takeSetupCode);
  const [state, setState] = useState<SetupState>({ step: 'operator' });
  useDocumentTitle(`${t('title', { server: serverName })} · ${common('product')}`);

  const finish = (to: '/' | '/radius' | '/tokens/import') => {
    if (state.step !== 'first') return;
    enter(state.session);
    onDone();
    void navigate(to === '/radius' ? { to, search: { client: 0 } } : { to });
  };
  return (
    <DoorPage product={common('product')} place={serverName} width={480}>
      {state.step === 'operator' ? (
        <OperatorStep
          serverName={serverName}
          initialCode={code}
          onCreated={({ recoveryPassphrase, session }) =>
            setState({ step: 'passphrase', passphrase: recoveryPassphrase, session })
          }
        />
      ) : null}
      {state.step === 'passphrase' ? (
        <PassphraseStep
          serverName={serverName}
          passphrase={state.passphrase}
          onStored={() => setState({ step: 'first', session: state.session })}
        />
      ) : null}
      {state.step === 'first' ? <FirstStepsStep serverName={serverName} onGo={finish} /> : null}
    </DoorPage>
  );
}

let taken: string | undefined;

/** Takes the set-up code out of the address, so that it stays in no history and in no screenshot. */
function takeSetupCode(): string {
  taken ??= setupCodeOf(window.location.hash);
  if (window.location.hash !== '') window.history.replaceState(window.history.state, '', window.location.pathname);
  return taken;
}
