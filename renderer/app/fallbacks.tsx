import { type ErrorComponentProps, useLocation } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorPanel } from '../ui/ErrorPanel.tsx';
import { LinkButton } from '../ui/links.tsx';
import { Page } from '../ui/Page.tsx';

export function NotFoundPage(): ReactNode {
  const { t } = useTranslation('frame');
  const { pathname } = useLocation();
  return (
    <Page title={t('notFound.title')}>
      <p>{t('notFound.text', { path: pathname })}</p>
      <div>
        <LinkButton to="/">{t('notFound.action')}</LinkButton>
      </div>
    </Page>
  );
}

/** A page threw: the frame stays, and the page can be tried again. */
export function CrashedPage({ error, reset }: ErrorComponentProps): ReactNode {
  const { t } = useTranslation('frame');
  const problem = error instanceof Error ? error.message : '';
  return (
    <Page title={t('crashed.title')}>
      <ErrorPanel title={t('crashed.title')} next={t('crashed.text', { problem })} onRetry={reset} />
    </Page>
  );
}
