import { Checkbox } from '@mantine/core';
import type { ReactNode } from 'react';
import { PasswordField } from '../PasswordField.tsx';

type InputProps = { readonly value?: string; readonly error?: ReactNode };

/** Goes in and never comes out: empty keeps what is stored, a check removes it. */
export function SecretField({
  label,
  hasStored,
  description,
  storedText,
  removeLabel,
  isRemoving,
  password,
  removes,
}: {
  readonly label: string;
  /** While none is stored. */
  readonly description?: string;
  readonly hasStored: boolean;
  /** "One is stored. Empty keeps it." */
  readonly storedText: string;
  readonly removeLabel: string;
  readonly isRemoving: boolean;
  /** What the form gives for the two fields. */
  readonly password: InputProps;
  readonly removes: { readonly checked?: boolean };
}): ReactNode {
  return (
    <div>
      <PasswordField
        label={label}
        description={hasStored ? storedText : description}
        autoComplete="new-password"
        disabled={isRemoving}
        {...password}
      />
      {hasStored ? <Checkbox mt={6} size="xs" label={removeLabel} {...removes} /> : null}
    </div>
  );
}
