import { useDocumentTitle } from '@mantine/hooks';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEnterSession } from '../../bridge/use-session.ts';
import { DoorPage } from '../../ui/DoorPage.tsx';
import { OperatorStep } from './OperatorStep.tsx';
import { freshPassphrase } from './passphrase-proof.ts';
import { setupCodeOf } from './strength.ts';

/** First run, before anybody can sign in: the first operator. The wizard goes on inside the console. */
export function SetupPage({ serverName }: { readonly serverName: string }): ReactNode {
  const { t } = useTranslation('setup');
  const { t: common } = useTranslation('common');
  const navigate = useNavigate();
  const enter = useEnterSession();
  const [code] = useState(takeSetupCode);
  useDocumentTitle(`${t('title', { server: serverName })} · ${common('product')}`);
  return (
    <DoorPage product={common('product')} place={serverName} width={480}>
      <OperatorStep
        serverName={serverName}
        initialCode={code}
        onCreated={({ recoveryPassphrase, session }) => {
          freshPassphrase.keep(recoveryPassphrase);
          void navigate({ to: '/setup', search: { step: 'passphrase' } });
          enter(session);
        }}
      />
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
