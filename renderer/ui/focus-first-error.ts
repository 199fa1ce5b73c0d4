/**
 * Brings the first field with an error into sight and puts the focus on it: on a long form, Save would otherwise seem
 * to do nothing. Call it as the second argument of `form.onSubmit`.
 */
export function focusFirstError(
  _errors: unknown,
  _values: unknown,
  event: { readonly currentTarget: unknown } | undefined,
): void {
  const form = event?.currentTarget;
  if (!(form instanceof HTMLFormElement)) return;
  // The errors are only in the page after the render that follows.
  requestAnimationFrame(() => {
    const mark = form.querySelector('[aria-invalid="true"], .mantine-InputWrapper-error');
    const field = mark instanceof HTMLInputElement ? mark : mark?.parentElement?.querySelector('input:checked, input');
    mark?.scrollIntoView({ block: 'center' });
    if (field instanceof HTMLElement) field.focus({ preventScroll: true });
  });
}
