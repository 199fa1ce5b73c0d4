/** A field of type datetime-local and epoch milliseconds, in the browser's zone. Pure. */

/** "2026-11-20T21:05" */
export function toLocalText(at: number | undefined): string {
  if (at === undefined) return '';
  const date = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${String(date.getFullYear()).padStart(4, '0')}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day}T${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Empty: undefined. What is no time: NaN. */
export function fromLocalText(text: string): number | undefined {
  if (text === '') return undefined;
  const at = new Date(text).getTime();
  return at < 0 ? Number.NaN : at;
}
