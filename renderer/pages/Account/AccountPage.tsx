import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { LoadingRows, Page, Section } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { PasswordForm } from './PasswordForm.tsx';
import { SecondFactorSection } from './SecondFactorSection.tsx';
import { SessionsSection } from './SessionsSection.tsx';

/** The signed-in operator's own password, second factor and sessions. */
export function AccountPage(): ReactNode {
  const { t } = useTranslation('account');
  const { t: operators } = useTranslation('operators');
  const account = useQueryOf('account.get');
  if (account.data === undefined) {
    return (
      <Page title={t('title')} width={720}>
        {account.isError ? <QueryError query={account} /> : <LoadingRows />}
      </Page>
    );
  }
  const { operator } = account.data;
  return (
    <Page title={t('title')} width={720}>
      <Section title={t('facts.title')}>
        <KeyValue
          rows={[
            { label: t('facts.name'), value: operator.name },
            {
              label: t('facts.role'),
              value: `${operators(`role.${operator.role}`)} · ${operators(`roleText.${operator.role}`)}`,
            },
            { label: t('facts.created'), value: <RelativeTime at={operator.createdAt} /> },
            { label: t('facts.lastSignIn'), value: <RelativeTime at={operator.lastSignInAt} /> },
          ]}
        />
      </Section>
      <SecondFactorSection account={account.data} />
      <Section title={t('password.title')}>
        <PasswordForm name={operator.name} />
      </Section>
      <SessionsSection sessions={account.data.sessions} />
    </Page>
  );
}
