import { Select, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { DIALLED_FORMATS } from '../../../shared/schemas/trunk.ts';
import { CountryCodesField } from '../../parts/CountryCodesField.tsx';
import { callingCodeOptions, matchesCallingCode } from '../../parts/calling-code-options.ts';
import classes from '../../parts/delivery/delivery.module.css';
import { Fields } from '../../ui/FormSection.tsx';
import { Section } from '../../ui/Page.tsx';
import { DialledExample } from './DialledExample.tsx';
import type { TrunkValues } from './trunk-values.ts';

/** How numbers are dialled, for which countries, and what that makes of an example. */
export function NumbersSection({ form }: { readonly form: UseFormReturnType<TrunkValues> }): ReactNode {
  const { t, i18n } = useTranslation('phoneCalls');
  const { dialledFormat, homeCountryCode, countryCodes } = form.values;
  const countries = useMemo(() => callingCodeOptions(i18n.language, homeCountryCode), [i18n.language, homeCountryCode]);
  return (
    <Section title={t('section.numbers')}>
      <Fields>
        <div className={classes.pair}>
          <Select
            label={t('field.dialledFormat')}
            description={t('field.dialledFormatText')}
            data={DIALLED_FORMATS.map((value) => ({ value, label: t(`dialledFormat.${value}`) }))}
            allowDeselect={false}
            {...form.getInputProps('dialledFormat')}
          />
          <TextInput
            label={t('field.dialPrefix')}
            description={t('field.dialPrefixText')}
            inputMode="tel"
            autoComplete="off"
            {...form.getInputProps('dialPrefix')}
          />
          {dialledFormat === 'national' ? (
            <>
              <Select
                label={t('field.homeCountryCode')}
                description={t('field.homeCountryCodeText')}
                searchable
                data={countries.map(({ value, label }) => ({ value, label }))}
                filter={({ search }) => countries.filter((option) => matchesCallingCode(option, search))}
                value={homeCountryCode === '' ? null : homeCountryCode}
                onChange={(code) => form.setFieldValue('homeCountryCode', code ?? '')}
                error={form.errors.homeCountryCode}
              />
              <TextInput
                label={t('field.nationalPrefix')}
                description={t('field.nationalPrefixText')}
                inputMode="numeric"
                autoComplete="off"
                {...form.getInputProps('nationalPrefix')}
              />
            </>
          ) : null}
        </div>
        <CountryCodesField
          label={t('field.countryCodes')}
          description={t('field.countryCodesText')}
          placeholder={t('countries.all')}
          value={countryCodes}
          onChange={(codes) => form.setFieldValue('countryCodes', codes)}
          error={form.errors.countryCodes}
        />
        <DialledExample values={form.values} />
      </Fields>
    </Section>
  );
}
