import { Autocomplete, type AutocompleteProps } from '@mantine/core';
import type { ReactNode } from 'react';

/** A reason in own words, with the usual ones offered: only those that what was typed begins, so that they go away. */
export function ReasonField(
  props: Omit<AutocompleteProps, 'data' | 'filter'> & { readonly usual: readonly string[] },
): ReactNode {
  const { usual, ...rest } = props;
  return (
    <Autocomplete
      {...rest}
      data={[...usual]}
      maxLength={256}
      filter={({ options, search }) => {
        const typed = search.trim().toLocaleLowerCase();
        return options.filter(
          (option) => 'label' in option && option.label !== search && option.label.toLocaleLowerCase().startsWith(typed),
        );
      }}
    />
  );
}
