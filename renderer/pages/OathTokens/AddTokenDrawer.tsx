import { Button, Group, NumberInput, SegmentedControl, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OTP_DIGITS_MAX, OTP_DIGITS_MIN, PERIOD_MAX_SECONDS, PERIOD_MIN_SECONDS } from '../../../shared/limits.ts';
import { OATH_ALGORITHMS, SEED_ENCODINGS, TOKEN_ORIGINS, TOKEN_TYPES, type Token } from '../../../shared/schemas/token.ts';
import type { ConsoleError } from '../../bridge/console-error.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CommandError, errorText, notifyDone } from '../../parts/errors.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { UserSelect } from '../../parts/UserSelect.tsx';
import { validateWith } from '../../parts/validate-with.ts';
import { FormActions, FormSection } from '../../ui/FormSection.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { isEndBeforeStart, NEW_TOKEN, type TokenFormValues, tokenFormSchema, toRequest } from './convert.ts';

type AddTokenProps = { readonly onClose: () => void; readonly onAdded: (token: Token) => void };

/** One token by hand: the old console's Add dialog, and what its tokens could not be. */
export function AddTokenDrawer({ isOpen, ...props }: AddTokenProps & { readonly isOpen: boolean }): ReactNode {
  const { t } = useTranslation('tokens');
  return (
    <SideDrawer title={t('form.title')} isOpen={isOpen} onClose={props.onClose}>
      <AddTokenForm {...props} />
    </SideDrawer>
  );
}

/** The field that a refusal is about; undefined: none, it stands at the top. */
const FIELD_OF: Readonly<Partial<Record<ConsoleError['code'], keyof TokenFormValues>>> = {
  TOKEN_SERIAL_TAKEN: 'serial',
  TOKEN_SEED_INVALID: 'secretKey',
  USER_NOT_FOUND: 'userId',
};

function useTokenForm() {
  const { t } = useTranslation('tokens');
  return useForm<TokenFormValues>({
    initialValues: NEW_TOKEN,
    validate: (values) => ({
      // A field that is not shown cannot be wrong.
      ...validateWith(tokenFormSchema)({
        ...values,
        periodSeconds: values.type === 'totp' ? values.periodSeconds : NEW_TOKEN.periodSeconds,
        counter: values.type === 'hotp' ? values.counter : NEW_TOKEN.counter,
      }),
      ...(isEndBeforeStart(values) ? { expiresOn: t('form.endsBeforeStart') } : {}),
    }),
  });
}
type TokenForm = ReturnType<typeof useTokenForm>;

function AddTokenForm({ onClose, onAdded }: AddTokenProps): ReactNode {
  const { t } = useTranslation('tokens');
  const { t: common } = useTranslation('common');
  const form = useTokenForm();
  const add = useCommand('tokens.add');
  // The form is longer than the drawer: what is wrong must come into sight.
  const focus = (field: string | undefined) => {
    if (field !== undefined) form.getInputNode(field)?.focus();
  };
  const onSubmit = (values: TokenFormValues) =>
    add.mutate(toRequest(values), {
      onSuccess: (token) => {
        notifyDone(t('form.added', { serial: token.serial }));
        onAdded(token);
      },
      onError: (error) => {
        const field = FIELD_OF[error.code];
        const { what, next } = errorText(error);
        if (field !== undefined) form.setFieldError(field, `${what}. ${next}`);
        focus(field);
      },
    });
  const submit = form.onSubmit(onSubmit, (errors) => focus(Object.keys(errors)[0]));
  const isAtField = add.error !== null && FIELD_OF[add.error.code] !== undefined;
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={16}>
        {isAtField ? null : <CommandError error={add.error} />}
        <IdentityFields form={form} />
        <ParameterFields form={form} />
        <DetailFields form={form} />
      </Stack>
      <FormActions>
        <Button type="submit" loading={add.isPending}>
          {t('form.submit')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
      </FormActions>
    </form>
  );
}

function IdentityFields({ form }: { readonly form: TokenForm }): ReactNode {
  const { t } = useTranslation('tokens');
  return (
    <FormSection title={t('form.identity')}>
      <TextInput
        label={t('form.serial')}
        description={t('form.serialText')}
        data-autofocus
        autoComplete="off"
        {...form.getInputProps('serial')}
      />
      <PasswordField
        label={t('form.secretKey')}
        description={t('form.secretKeyText')}
        autoComplete="off"
        {...form.getInputProps('secretKey')}
      />
      <Select
        label={t('form.encoding')}
        allowDeselect={false}
        data={SEED_ENCODINGS.map((value) => ({ value, label: t(`encoding.${value}`) }))}
        {...form.getInputProps('secretKeyEncoding')}
      />
    </FormSection>
  );
}

function ParameterFields({ form }: { readonly form: TokenForm }): ReactNode {
  const { t } = useTranslation('tokens');
  const digits = Array.from({ length: OTP_DIGITS_MAX - OTP_DIGITS_MIN + 1 }, (_, index) => String(OTP_DIGITS_MIN + index));
  return (
    <FormSection title={t('form.type')}>
      <SegmentedControl
        size="xs"
        aria-label={t('form.type')}
        data={TOKEN_TYPES.map((value) => ({ value, label: t(`typeLong.${value}`) }))}
        {...form.getInputProps('type')}
      />
      <Group grow align="flex-start" gap={12}>
        <Select
          label={t('form.algorithm')}
          allowDeselect={false}
          data={OATH_ALGORITHMS.map((value) => ({ value, label: t(`algorithm.${value}`) }))}
          {...form.getInputProps('algorithm')}
        />
        <Select
          label={t('form.digits')}
          allowDeselect={false}
          data={digits}
          {...form.getInputProps('digits')}
          value={String(form.values.digits)}
          onChange={(value) => form.setFieldValue('digits', Number(value))}
        />
      </Group>
      {form.values.type === 'totp' ? (
        <NumberInput
          label={t('form.period')}
          min={PERIOD_MIN_SECONDS}
          max={PERIOD_MAX_SECONDS}
          clampBehavior="none"
          allowDecimal={false}
          {...form.getInputProps('periodSeconds')}
        />
      ) : (
        <TextInput
          label={t('form.counter')}
          description={t('form.counterText')}
          inputMode="numeric"
          {...form.getInputProps('counter')}
        />
      )}
    </FormSection>
  );
}

function DetailFields({ form }: { readonly form: TokenForm }): ReactNode {
  const { t } = useTranslation('tokens');
  return (
    <FormSection title={t('form.details')}>
      <UserSelect
        label={t('form.user')}
        value={form.values.userId}
        onChange={(userId) => form.setFieldValue('userId', userId)}
        error={form.errors.userId}
      />
      <Select
        label={t('form.origin')}
        description={t('form.originText')}
        allowDeselect={false}
        data={TOKEN_ORIGINS.map((value) => ({ value, label: t(`origin.${value}`) }))}
        {...form.getInputProps('origin')}
      />
      <Group grow align="flex-start" gap={12}>
        <TextInput label={t('form.manufacturer')} {...form.getInputProps('manufacturer')} />
        <TextInput label={t('form.model')} {...form.getInputProps('model')} />
      </Group>
      <Group grow align="flex-start" gap={12}>
        <TextInput type="date" label={t('form.startsOn')} max="9999-12-31" {...form.getInputProps('startsOn')} />
        <TextInput type="date" label={t('form.expiresOn')} max="9999-12-31" {...form.getInputProps('expiresOn')} />
      </Group>
      <Text size="xs" c="dimmed">
        {t('form.expiresText')}
      </Text>
    </FormSection>
  );
}
