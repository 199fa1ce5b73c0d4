/** Calls `action` after `firstMilliseconds` and then every `everyMilliseconds`, never twice at once. Answers the way to stop. */
export function repeat(
  action: () => Promise<unknown>,
  { firstMilliseconds, everyMilliseconds }: { readonly firstMilliseconds: number; readonly everyMilliseconds: number },
): () => void {
  let timer: NodeJS.Timeout;
  let isStopped = false;
  const plan = (milliseconds: number): void => {
    timer = setTimeout(() => {
      // The action tells of its own failures; the next call comes anyway.
      action()
        .catch(() => undefined)
        .finally(() => {
          if (!isStopped) plan(everyMilliseconds);
        });
    }, milliseconds);
    timer.unref();
  };
  plan(firstMilliseconds);
  return () => {
    isStopped = true;
    clearTimeout(timer);
  };
}
