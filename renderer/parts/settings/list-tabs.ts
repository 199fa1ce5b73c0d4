/** `tab` in the address of a page with a list and the settings of what it lists. */
export const LIST_TABS = ['list', 'settings'] as const;
export type ListTab = (typeof LIST_TABS)[number];
type ListSearch = { readonly tab?: ListTab | undefined; readonly setting: string };

/** A link to a setting opens its tab; who may not read settings has the list alone. */
export function listTab({ tab, setting }: ListSearch, mayReadSettings: boolean): ListTab {
  if (!mayReadSettings) return 'list';
  return tab ?? (setting === '' ? 'list' : 'settings');
}
