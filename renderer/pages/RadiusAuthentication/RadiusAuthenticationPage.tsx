import { Button, Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../bridge/use-session.ts';
import { Page } from '../../ui/Page.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { AddClientDrawer } from './AddClientDrawer.tsx';
import { ClientFacts } from './ClientFacts.tsx';
import { ClientsTab } from './ClientsTab.tsx';
import { ListenersTab } from './ListenersTab.tsx';
import { RADIUS_TABS, radiusSearch } from './search.ts';

export function RadiusAuthenticationPage(): ReactNode {
  const { t } = useTranslation('radius');
  const mayChange = useMay('administer');
  const [search, setSearch] = useSearchState(radiusSearch);
  const tab = search.tab ?? 'clients';
  const openTab = (value: string | null) => {
    const chosen = RADIUS_TABS.find((known) => known === value);
    setSearch({ tab: chosen === 'clients' ? undefined : chosen });
  };
  return (
    <Page
      title={t('title')}
      isFilled={tab === 'clients'}
      facts={<ClientFacts issue={search.issue} />}
      actions={mayChange && tab === 'clients' ? <Button onClick={() => setSearch({ client: 0 })}>{t('add')}</Button> : null}
    >
      <Tabs
        value={tab}
        onChange={openTab}
        keepMounted={false}
        keepMountedMode="display-none"
        flex={1}
        mih={0}
        display="flex"
        style={{ flexDirection: 'column' }}
      >
        <Tabs.List>
          {RADIUS_TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="clients" flex={1} mih={0} pt={12} display="flex" style={{ flexDirection: 'column', gap: 8 }}>
          <ClientsTab search={search} onChange={setSearch} />
        </Tabs.Panel>
        {/* Stays mounted, with its effects: what was typed there survives a look at the clients, and is asked about on leaving. */}
        <Tabs.Panel value="listeners" pt={16} keepMounted>
          <ListenersTab />
        </Tabs.Panel>
      </Tabs>
      {mayChange ? <AddClientDrawer isOpen={search.client === 0} onClose={() => setSearch({ client: undefined })} /> : null}
    </Page>
  );
}
