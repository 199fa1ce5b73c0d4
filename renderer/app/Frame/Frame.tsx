import { Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useEngineEvents } from '../../bridge/use-topic.ts';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { DemoBand } from './DemoBand.tsx';
import classes from './Frame.module.css';
import { Header } from './Header.tsx';
import { Navigation } from './Navigation.tsx';
import { StatusBar } from './StatusBar.tsx';
import { useIdleSignOut } from './use-idle-sign-out.ts';

/** Header, navigation, the page, status bar. */
export function Frame({ serverName }: { readonly serverName: string }): ReactNode {
  useIdleSignOut();
  const { t } = useTranslation('frame');
  useEngineEvents();
  return (
    <div className={classes.frame}>
      <a href="#content" className={classes.skip}>
        {t('skip')}
      </a>
      <Header serverName={serverName} />
      <Navigation />
      <main id="content" tabIndex={-1} className={classes.main}>
        <DemoBand />
        <ConnectionBanner />
        <div className={classes.page}>
          <Outlet />
        </div>
      </main>
      <StatusBar />
    </div>
  );
}
