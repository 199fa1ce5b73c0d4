/** A section of the settings as a form: what is typed is never lost, and never overwrites what somebody else saved. */
import { type UseFormReturnType, useForm } from '@mantine/form';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SETTINGS_SECTIONS, type SettingsChange, type StoredSettings } from '../../../shared/schemas/settings.ts';
import { type CommandOf, useCommand } from '../../bridge/use-command.ts';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { notifyDone } from '../errors.tsx';
import { validateWith } from '../validate-with.ts';
import { mergeValues, type SectionValues } from './values.ts';

export type StoredSection = Exclude<StoredSettings, { section: 'radius-listeners' }>;

export type SectionForm = {
  readonly form: UseFormReturnType<Record<string, unknown>>;
  readonly save: (event?: React.FormEvent<HTMLFormElement>) => void;
  readonly update: CommandOf<'settings.update'>;
  readonly discard: () => void;
  /** Set while somebody else has saved the section under this form's changes. */
  readonly conflict:
    | { readonly base: SectionValues; readonly theirs: StoredSection; readonly keep: () => void; readonly load: () => void }
    | undefined;
};

const valuesOf = (section: StoredSection) => section.value as SectionValues;

/** @param stored follows the server */
export function useSectionForm(stored: StoredSection): SectionForm {
  const { t } = useTranslation('settings');
  const update = useCommand('settings.update');
  // What the fields were filled from: a newer answer must not make an older edit win.
  const [base, setBase] = useState(stored);
  const form = useForm<Record<string, unknown>>({
    initialValues: { ...valuesOf(stored) },
    validate: validateWith<Record<string, unknown>>(SETTINGS_SECTIONS[stored.section].schema as never),
  });
  const fill = (from: StoredSection, values: SectionValues = valuesOf(from)) => {
    setBase(from);
    form.setInitialValues({ ...valuesOf(from) });
    form.resetDirty({ ...valuesOf(from) });
    form.setValues({ ...values });
    form.clearErrors();
    update.reset();
  };
  const isBehind = stored.revision > base.revision;
  const isDirty = form.isDirty();
  if (isBehind && !isDirty && !update.isPending) fill(stored);
  const save = form.onSubmit(
    (values) =>
      update.mutate({ section: base.section, revision: base.revision, value: values } as unknown as SettingsChange, {
        onSuccess: (saved) => {
          if (saved.section === 'radius-listeners') return;
          fill(saved);
          notifyDone(t('saved', { section: t(`section.${saved.section}`) }));
        },
      }),
    focusFirstError,
  );
  return {
    form,
    save,
    update,
    discard: () => fill(stored),
    conflict:
      isBehind && isDirty && !update.isPending
        ? {
            base: valuesOf(base),
            theirs: stored,
            keep: () => fill(stored, mergeValues(valuesOf(base), valuesOf(stored), form.values as SectionValues)),
            load: () => fill(stored),
          }
        : undefined,
  };
}
