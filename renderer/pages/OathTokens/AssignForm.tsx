import { Button, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserId } from '../../../shared/ids.ts';
import type { Token } from '../../../shared/schemas/token.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CommandError, errorText, notifyDone } from '../../parts/errors.tsx';
import { UserSelect } from '../../parts/UserSelect.tsx';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import classes from './OathTokens.module.css';
import { isOtpOf, plainOtp } from './otp-field.ts';

type AssignValues = { userId: UserId | undefined; code: string };

/** Gives a token to a user; with the code it shows now, where the device is in hand. */
export function AssignForm({ token }: { readonly token: Token }): ReactNode {
  const { t } = useTranslation('tokens');
  const assign = useCommand('tokens.assign');
  const form = useForm<AssignValues>({
    initialValues: { userId: undefined, code: '' },
    validate: {
      userId: (userId) => (userId === undefined ? t('assign.userMissing') : null),
      code: (code) =>
        plainOtp(code) === '' || isOtpOf(code, token.digits) ? null : t('resync.codeShape', { digits: token.digits }),
    },
  });
  const submit = form.onSubmit(({ userId, code }) => {
    if (userId === undefined) return;
    const proof = plainOtp(code) === '' ? {} : { code: plainOtp(code) };
    assign.mutate(
      { id: token.id, userId, ...proof },
      {
        onSuccess: ({ serial, username }) => notifyDone(t('drawer.assigned', { serial, username: username ?? '' })),
        onError: (error) => {
          const { what, next } = errorText(error);
          if (error.code === 'TOKEN_CODE_WRONG') form.setFieldError('code', `${what}. ${next}`);
          if (error.code === 'USER_NOT_FOUND') form.setFieldError('userId', `${what}. ${next}`);
        },
      },
    );
  });
  const isAtField = assign.error?.code === 'TOKEN_CODE_WRONG' || assign.error?.code === 'USER_NOT_FOUND';
  return (
    <form onSubmit={submit} noValidate className={classes.part}>
      <Fields>
        <Title order={2}>{t('assign.title')}</Title>
        {isAtField ? null : <CommandError error={assign.error} />}
        <UserSelect
          label={t('assign.user')}
          value={form.values.userId}
          onChange={(userId) => form.setFieldValue('userId', userId)}
          error={form.errors.userId}
        />
        <TextInput
          label={t('assign.code')}
          description={t('assign.codeText')}
          inputMode="numeric"
          autoComplete="off"
          maxLength={12}
          styles={{ wrapper: { width: 200 } }}
          {...form.getInputProps('code')}
        />
      </Fields>
      <FormActions>
        <Button type="submit" loading={assign.isPending}>
          {t('assign.submit')}
        </Button>
      </FormActions>
    </form>
  );
}
