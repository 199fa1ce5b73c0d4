import { Button, List, Stack, Text, TextInput, Title } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCheck, IconCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { z } from 'zod';
import { OPERATOR_PASSWORD_MIN_CHARACTERS } from '../../../shared/limits.ts';
import { operatorNameSchema, operatorPasswordSchema } from '../../../shared/schemas/operator.ts';
import type { OutputOf } from '../../bridge/procedures.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CommandError } from '../../parts/errors.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { validateWith } from '../../parts/validate-with.ts';
import { strengthFacts } from './strength.ts';

const valuesSchema = z.object({
  setupCode: z.string().trim().min(1).max(64),
  name: operatorNameSchema,
  password: operatorPasswordSchema,
});

export function OperatorStep({
  serverName,
  initialCode,
  onCreated,
}: {
  readonly serverName: string;
  readonly initialCode: string;
  readonly onCreated: (created: OutputOf<'setup.createFirstOperator'>) => void;
}): ReactNode {
  const { t } = useTranslation('setup');
  const create = useCommand('setup.createFirstOperator');
  const form = useForm({
    initialValues: { setupCode: initialCode, name: '', password: '', repeat: '' },
    validate: (values) => ({
      ...validateWith(valuesSchema)(values),
      ...(values.password === values.repeat ? {} : { repeat: t('operator.mismatch') }),
    }),
  });
  const submit = form.onSubmit(({ repeat: _, ...values }) =>
    create.mutate({ ...values, setupCode: values.setupCode.trim(), name: values.name.trim() }, { onSuccess: onCreated }),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap={12}>
        <Title order={1}>{t('title', { server: serverName })}</Title>
        <Text size="sm" c="dimmed">
          {t('operator.text')}
        </Text>
        <CommandError error={create.error} />
        {initialCode !== '' && create.error?.code !== 'SETUP_CODE_INVALID' ? null : (
          <TextInput
            label={t('operator.code')}
            description={t('operator.codeText')}
            autoComplete="off"
            {...form.getInputProps('setupCode')}
          />
        )}
        <TextInput label={t('operator.name')} autoComplete="username" autoFocus {...form.getInputProps('name')} />
        <PasswordField label={t('operator.password')} autoComplete="new-password" {...form.getInputProps('password')} />
        <Strength password={form.values.password} name={form.values.name} />
        <PasswordField label={t('operator.repeat')} autoComplete="new-password" {...form.getInputProps('repeat')} />
        <Button type="submit" size="sm" loading={create.isPending}>
          {t('operator.submit')}
        </Button>
      </Stack>
    </form>
  );
}

function Strength({ password, name }: { readonly password: string; readonly name: string }): ReactNode {
  const { t } = useTranslation('setup');
  const minimum = OPERATOR_PASSWORD_MIN_CHARACTERS;
  return (
    <List size="sm" spacing={2} center listStyleType="none">
      {strengthFacts(password, name).map(({ key, isMet }) => (
        <List.Item
          key={key}
          c={isMet ? 'var(--app-granted)' : 'dimmed'}
          icon={isMet ? <IconCheck size={16} aria-hidden /> : <IconCircle size={16} aria-hidden />}
        >
          {key === 'length' && !isMet
            ? t('operator.length', { count: [...password].length, minimum })
            : key === 'length'
              ? t('operator.lengthDone', { minimum })
              : t(`operator.${key}`)}
        </List.Item>
      ))}
    </List>
  );
}
