/** Rows of the operator log in words. An action that has none yet shows its own name: nothing is ever hidden. */
import i18next from 'i18next';
import { type SettingValue, settingText, valueText } from './settings/values.ts';
import { SETTINGS_CATALOGUE, settingKey } from './settings-catalogue.ts';

/** "User added" for `users.create`. */
export function actionText(action: string): string {
  const key = `logging:action.${action}`;
  return i18next.exists(key) ? i18next.t(key as never) : action;
}

/** The subject of a row: sections of the settings have a name. */
export function subjectText(action: string, subject: string): string {
  const key = `settings:section.${subject}`;
  return action === 'settings.update' && i18next.exists(key) ? i18next.t(key as never) : subject;
}

/** A changed field of a settings row by its name on the screen, and its value as it stands there. */
export function fieldText(action: string, subject: string, field: string): string {
  const entry = entryOf(action, subject, field);
  return entry === undefined ? field : settingText(settingKey(entry), 'label');
}

/** `text` is how the value stands in the row. */
export function fieldValueText(
  change: { readonly action: string; readonly subject: string; readonly field: string },
  text: string,
): string {
  const entry = entryOf(change.action, change.subject, change.field);
  return entry === undefined ? text : valueText(entry, parseValue(text));
}

function entryOf(action: string, subject: string, field: string) {
  if (action !== 'settings.update') return undefined;
  return SETTINGS_CATALOGUE.find((entry) => entry.section === subject && entry.name === field);
}

/** '–' is how nothing is written. */
function parseValue(text: string): SettingValue {
  if (text === '–') return null;
  if (text === 'true' || text === 'false') return text === 'true';
  return text !== '' && Number.isFinite(Number(text)) ? Number(text) : text;
}
