import type { UserForm } from './user-form.ts';

/** Takes the operator to the first field that is wrong. */
export function focusFirstError(form: UserForm, errors: Readonly<Record<string, unknown>>): void {
  const [first] = Object.keys(errors);
  if (first !== undefined) form.getInputNode(first)?.focus();
}
