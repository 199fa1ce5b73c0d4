import { Button, Group } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserId } from '../../../shared/ids.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CommandError, errorText, notifyDone } from '../../parts/errors.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { LinkButton } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { UnsavedChanges } from '../../ui/UnsavedChanges.tsx';
import { emptyValues, toFields, toPassword, type UserFormValues } from './convert.ts';
import classes from './User.module.css';
import { UserFields } from './UserFields.tsx';
import { validateUser } from './validate-user.ts';

/** Adds one user, then shows its page, where a token is assigned or an app enrolled. */
export function NewUserPage(): ReactNode {
  const { t } = useTranslation('user');
  const { t: common } = useTranslation('common');
  const navigate = useNavigate();
  const form = useForm<UserFormValues>({ initialValues: emptyValues(), validate: validateUser });
  const create = useCommand('users.create');
  const [createdId, setCreatedId] = useState<UserId>();
  useEffect(() => {
    // After the render that took the unsaved-changes question away.
    if (createdId !== undefined) void navigate({ to: '/users/$userId', params: { userId: String(createdId) }, replace: true });
  }, [createdId, navigate]);

  const send = (values: UserFormValues) =>
    create.mutate(
      { fields: toFields(values), password: toPassword(values) ?? undefined },
      {
        onSuccess: (user) => {
          notifyDone(t('created', { username: user.username }));
          setCreatedId(user.id);
        },
        onError: (error) => {
          if (error.code !== 'USERNAME_TAKEN') return;
          form.setFieldError('username', errorText(error).what);
          form.getInputNode('username')?.focus();
        },
      },
    );
  const submit = form.onSubmit(send, focusFirstError);
  return (
    <Page title={t('newTitle')} width={760}>
      <form onSubmit={submit} noValidate className={classes.form} aria-label={t('newTitle')}>
        {create.error?.code === 'USERNAME_TAKEN' ? null : <CommandError error={create.error} />}
        <UserFields form={form} hasLocalPassword={false} />
        <Group gap={8} justify="flex-end">
          <Button type="submit" loading={create.isPending}>
            {t('create')}
          </Button>
          <LinkButton to="/users" variant="default">
            {common('cancel')}
          </LinkButton>
        </Group>
        <UnsavedChanges isDirty={form.isDirty() && createdId === undefined} />
      </form>
    </Page>
  );
}
