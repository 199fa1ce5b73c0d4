import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../shared/schemas/user.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { blockStateOf, bypassStateOf } from '../../parts/help-desk/block-state.ts';
import { durationText } from '../../parts/help-desk/duration-text.ts';
import { useSetting } from '../../parts/help-desk/use-setting.ts';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { LinkText } from '../../ui/links.tsx';
import { LoadingRows, Section } from '../../ui/Page.tsx';
import { useNow } from '../../ui/RelativeTime.tsx';
import { formatExact, formatNumber } from '../../ui/time.ts';
import classes from './User.module.css';

const ROWS = 10;
const DAY = 86_400_000;

/** What the server knows by itself: dates, counters, blocks and bypasses of the past. */
export function InfoTab({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
  const days = useSetting('pin-rules')?.expirationDays;
  const { pinSetAt, lastSignInAt } = user;
  const exact = (at: number | undefined) => (at === undefined ? t('info.never') : formatExact(at));
  return (
    <div className={classes.column}>
      <Section title={t('info.title')}>
        <KeyValue
          labelWidth={220}
          rows={[
            { label: t('info.id'), value: String(user.id) },
            { label: t('info.source'), value: t(`info.sources.${user.source}`) },
            { label: t('info.created'), value: formatExact(user.createdAt) },
            { label: t('info.updated'), value: formatExact(user.updatedAt) },
            { label: t('info.lastSignIn'), value: exact(lastSignInAt) },
            { label: t('info.pinSet'), value: user.hasPin ? exact(pinSetAt) : t('pin.none') },
            ...(pinSetAt === undefined || days === undefined || days === null
              ? []
              : [{ label: t('info.pinExpires'), value: formatExact(pinSetAt + days * DAY) }]),
            { label: t('info.failures'), value: formatNumber(user.failureCount) },
            { label: t('info.longTermFailures'), value: formatNumber(user.longTermFailureCount) },
          ]}
        />
      </Section>
      <Blocks user={user} />
      <Bypasses user={user} />
    </div>
  );
}

function Blocks({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
  const now = useNow();
  const blocks = useQueryOf('blocks.list', { userId: user.id, state: 'all', limit: ROWS });
  return (
    <Section
      title={t('info.blocks')}
      aside={
        <LinkText to="/blocked" search={{ search: user.username, state: 'all' }}>
          {t('info.all')}
        </LinkText>
      }
    >
      {blocks.isPending ? <LoadingRows rows={2} /> : null}
      {blocks.isError && blocks.data === undefined ? <QueryError query={blocks} /> : null}
      {blocks.data?.rows.length === 0 ? <p className={classes.nothing}>{t('info.noBlocks')}</p> : null}
      <ul className={classes.list} aria-label={t('info.blocks')}>
        {blocks.data?.rows.map((block) => (
          <li key={block.id}>
            <div className={classes.row}>
              <strong dir="auto">{block.reason === '' ? t(`info.cause.${block.cause}`) : block.reason}</strong>
              <span>{t(`info.blockState.${blockStateOf(block, now)}`)}</span>
            </div>
            <div className={classes.dimmed} dir="auto">
              {[
                t('info.span', { from: formatExact(block.startedAt), until: formatExact(block.endedAt ?? block.expiresAt) }),
                block.startedBy === '' ? t(`info.cause.${block.cause}`) : t('info.by', { name: block.startedBy }),
                block.endReason === '' ? '' : t('info.ended', { name: block.endedBy, reason: block.endReason }),
              ]
                .filter((part) => part !== '')
                .join(' · ')}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Bypasses({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
  const now = useNow();
  const bypasses = useQueryOf('bypasses.list', { userId: user.id, state: 'all', limit: ROWS });
  return (
    <Section
      title={t('info.bypasses')}
      aside={
        <LinkText to="/bypass" search={{ search: user.username, state: 'all' }}>
          {t('info.all')}
        </LinkText>
      }
    >
      {bypasses.isPending ? <LoadingRows rows={2} /> : null}
      {bypasses.isError && bypasses.data === undefined ? <QueryError query={bypasses} /> : null}
      {bypasses.data?.rows.length === 0 ? <p className={classes.nothing}>{t('info.noBypasses')}</p> : null}
      <ul className={classes.list} aria-label={t('info.bypasses')}>
        {bypasses.data?.rows.map((bypass) => (
          <li key={bypass.id}>
            <div className={classes.row}>
              <strong dir="auto">{bypass.reason}</strong>
              <span>{t(`info.bypassState.${bypassStateOf(bypass, now)}`)}</span>
            </div>
            <div className={classes.dimmed} dir="auto">
              {[
                formatExact(bypass.startedAt),
                durationText(bypass.seconds),
                ...(bypass.startedBy === '' ? [] : [t('info.by', { name: bypass.startedBy })]),
              ].join(' · ')}
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
