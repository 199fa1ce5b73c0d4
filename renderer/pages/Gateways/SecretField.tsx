import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SecretField as StoredSecretField } from '../../parts/delivery/SecretField.tsx';
import type { GatewayForm } from './form-type.ts';

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
    <StoredSecretField
      label={name === '' ? t('secret.label') : t('named.password', { name })}
      hasStored={hasPassword}
      storedText={t('secret.stored')}
      removeLabel={t('secret.remove')}
      isRemoving={form.values.removesPassword}
      password={form.getInputProps('password')}
      removes={form.getInputProps('removesPassword', { type: 'checkbox' })}
    />
  );
}
