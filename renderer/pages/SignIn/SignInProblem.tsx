import { Alert } from '@mantine/core';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsoleError } from '../../bridge/console-error.ts';
import { errorText } from '../../parts/errors.tsx';

/** Why nobody is signed in yet, at the top of the step. */
export function SignInProblem({
  error,
  waitSeconds,
}: {
  readonly error: ConsoleError | null;
  readonly waitSeconds: number;
}): ReactNode {
  const { t } = useTranslation('signIn');
  if (error === null) return null;
  if (error.code === 'SIGN_IN_THROTTLED') {
    if (waitSeconds <= 0) return null;
    return (
      <Alert role="alert" color="yellow" variant="outline" icon={<IconClock size={18} />} p={12}>
        {t('throttled', { count: waitSeconds })}
      </Alert>
    );
  }
  const { what, next } = errorText(error);
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={what} p={12}>
      {next}
    </Alert>
  );
}
