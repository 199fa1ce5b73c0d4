import type { ReactNode } from 'react';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { LoadingRows } from '../../ui/Page.tsx';
import { QueryError } from '../errors.tsx';
import type { SettingEntry } from '../settings-catalogue.ts';
import { SettingsSection, type SettingsSectionProps } from './SettingsSection.tsx';
import { entriesOf } from './values.ts';

/** One section of the settings on the page that it is about. */
export function OwnSettings({
  section,
  to,
  title,
  text,
  pointedAt,
  controls,
  onValues,
}: {
  readonly section: SettingEntry['section'];
  readonly to: SettingEntry['to'];
  readonly title: string;
  readonly text?: string;
  readonly pointedAt: string;
  readonly controls?: SettingsSectionProps['controls'];
  readonly onValues?: SettingsSectionProps['onValues'];
}): ReactNode {
  const settings = useQueryOf('settings.list');
  if (settings.data === undefined) return settings.isError ? <QueryError query={settings} /> : <LoadingRows rows={3} />;
  const stored = settings.data.find((each) => each.section === section);
  if (stored === undefined || stored.section === 'radius-listeners') return null;
  const entries = entriesOf(section).filter((entry) => entry.to === to);
  return (
    <SettingsSection
      stored={stored}
      title={title}
      text={text}
      entries={entries}
      pointedAt={pointedAt}
      controls={controls}
      onValues={onValues}
    />
  );
}
