import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Attempt } from '../../../shared/schemas/attempt.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { ResultBadge } from '../../parts/ResultBadge.tsx';
import { LinkText } from '../../ui/links.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import classes from './AuthenticationLog.module.css';
import { formatStepTime } from './attempt-steps.ts';
import { logSearch } from './search.ts';

/** Milliseconds before and after in which the other rows of a sign-in are looked for: longer than any challenge lives. */
const AROUND = 3_600_000;
const ROWS = 200;

/** The other rows of the same sign-in: the question, the answer, the fallback. Nothing where this one is all. */
export function SameSignIn({ attempt }: { readonly attempt: Attempt }): ReactNode {
  const { t } = useTranslation('log');
  const [search] = useSearchState(logSearch);
  const { at, sessionId, userId, username } = attempt;
  const around = useQueryOf(
    'attempts.list',
    {
      ...(userId === undefined ? { username } : { userId }),
      from: Math.max(0, at - AROUND),
      until: at + AROUND,
      limit: ROWS,
    },
    { isEnabled: sessionId !== '' },
  );
  const rows = (around.data?.rows ?? [])
    .filter((row) => row.sessionId === sessionId)
    .toSorted((one, other) => one.at - other.at || one.id - other.id);
  const [first] = rows;
  if (first === undefined || rows.length < 2) return null;
  return (
    <section>
      <Title order={3} mb={4}>
        {t('attempt.sameSignIn')}
      </Title>
      <ol className={classes.signIn}>
        {rows.map((row) => (
          <li key={row.id} aria-current={row.id === attempt.id || undefined}>
            {row.id === attempt.id ? (
              <ResultBadge result={row.result} isGranted={row.isGranted} />
            ) : (
              <LinkText to="/log" search={{ ...search, attempt: row.id }} fz={13}>
                <ResultBadge result={row.result} isGranted={row.isGranted} />
              </LinkText>
            )}
            <span className={classes.stepTime}>+ {formatStepTime(row.at - first.at)}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}
