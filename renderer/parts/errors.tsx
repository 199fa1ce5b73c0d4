/** A ConsoleError as text: what happened and what to do next. */
import { Alert } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle } from '@tabler/icons-react';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ERROR_CODES } from '../../shared/error-codes.ts';
import type { ConsoleError, ConsoleErrorDetail } from '../bridge/console-error.ts';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { ownWords } from './own-words.ts';

export function errorText(error: ConsoleError): { readonly what: string; readonly next: string } {
  // Each text quotes only what its code's row carries; the union of all codes would ask for the details of every one.
  const t = i18next.getFixedT(null, 'errors') as (key: string, detail: ConsoleErrorDetail) => string;
  const { problem, ...others } = error.detail;
  const detail = typeof problem === 'string' ? { ...others, problem: ownWords(problem) } : error.detail;
  return { what: t(`${error.code}.what`, detail), next: t(`${error.code}.next`, detail) };
}

/** In a form or a dialog, at its top: the command was refused. Nothing while there is no error. */
export function CommandError({ error }: { readonly error: ConsoleError | null | undefined }): ReactNode {
  useTranslation('errors');
  if (error === null || error === undefined) return null;
  const { what, next } = errorText(error);
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={what} p={12}>
      {next}
    </Alert>
  );
}

/** In the place of what could not be read, with a retry. */
export function QueryError({
  query,
}: {
  readonly query: { readonly error: ConsoleError | null; readonly isFetching: boolean; readonly refetch: () => unknown };
}): ReactNode {
  useTranslation('errors');
  if (query.error === null) return null;
  const { what, next } = errorText(query.error);
  const isLost = query.error.code === 'CONNECTION_LOST';
  const isFinal = query.error.code.endsWith('_NOT_FOUND');
  return (
    <ErrorPanel
      title={what}
      // Nothing was sent that could have been done twice: what to do next is what the banner says.
      next={isLost ? '' : next}
      isRetrying={query.isFetching}
      {...(isFinal ? {} : { onRetry: () => void query.refetch() })}
    />
  );
}

/** For a command without a form of its own (a row action): the refusal in the corner, kept until closed. */
export function notifyError(error: ConsoleError): void {
  const { what, next } = errorText(error);
  const isFault = ERROR_CODES[error.code].severity !== 'notice';
  notifications.show({ title: what, message: next, color: 'red', autoClose: isFault ? false : 8000, ...look() });
}

function look() {
  return { withBorder: true, closeButtonProps: { 'aria-label': i18next.getFixedT(null, 'common')('close') } };
}

/** What was done, in the corner: "3 users disabled". */
export function notifyDone(text: string): void {
  notifications.show({ message: text, color: 'teal', autoClose: 4000, ...look() });
}
