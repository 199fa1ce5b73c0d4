import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CheckPhone } from '../../parts/phone-check.ts';
import type { ReachRules } from '../../parts/phone-reach.ts';
import { CountryCodeSelect } from './CountryCodeSelect.tsx';
import { ExtensionNote } from './ExtensionNote.tsx';
import { PhoneNote, ReachNote } from './PhoneNote.tsx';
import classes from './User.module.css';
import type { UserForm } from './user-form.ts';

export type PhoneNames =
  | readonly ['countryCode', 'phone', 'extension']
  | readonly ['backupCountryCode', 'backupPhone', 'backupExtension'];

/** Country code, number and extension, and under them what the number is and what will happen with it. */
export function PhoneRow({
  form,
  names: [code, number, extension],
  phoneCheck,
  rules,
  isReadOnly,
}: {
  readonly form: UserForm;
  readonly names: PhoneNames;
  /** Undefined until the library is read. */
  readonly phoneCheck: CheckPhone | undefined;
  /** Undefined: the operator may not read them. */
  readonly rules: ReachRules | undefined;
  readonly isReadOnly: boolean;
}): ReactNode {
  const { t } = useTranslation('user');
  const input = form.getInputProps(number);
  const typed = { countryCode: form.values[code], phone: form.values[number] };
  const example = phoneCheck?.exampleOf(typed.countryCode) ?? '';
  const extensionInput = form.getInputProps(extension);
  return (
    <div>
      <div className={classes.phone}>
        <CountryCodeSelect form={form} name={code} isReadOnly={isReadOnly} />
        <TextInput
          label={t(`field.${number}`)}
          type="tel"
          autoComplete="off"
          placeholder={example === '' || isReadOnly ? '' : t('phone.example', { example })}
          readOnly={isReadOnly}
          {...input}
        />
        <TextInput
          label={t(`field.${extension}`)}
          placeholder={isReadOnly ? '' : t('phone.extensionExample')}
          inputMode="tel"
          autoComplete="off"
          readOnly={isReadOnly}
          {...extensionInput}
        />
      </div>
      {input.error ? null : (
        <>
          <PhoneNote {...typed} phoneCheck={phoneCheck} method={form.values.method} />
          <ReachNote {...typed} isGlobal={form.values.enablesGlobalServices} rules={rules} />
        </>
      )}
      {extensionInput.error ? null : <ExtensionNote extension={form.values[extension]} />}
    </div>
  );
}
