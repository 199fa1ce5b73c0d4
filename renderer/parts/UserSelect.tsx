import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type UserId, userIdSchema } from '../../shared/ids.ts';
import type { User } from '../../shared/schemas/user.ts';
import { useQueryOf } from '../bridge/use-query-of.ts';

/** Milliseconds of silence before the server is asked; ours. */
const DEBOUNCE_MILLISECONDS = 200;
/** Users offered at once; more letters find the rest. */
const OFFERED_MAX = 20;

function labelOf(user: User): string {
  const name = `${user.firstName} ${user.lastName}`.trim();
  return name === '' ? user.username : `${user.username} (${name})`;
}

export type UserSelectProps = {
  readonly label: string;
  readonly value: UserId | undefined;
  readonly onChange: (userId: UserId | undefined) => void;
  readonly error?: ReactNode;
  readonly description?: string;
  /** True: has the focus when its drawer opens. */
  readonly isFirst?: boolean;
};

/** One user out of many, found by the server while typing. */
export function UserSelect({ label, value, onChange, error, description, isFirst = false }: UserSelectProps): ReactNode {
  const { t } = useTranslation('tokens');
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<{ readonly value: string; readonly label: string }>();
  // With a user chosen the field holds its label, which is no search.
  const [search] = useDebouncedValue(chosen?.label === typed ? '' : typed.trim().slice(0, 256), DEBOUNCE_MILLISECONDS);
  const users = useQueryOf('users.list', { search, limit: OFFERED_MAX });
  const offered = (users.data?.rows ?? []).map((user) => ({ value: String(user.id), label: labelOf(user) }));
  // A user that the address names: the field needs the name.
  const isUnnamed = value !== undefined && chosen === undefined;
  const named = useQueryOf('users.get', { id: value ?? userIdSchema.parse(1) }, { isEnabled: isUnnamed });
  const shown =
    chosen ?? (isUnnamed && named.data !== undefined ? { value: String(value), label: labelOf(named.data) } : undefined);
  const hasShown = shown === undefined || offered.some((option) => option.value === shown.value);
  const hasMore = users.data !== undefined && users.data.total > offered.length;
  return (
    <Select
      label={label}
      description={description ?? (hasMore && typed !== '' && chosen === undefined ? t('user.more') : undefined)}
      placeholder={t('user.placeholder')}
      data-autofocus={isFirst || undefined}
      // A drawer that opens shows its fields, not a list over them.
      openOnFocus={!isFirst}
      searchable
      clearable
      data={hasShown ? offered : [...offered, shown]}
      // The server has searched: its rows are shown as they come.
      filter={({ options }) => options}
      limit={OFFERED_MAX + 1}
      searchValue={typed}
      onSearchChange={setTyped}
      nothingFoundMessage={users.isPending ? t('user.searching') : t('user.nothing')}
      value={value === undefined ? null : String(value)}
      onChange={(next, option) => {
        setChosen(option === null ? undefined : { value: option.value, label: option.label });
        onChange(next === null ? undefined : userIdSchema.parse(Number(next)));
      }}
      error={error}
    />
  );
}
