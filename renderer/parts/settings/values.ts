/** Values of settings: as words, compared, and two people's changes put together. Pure. */
import i18next from 'i18next';
import { formatNumber } from '../../ui/time.ts';
import { SETTINGS_CATALOGUE, type SettingEntry, type SettingKey, settingKey } from '../settings-catalogue.ts';
import { languageName } from './languages.ts';

export type SettingValue = string | number | boolean | null | readonly unknown[];
/** A section's value with each field by its name. */
export type SectionValues = Readonly<Record<string, SettingValue>>;

export const entriesOf = (section: SettingEntry['section']): readonly SettingEntry[] =>
  SETTINGS_CATALOGUE.filter((entry) => entry.section === section);

type SettingText = 'label' | 'hint' | 'risk';
/** The words of a setting; every entry of the catalogue has a label and a hint, and those that can be risky a risk. */
export function settingText(key: SettingKey, text: SettingText): string {
  return i18next.getFixedT(null, 'settings')(`field.${key}.${text}` as never);
}

/** Lists are compared by what they hold. */
export function isSameValue(one: SettingValue | undefined, other: SettingValue | undefined): boolean {
  return one === other || (Array.isArray(one) && Array.isArray(other) && JSON.stringify(one) === JSON.stringify(other));
}

/** "10 denials", "on", "Every day", "11 words". */
export function valueText(entry: SettingEntry, value: SettingValue): string {
  const t = i18next.getFixedT(null, 'settings');
  const { control } = entry;
  if (typeof value === 'boolean') return t(value ? 'value.on' : 'value.off');
  if (value === null) return t(control.kind === 'optional-number' ? 'value.off' : 'value.forever');
  if (typeof value === 'number') return numberText(entry, value);
  return typeof value === 'string' ? wordText(entry, value) : listText(control, value);
}

function numberText({ control, name }: SettingEntry, value: number): string {
  const t = i18next.getFixedT(null, 'settings');
  if (name === 'weekday') return weekdayName(value);
  const unit =
    control.kind === 'number' || control.kind === 'optional-number'
      ? control.unit
      : control.kind === 'keep-days'
        ? 'days'
        : name === 'keepFiles'
          ? 'files'
          : undefined;
  return unit === undefined ? String(value) : t(`unit.${unit}`, { count: value, formatted: formatNumber(value) });
}

function wordText({ control, name }: SettingEntry, value: string): string {
  const t = i18next.getFixedT(null, 'settings');
  if (name === 'folder') return value === '' ? t('value.dataFolder') : value;
  switch (control.kind) {
    case 'method':
      return i18next.t(`results:method.${value}` as never);
    case 'mode':
      return i18next.t(`results:mode.${value}` as never);
    case 'language':
      return languageName(value);
    case 'choice':
      return t(`choice.${value}` as never);
    case 'own':
      return name === 'schedule' ? t(`choice.${value}` as never) : value;
    default:
      // A list in the operator log is the text that stands there.
      return value === '' ? t('value.none') : value;
  }
}

function listText(control: SettingEntry['control'], value: readonly unknown[]): string {
  const t = i18next.getFixedT(null, 'settings');
  if (control.kind === 'country-codes')
    return value.length === 0 ? t(`value.${control.empty}`) : value.map((code) => `+${String(code)}`).join(', ');
  if (control.kind === 'addresses') return value.length === 0 ? t('value.none') : value.join(', ');
  const unit = control.kind === 'list' ? control.unit : 'texts';
  return t(`listUnit.${unit}`, { count: value.length, formatted: formatNumber(value.length) });
}

/** Names of the fields whose values differ, in the order of the catalogue. */
export function changedNames(section: SettingEntry['section'], base: SectionValues, other: SectionValues): readonly string[] {
  return entriesOf(section)
    .map(({ name }) => name)
    .filter((name) => !isSameValue(base[name], other[name]));
}

/** Theirs, with what was typed here on top: only fields that were changed here. */
export function mergeValues(base: SectionValues, theirs: SectionValues, mine: SectionValues): SectionValues {
  const typed = Object.entries(mine).filter(([name, value]) => !isSameValue(base[name], value));
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
