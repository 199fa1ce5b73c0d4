import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../shared/schemas/user.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { ResultBadge } from '../../parts/ResultBadge.tsx';
import { LinkText } from '../../ui/links.tsx';
import { LoadingRows, Section } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import classes from './HelpDesk.module.css';

const ROWS = 8;

/** What went wrong, in plain words, with what to do about it. */
export function PersonAttempts({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('helpDesk');
  const { t: results } = useTranslation('results');
  const attempts = useQueryOf('attempts.list', { userId: user.id, limit: ROWS });
  const rows = attempts.data?.rows ?? [];
  return (
    <Section
      title={t('attempts.title')}
      aside={
        <LinkText to="/log" search={{ userId: user.id }}>
          {t('attempts.all')}
        </LinkText>
      }
    >
      {attempts.isPending ? <LoadingRows rows={4} /> : null}
      {attempts.isError && attempts.data === undefined ? <QueryError query={attempts} /> : null}
      {attempts.data !== undefined && rows.length === 0 ? <p className={classes.dimmed}>{t('attempts.none')}</p> : null}
      <ul className={classes.attempts} aria-label={t('attempts.title')}>
        {rows.map((attempt) => (
          <li key={attempt.id}>
            <div className={classes.row}>
              <LinkText to="/log" search={{ userId: attempt.userId, attempt: attempt.id }} underline="hover" fz={13}>
                <ResultBadge result={attempt.result} isGranted={attempt.isGranted} />
              </LinkText>
              <span className={classes.dimmed}>
                {attempt.applicationName === '' ? null : `${attempt.applicationName} · `}
                <RelativeTime at={attempt.at} />
              </span>
            </div>
            {attempt.isGranted ? null : (
              <div>
                {results(`reason.${attempt.reason}.why`)}{' '}
                <span className={classes.next}>{results(`reason.${attempt.reason}.next`)}</span>
              </div>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
