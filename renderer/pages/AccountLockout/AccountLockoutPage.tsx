import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { OwnSettings } from '../../parts/settings/OwnSettings.tsx';
import { LinkText } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { formatNumber } from '../../ui/time.ts';
import { useSearchState } from '../../ui/use-search-state.ts';
import { lockoutSearch } from './search.ts';

/** What wrong codes do to an account: the old portal's page of the same name. */
export function AccountLockoutPage(): ReactNode {
  const { t } = useTranslation('rules');
  const { t: settings } = useTranslation('settings');
  const mayChange = useMay('administer');
  const [search] = useSearchState(lockoutSearch);
  const { data } = useQueryOf('users.facts');
  return (
    <Page
      title={t('lockout.title')}
      width={1080}
      facts={
        <>
          {data === undefined ? (
            ' '
          ) : (
            <LinkText to="/users" search={{ state: 'locked' }}>
              {t('lockout.locked', { count: data.locked, formatted: formatNumber(data.locked) })}
            </LinkText>
          )}
          {mayChange ? null : ` · ${settings('readOnly')}`}
        </>
      }
    >
      <OwnSettings
        section="lockout"
        to="/lockout"
        title={settings('section.lockout')}
        text={settings('sectionText.lockout')}
        pointedAt={search.setting}
      />
    </Page>
  );
}
