import { Button, Stack, Text } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { DECISION_REASONS } from '../../../shared/schemas/attempt.ts';
import type { User } from '../../../shared/schemas/user.ts';
import type { OutputOf } from '../../bridge/procedures.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CodeField } from '../../parts/CodeField.tsx';
import { CommandError } from '../../parts/errors.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { ResultBadge } from '../../parts/ResultBadge.tsx';
import { bareCode } from '../../parts/token-state.ts';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import { LinkText } from '../../ui/links.tsx';
import classes from './User.module.css';
import { isVerifiable } from './verify-notes.ts';

/** Runs the user's second factor for real and says what came out, why, and what to do. */
export function TestPanel({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
  const { t: common } = useTranslation('common');
  const test = useCommand('users.test');
  const codeField = useRef<HTMLInputElement>(null);
  const form = useForm({
    initialValues: { password: '', code: '' },
    validate: { code: (code) => (bareCode(code) === '' ? common('fields.required') : null) },
  });
  const submit = form.onSubmit(({ password, code }) =>
    test.mutate(
      { id: user.id, password, code: bareCode(code) },
      {
        onSuccess: () => {
          // The next test needs the next code.
          form.setFieldValue('code', '');
          codeField.current?.focus();
        },
      },
    ),
  );
  return (
    <form onSubmit={submit} noValidate>
      <Fields>
        <Text size="sm">{t('test.text')}</Text>
        {isVerifiable(user.method, user.mode) ? null : (
          <Text size="sm" className={classes.warning}>
            {t('test.unverified')}
          </Text>
        )}
        <CommandError error={test.error} />
        {user.hasLocalPassword ? (
          <PasswordField
            label={t('test.password')}
            description={t('test.passwordText')}
            autoComplete="off"
            {...form.getInputProps('password')}
          />
        ) : null}
        <CodeField
          ref={codeField}
          label={t('test.code')}
          description={t('test.codeText')}
          data-autofocus
          {...form.getInputProps('code')}
        />
        <FormActions>
          <Button type="submit" loading={test.isPending}>
            {t('test.submit')}
          </Button>
        </FormActions>
        <div aria-live="polite">
          {test.data === undefined || test.isPending ? null : <TestResult user={user} outcome={test.data} />}
        </div>
      </Fields>
    </form>
  );
}

function TestResult({ user, outcome }: { readonly user: User; readonly outcome: OutputOf<'users.test'> }): ReactNode {
  const { t } = useTranslation('user');
  const { t: results } = useTranslation('results');
  const reason = DECISION_REASONS.find((known) => known === outcome.reason);
  const next = reason === undefined ? '' : results(`reason.${reason}.next`);
  return (
    <Stack gap={8} className={classes.result} component="section" aria-label={t('test.result')}>
      <Text component="div" fw={600}>
        <ResultBadge result={outcome.result} isGranted={outcome.isGranted} />
      </Text>
      {reason === undefined ? null : <Text size="sm">{results(`reason.${reason}.why`)}</Text>}
      <Text size="sm">
        <strong>{results('whatToDo')}: </strong>
        {next === '' ? results('nothingToDo') : next}
      </Text>
      <LinkText to="/log" search={{ userId: user.id }}>
        {t('test.log')}
      </LinkText>
    </Stack>
  );
}
