import { type UseFormReturnType, useForm } from '@mantine/form';
import { useState } from 'react';

/**
 * A form of one thing that others may change too: it follows the server until something is typed, and says which
 * revision it was filled from, which goes with the save.
 */
export function useRevisedForm<Values extends Record<string, unknown>, Stored extends { readonly revision: number }>({
  stored,
  toValues,
  validate,
  isSaving,
}: {
  readonly stored: Stored;
  readonly toValues: (stored: Stored) => Values;
  readonly validate: (values: Values) => Record<string, string>;
  readonly isSaving: boolean;
}): {
  readonly form: UseFormReturnType<Values>;
  readonly revision: number;
  /** Somebody else has saved it under what is typed here. */
  readonly isBehind: boolean;
  /** With what the server says now, not with what was typed. */
  readonly fill: (from: Stored) => void;
} {
  const [revision, setRevision] = useState(stored.revision);
  const form = useForm<Values>({ initialValues: toValues(stored), validate });
  const fill = (from: Stored) => {
    const values = toValues(from);
    setRevision(from.revision);
    form.setInitialValues(values);
    form.setValues(values);
    form.resetDirty(values);
    form.clearErrors();
  };
  const isBehind = stored.revision > revision && !isSaving;
  if (isBehind && !form.isDirty()) fill(stored);
  return { form, revision, isBehind, fill };
}
