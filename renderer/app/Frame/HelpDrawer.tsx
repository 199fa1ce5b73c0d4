import { useLocation, useRouter, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { asHelpTopic } from '../../help/topics.ts';
import { LoadingRows } from '../../ui/Page.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { helpTopicOf } from '../sections.ts';

const DrawerHelp = lazy(async () => ({ default: (await import('../../help/DrawerHelp.tsx')).DrawerHelp }));

/** The help of the page that is open, right of it. Which page it shows is in the address: `?help=users`. */
export function HelpDrawer(): ReactNode {
  const { t } = useTranslation('help');
  const { help } = useSearch({ strict: false });
  const topic = asHelpTopic(help);
  const { close } = useHelpDrawer();
  return (
    <SideDrawer title={topic === undefined ? t('title') : t(`topic.${topic}`)} isOpen={topic !== undefined} onClose={close}>
      <Suspense fallback={<LoadingRows rows={8} />}>
        {topic === undefined ? null : <DrawerHelp key={topic} topic={topic} />}
      </Suspense>
    </SideDrawer>
  );
}

/** Opening and closing it: on the help's own pages there is nothing to open. */
export function useHelpDrawer(): { readonly open: () => void; readonly close: () => void } {
  const { pathname, searchStr } = useLocation();
  const { history } = useRouter();
  const show = (help: string | undefined) => {
    const search = new URLSearchParams(searchStr);
    if (help === undefined) search.delete('help');
    else search.set('help', help);
    const text = search.toString();
    history.replace(text === '' ? pathname : `${pathname}?${text}`);
  };
  return {
    open: () => {
      if (!pathname.startsWith('/help')) show(helpTopicOf(pathname));
    },
    close: () => show(undefined),
  };
}
