import { Button, Group, NumberInput, Select, Text, TextInput } from '@mantine/core';
import { type UseFormReturnType, useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PERIOD_MAX_SECONDS, PERIOD_MIN_SECONDS } from '../../../shared/limits.ts';
import { type SecondFactorInput, secondFactorInputSchema } from '../../../shared/schemas/operator.ts';
import { OATH_ALGORITHMS, SEED_ENCODINGS, TOKEN_TYPES } from '../../../shared/schemas/token.ts';
import type { OutputOf } from '../../bridge/procedures.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CodeField } from '../../parts/CodeField.tsx';
import { CommandError, errorText, notifyDone } from '../../parts/errors.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { QrCode } from '../../parts/QrCode.tsx';
import { validateWith } from '../../parts/validate-with.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { isOperatorCode, plainCode } from './code.ts';

type Kind = SecondFactorInput['kind'];
type EnrolProps = { readonly kind: Kind; readonly onClose?: () => void; readonly onDone?: () => void };

/** Password, then the key (shown for an app, typed for a device), then the first code. */
export function EnrolSecondFactor(props: EnrolProps): ReactNode {
  const begin = useCommand('account.beginSecondFactor');
  if (begin.data !== undefined) return <ConfirmForm begun={begin.data} {...props} />;
  return <BeginForm begin={begin} {...props} />;
}

const EMPTY = {
  password: '',
  secretKey: '',
  secretKeyEncoding: 'base32' as (typeof SEED_ENCODINGS)[number],
  type: 'totp' as (typeof TOKEN_TYPES)[number],
  algorithm: 'SHA1' as (typeof OATH_ALGORITHMS)[number],
  digits: 6,
  periodSeconds: 30,
  counter: '0',
};
type Values = typeof EMPTY;

function toToken(kind: Kind, { password: _, ...device }: Values): SecondFactorInput {
  return kind === 'app' ? { kind } : { kind, ...device };
}

function BeginForm({
  kind,
  begin,
  onClose,
}: EnrolProps & { readonly begin: ReturnType<typeof useCommand<'account.beginSecondFactor'>> }): ReactNode {
  const { t } = useTranslation('account');
  const { t: common } = useTranslation('common');
  const form = useForm<Values>({
    initialValues: EMPTY,
    validate: (values) => ({
      ...validateWith<SecondFactorInput>(secondFactorInputSchema)(toToken(kind, values)),
      ...(values.password === '' ? { password: common('fields.required') } : {}),
    }),
  });
  const submit = form.onSubmit((values) => {
    begin.mutate(
      { password: values.password, token: toToken(kind, values) },
      {
        onError: (error) => {
          const { what, next } = errorText(error);
          if (error.code === 'OPERATOR_PASSWORD_WRONG') form.setFieldError('password', what);
          if (error.code === 'TOKEN_SEED_INVALID') form.setFieldError('secretKey', `${what}. ${next}`);
        },
      },
    );
  }, focusFirstError);
  const isAtField = begin.error?.code === 'OPERATOR_PASSWORD_WRONG' || begin.error?.code === 'TOKEN_SEED_INVALID';
  return (
    <form onSubmit={submit} noValidate>
      <Fields>
        {isAtField ? null : <CommandError error={begin.error} />}
        <PasswordField
          label={t('password.current')}
          description={t('enrol.passwordText')}
          autoComplete="current-password"
          data-autofocus
          {...form.getInputProps('password')}
        />
        {kind === 'device' ? <DeviceFields form={form} /> : null}
      </Fields>
      <FormActions>
        <Button type="submit" loading={begin.isPending}>
          {t('enrol.begin')}
        </Button>
        {onClose === undefined ? null : (
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
        )}
      </FormActions>
    </form>
  );
}

function DeviceFields({ form }: { readonly form: UseFormReturnType<Values> }): ReactNode {
  const { t } = useTranslation('account');
  const { type, digits } = form.values;
  return (
    <>
      <PasswordField
        label={t('enrol.secretKey')}
        description={t('enrol.secretKeyText')}
        autoComplete="off"
        {...form.getInputProps('secretKey')}
      />
      <Group grow align="flex-start" gap={12}>
        <Select
          label={t('enrol.encoding')}
          allowDeselect={false}
          data={SEED_ENCODINGS.map((value) => ({ value, label: t(`enrol.encodings.${value}`) }))}
          {...form.getInputProps('secretKeyEncoding')}
        />
        <Select
          label={t('enrol.type')}
          allowDeselect={false}
          data={TOKEN_TYPES.map((value) => ({ value, label: t(`enrol.types.${value}`) }))}
          {...form.getInputProps('type')}
        />
      </Group>
      <Group grow align="flex-start" gap={12}>
        <Select
          label={t('enrol.algorithm')}
          allowDeselect={false}
          data={[...OATH_ALGORITHMS]}
          {...form.getInputProps('algorithm')}
        />
        <Select
          label={t('enrol.digits')}
          allowDeselect={false}
          data={['6', '7', '8']}
          value={String(digits)}
          onChange={(value) => form.setFieldValue('digits', Number(value))}
        />
      </Group>
      {type === 'totp' ? (
        <NumberInput
          label={t('enrol.period')}
          min={PERIOD_MIN_SECONDS}
          max={PERIOD_MAX_SECONDS}
          clampBehavior="none"
          allowDecimal={false}
          {...form.getInputProps('periodSeconds')}
        />
      ) : (
        <TextInput label={t('enrol.counter')} inputMode="numeric" {...form.getInputProps('counter')} />
      )}
    </>
  );
}

function ConfirmForm({
  begun,
  onClose,
  onDone,
}: EnrolProps & { readonly begun: OutputOf<'account.beginSecondFactor'> }): ReactNode {
  const { t } = useTranslation('account');
  const { t: common } = useTranslation('common');
  const confirm = useCommand('account.confirmSecondFactor');
  const form = useForm({
    initialValues: { code: '' },
    validate: { code: (value) => (isOperatorCode(value) ? null : t('factor.codeInvalid')) },
  });
  const submit = form.onSubmit(({ code }) => {
    confirm.mutate(
      { code: plainCode(code) },
      {
        onSuccess: () => {
          notifyDone(t('enrol.done'));
          onClose?.();
          onDone?.();
        },
        onError: (error) => {
          const { what, next } = errorText(error);
          if (error.code === 'OPERATOR_CODE_WRONG') form.setFieldError('code', `${what}. ${next}`);
        },
      },
    );
  }, focusFirstError);
  return (
    <form onSubmit={submit} noValidate>
      <Fields>
        {confirm.error?.code === 'OPERATOR_CODE_WRONG' ? null : <CommandError error={confirm.error} />}
        {begun.app === undefined ? (
          <Text size="sm">{t('enrol.deviceCode')}</Text>
        ) : (
          <>
            <Text size="sm">{t('enrol.scan')}</Text>
            <QrCode text={begun.app.otpauthUri} label={t('enrol.qr')} />
            <details>
              <summary>{t('enrol.cannotScan')}</summary>
              <CopyField label={t('enrol.key')} value={begun.app.secretKey} />
            </details>
          </>
        )}
        <CodeField
          label={t('enrol.code')}
          autoComplete="one-time-code"
          autoFocus
          data-autofocus
          {...form.getInputProps('code')}
        />
      </Fields>
      <FormActions>
        <Button type="submit" loading={confirm.isPending}>
          {t('enrol.confirm')}
        </Button>
        {onClose === undefined ? null : (
          <Button variant="default" onClick={onClose}>
            {common('cancel')}
          </Button>
        )}
      </FormActions>
    </form>
  );
}
