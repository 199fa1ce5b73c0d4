import type { StoredSettings } from '../../../shared/schemas/settings.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';

type ValueOf<Section> = Extract<StoredSettings, { section: Section }>['value'];

/** The values of a section; undefined while they are read, and for a role that may not read settings. */
export function useSetting<const Section extends StoredSettings['section']>(section: Section): ValueOf<Section> | undefined {
  const mayRead = useMay('read-settings');
  const settings = useQueryOf('settings.list', undefined, { isEnabled: mayRead });
  return settings.data?.find((stored) => stored.section === section)?.value as ValueOf<Section> | undefined;
}
