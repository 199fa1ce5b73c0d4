import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallListQuery, PlacedCall } from '../../../shared/schemas/call.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { LoadingRows } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { QueryError } from '../errors.tsx';
import { CallDetails, CallUser } from './CallDetails.tsx';
import { CallResult } from './CallResult.tsx';
import classes from './call-log.module.css';
import { useTimesText } from './use-times-text.ts';

/** The most that one answer brings (shared/schemas/call.ts). */
const ROWS_MAX = 500;

/**
 * Calls of a user or of all, newest first, or of a sign-in in their order, each whole: fits a drawer and a column of a
 * page. The details of the only call, or of all where `isOpen`, stand there; else one opens them.
 */
export function CallLog({
  of,
  rows: firstRows = 10,
  isOpen = false,
  empty,
}: {
  readonly of: Pick<CallListQuery, 'userId' | 'sessionId'>;
  /** Shown at first. */
  readonly rows?: number;
  readonly isOpen?: boolean;
  /** Instead of "No calls". */
  readonly empty?: ReactNode;
}): ReactNode {
  const { t } = useTranslation('callLog');
  const [limit, setLimit] = useState(firstRows);
  const calls = useQueryOf('calls.list', { ...of, limit });
  if (calls.data === undefined) return calls.isError ? <QueryError query={calls} /> : <LoadingRows rows={2} height={56} />;
  const { rows, hasMore } = calls.data;
  if (rows.length === 0) return empty === undefined ? <p className={classes.dimmed}>{t('noneText')}</p> : empty;
  const showsUser = of.userId === undefined && of.sessionId === undefined;
  // A sign-in is told from its beginning: the phone, then the backup phone.
  const told = of.sessionId === undefined ? rows : rows.toReversed();
  return (
    <>
      <ol className={classes.calls} aria-label={t('title')}>
        {told.map((call) => (
          <Call key={call.id} call={call} showsUser={showsUser} isOpen={isOpen || rows.length === 1} />
        ))}
      </ol>
      {hasMore && limit < ROWS_MAX ? (
        <Button
          variant="default"
          size="compact-sm"
          mt={8}
          loading={calls.isFetching && calls.isPlaceholderData}
          onClick={() => setLimit(Math.min(ROWS_MAX, limit * 5))}
        >
          {t('older')}
        </Button>
      ) : null}
    </>
  );
}

type CallProps = { readonly call: PlacedCall; readonly showsUser: boolean; readonly isOpen: boolean };

function Call({ call, showsUser, isOpen }: CallProps): ReactNode {
  const { t } = useTranslation('callLog');
  const timesText = useTimesText();
  const where = [
    `${t(`phone.${call.phone}`)} ${call.number}`,
    ...(call.extension === '' ? [] : [t('extension', { extension: call.extension })]),
    ...(call.trunkName === '' ? [] : [t('over', { trunk: call.trunkName })]),
    timesText(call),
  ];
  return (
    <li className={classes.call}>
      <div className={classes.head}>
        <CallResult call={call} />
        <span className={classes.dimmed}>
          <RelativeTime at={call.startedAt} />
        </span>
      </div>
      {showsUser && call.username !== '' ? (
        <p className={classes.line}>
          <CallUser call={call} />
        </p>
      ) : null}
      <p className={classes.line}>{where.join(' · ')}</p>
      <details open={isOpen} className={classes.details}>
        <summary>{t('details')}</summary>
        <CallDetails call={call} isBrief />
      </details>
    </li>
  );
}
