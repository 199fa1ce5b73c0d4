import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../shared/schemas/user.ts';
import { useMay } from '../../bridge/use-session.ts';
import { EnrolPanel } from '../../parts/token-panels/EnrolPanel.tsx';
import { ResyncPanel } from '../../parts/token-panels/ResyncPanel.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { AssignPanel } from './AssignPanel.tsx';
import { userSearch } from './search.ts';
import { TestPanel } from './TestPanel.tsx';

/** The drawers of the page; which one is open is in the address. */
export function Panels({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
  const mayHelp = useMay('user-tasks');
  const [{ panel, token }, setSearch] = useSearchState(userSearch);
  const close = () => setSearch({ panel: undefined, token: undefined });
  const of = (name: typeof panel) => ({ isOpen: mayHelp && panel === name, onClose: close });
  return (
    <>
      <SideDrawer {...of('test')} title={t('test.title', { username: user.username })}>
        <TestPanel user={user} />
      </SideDrawer>
      <SideDrawer {...of('assign')} title={t('assign.title')}>
        <AssignPanel user={user} onClose={close} />
      </SideDrawer>
      <SideDrawer {...of('enrol')} title={t('enrol.title')}>
        <EnrolPanel user={user} tokenId={token} onClose={close} />
      </SideDrawer>
      <SideDrawer {...of('resync')} title={t('resync.title')}>
        <ResyncPanel user={user} tokenId={token} onClose={close} />
      </SideDrawer>
    </>
  );
}
