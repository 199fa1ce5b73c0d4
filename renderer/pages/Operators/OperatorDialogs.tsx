import { Button, Checkbox, Modal, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { OPERATOR_PASSWORD_MIN_CHARACTERS } from '../../../shared/limits.ts';
import type { Operator } from '../../../shared/schemas/operator.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CommandError, errorText, notifyDone } from '../../parts/errors.tsx';
import { operatorPasswordProblem } from '../../parts/operator-password.ts';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { ConfirmDialog } from '../../ui/ConfirmDialog.tsx';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';

export type OperatorDialog = 'reset' | 'remove-factor' | 'delete';

export function OperatorDialogs({
  operator,
  open,
  onClose,
  onDeleted,
}: {
  readonly operator: Operator;
  readonly open: OperatorDialog | undefined;
  readonly onClose: () => void;
  readonly onDeleted: () => void;
}): ReactNode {
  const { t } = useTranslation('operators');
  const removeFactor = useCommand('operators.removeSecondFactor');
  const remove = useCommand('operators.delete');
  const { id, name } = operator;
  const done = (key: 'removeFactor.done' | 'delete.done') => {
    notifyDone(t(key, { name }));
    onClose();
  };
  return (
    <>
      <Modal opened={open === 'reset'} onClose={onClose} title={t('reset.title', { name })} size={440} centered>
        <ResetForm operator={operator} onClose={onClose} />
      </Modal>
      <ConfirmDialog
        isOpen={open === 'remove-factor'}
        title={t('removeFactor.title', { name })}
        confirmLabel={t('removeFactor.submit')}
        isDestructive
        isBusy={removeFactor.isPending}
        error={<CommandError error={removeFactor.error} />}
        onConfirm={() => removeFactor.mutate({ id }, { onSuccess: () => done('removeFactor.done') })}
        onClose={onClose}
      >
        <Text size="sm">{t('removeFactor.text')}</Text>
      </ConfirmDialog>
      <ConfirmDialog
        isOpen={open === 'delete'}
        title={t('delete.title', { name })}
        confirmLabel={t('delete.submit', { name })}
        isDestructive
        isBusy={remove.isPending}
        error={<CommandError error={remove.error} />}
        onConfirm={() =>
          remove.mutate(
            { id },
            {
              onSuccess: () => {
                done('delete.done');
                onDeleted();
              },
            },
          )
        }
        onClose={onClose}
      >
        <Text size="sm">{t('delete.text')}</Text>
      </ConfirmDialog>
    </>
  );
}

function ResetForm({ operator, onClose }: { readonly operator: Operator; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('operators');
  const { t: common } = useTranslation('common');
  const reset = useCommand('operators.resetPassword');
  const { name } = operator;
  const form = useForm({
    initialValues: { password: '', mustChangePassword: true },
    validate: { password: (value) => operatorPasswordProblem(value, name) },
  });
  const submit = form.onSubmit((values) => {
    reset.mutate(
      { name, ...values },
      {
        onSuccess: () => {
          notifyDone(t('reset.done', { name }));
          onClose();
        },
        onError: (error) => {
          const { what, next } = errorText(error);
          if (error.code === 'OPERATOR_PASSWORD_WEAK') form.setFieldError('password', `${what}. ${next}`);
        },
      },
    );
  }, focusFirstError);
  return (
    <form onSubmit={submit} noValidate>
      <Fields>
        {reset.error?.code === 'OPERATOR_PASSWORD_WEAK' ? null : <CommandError error={reset.error} />}
        <PasswordField
          label={t('password.new')}
          description={t('password.text', { minimum: OPERATOR_PASSWORD_MIN_CHARACTERS })}
          autoComplete="new-password"
          data-autofocus
          {...form.getInputProps('password')}
        />
        <Checkbox
          label={t('password.mustChange')}
          description={t('password.mustChangeText')}
          {...form.getInputProps('mustChangePassword', { type: 'checkbox' })}
        />
      </Fields>
      <FormActions>
        <Button type="submit" loading={reset.isPending}>
          {t('reset.submit')}
        </Button>
        <Button variant="default" onClick={onClose}>
          {common('cancel')}
        </Button>
      </FormActions>
    </form>
  );
}
