import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useMay } from '../../bridge/use-session.ts';
import { LIST_TABS, type ListTab } from './list-tabs.ts';

/** A list, and beside it the settings of what it lists for those who may read them. */
export function ListAndSettings({
  tab,
  labels,
  list,
  settings,
  onTab,
}: {
  readonly tab: ListTab;
  readonly labels: Readonly<Record<ListTab, string>>;
  readonly list: ReactNode;
  readonly settings: ReactNode;
  /** Undefined for the list, which needs no word in the address. */
  readonly onTab: (change: { readonly tab: ListTab | undefined; readonly setting: '' }) => void;
}): ReactNode {
  const mayReadSettings = useMay('read-settings');
  if (!mayReadSettings) return list;
  return (
    <Tabs
      value={tab}
      onChange={(value) => onTab({ tab: value === 'settings' ? value : undefined, setting: '' })}
      keepMounted={false}
      flex={1}
      mih={0}
      display="flex"
      style={{ flexDirection: 'column' }}
    >
      <Tabs.List>
        {LIST_TABS.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {labels[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      <Tabs.Panel value="list" flex={1} mih={0} pt={12} display="flex" style={{ flexDirection: 'column', gap: 8 }}>
        {list}
      </Tabs.Panel>
      <Tabs.Panel value="settings" pt={16} maw={1080}>
        {settings}
      </Tabs.Panel>
    </Tabs>
  );
}
