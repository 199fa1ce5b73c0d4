import {
  Alert,
  Anchor,
  Group,
  NativeSelect,
  NumberInput,
  SegmentedControl,
  Stack,
  Switch,
  Text,
  Textarea,
  TextInput,
  type TextInputProps,
} from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { MAIL_LANGUAGES } from '../../../shared/mail-templates.ts';
import { MAIL_PORTS, MAIL_SECURITIES, type MailSecurity } from '../../../shared/schemas/mail.ts';
import { PasswordField } from '../../parts/PasswordField.tsx';
import classes from './Email.module.css';
import { type MailValues, unusualPort } from './settings-values.ts';

/** Fields side by side stand on one line, whether they have a hint or not. */
const HINT_BELOW = { inputWrapperOrder: ['label', 'input', 'description', 'error'] } satisfies Pick<
  TextInputProps,
  'inputWrapperOrder'
>;

type MailForm = UseFormReturnType<MailValues>;

export function ServerFields({ form, hasPassword }: { readonly form: MailForm; readonly hasPassword: boolean }): ReactNode {
  const { t } = useTranslation('email');
  const { security } = form.values;
  const usual = unusualPort(form.values);
  const chooseSecurity = (next: MailSecurity) => {
    // A port that belonged to the earlier choice follows; one of the administrator's own stays.
    if (form.values.port === MAIL_PORTS[security]) form.setFieldValue('port', MAIL_PORTS[next]);
    form.setFieldValue('security', next);
  };
  return (
    <Stack gap={12}>
      <div className={classes.serverRow}>
        <TextInput
          {...HINT_BELOW}
          label={t('server.host')}
          placeholder="mail.example.org"
          description={t('server.hostText')}
          spellCheck={false}
          {...form.getInputProps('host')}
        />
        <NumberInput
          {...HINT_BELOW}
          label={t('server.port')}
          description={
            usual === undefined ? undefined : (
              <Anchor component="button" type="button" size="xs" onClick={() => form.setFieldValue('port', usual)}>
                {t('server.usualPort', { port: usual })}
              </Anchor>
            )
          }
          min={1}
          max={65_535}
          allowDecimal={false}
          clampBehavior="none"
          hideControls
          {...form.getInputProps('port')}
        />
        <NumberInput
          {...HINT_BELOW}
          label={t('server.timeout')}
          min={5}
          max={120}
          allowDecimal={false}
          clampBehavior="none"
          suffix={t('server.seconds')}
          {...form.getInputProps('timeoutSeconds')}
        />
      </div>
      <SecurityField value={security} onChange={chooseSecurity} />
      <PasswordFields form={form} hasPassword={hasPassword} />
      {security === 'none' ? null : (
        <Textarea
          label={t('server.certificate')}
          description={t('server.certificateText')}
          placeholder="-----BEGIN CERTIFICATE-----"
          autosize
          minRows={2}
          maxRows={8}
          spellCheck={false}
          classNames={{ input: classes.monospace }}
          {...form.getInputProps('authorityCertificate')}
        />
      )}
    </Stack>
  );
}

function SecurityField({
  value,
  onChange,
}: {
  readonly value: MailSecurity;
  readonly onChange: (value: MailSecurity) => void;
}): ReactNode {
  const { t } = useTranslation('email');
  const id = useId();
  return (
    <div>
      <Text size="sm" fw={600} id={id}>
        {t('server.security')}
      </Text>
      <SegmentedControl
        mt={4}
        aria-labelledby={id}
        value={value}
        onChange={(next) => onChange(MAIL_SECURITIES.find((known) => known === next) ?? value)}
        data={MAIL_SECURITIES.map((security) => ({ value: security, label: t(`server.securities.${security}`) }))}
      />
      <Text size="sm" mt={4} c={value === 'none' ? 'var(--app-denied)' : 'dimmed'} role="status">
        {t(`server.securityText.${value}`)}
      </Text>
    </div>
  );
}

function PasswordFields({ form, hasPassword }: { readonly form: MailForm; readonly hasPassword: boolean }): ReactNode {
  const { t } = useTranslation('email');
  const { removesPassword } = form.values;
  const setRemoves = (removes: boolean) => {
    form.setFieldValue('removesPassword', removes);
    form.setFieldValue('password', '');
  };
  return (
    <div className={classes.twoColumns}>
      <TextInput
        {...HINT_BELOW}
        label={t('server.username')}
        description={t('server.usernameText')}
        autoComplete="off"
        spellCheck={false}
        {...form.getInputProps('username')}
      />
      <div>
        <PasswordField
          {...HINT_BELOW}
          label={t('server.password')}
          autoComplete="new-password"
          disabled={removesPassword}
          placeholder={hasPassword && !removesPassword ? t('server.passwordStored') : ''}
          {...form.getInputProps('password')}
        />
        {hasPassword ? (
          <Group gap={8} mt={4} role="status">
            {removesPassword ? (
              <Text size="sm" c="var(--app-pending)">
                {t('server.passwordRemoved')}
              </Text>
            ) : null}
            <Anchor component="button" type="button" size="sm" onClick={() => setRemoves(!removesPassword)}>
              {removesPassword ? t('server.passwordKeep') : t('server.passwordRemove')}
            </Anchor>
          </Group>
        ) : null}
      </div>
    </div>
  );
}

export function SenderFields({ form }: { readonly form: MailForm }): ReactNode {
  const { t } = useTranslation('email');
  const isFromMissing = form.values.host !== '' && form.values.fromAddress === '';
  return (
    <Stack gap={16}>
      <div>
        <div className={classes.twoColumns}>
          <TextInput
            {...HINT_BELOW}
            label={t('sender.fromAddress')}
            description={t('sender.fromAddressText')}
            type="email"
            placeholder="mfa@example.org"
            {...form.getInputProps('fromAddress')}
          />
          <TextInput {...HINT_BELOW} label={t('sender.fromName')} dir="auto" {...form.getInputProps('fromName')} />
        </div>
        {isFromMissing ? (
          <Alert color="yellow" variant="light" mt={8} p={12} icon={<IconAlertTriangle size={18} />} role="status">
            {t('sender.fromMissing')}
          </Alert>
        ) : null}
      </div>
      <Switch
        label={t('sender.sendsToUsers')}
        description={t('sender.sendsToUsersText')}
        {...form.getInputProps('sendsToUsers', { type: 'checkbox' })}
      />
      <div className={classes.twoColumns}>
        <NativeSelect
          {...HINT_BELOW}
          label={t('sender.language')}
          description={t('sender.languageText')}
          data={MAIL_LANGUAGES.map((language) => ({ value: language, label: t(`languages.${language}`) }))}
          {...form.getInputProps('language')}
        />
        <TextInput
          {...HINT_BELOW}
          label={t('sender.company')}
          description={t('sender.companyText')}
          dir="auto"
          {...form.getInputProps('companyName')}
        />
      </div>
      <TextInput
        {...HINT_BELOW}
        label={t('sender.portal')}
        description={t('sender.portalText')}
        placeholder="https://mfa.example.org/"
        type="url"
        {...form.getInputProps('portalUrl')}
      />
    </Stack>
  );
}
