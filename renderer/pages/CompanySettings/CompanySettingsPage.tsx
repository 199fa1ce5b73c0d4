import { Tabs, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { QueryError } from '../../parts/errors.tsx';
import { SettingsSection } from '../../parts/settings/SettingsSection.tsx';
import type { StoredSection } from '../../parts/settings/use-section-form.ts';
import { entriesOf } from '../../parts/settings/values.ts';
import { SETTINGS_TABS, type SettingsTab } from '../../parts/settings-catalogue.ts';
import { LoadingRows, Page } from '../../ui/Page.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import classes from './CompanySettings.module.css';
import { FoundSettings } from './FoundSettings.tsx';
import { settingsSearch } from './search.ts';

/** Sections of each tab, in order. */
const SECTIONS_OF_TAB = {
  general: ['console', 'operators'],
  oath: ['oath'],
  lockout: ['lockout'],
  reports: ['log'],
} as const satisfies Record<SettingsTab, readonly StoredSection['section'][]>;

export function CompanySettingsPage(): ReactNode {
  const { t } = useTranslation('settings');
  const mayChange = useMay('administer');
  const [search, setSearch] = useSearchState(settingsSearch);
  const settings = useQueryOf('settings.list');
  const tab = search.tab ?? 'general';
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
        // Stays mounted while searching and on the other tabs: what was typed there is kept, and asked about on leaving.
        <Tabs
          value={tab}
          onChange={(value) => setSearch({ tab: SETTINGS_TABS.find((known) => known === value), setting: '' })}
          keepMounted
          keepMountedMode="display-none"
          display={isSearching ? 'none' : undefined}
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
                {SECTIONS_OF_TAB[name].map((section) => {
                  const stored = settings.data.find((each) => each.section === section);
                  if (stored === undefined || stored.section === 'radius-listeners') return null;
                  return (
                    <SettingsSection
                      key={section}
                      stored={stored}
                      title={t(`section.${section}`)}
                      text={t(`sectionText.${section}`) || undefined}
                      entries={entriesOf(section).filter((entry) => entry.to === '/settings')}
                      pointedAt={tab === name ? search.setting : undefined}
                      hides={(field, values) => field === 'automaticResyncSeconds' && values.isAutomaticResyncEnabled === false}
                    />
                  );
                })}
              </div>
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </Page>
  );
}
