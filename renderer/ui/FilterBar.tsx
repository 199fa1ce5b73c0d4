import { Anchor, CloseButton, Group, Select, TextInput } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Milliseconds of silence after the last letter before the list is asked again; ours. */
const DEBOUNCE_MILLISECONDS = 250;

export type FilterBarProps = {
  /** Without it there is no search field. */
  readonly search?: { readonly value: string; readonly label: string; readonly onChange: (value: string) => void };
  /** <FilterSelect>s and chips. */
  readonly children?: ReactNode;
  /** Filters that are set; 0 hides the clear link. */
  readonly activeCount: number;
  readonly onClear: () => void;
  /** Far right: the column chooser and the like. */
  readonly aside?: ReactNode;
};

/** The line of filters above a list. All it holds is in the address. */
export function FilterBar(props: FilterBarProps): ReactNode {
  const { t } = useTranslation('common');
  return (
    <Group gap={8} role="search" wrap="wrap">
      {props.search === undefined ? null : <SearchField {...props.search} clearLabel={t('filters.clearSearch')} />}
      {props.children}
      {props.activeCount === 0 ? null : (
        <Anchor component="button" type="button" size="sm" onClick={props.onClear}>
          {t('filters.clear', { count: props.activeCount })}
        </Anchor>
      )}
      <Group gap={4} ml="auto">
        {props.aside}
      </Group>
    </Group>
  );
}

type SearchFieldProps = {
  readonly value: string;
  readonly label: string;
  readonly clearLabel: string;
  readonly onChange: (value: string) => void;
};

function SearchField({ value, label, clearLabel, onChange }: SearchFieldProps): ReactNode {
  const [typed, setTyped] = useState(value);
  const sent = useRef(value);
  const send = useDebouncedCallback((next: string) => {
    sent.current = next;
    onChange(next);
  }, DEBOUNCE_MILLISECONDS);
  useEffect(() => {
    // The address changed from elsewhere (Back, a fact, clear): follow it. Our own change is already in the field.
    if (value === sent.current) return;
    sent.current = value;
    setTyped(value);
  }, [value]);
  const change = (next: string) => {
    setTyped(next);
    send(next);
  };
  return (
    <TextInput
      w={260}
      size="xs"
      type="search"
      aria-label={label}
      placeholder={label}
      value={typed}
      onChange={(event) => change(event.currentTarget.value)}
      leftSection={<IconSearch size={16} />}
      rightSection={typed === '' ? null : <CloseButton size="xs" aria-label={clearLabel} onClick={() => change('')} />}
    />
  );
}

/** One filter with a short list of values. */
export function FilterSelect({
  label,
  value,
  options,
  onChange,
  width = 150,
}: {
  readonly label: string;
  readonly value: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly onChange: (value: string | undefined) => void;
  readonly width?: number;
}): ReactNode {
  return (
    <Select
      size="xs"
      w={width}
      aria-label={label}
      placeholder={label}
      value={value ?? null}
      data={[...options]}
      clearable
      searchable={options.length > 12}
      onChange={(next) => onChange(next ?? undefined)}
    />
  );
}
