import { Select, Text } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CheckPhone, loadPhoneCheck } from '../../parts/phone-check.ts';
import type { ReachRules } from '../../parts/phone-reach.ts';
import { FormSection } from '../../ui/FormSection.tsx';
import { PhoneRow } from './PhoneRow.tsx';
import classes from './User.module.css';
import type { UserForm } from './user-form.ts';

/** Company default, and the user's own choice over it. */
const FOLLOWS = 'follows';
/** Home countries that are named before the rest is counted. */
const NAMED_COUNTRIES = 6;

/** The phones of the old General tab: number, extension, the backup phone, and Global Services. */
export function PhoneFields({
  form,
  rules,
  isReadOnly,
}: {
  readonly form: UserForm;
  readonly rules: ReachRules | undefined;
  readonly isReadOnly: boolean;
}): ReactNode {
  const { t } = useTranslation('user');
  const phoneCheck = usePhoneCheck(form.values.countryCode !== '' || form.values.backupCountryCode !== '');
  const row = { form, phoneCheck, rules, isReadOnly };
  const hasExtensionText = form.values.method === 'phone-call' && !isReadOnly;
  return (
    <FormSection title={t('section.phone')}>
      <PhoneRow {...row} names={['countryCode', 'phone', 'extension']} />
      <PhoneRow {...row} names={['backupCountryCode', 'backupPhone', 'backupExtension']} />
      {hasExtensionText ? (
        <Text size="xs" c="dimmed">
          {t('phone.extension.text')}
        </Text>
      ) : null}
      <GlobalServices form={form} rules={rules} isReadOnly={isReadOnly} />
    </FormSection>
  );
}

/** Nothing is said about a number while the library is not there; the server judges it all the same. */
function usePhoneCheck(isWanted: boolean): CheckPhone | undefined {
  const [check, setCheck] = useState<CheckPhone>();
  useEffect(() => {
    if (!isWanted) return;
    loadPhoneCheck().then(setCheck, () => undefined);
  }, [isWanted]);
  return check;
}

function GlobalServices({
  form,
  rules,
  isReadOnly,
}: {
  readonly form: UserForm;
  readonly rules: ReachRules | undefined;
  readonly isReadOnly: boolean;
}): ReactNode {
  const { t } = useTranslation('user');
  const { enablesGlobalServices: value } = form.values;
  const word = (isOn: boolean) => t(isOn ? 'globalServices.on' : 'globalServices.off');
  return (
    <Select
      className={classes.globalServices}
      label={t('field.enablesGlobalServices')}
      description={globalServicesText(t, rules)}
      readOnly={isReadOnly}
      allowDeselect={false}
      data={[
        {
          value: FOLLOWS,
          label:
            rules === undefined
              ? t('globalServices.company')
              : t('globalServices.companyNow', { value: word(rules.enablesGlobalServices) }),
        },
        { value: 'on', label: word(true) },
        { value: 'off', label: word(false) },
      ]}
      value={value === null ? FOLLOWS : value ? 'on' : 'off'}
      onChange={(chosen) =>
        form.setFieldValue('enablesGlobalServices', chosen === FOLLOWS || chosen === null ? null : chosen === 'on')
      }
    />
  );
}

type Translate = ReturnType<typeof useTranslation<'user'>>['t'];

function globalServicesText(t: Translate, rules: ReachRules | undefined): string {
  if (rules === undefined) return t('globalServices.text');
  const { homeCountryCodes } = rules;
  if (homeCountryCodes.length === 0) return t('globalServices.textNoHome');
  const named = homeCountryCodes.slice(0, NAMED_COUNTRIES).map((code) => `+${code}`);
  const more = homeCountryCodes.length > NAMED_COUNTRIES ? ['…'] : [];
  return t('globalServices.textHome', { codes: [...named, ...more].join(', ') });
}
