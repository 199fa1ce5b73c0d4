import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { AUTHENTICATION_RESULTS } from '../../../shared/authentication-results.ts';
import { useApplicationNames } from '../../parts/use-application-names.ts';
import { FilterBar, FilterSelect } from '../../ui/FilterBar.tsx';
import { MoreFilters } from './MoreFilters.tsx';
import { PeriodFilter } from './PeriodFilter.tsx';
import { LOG_OUTCOMES, type LogSearch } from './search.ts';

/** Results by their words in the console's language, each once, in the order of the words. */
function useResultOptions(): { value: string; label: string }[] {
  const { t, i18n } = useTranslation('results');
  return useMemo(
    () =>
      AUTHENTICATION_RESULTS.map(({ number, name }) => ({
        value: String(number),
        label: `${t(`label.${name}`)} (${number})`,
      })).toSorted((a, b) => a.label.localeCompare(b.label, i18n.language)),
    [t, i18n.language],
  );
}

export function LogFilters({
  search,
  activeCount,
  onChange,
  onClear,
}: {
  readonly search: LogSearch;
  readonly activeCount: number;
  readonly onChange: (change: Partial<LogSearch>) => void;
  readonly onClear: () => void;
}): ReactNode {
  const { t } = useTranslation('log');
  const results = useResultOptions();
  // The name in the address may be one that no client has any more; it still has to show as the filter that is set.
  const applications = new Set(useApplicationNames());
  if (search.applicationName !== '') applications.add(search.applicationName);
  return (
    <FilterBar
      search={{ value: search.username, label: t('search'), onChange: (username) => onChange({ username }) }}
      activeCount={activeCount}
      onClear={onClear}
    >
      <PeriodFilter search={search} onChange={onChange} />
      <FilterSelect
        label={t('filter.outcome')}
        width={160}
        value={search.outcome}
        options={LOG_OUTCOMES.map((outcome) => ({ value: outcome, label: t(`filter.outcomes.${outcome}`) }))}
        onChange={(outcome) => onChange({ outcome: LOG_OUTCOMES.find((known) => known === outcome) })}
      />
      <FilterSelect
        label={t('filter.result')}
        width={200}
        value={search.result === undefined ? undefined : String(search.result)}
        options={results}
        onChange={(result) => onChange({ result: result === undefined ? undefined : Number(result) })}
      />
      {applications.size === 0 ? null : (
        <FilterSelect
          label={t('filter.application')}
          value={search.applicationName === '' ? undefined : search.applicationName}
          options={[...applications].map((name) => ({ value: name, label: name }))}
          onChange={(name) => onChange({ applicationName: name ?? '' })}
        />
      )}
      <MoreFilters search={search} onChange={onChange} />
    </FilterBar>
  );
}
