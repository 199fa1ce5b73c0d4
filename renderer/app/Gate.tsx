import { Center, Loader } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../bridge/use-query-of.ts';
import { SessionProvider, useSessionQuery } from '../bridge/use-session.ts';
import { QueryError } from '../parts/errors.tsx';
import { adoptServerLanguage } from '../text/language.ts';
import { Frame } from './Frame/Frame.tsx';

const DutiesPage = lazy(async () => ({ default: (await import('../pages/Account/DutiesPage.tsx')).DutiesPage }));
const SetupPage = lazy(async () => ({ default: (await import('../pages/Setup/SetupPage.tsx')).SetupPage }));
const SignInPage = lazy(async () => ({ default: (await import('../pages/SignIn/SignInPage.tsx')).SignInPage }));

/**
 * What stands before every address: set-up while the server has no operator, sign-in while nobody is signed in. Both
 * show at the address that was asked for, so that it opens afterwards.
 */
export function Gate(): ReactNode {
  const setup = useQueryOf('setup.status');
  const session = useSessionQuery();
  const serverLanguage = setup.data?.language;
  useEffect(() => void adoptServerLanguage(serverLanguage), [serverLanguage]);

  if (setup.data?.isNeeded === true && session.data === null) {
    return (
      <Suspense fallback={<Starting />}>
        <SetupPage serverName={setup.data.serverName} />
      </Suspense>
    );
  }
  const failed = setup.isError ? setup : session.isError && session.data === undefined ? session : undefined;
  if (failed !== undefined) {
    return (
      <Center h="100%" p={24} component="main">
        <QueryError query={failed} />
      </Center>
    );
  }
  if (setup.data === undefined || session.data === undefined) return <Starting />;
  if (session.data === null) {
    return (
      <Suspense fallback={<Starting />}>
        <SignInPage serverName={setup.data.serverName} version={setup.data.version} demo={setup.data.demo} />
      </Suspense>
    );
  }
  const [duty] = session.data.duties;
  if (duty !== undefined) {
    return (
      <Suspense fallback={<Starting />}>
        <DutiesPage
          key={duty}
          serverName={setup.data.serverName}
          operatorName={session.data.operator.name}
          duty={duty}
          onDone={() => void session.refetch()}
        />
      </Suspense>
    );
  }
  return (
    <SessionProvider value={session.data}>
      <Frame serverName={setup.data.serverName} />
    </SessionProvider>
  );
}

function Starting(): ReactNode {
  const { t } = useTranslation('frame');
  return (
    <Center h="100%" component="main" aria-busy aria-label={t('starting')}>
      <Loader size="sm" />
    </Center>
  );
}
