import { Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { userIdSchema } from '../../../shared/ids.ts';
import { userFieldsSchema } from '../../../shared/schemas/user.ts';
import type { OutputOf } from '../../bridge/procedures.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { CodeField } from '../../parts/CodeField.tsx';
import { CommandError, errorText, notifyDone } from '../../parts/errors.tsx';
import { QrCode } from '../../parts/QrCode.tsx';
import { validateWith } from '../../parts/validate-with.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { Fields } from '../../ui/FormSection.tsx';
import { focusFirstError } from '../../ui/focus-first-error.ts';
import { LinkButton } from '../../ui/links.tsx';
import type { SetupSearch } from './search.ts';

export const USER_FORM_ID = 'setup-user';
const fieldsSchema = userFieldsSchema.pick({ username: true, firstName: true, lastName: true });

type StepProps = { readonly search: SetupSearch; readonly onChange: (change: Partial<SetupSearch>) => void };

/** Somebody to try it with: one user by hand with an app, or whole lists by the imports. */
export function UserStep({ search, onChange }: StepProps): ReactNode {
  const id = userIdSchema.safeParse(search.user).data;
  return id === undefined ? <NewUser onChange={onChange} /> : <AppOfUser id={id} />;
}

function NewUser({ onChange }: Pick<StepProps, 'onChange'>): ReactNode {
  const { t } = useTranslation('setup');
  const { t: user } = useTranslation('user');
  const create = useCommand('users.create');
  const form = useForm({ initialValues: { username: '', firstName: '', lastName: '' }, validate: validateWith(fieldsSchema) });
  const add = form.onSubmit((fields) => {
    create.mutate(
      { fields },
      {
        onSuccess: (added) => onChange({ user: added.id }),
        onError: (error) => {
          const { what, next } = errorText(error);
          if (error.code === 'USERNAME_TAKEN') form.setFieldError('username', `${what}. ${next}`);
        },
      },
    );
  }, focusFirstError);
  return (
    <Stack gap={16} maw={560}>
      <form id={USER_FORM_ID} onSubmit={add} noValidate>
        <Fields>
          <Title order={2}>{t('user.title')}</Title>
          <Text size="sm" c="dimmed">
            {t('user.text')}
          </Text>
          {create.error?.code === 'USERNAME_TAKEN' ? null : <CommandError error={create.error} />}
          <TextInput
            label={user('field.username')}
            description={t('user.usernameText')}
            dir="auto"
            autoComplete="off"
            {...form.getInputProps('username')}
          />
          <Group grow align="flex-start" gap={12}>
            <TextInput label={user('field.firstName')} dir="auto" {...form.getInputProps('firstName')} />
            <TextInput label={user('field.lastName')} dir="auto" {...form.getInputProps('lastName')} />
          </Group>
        </Fields>
      </form>
      <Text size="sm">{t('user.importText')}</Text>
      <Group gap={8}>
        <LinkButton variant="default" to="/tokens/import">
          {t('user.importTokens')}
        </LinkButton>
        <LinkButton variant="default" to="/users/import">
          {t('user.importUsers')}
        </LinkButton>
      </Group>
    </Stack>
  );
}

function AppOfUser({ id }: { readonly id: ReturnType<typeof userIdSchema.parse> }): ReactNode {
  const { t } = useTranslation('setup');
  const { t: text } = useTranslation('user');
  const user = useQueryOf('users.get', { id });
  const enrol = useCommand('tokens.enrolApp');
  if (user.data === undefined) return <CommandError error={user.error} />;
  const { username, tokenCount } = user.data;
  return (
    <Stack gap={12} maw={560}>
      <Title order={2}>{t('user.addedTitle', { username })}</Title>
      {tokenCount > 0 ? (
        <Text size="sm">{t('user.hasToken', { username })}</Text>
      ) : enrol.data === undefined ? (
        <>
          <Text size="sm">{t('user.enrolText', { username })}</Text>
          <CommandError error={enrol.error} />
          <Group>
            <Button onClick={() => enrol.mutate({ userId: id })} loading={enrol.isPending}>
              {text('enrol.begin')}
            </Button>
          </Group>
        </>
      ) : (
        <ConfirmApp enrolled={enrol.data} username={username} />
      )}
    </Stack>
  );
}

function ConfirmApp({
  enrolled,
  username,
}: {
  readonly enrolled: OutputOf<'tokens.enrolApp'>;
  readonly username: string;
}): ReactNode {
  const { t } = useTranslation('user');
  const confirm = useCommand('tokens.confirmApp');
  const form = useForm({
    initialValues: { code: '' },
    validate: { code: (code) => (/^\d{6,8}$/.test(code.replaceAll(/\s/g, '')) ? null : t('code.digits')) },
  });
  const submit = form.onSubmit(({ code }) =>
    confirm.mutate(
      { id: enrolled.token.id, code: code.replaceAll(/\s/g, '') },
      {
        onSuccess: () => notifyDone(t('enrol.done', { username })),
        onError: (error) => {
          const { what, next } = errorText(error);
          if (error.code === 'TOKEN_CODE_WRONG') form.setFieldError('code', `${what}. ${next}`);
        },
      },
    ),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Fields>
        <Text size="sm">{t('enrol.scan')}</Text>
        <QrCode text={enrolled.otpauthUri} label={t('enrol.qr')} />
        <details>
          <summary>{t('enrol.cannotScan')}</summary>
          <CopyField label={t('enrol.uri')} value={enrolled.otpauthUri} />
        </details>
        {confirm.error?.code === 'TOKEN_CODE_WRONG' ? null : <CommandError error={confirm.error} />}
        <Group align="flex-end" gap={8}>
          <CodeField label={t('enrol.code')} autoFocus {...form.getInputProps('code')} />
          <Button type="submit" h={36} loading={confirm.isPending}>
            {t('enrol.submit')}
          </Button>
        </Group>
      </Fields>
    </form>
  );
}
