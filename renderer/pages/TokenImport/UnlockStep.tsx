import { Stack, Text, Textarea, Title } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CommandError } from '../../parts/errors.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { formatNumber } from '../../ui/time.ts';
import { WorkLine } from './WorkLine.tsx';
import type { Unlocking, UnlockState } from './wizard-state.ts';

/** The step's forward button stands outside the form. */
export const UNLOCK_FORM_ID = 'unlock-token-file';
const BITS_PER_DIGIT = 4;
const SEPARATORS = /[\s:-]/g;

/** Asks for the password or the key of a protected file; what was wrong with the last one stands beside the field. */
export function UnlockStep({
  state,
  onUnlock,
  onStop,
}: {
  readonly state: UnlockState;
  readonly onUnlock: (unlocking: Unlocking) => void;
  readonly onStop: () => void;
}): ReactNode {
  const { t } = useTranslation('import');
  const { t: common } = useTranslation('common');
  const { lock } = state;
  const [typed, setTyped] = useState('');
  // What was said about the last try holds until something else is typed.
  const [touched, setTouched] = useState<typeof lock>();
  const [problem, setProblem] = useState<string>();
  const said = lock.problem === '' || touched === lock ? undefined : t(`unlock.problem.${lock.problem}`);
  const change = (next: string) => {
    setTyped(next);
    setTouched(lock);
    setProblem(undefined);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const isKey = lock.needs === 'key';
    if (typed.replaceAll(SEPARATORS, '') === '') setProblem(common('fields.required'));
    else if (isKey && !/^[0-9a-fA-F]*$/.test(typed.replaceAll(SEPARATORS, ''))) setProblem(t('unlock.onlyHex'));
    else onUnlock(isKey ? { keyHex: typed.trim() } : { password: typed });
  };
  const isBusy = state.work !== undefined;
  return (
    <form id={UNLOCK_FORM_ID} onSubmit={submit} noValidate>
      <Stack gap={12} maw={560}>
        <Title order={2}>{t('unlock.title')}</Title>
        <CommandError error={state.error} />
        <Text size="sm" c="dimmed">
          {t(lock.needs === 'key' ? 'unlock.keyText' : 'unlock.passwordText')}
        </Text>
        {lock.keyName === '' ? null : (
          <Text size="sm">
            {t('unlock.keyName')}{' '}
            <Text span ff="monospace" fw={600} dir="auto" style={{ overflowWrap: 'anywhere' }}>
              {lock.keyName}
            </Text>
          </Text>
        )}
        {lock.needs === 'key' ? (
          <KeyField value={typed} onChange={change} error={problem ?? said} isDisabled={isBusy} />
        ) : (
          <PasswordField
            label={t('unlock.password')}
            autoComplete="off"
            autoFocus
            disabled={isBusy}
            value={typed}
            onChange={(event) => change(event.currentTarget.value)}
            error={problem ?? said}
          />
        )}
        <WorkLine work={state.work} onStop={onStop} />
      </Stack>
    </form>
  );
}

function KeyField(props: {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly error: string | undefined;
  readonly isDisabled: boolean;
}): ReactNode {
  const { t } = useTranslation('import');
  const count = props.value.replaceAll(SEPARATORS, '').length;
  return (
    <Textarea
      label={t('unlock.key')}
      description={t('unlock.keyDigits', { count, bits: formatNumber(count * BITS_PER_DIGIT) })}
      autoFocus
      autosize
      minRows={2}
      maxLength={256}
      spellCheck={false}
      autoComplete="off"
      disabled={props.isDisabled}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      value={props.value}
      onChange={(event) => props.onChange(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        event.currentTarget.form?.requestSubmit();
      }}
      error={props.error}
    />
  );
}
