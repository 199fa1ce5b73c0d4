import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DECISION_REASONS } from '../../../shared/schemas/attempt.ts';
import type { User } from '../../../shared/schemas/user.ts';
import type { OutputOf } from '../../bridge/procedures.ts';
import { STOPPED, useStoppableCommand } from '../../bridge/use-stoppable-command.ts';
import { CodeField } from '../../parts/CodeField.tsx';
import { CommandError } from '../../parts/errors.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { phoneText } from '../../parts/phone-text.ts';
import { ResultBadge } from '../../parts/ResultBadge.tsx';
import { bareCode } from '../../parts/token-state.ts';
import { Fields, FormActions } from '../../ui/FormSection.tsx';
import { LinkText } from '../../ui/links.tsx';
import { CallingNote } from './CallingNote.tsx';
import classes from './User.module.css';
import { isVerifiable } from './verify-notes.ts';

type TestAnswer = OutputOf<'users.test'>;

/** Runs the user's second factor for real, question by question, and says what came out, why, and what to do. */
export function TestPanel({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
  const test = useStoppableCommand('users.test');
  const [answer, setAnswer] = useState<TestAnswer>();
  const [isStopped, setStopped] = useState(false);
  const run = (input: { readonly password?: string; readonly code: string; readonly challenge?: string }) => {
    setStopped(false);
    test.mutate(
      { id: user.id, ...input },
      {
        onSuccess: (outcome) => {
          if (outcome === STOPPED) setStopped(true);
          else setAnswer(outcome);
        },
      },
    );
  };
  const isCalling = test.isPending && sendsFirst(user) === 'phone';
  const challenge = answer?.outcome === 'asks' ? answer.challenge : undefined;
  return (
    <Fields>
      <CommandError error={test.error} />
      {isCalling ? <CallingNote user={user} onStop={test.stop} /> : null}
      {isCalling ? null : challenge === undefined ? (
        <FirstRequest user={user} isBusy={test.isPending} count={answer === undefined ? 0 : 1} onRun={run} />
      ) : (
        <Answering
          key={challenge}
          prompt={answer?.prompt ?? ''}
          isBusy={test.isPending}
          onSend={(code) => run({ code, challenge })}
          onStop={() => setAnswer(undefined)}
        />
      )}
      <div aria-live="polite">
        {isStopped && !test.isPending ? <Text size="sm">{t('test.call.stopped')}</Text> : null}
        {answer === undefined || test.isPending || isStopped ? null : <TestResult user={user} answer={answer} />}
      </div>
      {test.isPending && !isCalling ? (
        <Text size="sm" c="dimmed" role="status">
          {t('test.waiting')}
        </Text>
      ) : null}
    </Fields>
  );
}

/** What goes out before anything is typed; undefined: the user types a code, as for a token or its fallback. */
function sendsFirst({ method, mode }: User): 'text' | 'email' | 'phone' | undefined {
  if (!isVerifiable(method, mode)) return undefined;
  if (method === 'text-message') return 'text';
  if (method === 'phone-call') return 'phone';
  return method === 'email' ? 'email' : undefined;
}

/** What an application would send first: the code for a token, nothing for a method that sends one. */
function FirstRequest({
  user,
  isBusy,
  count,
  onRun,
}: {
  readonly user: User;
  readonly isBusy: boolean;
  /** Above 0: one test is done; the next one needs the next code. */
  readonly count: number;
  readonly onRun: (input: { readonly password: string; readonly code: string }) => void;
}): ReactNode {
  const { t } = useTranslation('user');
  const { t: common } = useTranslation('common');
  const codeField = useRef<HTMLInputElement>(null);
  const sends = sendsFirst(user);
  const asksCode = sends === undefined;
  const form = useForm({
    initialValues: { password: '', code: '' },
    validate: { code: (code) => (asksCode && bareCode(code) === '' ? common('fields.required') : null) },
  });
  const submit = form.onSubmit(({ password, code }) => {
    onRun({ password, code: bareCode(code) });
    form.setFieldValue('code', '');
  });
  useEffect(() => {
    if (count > 0 && !isBusy) codeField.current?.focus();
  }, [count, isBusy]);
  return (
    <form onSubmit={submit} noValidate>
      <Fields>
        <Text size="sm">
          {asksCode
            ? t('test.text')
            : t(`test.textOf.${sends}`, { number: phoneText(user.countryCode, user.phone, user.extension) })}
        </Text>
        {isVerifiable(user.method, user.mode) ? null : (
          <Text size="sm" className={classes.warning}>
            {t('test.unverified')}
          </Text>
        )}
        {user.hasLocalPassword ? (
          <PasswordField
            label={t('test.password')}
            description={t('test.passwordText')}
            autoComplete="off"
            {...form.getInputProps('password')}
          />
        ) : null}
        {asksCode ? (
          <CodeField
            ref={codeField}
            label={t('test.code')}
            description={t(user.mode === 'pin' ? 'test.codePinText' : 'test.codeText')}
            data-autofocus
            {...form.getInputProps('code')}
          />
        ) : null}
        <FormActions>
          <Button type="submit" loading={isBusy} {...(asksCode ? {} : { 'data-autofocus': true })}>
            {t(asksCode ? 'test.submit' : sends === 'phone' ? 'test.call.submit' : 'test.send')}
          </Button>
        </FormActions>
      </Fields>
    </form>
  );
}

/** The prompt that the user would see, and the answer to it. */
function Answering({
  prompt,
  isBusy,
  onSend,
  onStop,
}: {
  readonly prompt: string;
  readonly isBusy: boolean;
  readonly onSend: (code: string) => void;
  readonly onStop: () => void;
}): ReactNode {
  const { t } = useTranslation('user');
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim() !== '') onSend(code.trim());
  };
  return (
    <form onSubmit={submit} noValidate>
      <Fields>
        <TextInput
          ref={field}
          label={t('test.asked')}
          description={<span dir="auto">{prompt === '' ? t('test.askedCode') : prompt}</span>}
          autoComplete="one-time-code"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <FormActions>
          <Button type="submit" loading={isBusy} disabled={code.trim() === ''}>
            {t('test.answer')}
          </Button>
          <Button variant="default" onClick={onStop} disabled={isBusy}>
            {t('test.again')}
          </Button>
        </FormActions>
      </Fields>
    </form>
  );
}

function TestResult({ user, answer }: { readonly user: User; readonly answer: TestAnswer }): ReactNode {
  const { t } = useTranslation('user');
  const { t: results } = useTranslation('results');
  const reason = DECISION_REASONS.find((known) => known === answer.reason);
  const next = reason === undefined ? '' : results(`reason.${reason}.next`);
  return (
    <Stack gap={8} className={classes.result} component="section" aria-label={t('test.result')}>
      <Text component="div" fw={600}>
        <ResultBadge result={answer.result} isGranted={answer.isGranted} />
      </Text>
      {reason === undefined ? null : <Text size="sm">{results(`reason.${reason}.why`)}</Text>}
      {answer.outcome === 'asks' ? null : (
        <Text size="sm">
          <strong>{results('whatToDo')}: </strong>
          {next === '' ? results('nothingToDo') : next}
        </Text>
      )}
      <LinkText to="/log" search={{ userId: user.id }}>
        {t('test.log')}
      </LinkText>
    </Stack>
  );
}
