/** Fields that the form of a new RADIUS client and the page of a stored one share. */
import { Alert, Radio, Stack, Switch, Text, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FIRST_FACTORS, type FirstFactor, OTP_ENTRIES, type OtpEntry } from '../../../shared/schemas/radius.ts';
import type { ClientValues } from './client-values.ts';

export type ClientForm = UseFormReturnType<ClientValues>;

export function NameFields({ form }: { readonly form: ClientForm }): ReactNode {
  const { t } = useTranslation('radius');
  return (
    <>
      <TextInput label={t('field.name')} withAsterisk dir="auto" data-autofocus {...form.getInputProps('name')} />
      <TextInput
        label={t('field.address')}
        description={t('field.addressText')}
        withAsterisk
        {...form.getInputProps('address')}
      />
      <TextInput
        label={t('field.applicationName')}
        description={t('field.applicationNameText')}
        dir="auto"
        placeholder={form.values.name}
        {...form.getInputProps('applicationName')}
      />
    </>
  );
}

/** Who checks the password, and where the code is typed. A change of one looks again at the other's error. */
export function SignInFields({ form }: { readonly form: ClientForm }): ReactNode {
  const { t } = useTranslation('radius');
  const change = (values: Partial<Pick<ClientValues, 'firstFactor' | 'otpEntry'>>) => {
    form.setValues(values);
    const next = { ...form.values, ...values };
    const isImpossible = next.firstFactor === 'local-password' && next.otpEntry === 'in-password';
    if (isImpossible) form.setFieldError('otpEntry', t('field.otpEntryImpossible'));
    else form.clearFieldError('otpEntry');
  };
  return (
    <>
      <Radio.Group
        label={t('field.firstFactor')}
        value={form.values.firstFactor}
        onChange={(value) => change({ firstFactor: value as FirstFactor })}
      >
        <Stack gap={6} mt={6}>
          {FIRST_FACTORS.map((factor) => (
            <Radio key={factor} value={factor} label={t(`firstFactor.${factor}`)} description={t(`firstFactorText.${factor}`)} />
          ))}
        </Stack>
      </Radio.Group>
      <Radio.Group
        label={t('field.otpEntry')}
        value={form.values.otpEntry}
        error={form.errors.otpEntry}
        onChange={(value) => change({ otpEntry: value as OtpEntry })}
      >
        <Stack gap={6} mt={6} mb={form.errors.otpEntry ? 6 : 0}>
          {OTP_ENTRIES.map((entry) => (
            <Radio key={entry} value={entry} label={t(`otpEntry.${entry}`)} description={t(`otpEntryText.${entry}`)} />
          ))}
        </Stack>
      </Radio.Group>
    </>
  );
}

export function MessageAuthenticatorField({
  form,
  isSent,
}: {
  readonly form: ClientForm;
  /** Whether the client's last request carried it; undefined: nothing was received yet. */
  readonly isSent?: boolean | undefined;
}): ReactNode {
  const { t } = useTranslation('radius');
  const isRequired = form.values.requiresMessageAuthenticator;
  return (
    <div>
      <Switch
        label={t('field.requiresMessageAuthenticator')}
        description={t('field.requiresMessageAuthenticatorText')}
        {...form.getInputProps('requiresMessageAuthenticator', { type: 'checkbox' })}
      />
      {isRequired ? null : (
        <Alert
          color="red"
          variant="light"
          mt={8}
          p={12}
          role="status"
          icon={<IconAlertTriangle size={18} />}
          title={t('blast.title')}
        >
          <Text size="sm">{t('blast.text')}</Text>
          {isSent === undefined ? null : (
            <Text size="sm" fw={600} mt={4}>
              {t(isSent ? 'blast.sent' : 'blast.notSent')}
            </Text>
          )}
        </Alert>
      )}
      {isRequired && isSent === false ? (
        <Text size="sm" c="var(--app-denied)" mt={4} role="status">
          {t('blast.requiredNotSent')}
        </Text>
      ) : null}
    </div>
  );
}
