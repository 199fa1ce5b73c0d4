import { Pill } from '@mantine/core';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { userIdSchema } from '../../../shared/ids.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { resultLabel } from '../../parts/result-label.ts';
import { formatMinute } from '../../ui/time.ts';
import classes from './AuthenticationLog.module.css';
import { type FilterName, withoutFilter } from './log-filter.ts';
import type { LogSearch } from './search.ts';
import { useClientNames } from './use-client-names.ts';

/** The filters that are set, each with its value and a way out. */
export function LogChips({
  search,
  names,
  onChange,
}: {
  readonly search: LogSearch;
  readonly names: readonly FilterName[];
  readonly onChange: (change: Partial<LogSearch>) => void;
}): ReactNode {
  const { t } = useTranslation('log');
  const { t: results } = useTranslation('results');
  const userId = userIdSchema.safeParse(search.userId).data;
  const user = useQueryOf('users.get', { id: userId ?? userIdSchema.parse(1) }, { isEnabled: userId !== undefined });
  const clientNames = useClientNames();
  if (names.length === 0) return null;
  const textOf = (name: FilterName): string => {
    if (name === 'client') return clientNames.get(search.client ?? 0) ?? t('filter.clientById', { id: String(search.client) });
    if (name === 'userId') return user.data?.username ?? t('filter.userById', { id: String(search.userId) });
    return chipValue(name, search, t, results);
  };
  return (
    <ul className={classes.chips} aria-label={t('filter.active')}>
      {names.map((name) => {
        const label = t(`filter.${LABEL[name]}`);
        return (
          <li key={name}>
            <Pill
              withRemoveButton
              onRemove={() => onChange(withoutFilter(name))}
              removeButtonProps={{ 'aria-label': t('filter.remove', { name: label }), 'aria-hidden': false, tabIndex: 0 }}
              maw={440}
              className={classes.chip}
            >
              <bdi>{t('filter.chip', { name: label, value: textOf(name) })}</bdi>
            </Pill>
          </li>
        );
      })}
    </ul>
  );
}

const LABEL = {
  time: 'period',
  username: 'user',
  userId: 'user',
  outcome: 'outcome',
  result: 'result',
  applicationName: 'application',
  client: 'client',
  clientAddress: 'clientAddress',
  callingAddress: 'callingAddress',
  reason: 'reason',
  method: 'method',
  mode: 'mode',
} as const satisfies Record<FilterName, string>;

function chipValue(
  name: Exclude<FilterName, 'userId' | 'client'>,
  search: LogSearch,
  t: TFunction<'log'>,
  results: TFunction<'results'>,
): string {
  switch (name) {
    case 'time':
      return timeText(search, t);
    case 'outcome':
      return search.outcome === undefined ? '' : t(`filter.outcomes.${search.outcome}`);
    case 'result':
      return search.result === undefined ? '' : resultLabel(search.result);
    case 'method':
      return search.method === undefined ? '' : results(`method.${search.method}`);
    case 'mode':
      return search.mode === undefined ? '' : results(`mode.${search.mode}`);
    case 'reason':
      return search.reason === undefined ? '' : results(`reason.${search.reason}.why`);
    case 'username':
    case 'applicationName':
    case 'clientAddress':
    case 'callingAddress':
      return search[name];
  }
}

function timeText({ period, from, until }: LogSearch, t: TFunction<'log'>): string {
  if (period !== undefined && period !== 'custom') return t(`filter.periods.${period}`);
  if (from !== undefined && until !== undefined) {
    return t('filter.between', { from: formatMinute(from), until: formatMinute(until) });
  }
  if (from !== undefined) return t('filter.since', { from: formatMinute(from) });
  return until === undefined ? '' : t('filter.before', { until: formatMinute(until) });
}
