/**
 * Runs `stop` once at Ctrl+C or a request to end. A terminal signals the whole group and npm signals once more: the
 * copies must not cut the stop short.
 */
export function stopOnSignals(stop: () => void): void {
  let isStopping = false;
  const onSignal = () => {
    if (isStopping) return;
    isStopping = true;
    stop();
  };
  process.on('SIGINT', onSignal).on('SIGTERM', onSignal);
}
