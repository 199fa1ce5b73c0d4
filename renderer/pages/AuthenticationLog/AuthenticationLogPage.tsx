import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../../ui/Page.tsx';

export function AuthenticationLogPage(): ReactNode {
  const { t } = useTranslation('frame');
  return <Page title={t('nav.log')}>{null}</Page>;
}
