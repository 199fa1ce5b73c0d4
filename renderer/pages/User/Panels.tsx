import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../shared/schemas/user.ts';
import { useMay } from '../../bridge/use-session.ts';
import { BlockForm } from '../../parts/help-desk/BlockForm.tsx';
import { EnrolPanel } from '../../parts/token-panels/EnrolPanel.tsx';
import { ResyncPanel } from '../../parts/token-panels/ResyncPanel.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { AssignPanel } from './AssignPanel.tsx';
import { BypassPanel } from './BypassPanel.tsx';
import { PinPanel } from './PinPanel.tsx';
import { userSearch } from './search.ts';
import { TestPanel } from './TestPanel.tsx';
import { UnblockPanel } from './UnblockPanel.tsx';

/** The drawers of the page; which one is open is in the address. */
export function Panels({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
  const mayHelp = useMay('user-tasks');
  const [{ panel, token }, setSearch] = useSearchState(userSearch);
  const close = () => setSearch({ panel: undefined, token: undefined });
  const of = (name: typeof panel) => ({ isOpen: mayHelp && panel === name, onClose: close });
  const { username } = user;
  return (
    <>
      <SideDrawer {...of('bypass')} title={t('bypass.title', { username })}>
        <BypassPanel user={user} onClose={close} />
      </SideDrawer>
      <SideDrawer {...of('pin')} title={t('newPin.title', { username })}>
        <PinPanel user={user} onClose={close} />
      </SideDrawer>
      <SideDrawer {...of('block')} title={t('block.title', { username })}>
        <BlockForm userId={user.id} onBlocked={close} onClose={close} />
      </SideDrawer>
      <SideDrawer {...of('unblock')} title={t('unblock.title', { username })}>
        <UnblockPanel user={user} onClose={close} />
      </SideDrawer>
      <SideDrawer {...of('test')} title={t('test.title', { username })}>
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
