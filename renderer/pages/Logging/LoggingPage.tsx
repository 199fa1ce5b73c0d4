import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportMenu } from '../../parts/ExportMenu.tsx';
import { Page } from '../../ui/Page.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { FilesTab } from './FilesTab.tsx';
import { OperatorLogTab } from './OperatorLogTab.tsx';
import { RetentionTab } from './RetentionTab.tsx';
import { LOGGING_TABS, loggingSearch } from './search.ts';

export function LoggingPage(): ReactNode {
  const { t } = useTranslation('logging');
  const [search, setSearch] = useSearchState(loggingSearch);
  const tab = search.tab ?? 'attempts';
  return (
    <Page
      title={t('title')}
      isFilled={tab === 'operators'}
      {...(tab === 'operators' ? {} : { width: 1080 })}
      actions={tab === 'operators' ? <ExportMenu subject={() => ({ kind: 'operator-log' })} /> : null}
    >
      <Tabs
        value={tab}
        onChange={(value) => setSearch({ tab: LOGGING_TABS.find((known) => known === value), setting: '', row: undefined })}
        keepMounted={false}
        keepMountedMode="display-none"
        flex={1}
        mih={0}
        display="flex"
        style={{ flexDirection: 'column' }}
      >
        <Tabs.List>
          {LOGGING_TABS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {t(`tab.${name}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {/* Stays mounted: what was typed there survives a look at the other tabs. */}
        <Tabs.Panel value="attempts" pt={16} keepMounted>
          <RetentionTab pointedAt={search.setting} />
        </Tabs.Panel>
        <Tabs.Panel value="operators" flex={1} mih={0} pt={12} display="flex" style={{ flexDirection: 'column', gap: 8 }}>
          <OperatorLogTab search={search} onChange={setSearch} />
        </Tabs.Panel>
        <Tabs.Panel value="files" pt={16}>
          <FilesTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
