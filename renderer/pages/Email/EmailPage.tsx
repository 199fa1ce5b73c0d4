import { Tabs } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../bridge/use-session.ts';
import { Page } from '../../ui/Page.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { ContentTab } from './ContentTab.tsx';
import { ResendButton } from './ResendDrawer.tsx';
import { SentTab } from './SentTab.tsx';
import { SettingsTab } from './SettingsTab.tsx';
import { EMAIL_TABS, emailSearch } from './search.ts';

/** Email of the old console: the mail server, the texts of the mails, and what became of them. */
export function EmailPage(): ReactNode {
  const { t } = useTranslation('email');
  const mayChange = useMay('administer');
  const [search, setSearch] = useSearchState(emailSearch);
  const tab = search.tab ?? 'settings';
  const [isEditing, setEditing] = useState(false);
  return (
    <Page
      title={t('title')}
      isFilled={tab !== 'settings'}
      {...(tab === 'settings' ? { width: 1080 } : {})}
      {...(mayChange ? {} : { facts: t('readOnly') })}
      actions={tab === 'sent' && mayChange ? <ResendButton /> : null}
    >
      <Tabs
        value={tab}
        onChange={(value) => setSearch({ tab: EMAIL_TABS.find((known) => known === value), drawer: undefined })}
        keepMounted={false}
        keepMountedMode="display-none"
        flex={1}
        mih={0}
        display="flex"
        style={{ flexDirection: 'column' }}
      >
        <Tabs.List>
          {EMAIL_TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {/* Stay mounted: what was typed there survives a look at the other tabs. */}
        <Tabs.Panel value="settings" pt={16} keepMounted>
          <SettingsTab />
        </Tabs.Panel>
        <Tabs.Panel
          value="content"
          flex={1}
          mih={0}
          pt={12}
          keepMounted={isEditing}
          display={tab === 'content' ? 'flex' : undefined}
        >
          <ContentTab
            type={search.mail ?? 'text-message.one-way-otp.new-user'}
            language={search.language}
            onShow={(type, language) => setSearch({ mail: type, language })}
            onDirty={setEditing}
          />
        </Tabs.Panel>
        <Tabs.Panel
          value="sent"
          flex={1}
          mih={0}
          pt={12}
          display={tab === 'sent' ? 'flex' : undefined}
          style={{ flexDirection: 'column', gap: 8 }}
        >
          <SentTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
