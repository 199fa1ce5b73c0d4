import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { OwnSettings } from '../../parts/settings/OwnSettings.tsx';
import { LinkText } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { formatNumber } from '../../ui/time.ts';
import { useSearchState } from '../../ui/use-search-state.ts';
import { fraudSearch } from './search.ts';

/** Who may report fraud, what happens then, and who is told. */
export function FraudAlertPage(): ReactNode {
  const { t } = useTranslation('rules');
  const { t: settings } = useTranslation('settings');
  const mayChange = useMay('administer');
  const [search] = useSearchState(fraudSearch);
  const { data } = useQueryOf('blocks.facts');
  return (
    <Page
      title={t('fraud.title')}
      width={1080}
      facts={
        <>
          {data === undefined ? (
            ' '
          ) : (
            <LinkText to="/blocked" search={{ fraud: 'only', state: 'all', period: 'last-quarter' }}>
              {t('fraud.alerts', { count: data.fraudAlertsLast90Days, formatted: formatNumber(data.fraudAlertsLast90Days) })}
            </LinkText>
          )}
          {mayChange ? null : ` · ${settings('readOnly')}`}
        </>
      }
    >
      <OwnSettings
        section="fraud-alert"
        to="/fraud-alert"
        title={settings('section.fraud-alert')}
        text={t('fraud.text')}
        pointedAt={search.setting}
      />
    </Page>
  );
}
