import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PasswordField } from '../../parts/PasswordField.tsx';
import type { GatewayForm } from './form-type.ts';

/** Goes in and never comes out. */
export function SecretField({
  form,
  hasPassword,
  name,
}: {
  readonly form: GatewayForm;
  readonly hasPassword: boolean;
  /** What the maker calls it; ''. */
  readonly name: string;
}): ReactNode {
  const { t } = useTranslation('gateways');
  return (
    <div>
      <PasswordField
        label={name === '' ? t('secret.label') : t('named.password', { name })}
        description={hasPassword ? t('secret.stored') : undefined}
        autoComplete="new-password"
        disabled={form.values.removesPassword}
        {...form.getInputProps('password')}
      />
      {hasPassword ? (
        <Checkbox mt={6} size="xs" label={t('secret.remove')} {...form.getInputProps('removesPassword', { type: 'checkbox' })} />
      ) : null}
    </div>
  );
}
