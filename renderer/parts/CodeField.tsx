import { TextInput, type TextInputProps } from '@mantine/core';
import type { ReactNode, Ref } from 'react';

/** A field for the digits of a token: fixed-width, no suggestions. */
export function CodeField(props: TextInputProps & { readonly ref?: Ref<HTMLInputElement> }): ReactNode {
  return (
    <TextInput
      inputMode="numeric"
      autoComplete="off"
      spellCheck={false}
      maxLength={16}
      w={200}
      styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)', fontSize: 16, letterSpacing: 2 } }}
      {...props}
    />
  );
}
