import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attempt } from '../../../shared/schemas/attempt.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { ResultBadge } from '../../parts/ResultBadge.tsx';
import { LinkText } from '../../ui/links.tsx';
import { LoadingRows, Section } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import classes from './User.module.css';

const ROWS = 10;

/** The last ten attempts with the plain reason, and the way to all of them. */
export function AttemptsSection({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
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
      {attempts.isPending ? <LoadingRows rows={5} /> : null}
      {attempts.isError && attempts.data === undefined ? <QueryError query={attempts} /> : null}
      {attempts.data !== undefined && rows.length === 0 ? (
        <p className={classes.nothing}>
          {t('attempts.none')}. {t('attempts.noneText')}
        </p>
      ) : null}
      <ul className={classes.list} aria-label={t('attempts.title')}>
        {rows.map((attempt) => (
          <AttemptRow key={attempt.id} attempt={attempt} />
        ))}
      </ul>
    </Section>
  );
}

function AttemptRow({ attempt }: { readonly attempt: Attempt }): ReactNode {
  const { t } = useTranslation('results');
  const from = [
    attempt.applicationName === '' ? t(`authenticationType.${attempt.authenticationType}`) : attempt.applicationName,
    attempt.callingAddress === '' ? attempt.clientAddress : attempt.callingAddress,
    attempt.tokenSerial,
  ];
  return (
    <li>
      <div className={classes.row}>
        <LinkText to="/log" search={{ userId: attempt.userId, attempt: attempt.id }} underline="hover" fz={13}>
          <ResultBadge result={attempt.result} isGranted={attempt.isGranted} />
        </LinkText>
        <span className={classes.dimmed}>
          <RelativeTime at={attempt.at} />
        </span>
      </div>
      {attempt.isGranted ? null : <div>{t(`reason.${attempt.reason}.why`)}</div>}
      <div className={`${classes.dimmed} ${classes.cut}`} dir="auto">
        {from.filter((part) => part !== '').join(' · ')}
      </div>
    </li>
  );
}
