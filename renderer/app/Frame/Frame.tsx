import { Outlet, useLocation } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useEngineEvents } from '../../bridge/use-engine-events.ts';
import { type PageFrame, PageFrameContext } from '../../ui/page-frame.ts';
import { sectionOf } from '../sections.ts';
import { ConnectionBanner } from './ConnectionBanner.tsx';
import { DemoBand } from './DemoBand.tsx';
import classes from './Frame.module.css';
import { Header } from './Header.tsx';
import { HelpDrawer, useHelpDrawer } from './HelpDrawer.tsx';
import { IdleSignOut } from './IdleSignOut.tsx';
import { Navigation } from './Navigation.tsx';
import { ShortcutsDialog } from './ShortcutsDialog.tsx';
import { StatusBar } from './StatusBar.tsx';
import { useShortcuts } from './use-shortcuts.ts';

const Palette = lazy(async () => ({ default: (await import('../Palette/Palette.tsx')).Palette }));

/** Header, navigation, the page, status bar. */
export function Frame({ serverName }: { readonly serverName: string }): ReactNode {
  const { t } = useTranslation('frame');
  useEngineEvents();
  const [dialog, setDialog] = useState<'palette' | 'shortcuts'>();
  const [wasSearched, setSearched] = useState(false);
  const help = useHelpDrawer();
  const actions = {
    onSearch: () => {
      setSearched(true);
      setDialog('palette');
    },
    onHelp: help.open,
    onShortcuts: () => setDialog('shortcuts'),
  };
  useShortcuts(actions);
  const close = () => setDialog(undefined);
  const pageFrame = usePageFrame();
  return (
    <div className={classes.frame}>
      <a href="#content" className={classes.skip}>
        {t('skip')}
      </a>
      <Header serverName={serverName} {...actions} />
      <Navigation />
      <main id="content" tabIndex={-1} className={classes.main}>
        <DemoBand />
        <ConnectionBanner />
        <div className={classes.page}>
          <PageFrameContext value={pageFrame}>
            <Outlet />
          </PageFrameContext>
        </div>
      </main>
      <StatusBar />
      <IdleSignOut />
      <HelpDrawer />
      <ShortcutsDialog isOpen={dialog === 'shortcuts'} onClose={close} />
      {wasSearched ? (
        <Suspense>
          <Palette isOpen={dialog === 'palette'} onClose={close} onShortcuts={actions.onShortcuts} />
        </Suspense>
      ) : null}
    </div>
  );
}

/** The way back to the section of the page that is open. */
function usePageFrame(): PageFrame {
  const { t } = useTranslation('frame');
  const { pathname } = useLocation();
  return useMemo(() => {
    const section = sectionOf(pathname);
    if (pathname.startsWith('/help/')) return { trail: [{ to: '/help', label: t('help') }] };
    if (section === undefined || section.to === pathname) return { trail: [] };
    return { trail: [{ to: section.to, label: t(`nav.${section.key}`) }] };
  }, [pathname, t]);
}
