import { Button, Group } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserId } from '../../../shared/ids.ts';
import type { UserFields as Fields } from '../../../shared/schemas/user.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useMay } from '../../bridge/use-session.ts';
import { CommandError, notifyDone } from '../../parts/errors.tsx';
import { useSetting } from '../../parts/help-desk/use-setting.ts';
import { FormSection } from '../../ui/FormSection.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { LinkButton } from '../../ui/links.tsx';
import { LoadingRows, Page } from '../../ui/Page.tsx';
import { UnsavedChanges } from '../../ui/UnsavedChanges.tsx';
import { AdvancedFields } from './AdvancedFields.tsx';
import { emptyValues, toFields, toPassword, toPin, type UserFormValues } from './convert.ts';
import { fieldProblem } from './field-problem.ts';
import { sendsMail } from './mail-note.ts';
import { TagsField } from './TagsField.tsx';
import classes from './User.module.css';
import { UserFields } from './UserFields.tsx';
import { useMethodFacts } from './use-method-facts.ts';
import { useSendMail } from './use-send-mail.ts';
import { validateUser } from './validate-user.ts';

/** Adds one user, who starts with the user defaults of the company. */
export function NewUserPage(): ReactNode {
  const { t } = useTranslation('user');
  const mayRead = useMay('read-settings');
  const defaults = useSetting('user-defaults');
  // The form is made once: it waits for what it starts from, where the operator may read that.
  if (mayRead && defaults === undefined) {
    return (
      <Page title={t('newTitle')} width={760}>
        <LoadingRows rows={8} />
      </Page>
    );
  }
  const [home] = defaults?.homeCountryCodes ?? [];
  const start = {
    ...(defaults === undefined ? {} : { method: defaults.method, mode: defaults.mode }),
    ...(home === undefined ? {} : { countryCode: home }),
  };
  return <NewUserForm start={start} />;
}

function NewUserForm({ start }: { readonly start: Partial<Fields> }): ReactNode {
  const { t } = useTranslation('user');
  const { t: common } = useTranslation('common');
  const navigate = useNavigate();
  const facts = useMethodFacts(undefined);
  const form = useForm<UserFormValues>({ initialValues: emptyValues(start), validate: validateUser });
  const create = useCommand('users.create');
  const mail = useSendMail(form.values, undefined);
  const [createdId, setCreatedId] = useState<UserId>();
  useEffect(() => {
    // After the render that took the unsaved-changes question away.
    if (createdId !== undefined) void navigate({ to: '/users/$userId', params: { userId: String(createdId) }, replace: true });
  }, [createdId, navigate]);

  const send = (values: UserFormValues) =>
    create.mutate(
      {
        // Without a number the country says nothing.
        fields: { ...toFields(values), ...(values.phone.trim() === '' ? { countryCode: '' } : {}) },
        password: toPassword(values) ?? undefined,
        pin: toPin(values) ?? undefined,
        sendsMail: sendsMail(mail),
      },
      {
        onSuccess: (user) => {
          notifyDone(t('created', { username: user.username }));
          setCreatedId(user.id);
        },
        onError: (error) => {
          const problem = fieldProblem(error);
          if (problem === undefined) return;
          form.setFieldError(problem.field, problem.text);
          form.getInputNode(problem.field)?.focus();
        },
      },
    );
  const submit = form.onSubmit(send, focusFirstError);
  const isBesideField = create.error !== null && fieldProblem(create.error) !== undefined;
  return (
    <Page title={t('newTitle')} width={760}>
      <form onSubmit={submit} noValidate className={classes.form} aria-label={t('newTitle')}>
        {isBesideField ? null : <CommandError error={create.error} />}
        <UserFields form={form} pin={{ hasPin: false }} facts={facts} mail={mail} />
        <FormSection title={t('section.tags')}>
          <TagsField form={form} isReadOnly={false} />
        </FormSection>
        <AdvancedFields form={form} user={{ hasLocalPassword: false }} isReadOnly={false} />
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
