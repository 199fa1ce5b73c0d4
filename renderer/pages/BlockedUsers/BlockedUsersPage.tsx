import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { userIdSchema } from '../../../shared/ids.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { BlockForm } from '../../parts/help-desk/BlockForm.tsx';
import { ListAndSettings } from '../../parts/settings/ListAndSettings.tsx';
import { listTab } from '../../parts/settings/list-tabs.ts';
import { OwnSettings } from '../../parts/settings/OwnSettings.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { Page } from '../../ui/Page.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { formatNumber } from '../../ui/time.ts';
import { useSearchState } from '../../ui/use-search-state.ts';
import { BlockList } from './BlockList.tsx';
import { type BlockedSearch, blockedSearch } from './search.ts';

/** `block` in the address while a user is being blocked. */
const ADDING = 0;

/** Who is kept out, why and until when; fraud alerts; and how long a block lasts. */
export function BlockedUsersPage(): ReactNode {
  const { t } = useTranslation('blocked');
  const mayHelp = useMay('user-tasks');
  const [search, setSearch] = useSearchState(blockedSearch);
  const tab = listTab(search, useMay('read-settings'));
  const add = mayHelp ? (
    <Button leftSection={<IconPlus size={16} />} onClick={() => setSearch({ block: ADDING })}>
      {t('add')}
    </Button>
  ) : null;
  const close = () => setSearch({ block: undefined, user: undefined });
  const list = <BlockList search={search} onChange={setSearch} />;
  return (
    <Page
      title={t('title')}
      isFilled={tab === 'list'}
      facts={<BlockFacts search={search} />}
      actions={tab === 'list' ? add : null}
    >
      <ListAndSettings
        tab={tab}
        labels={{ list: t('tab.list'), settings: t('tab.settings') }}
        list={list}
        settings={<OwnSettings section="blocking" to="/blocked" title={t('settings.title')} pointedAt={search.setting} />}
        onTab={setSearch}
      />
      <SideDrawer title={t('form.title')} isOpen={mayHelp && search.block === ADDING} onClose={close}>
        <BlockForm
          suggestedUserId={userIdSchema.safeParse(search.user).data}
          onBlocked={({ id }) => setSearch({ block: id, user: undefined, state: undefined })}
          onClose={close}
        />
      </SideDrawer>
    </Page>
  );
}

function BlockFacts({ search }: { readonly search: BlockedSearch }): ReactNode {
  const { t } = useTranslation('blocked');
  const { data } = useQueryOf('blocks.facts');
  if (data === undefined) return ' ';
  const isFraud = search.fraud === 'only';
  return (
    <Facts
      facts={[
        {
          key: 'blocked',
          text: t('facts.blocked', { count: data.blocked, formatted: formatNumber(data.blocked) }),
          search: {},
          isActive: search.state === undefined && !isFraud,
        },
        {
          key: 'fraud',
          text: t('facts.fraud', { count: data.fraudAlertsLast90Days, formatted: formatNumber(data.fraudAlertsLast90Days) }),
          search: isFraud ? {} : { fraud: 'only', state: 'all', period: 'last-quarter' },
          isActive: isFraud,
        },
      ]}
    />
  );
}
