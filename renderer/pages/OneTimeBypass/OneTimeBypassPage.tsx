import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { userIdSchema } from '../../../shared/ids.ts';
import type { Bypass } from '../../../shared/schemas/rule.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { BypassForm } from '../../parts/help-desk/BypassForm.tsx';
import { TellUser } from '../../parts/help-desk/TellUser.tsx';
import { bypassWords } from '../../parts/help-desk/tell-words.ts';
import { ListAndSettings } from '../../parts/settings/ListAndSettings.tsx';
import { listTab } from '../../parts/settings/list-tabs.ts';
import { OwnSettings } from '../../parts/settings/OwnSettings.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Page } from '../../ui/Page.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { formatNumber } from '../../ui/time.ts';
import { useSearchState } from '../../ui/use-search-state.ts';
import { BypassList } from './BypassList.tsx';
import { type BypassSearch, bypassSearch } from './search.ts';

/** `bypass` in the address while one is being given. */
const ADDING = 0;

/** Who is let in once without the second factor, and who was. */
export function OneTimeBypassPage(): ReactNode {
  const { t } = useTranslation('bypass');
  const mayHelp = useMay('user-tasks');
  const [search, setSearch] = useSearchState(bypassSearch);
  const tab = listTab(search, useMay('read-settings'));
  const add = mayHelp ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setSearch({ bypass: ADDING })}>
      {t('add')}
    </Button>
  ) : null;
  const list = <BypassList search={search} onChange={setSearch} action={add} />;
  return (
    <Page
      title={t('title')}
      isFilled={tab === 'list'}
      facts={<BypassFacts search={search} />}
      actions={tab === 'list' ? add : null}
    >
      <ListAndSettings
        tab={tab}
        labels={{ list: t('tab.list'), settings: t('tab.settings') }}
        list={list}
        settings={<OwnSettings section="one-time-bypass" to="/bypass" title={t('settings.title')} pointedAt={search.setting} />}
        onTab={setSearch}
      />
      <SideDrawer
        title={t('form.title')}
        isOpen={mayHelp && search.bypass === ADDING}
        onClose={() => setSearch({ bypass: undefined, user: undefined })}
      >
        <Giving search={search} onClose={() => setSearch({ bypass: undefined, user: undefined })} />
      </SideDrawer>
    </Page>
  );
}

function Giving({ search, onClose }: { readonly search: BypassSearch; readonly onClose: () => void }): ReactNode {
  const [started, setStarted] = useState<Bypass>();
  if (started !== undefined) return <TellUser words={bypassWords(started)} onClose={onClose} />;
  return <BypassForm suggestedUserId={userIdSchema.safeParse(search.user).data} onStarted={setStarted} onClose={onClose} />;
}

function BypassFacts({ search }: { readonly search: BypassSearch }): ReactNode {
  const { t } = useTranslation('bypass');
  const running = useQueryOf('bypasses.list', { state: 'running', limit: 1 });
  if (running.data === undefined) return ' ';
  const count = running.data.total;
  const isActive = search.state === 'running';
  return (
    <Facts
      facts={[
        {
          key: 'running',
          text: t('facts.running', { count, formatted: formatNumber(count) }),
          search: isActive ? {} : { state: 'running' },
          isActive,
        },
      ]}
    />
  );
}
