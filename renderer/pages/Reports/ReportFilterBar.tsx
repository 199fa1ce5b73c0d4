import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { METHODS, MODES } from '../../../shared/methods.ts';
import { useApplicationNames } from '../../parts/use-application-names.ts';
import { FilterBar, FilterSelect } from '../../ui/FilterBar.tsx';
import { PeriodSelect } from './PeriodSelect.tsx';
import { activeFilterCount } from './report-filter.ts';
import { NO_REPORT_FILTERS, type ReportFilters } from './search.ts';

/** Period, application, method and mode: the same on every report. */
export function ReportFilterBar({
  search,
  onChange,
  find,
  aside,
}: {
  readonly search: ReportFilters;
  readonly onChange: (change: Partial<ReportFilters>) => void;
  /** A search field, where the report has one. */
  readonly find?: { readonly value: string; readonly onChange: (value: string) => void };
  readonly aside?: ReactNode;
}): ReactNode {
  const { t } = useTranslation('reports');
  const { t: results } = useTranslation('results');
  const names = useApplicationNames();
  const { applicationName } = search;
  // A name out of an old address still has to show as the filter that is set.
  const applications = applicationName === '' || names.includes(applicationName) ? names : [...names, applicationName];
  return (
    <FilterBar
      {...(find === undefined ? {} : { search: { ...find, label: t('filter.search') } })}
      activeCount={activeFilterCount(search) + (find === undefined || find.value === '' ? 0 : 1)}
      onClear={() => {
        onChange(NO_REPORT_FILTERS);
        find?.onChange('');
      }}
      aside={aside}
    >
      <PeriodSelect search={search} onChange={onChange} />
      <FilterSelect
        label={t('filter.application')}
        width={180}
        value={applicationName === '' ? undefined : applicationName}
        options={applications.map((name) => ({ value: name, label: name }))}
        onChange={(name) => onChange({ applicationName: name ?? '' })}
      />
      <FilterSelect
        label={t('filter.method')}
        value={search.method}
        options={METHODS.map((method) => ({ value: method, label: results(`method.${method}`) }))}
        onChange={(value) => onChange({ method: METHODS.find((known) => known === value) })}
      />
      <FilterSelect
        label={t('filter.mode')}
        value={search.mode}
        options={MODES.map((mode) => ({ value: mode, label: results(`mode.${mode}`) }))}
        onChange={(value) => onChange({ mode: MODES.find((known) => known === value) })}
      />
    </FilterBar>
  );
}
