import { Tabs } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { LinkButton } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { formatNumber } from '../../ui/time.ts';
import { useSearchState } from '../../ui/use-search-state.ts';
import { CallSettings } from './CallSettings.tsx';
import { PHONE_CALL_TABS, phoneCallsSearch } from './search.ts';
import { TestCall } from './TestCall.tsx';
import { TrunkList } from './TrunkList.tsx';
import { isBroken, trunkStateOf } from './trunk-state.ts';

/** Room for two columns and their words beside the list. */
const DRAWER_PIXELS = 600;

/** By which trunks phones are called, in which order and how each is doing; and what a call is like. */
export function PhoneCallsPage(): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const mayChange = useMay('administer');
  const [search, setSearch] = useSearchState(phoneCallsSearch);
  const trunks = useQueryOf('trunks.list');
  const tested = mayChange ? trunks.data?.find(({ id }) => id === search.test) : undefined;
  return (
    <Page
      title={t('title')}
      facts={<TrunkFacts />}
      actions={
        mayChange ? (
          <LinkButton to="/phone-calls/trunks/new" leftSection={<IconPlus size={16} />}>
            {t('add')}
          </LinkButton>
        ) : null
      }
    >
      <Tabs
        value={search.tab ?? (search.setting === '' ? 'trunks' : 'settings')}
        onChange={(value) => {
          const chosen = PHONE_CALL_TABS.find((known) => known === value);
          setSearch({ tab: chosen === 'trunks' ? undefined : chosen, setting: '' });
        }}
        keepMounted={false}
        keepMountedMode="display-none"
      >
        <Tabs.List>
          {PHONE_CALL_TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value="trunks" pt={16}>
          <TrunkList onTest={(test) => setSearch({ test, call: '' })} />
        </Tabs.Panel>
        <Tabs.Panel value="settings" pt={16} keepMounted>
          <CallSettings pointedAt={search.setting} />
        </Tabs.Panel>
      </Tabs>
      {tested === undefined ? null : (
        <SideDrawer
          title={t('test.titleOf', { name: tested.name })}
          isOpen
          width={DRAWER_PIXELS}
          onClose={() => setSearch({ test: undefined, call: '' })}
        >
          <TestCall trunk={tested} testId={search.call} onTestId={(call) => setSearch({ call })} />
        </SideDrawer>
      )}
    </Page>
  );
}

function TrunkFacts(): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const { data } = useQueryOf('trunks.list');
  if (data === undefined) return ' ';
  const now = Date.now();
  const enabled = data.filter(({ isEnabled }) => isEnabled).length;
  const broken = data.filter((trunk) => isBroken(trunkStateOf(trunk, now))).length;
  const running = data.reduce((sum, { health }) => sum + health.runningCount, 0);
  const parts = [
    t('facts.all', { count: data.length, formatted: formatNumber(data.length) }),
    ...(data.length === 0 ? [] : [t('facts.enabled', { formatted: formatNumber(enabled) })]),
    ...(running === 0 ? [] : [t('facts.running', { count: running, formatted: formatNumber(running) })]),
    ...(broken === 0 ? [] : [t('facts.broken', { count: broken, formatted: formatNumber(broken) })]),
  ];
  return <span>{parts.join(' · ')}</span>;
}
