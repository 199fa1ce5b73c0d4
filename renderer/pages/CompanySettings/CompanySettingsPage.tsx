import { Button, Tabs, TextInput } from '@mantine/core';
import { IconFileImport, IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StoredSettings } from '../../../shared/schemas/settings.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { QueryError } from '../../parts/errors.tsx';
import { SETTINGS_TABS, type SettingsTab } from '../../parts/settings-catalogue.ts';
import { LoadingRows, Page } from '../../ui/Page.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import classes from './CompanySettings.module.css';
import { FoundSettings } from './FoundSettings.tsx';
import { RegistryImport } from './RegistryImport.tsx';
import { MOVED_TAB, type SettingsSearch, settingsSearch } from './search.ts';
import { TabContent } from './TabContent.tsx';

/** Where the old server's registry values are looked for. */
const TABS_WITH_REGISTRY: readonly SettingsTab[] = ['username-resolution', 'text-message'];

export function CompanySettingsPage(): ReactNode {
  const { t } = useTranslation('settings');
  const { t: messages } = useTranslation('messages');
  const mayChange = useMay('administer');
  const [search, setSearch] = useSearchState(settingsSearch);
  const settings = useQueryOf('settings.list');
  const isSearching = search.find.trim() !== '';
  return (
    <Page
      title={t('title')}
      {...(mayChange ? {} : { facts: t('readOnly') })}
      width={1080}
      actions={
        <TextInput
          aria-label={t('find')}
          placeholder={t('find')}
          leftSection={<IconSearch size={16} aria-hidden />}
          value={search.find}
          maxLength={100}
          onChange={(event) => setSearch({ find: event.currentTarget.value, setting: '' })}
          w={280}
          size="xs"
          type="search"
        />
      }
    >
      {settings.isError && settings.data === undefined ? <QueryError query={settings} /> : null}
      {settings.isPending ? <LoadingRows rows={8} height={64} /> : null}
      {settings.data !== undefined && isSearching ? (
        <FoundSettings
          text={search.find}
          settings={settings.data}
          onOpen={(opened) => setSearch({ find: '', tab: opened.tab, setting: opened.setting })}
          onClear={() => setSearch({ find: '' })}
        />
      ) : null}
      {settings.data === undefined ? null : (
        <SettingsTabs settings={settings.data} isHidden={isSearching} search={search} onSearch={setSearch} />
      )}
      <SideDrawer
        title={messages('registry.title')}
        isOpen={mayChange && search.import === 'registry'}
        onClose={() => setSearch({ import: undefined })}
        width={600}
      >
        <RegistryImport onClose={() => setSearch({ import: undefined })} />
      </SideDrawer>
    </Page>
  );
}

/** Stays mounted while searching and on the other tabs: what was typed there is kept, and asked about on leaving. */
function SettingsTabs({
  settings,
  isHidden,
  search,
  onSearch,
}: {
  readonly settings: readonly StoredSettings[];
  readonly isHidden: boolean;
  readonly search: SettingsSearch;
  readonly onSearch: (change: Partial<SettingsSearch>) => void;
}): ReactNode {
  const { t } = useTranslation('settings');
  const { t: messages } = useTranslation('messages');
  const mayChange = useMay('administer');
  const tab = search.tab === undefined || search.tab === MOVED_TAB ? 'general' : search.tab;
  return (
    <Tabs
      value={tab}
      onChange={(value) => onSearch({ tab: SETTINGS_TABS.find((known) => known === value), setting: '', text: '' })}
      keepMounted
      keepMountedMode="display-none"
      display={isHidden ? 'none' : undefined}
    >
      <Tabs.List>
        {SETTINGS_TABS.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {t(`tab.${name}`)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {SETTINGS_TABS.map((name) => (
        <Tabs.Panel key={name} value={name} pt={16}>
          <div className={classes.sections}>
            {mayChange && TABS_WITH_REGISTRY.includes(name) ? (
              <Button
                variant="default"
                size="xs"
                leftSection={<IconFileImport size={16} aria-hidden />}
                onClick={() => onSearch({ import: 'registry' })}
                style={{ justifySelf: 'start' }}
              >
                {messages('registry.open')}
              </Button>
            ) : null}
            <TabContent
              name={name}
              settings={settings}
              isActive={tab === name && !isHidden}
              search={search}
              onSearch={onSearch}
            />
          </div>
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
