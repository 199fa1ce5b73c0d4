import { Text, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type CheckPhone, loadPhoneCheck } from '../../parts/phone-check.ts';
import { CountryCodeSelect } from './CountryCodeSelect.tsx';
import classes from './User.module.css';
import type { UserForm } from './user-form.ts';

export type PhoneNames =
  | readonly ['countryCode', 'phone', 'extension']
  | readonly ['backupCountryCode', 'backupPhone', 'backupExtension'];

/** Country code, number and extension; what is typed is judged by the rules of its country, as a warning. */
export function PhoneRow({
  form,
  names: [code, number, extension],
  isReadOnly,
}: {
  readonly form: UserForm;
  readonly names: PhoneNames;
  readonly isReadOnly: boolean;
}): ReactNode {
  const { t } = useTranslation('user');
  const input = form.getInputProps(number);
  return (
    <div>
      <div className={classes.phone}>
        <CountryCodeSelect form={form} name={code} isReadOnly={isReadOnly} />
        <TextInput label={t(`field.${number}`)} type="tel" autoComplete="off" readOnly={isReadOnly} {...input} />
        <TextInput label={t(`field.${extension}`)} readOnly={isReadOnly} {...form.getInputProps(extension)} />
      </div>
      {input.error ? null : <PhoneNote countryCode={form.values[code]} phone={form.values[number]} />}
    </div>
  );
}

/** The number as it will be called, or what a number of that country looks like. */
function PhoneNote({ countryCode, phone }: { readonly countryCode: string; readonly phone: string }): ReactNode {
  const { t } = useTranslation('user');
  const [check, setCheck] = useState<{ readonly run: CheckPhone }>();
  const isAsked = phone.trim() !== '';
  useEffect(() => {
    // Without it nothing is said; the server judges the number all the same.
    if (isAsked)
      loadPhoneCheck().then(
        (run) => setCheck({ run }),
        () => undefined,
      );
  }, [isAsked]);
  // A number that is masked is not judged.
  if (!isAsked || /[*•]/.test(phone)) return null;
  if (countryCode === '') return <Note isWarning text={t('phone.noCountry')} />;
  const checked = check?.run(countryCode, phone);
  if (checked === undefined) return null;
  if (checked.verdict === 'valid') return <Note text={t('phone.called', { number: checked.international })} />;
  const { example, verdict, international } = checked;
  if (verdict === 'unusual') return <Note isWarning text={t('phone.unusual', { number: international, example })} />;
  return (
    <Note
      isWarning
      text={
        example === ''
          ? t('phone.wrong', { code: `+${countryCode}` })
          : t('phone.wrongExample', { code: `+${countryCode}`, example })
      }
    />
  );
}

function Note({ text, isWarning = false }: { readonly text: string; readonly isWarning?: boolean }): ReactNode {
  return (
    <Text size="xs" mt={4} role="status" {...(isWarning ? { className: classes.warning } : { c: 'dimmed' })}>
      {text}
    </Text>
  );
}
