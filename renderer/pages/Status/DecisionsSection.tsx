import { IconCheck, IconHandStop } from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { periodStart } from '../../parts/list-period.ts';
import { LinkText } from '../../ui/links.tsx';
import { LoadingRows, Section } from '../../ui/Page.tsx';
import { useNow } from '../../ui/RelativeTime.tsx';
import { formatNumber } from '../../ui/time.ts';
import classes from './Status.module.css';

/** Each with the list of exactly those. */
const DECISIONS = [
  { key: 'fraudAlerts', link: { to: '/blocked', search: { state: 'all', fraud: 'only', period: 'last-week' } } },
  { key: 'usersBlocked', link: { to: '/blocked' } },
  { key: 'tokensHotpDisabled', link: { to: '/tokens', search: { state: 'disabled', type: 'hotp' } } },
  { key: 'tokensDrifting', link: { to: '/tokens', search: { state: 'drifting' } } },
  { key: 'tokensExpiring', link: { to: '/tokens', search: { state: 'expiring' } } },
  { key: 'usersWithoutToken', link: { to: '/users', search: { state: 'without-token' } } },
] as const satisfies readonly { key: string; link: LinkProps }[];

/** What waits for a person. */
export function DecisionsSection(): ReactNode {
  const { t } = useTranslation('status');
  const decisions = useQueryOf('engine.decisions');
  const blocks = useQueryOf('blocks.facts');
  const alerts = useQueryOf('blocks.list', {
    state: 'all',
    isFraudAlert: true,
    from: periodStart('last-week', useNow()),
    limit: 1,
  });
  const counts = decisions.data && {
    ...decisions.data,
    fraudAlerts: alerts.data?.total ?? 0,
    usersBlocked: blocks.data?.blocked ?? 0,
  };
  const open = counts === undefined ? [] : DECISIONS.filter(({ key }) => counts[key] > 0);
  return (
    <Section title={t('decisions.title')}>
      {decisions.isError && counts === undefined ? <QueryError query={decisions} /> : null}
      {decisions.isPending ? <LoadingRows rows={3} /> : null}
      {counts !== undefined && open.length === 0 ? (
        <span className={classes.state} data-state="running">
          <IconCheck size={16} aria-hidden /> {t('decisions.none')}
        </span>
      ) : null}
      {counts === undefined || open.length === 0 ? null : (
        <ul className={classes.decisions}>
          {open.map(({ key, link }) => (
            <li key={key}>
              <IconHandStop size={16} aria-hidden />
              <span>
                <LinkText {...link}>
                  {t(`decisions.${key}`, { count: counts[key], formatted: formatNumber(counts[key]) })}
                </LinkText>
                <small>{t(`decisions.${key}Text`)}</small>
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
