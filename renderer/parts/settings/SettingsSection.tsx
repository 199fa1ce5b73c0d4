/** A section of the settings as a form of rows: used by Company Settings, Logging and Back-up. */
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { useMay } from '../../bridge/use-session.ts';
import { Section } from '../../ui/Page.tsx';
import { SaveBar } from '../../ui/SaveBar.tsx';
import { UnsavedChanges } from '../../ui/UnsavedChanges.tsx';
import { CommandError } from '../errors.tsx';
import { type SettingEntry, settingKey } from '../settings-catalogue.ts';
import { LastChange } from './LastChange.tsx';
import { SectionConflict } from './SectionConflict.tsx';
import { SettingRow, type SettingRowProps } from './SettingRow.tsx';
import classes from './settings.module.css';
import { type StoredSection, useSectionForm } from './use-section-form.ts';
import type { SectionValues, SettingValue } from './values.ts';

export type SettingsSectionProps = {
  /** Follows the server; what is being edited is kept until it is saved, discarded or loaded again. */
  readonly stored: StoredSection;
  readonly title: string;
  readonly text?: string | undefined;
  /** Those of the section that this page shows. */
  readonly entries: readonly SettingEntry[];
  /** The setting that the address points at. */
  readonly pointedAt?: string | undefined;
  /** Controls that the page makes itself, by name. */
  readonly controls?:
    | ((
        name: string,
        field: {
          readonly value: SettingValue;
          readonly values: SectionValues;
          readonly error: ReactNode;
          readonly isDisabled: boolean;
          readonly onChange: (value: SettingValue | '') => void;
        },
      ) => SettingRowProps['control'])
    | undefined;
  /** Names that do not matter with these values. */
  readonly hides?: ((name: string, values: SectionValues) => boolean) | undefined;
  /** The values as they stand in the form, at first and after each change: for what the page shows beside it. */
  readonly onValues?: ((values: SectionValues) => void) | undefined;
  readonly children?: ReactNode;
};

export function SettingsSection(props: SettingsSectionProps): ReactNode {
  const { stored, entries, hides = () => false, onValues } = props;
  // Names and values are of the language: the rows follow a switch.
  useTranslation('settings');
  const mayChange = useMay('administer');
  const { form, save, update, discard, conflict } = useSectionForm(stored);
  const values = form.values as SectionValues;
  useEffect(() => onValues?.(values), [onValues, values]);
  const standard = stored.default as SectionValues;
  const isConflictError = update.error?.code === 'SETTINGS_REVISION_CONFLICT';
  return (
    <form onSubmit={save} noValidate>
      <Section title={props.title} description={props.text} aside={<LastChange stored={stored} />}>
        {conflict === undefined ? null : <SectionConflict conflict={conflict} mine={values} />}
        <div className={classes.rows}>
          {entries
            .filter(({ name }) => !hides(name, values))
            .map((entry) => {
              const { name } = entry;
              const value = values[name] ?? null;
              const error = errorOf(form.errors, name);
              const onChange = (next: SettingValue | '') => form.setFieldValue(name, next);
              return (
                <SettingRow
                  key={name}
                  entry={entry}
                  value={value}
                  standard={standard[name] ?? null}
                  error={error}
                  isDisabled={!mayChange}
                  isPointedAt={props.pointedAt === settingKey(entry)}
                  onChange={onChange}
                  values={values}
                  onValues={(next) => form.setValues({ ...next })}
                  control={props.controls?.(name, { value, values, error, isDisabled: !mayChange, onChange })}
                />
              );
            })}
        </div>
        {props.children}
      </Section>
      <SaveBar
        isDirty={form.isDirty()}
        isSaving={update.isPending}
        onDiscard={discard}
        error={
          update.error === null || (isConflictError && conflict !== undefined) ? null : <CommandError error={update.error} />
        }
      />
      <UnsavedChanges isDirty={form.isDirty()} />
    </form>
  );
}

/** Of the field, or of the first part of its list that is wrong. */
function errorOf(errors: Readonly<Record<string, ReactNode>>, name: string): ReactNode {
  const key = Object.keys(errors).find((each) => each === name || each.startsWith(`${name}.`));
  return key === undefined ? undefined : errors[key];
}
