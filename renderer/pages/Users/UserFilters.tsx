import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { METHODS } from '../../../shared/methods.ts';
import { USER_STATES } from '../../../shared/schemas/user.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import type { UserFilter } from '../../parts/user-list-search.ts';
import { FilterBar, FilterSelect } from '../../ui/FilterBar.tsx';

/** Filters that are set. */
export function activeFilterCount(filter: UserFilter): number {
  return [filter.search, filter.state, filter.method, filter.userGroup, filter.tag].filter(Boolean).length;
}

export function UserFilters({
  filter,
  onChange,
}: {
  readonly filter: UserFilter;
  readonly onChange: (change: Partial<UserFilter>) => void;
}): ReactNode {
  const { t } = useTranslation('users');
  const { t: results } = useTranslation('results');
  const facts = useQueryOf('users.facts');
  const tags = useQueryOf('tags.list');
  // A group in an old address may have no users left; it still has to show as the filter that is set.
  const groups = new Set(facts.data?.groups.filter((group) => group !== ''));
  if (filter.userGroup !== '') groups.add(filter.userGroup);
  return (
    <FilterBar
      search={{ value: filter.search, label: t('search'), onChange: (search) => onChange({ search }) }}
      activeCount={activeFilterCount(filter)}
      onClear={() => onChange({ search: '', state: undefined, method: undefined, userGroup: '', tag: undefined })}
    >
      <FilterSelect
        label={t('column.state')}
        value={filter.state}
        options={USER_STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))}
        onChange={(state) => onChange({ state: USER_STATES.find((known) => known === state) })}
      />
      {groups.size === 0 ? null : (
        <FilterSelect
          label={t('column.userGroup')}
          value={filter.userGroup === '' ? undefined : filter.userGroup}
          options={[...groups].map((group) => ({ value: group, label: group }))}
          onChange={(userGroup) => onChange({ userGroup: userGroup ?? '' })}
        />
      )}
      <FilterSelect
        label={t('column.method')}
        value={filter.method}
        options={METHODS.map((method) => ({ value: method, label: results(`method.${method}`) }))}
        onChange={(method) => onChange({ method: METHODS.find((known) => known === method) })}
      />
      {tags.data === undefined || tags.data.rows.length === 0 ? null : (
        <FilterSelect
          label={t('column.tags')}
          value={filter.tag === undefined ? undefined : String(filter.tag)}
          options={tags.data.rows.map((tag) => ({ value: String(tag.id), label: tag.name }))}
          onChange={(tag) => onChange({ tag: tag === undefined ? undefined : Number(tag) })}
        />
      )}
    </FilterBar>
  );
}
