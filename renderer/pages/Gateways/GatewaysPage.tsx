import { Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { LinkButton } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { formatNumber } from '../../ui/time.ts';
import { useSearchState } from '../../ui/use-search-state.ts';
import { GatewayList } from './GatewayList.tsx';
import { healthStateOf } from './health.ts';
import { InboundTab } from './InboundTab.tsx';
import { MessagesTab } from './MessagesTab.tsx';
import { GATEWAY_TABS, gatewaysSearch } from './search.ts';

/** What delivers a text: in which order, how each is doing, what came and went. */
export function GatewaysPage(): ReactNode {
  const { t } = useTranslation('gateways');
  const mayChange = useMay('administer');
  const [search, setSearch] = useSearchState(gatewaysSearch);
  const tab = search.tab ?? (search.setting === '' ? 'gateways' : 'inbound');
  return (
    <Page
      title={t('title')}
      isFilled={tab === 'messages'}
      facts={<GatewayFacts />}
      actions={
        mayChange ? (
          <LinkButton to="/gateways/new" leftSection={<IconPlus size={16} />}>
            {t('add')}
          </LinkButton>
        ) : null
      }
    >
      <Tabs
        value={tab}
        onChange={(value) => {
          const chosen = GATEWAY_TABS.find((known) => known === value);
          setSearch({ tab: chosen === 'gateways' ? undefined : chosen, setting: '' });
        }}
        keepMounted={false}
        keepMountedMode="display-none"
        flex={1}
        mih={0}
        display="flex"
        style={{ flexDirection: 'column' }}
      >
        <Tabs.List>
          {GATEWAY_TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="gateways" pt={16}>
          <GatewayList tested={search.test} onTest={(test) => setSearch({ test })} />
        </Tabs.Panel>
        <Tabs.Panel value="messages" flex={1} mih={0} pt={12} display="flex" style={{ flexDirection: 'column', gap: 8 }}>
          <MessagesTab list={search.list ?? 'sent'} onList={(list) => setSearch({ list: list === 'sent' ? undefined : list })} />
        </Tabs.Panel>
        <Tabs.Panel value="inbound" pt={16} keepMounted>
          <InboundTab pointedAt={search.setting} />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}

function GatewayFacts(): ReactNode {
  const { t } = useTranslation('gateways');
  const { data } = useQueryOf('gateways.list');
  if (data === undefined) return ' ';
  const enabled = data.filter(({ isEnabled }) => isEnabled).length;
  const broken = data.filter((gateway) => ['open', 'disconnected', 'deaf', 'failing'].includes(healthStateOf(gateway))).length;
  const all = t('facts.all', { count: data.length, formatted: formatNumber(data.length) });
  const parts = [
    all,
    t('facts.enabled', { formatted: formatNumber(enabled) }),
    ...(broken === 0 ? [] : [t('facts.broken', { count: broken, formatted: formatNumber(broken) })]),
  ];
  return <span>{parts.join(' · ')}</span>;
}
