import { Autocomplete, Button, Checkbox, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { FormEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CountryCodesField } from '../../parts/CountryCodesField.tsx';
import { useApplicationNames } from '../../parts/use-application-names.ts';
import { validateWith } from '../../parts/validate-with.ts';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { type CallerIdRule, NEW_RULE, ruleSchema } from './rules.ts';

export function RuleForm({
  rule,
  onSave,
  onClose,
}: {
  /** Undefined: a new one. */
  readonly rule: CallerIdRule | undefined;
  readonly onSave: (rule: CallerIdRule) => void;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('callerId');
  const { t: common } = useTranslation('common');
  const applications = useApplicationNames();
  const form = useForm<CallerIdRule>({ initialValues: rule ?? NEW_RULE, validate: validateWith(ruleSchema) });
  const save = form.onSubmit((values) => onSave(ruleSchema.parse(values)), focusFirstError);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    // A drawer stands in the page's form for React, though not in the document: that one must not be saved.
    event.stopPropagation();
    save(event);
  };
  return (
    <form onSubmit={submit} noValidate>
      <Fields>
        <Autocomplete
          label={t('rule.application')}
          description={t('rule.applicationText')}
          placeholder={t('everyApplication')}
          data={[...applications]}
          withScrollArea={false}
          styles={{ options: { maxHeight: 240, overflowY: 'auto' } }}
          data-autofocus
          openOnFocus={false}
          {...form.getInputProps('applicationName')}
        />
        <CountryCodesField
          label={t('rule.countries')}
          description={t('rule.countriesText')}
          placeholder={t('everyCountry')}
          value={form.values.countryCodes}
          onChange={(codes) => form.setFieldValue('countryCodes', codes)}
          error={form.errors.countryCodes}
        />
        <TextInput
          label={t('rule.number')}
          description={t('rule.numberText')}
          inputMode="tel"
          {...form.getInputProps('number')}
          error={form.errors.number === undefined ? undefined : t('numberWrong')}
        />
        <TextInput label={t('rule.displayName')} description={t('rule.displayNameText')} {...form.getInputProps('displayName')} />
        <Checkbox
          label={t('rule.isPrivate')}
          description={t('rule.isPrivateText')}
          {...form.getInputProps('isPrivate', { type: 'checkbox' })}
        />
      </Fields>
      <FormActions>
        <Button type="submit">{t(rule === undefined ? 'rule.add' : 'rule.change')}</Button>
        <Button variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
      </FormActions>
    </form>
  );
}
