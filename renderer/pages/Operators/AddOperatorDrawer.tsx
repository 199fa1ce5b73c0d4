import { Button, Checkbox, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { OPERATOR_PASSWORD_MIN_CHARACTERS } from '../../../shared/limits.ts';
import type { OperatorRole } from '../../../shared/roles.ts';
import { type Operator, operatorNameSchema } from '../../../shared/schemas/operator.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CommandError, errorText, notifyDone } from '../../parts/errors.tsx';
import { operatorPasswordProblem } from '../../parts/operator-password.ts';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { validateWith } from '../../parts/validate-with.ts';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import { RoleField } from './RoleField.tsx';

type AddProps = { readonly onClose: () => void; readonly onAdded: (operator: Operator) => void };

export function AddOperatorDrawer({ isOpen, ...props }: AddProps & { readonly isOpen: boolean }): ReactNode {
  const { t } = useTranslation('operators');
  return (
    <SideDrawer title={t('form.addTitle')} isOpen={isOpen} onClose={props.onClose}>
      <AddForm {...props} />
    </SideDrawer>
  );
}

const nameSchema = z.object({ name: operatorNameSchema });

function AddForm({ onClose, onAdded }: AddProps): ReactNode {
  const { t } = useTranslation('operators');
  const { t: common } = useTranslation('common');
  const add = useCommand('operators.add');
  const form = useForm({
    // The least powerful role: more is a decision.
    initialValues: { name: '', password: '', role: 'help-desk' as OperatorRole, mustChangePassword: true },
    validate: (values) => {
      const password = operatorPasswordProblem(values.password, values.name);
      return { ...validateWith(nameSchema)(values), ...(password === null ? {} : { password }) };
    },
  });
  const submit = form.onSubmit((values) => {
    add.mutate(values, {
      onSuccess: ({ operator }) => {
        notifyDone(t('form.added', { name: operator.name }));
        onAdded(operator);
      },
      onError: (error) => {
        const { what, next } = errorText(error);
        if (error.code === 'OPERATOR_NAME_TAKEN') form.setFieldError('name', `${what}. ${next}`);
        if (error.code === 'OPERATOR_PASSWORD_WEAK') form.setFieldError('password', `${what}. ${next}`);
      },
    });
  }, focusFirstError);
  const isAtField = add.error?.code === 'OPERATOR_NAME_TAKEN' || add.error?.code === 'OPERATOR_PASSWORD_WEAK';
  return (
    <form onSubmit={submit} noValidate>
      <Fields>
        {isAtField ? null : <CommandError error={add.error} />}
        <TextInput label={t('form.name')} dir="auto" autoComplete="off" data-autofocus {...form.getInputProps('name')} />
        <RoleField value={form.values.role} onChange={(role) => form.setFieldValue('role', role)} />
        <PasswordField
          label={t('password.new')}
          description={t('password.text', { minimum: OPERATOR_PASSWORD_MIN_CHARACTERS })}
          autoComplete="new-password"
          {...form.getInputProps('password')}
        />
        <Checkbox
          label={t('password.mustChange')}
          description={t('password.mustChangeText')}
          {...form.getInputProps('mustChangePassword', { type: 'checkbox' })}
        />
      </Fields>
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
