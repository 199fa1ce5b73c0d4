import { Button, Group } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OPERATOR_PASSWORD_MIN_CHARACTERS } from '../../../shared/limits.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CommandError, errorText, notifyDone } from '../../parts/errors.tsx';
import { operatorPasswordProblem } from '../../parts/operator-password.ts';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { Fields } from '../../ui/FormSection.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';

/** A new password for the own account; the current one is asked for. */
export function PasswordForm({
  name,
  onChanged,
}: {
  /** Of the operator: the password must not contain it. */
  readonly name: string;
  readonly onChanged?: () => void;
}): ReactNode {
  const { t } = useTranslation('account');
  const { t: common } = useTranslation('common');
  const change = useCommand('account.changePassword');
  const form = useForm({
    initialValues: { currentPassword: '', password: '', repeat: '' },
    validate: {
      currentPassword: (value) => (value === '' ? common('fields.required') : null),
      password: (value) => operatorPasswordProblem(value, name),
      repeat: (value, { password }) => (value === password ? null : t('password.mismatch')),
    },
  });
  const submit = form.onSubmit(({ currentPassword, password }) => {
    change.mutate(
      { currentPassword, password },
      {
        onSuccess: () => {
          form.reset();
          notifyDone(t('password.done'));
          onChanged?.();
        },
        onError: (error) => {
          const { what, next } = errorText(error);
          if (error.code === 'OPERATOR_PASSWORD_WRONG') form.setFieldError('currentPassword', what);
          if (error.code === 'OPERATOR_PASSWORD_WEAK' || error.code === 'OPERATOR_PASSWORD_SAME')
            form.setFieldError('password', `${what}. ${next}`);
        },
      },
    );
  }, focusFirstError);
  const isAtField = change.error?.code.startsWith('OPERATOR_PASSWORD_') === true;
  return (
    <form onSubmit={submit} noValidate>
      <Fields>
        {isAtField ? null : <CommandError error={change.error} />}
        <PasswordField
          label={t('password.current')}
          autoComplete="current-password"
          maw={360}
          {...form.getInputProps('currentPassword')}
        />
        <PasswordField
          label={t('password.new')}
          description={t('password.newText', { minimum: OPERATOR_PASSWORD_MIN_CHARACTERS })}
          autoComplete="new-password"
          maw={360}
          {...form.getInputProps('password')}
        />
        <PasswordField label={t('password.repeat')} autoComplete="new-password" maw={360} {...form.getInputProps('repeat')} />
        <Group>
          <Button type="submit" variant="default" loading={change.isPending}>
            {t('password.submit')}
          </Button>
        </Group>
      </Fields>
    </form>
  );
}
