/** Values of settings: as words, compared, and two people's changes put together. Pure. */
import i18next from 'i18next';
import { formatNumber } from '../../ui/time.ts';
import { SETTINGS_CATALOGUE, type SettingEntry, type SettingKey, settingKey } from '../settings-catalogue.ts';

export type SettingValue = string | number | boolean | null;
/** A section's value with each field by its name. */
export type SectionValues = Readonly<Record<string, SettingValue>>;

export const entriesOf = (section: SettingEntry['section']): readonly SettingEntry[] =>
  SETTINGS_CATALOGUE.filter((entry) => entry.section === section);

type SettingText = 'label' | 'hint' | 'risk';
/** The words of a setting; every entry of the catalogue has a label and a hint, and those that can be risky a risk. */
export function settingText(key: SettingKey, text: SettingText): string {
  return i18next.getFixedT(null, 'settings')(`field.${key}.${text}` as never);
}

/** "10 denials", "on", "Every day". */
export function valueText(entry: SettingEntry, value: SettingValue): string {
  const t = i18next.getFixedT(null, 'settings');
  if (typeof value === 'boolean') return t(value ? 'value.on' : 'value.off');
  if (value === null) return t('value.forever');
  const { control } = entry;
  if (typeof value === 'number') {
    const unit = control.kind === 'number' ? control.unit : control.kind === 'keep-days' ? 'days' : undefined;
    if (entry.name === 'keepFiles') return t('unit.files', { count: value, formatted: formatNumber(value) });
    if (entry.name === 'weekday') return weekdayName(value);
    return unit === undefined ? String(value) : t(`unit.${unit}`, { count: value, formatted: formatNumber(value) });
  }
  if (entry.name === 'folder') return value === '' ? t('value.dataFolder') : value;
  return entry.name === 'time' ? value : t(`choice.${value}` as never);
}

/** Names of the fields whose values differ, in the order of the catalogue. */
export function changedNames(section: SettingEntry['section'], base: SectionValues, other: SectionValues): readonly string[] {
  return entriesOf(section)
    .map(({ name }) => name)
    .filter((name) => base[name] !== other[name]);
}

/** Theirs, with what was typed here on top: only fields that were changed here. */
export function mergeValues(base: SectionValues, theirs: SectionValues, mine: SectionValues): SectionValues {
  const typed = Object.entries(mine).filter(([name, value]) => base[name] !== value);
  return { ...theirs, ...Object.fromEntries(typed) };
}

/** A Monday: its week names the days. */
const A_MONDAY = Date.UTC(2024, 0, 1, 12);
const DAY_MILLISECONDS = 86_400_000;

/** @param weekday 1 is Monday */
export function weekdayName(weekday: number): string {
  const format = new Intl.DateTimeFormat(i18next.language, { weekday: 'long', timeZone: 'UTC' });
  return format.format(A_MONDAY + (weekday - 1) * DAY_MILLISECONDS);
}

export type FoundSetting = { readonly entry: SettingEntry; readonly value: SettingValue };

/** Settings whose name, explanation or value has every word of `text`, in the order of the catalogue. */
export function findSettings(text: string, values: Readonly<Record<string, SectionValues | undefined>>): readonly FoundSetting[] {
  const words = text.toLocaleLowerCase().split(/\s+/).filter(Boolean);
  return SETTINGS_CATALOGUE.flatMap((entry): FoundSetting[] => {
    const value = values[entry.section]?.[entry.name];
    if (value === undefined) return [];
    const key = settingKey(entry);
    const all = [settingText(key, 'label'), settingText(key, 'hint'), valueText(entry, value)].join(' ').toLocaleLowerCase();
    return words.every((word) => all.includes(word)) ? [{ entry, value }] : [];
  });
}
