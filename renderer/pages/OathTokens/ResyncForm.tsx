import { Button, Group, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Token } from '../../../shared/schemas/token.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CommandError, notifyDone } from '../../parts/errors.tsx';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import classes from './OathTokens.module.css';
import { isOtpOf, plainOtp } from './otp-field.ts';

/** Finds a device whose clock or counter ran away, by two codes that follow each other. */
export function ResyncForm({ token }: { readonly token: Token }): ReactNode {
  const { t } = useTranslation('tokens');
  const resync = useCommand('tokens.resync');
  const shape = (code: string) => (isOtpOf(code, token.digits) ? null : t('resync.codeShape', { digits: token.digits }));
  const form = useForm({
    initialValues: { firstCode: '', secondCode: '' },
    validate: {
      firstCode: shape,
      secondCode: (code, { firstCode }) => shape(code) ?? (plainOtp(code) === plainOtp(firstCode) ? t('resync.same') : null),
    },
  });
  const submit = form.onSubmit(({ firstCode, secondCode }) =>
    resync.mutate(
      { id: token.id, firstCode: plainOtp(firstCode), secondCode: plainOtp(secondCode) },
      {
        onSuccess: ({ serial }) => {
          notifyDone(t('drawer.resynced', { serial }));
          form.reset();
        },
      },
    ),
  );
  const field = { inputMode: 'numeric', autoComplete: 'off', maxLength: 12 } as const;
  return (
    <form onSubmit={submit} noValidate className={classes.part}>
      <Fields>
        <Title order={2}>{t('resync.title')}</Title>
        <Text size="sm" c="dimmed">
          {t('resync.text')}
        </Text>
        <CommandError error={resync.error} />
        <Group grow align="flex-start" gap={12}>
          <TextInput label={t('resync.first')} {...field} {...form.getInputProps('firstCode')} />
          <TextInput label={t('resync.second')} {...field} {...form.getInputProps('secondCode')} />
        </Group>
      </Fields>
      <FormActions>
        <Button type="submit" variant="default" loading={resync.isPending}>
          {t('resync.submit')}
        </Button>
      </FormActions>
    </form>
  );
}
