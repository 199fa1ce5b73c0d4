import { type ReactNode, useEffect, useState } from 'react';

const SECOND = 1000;

/** Seconds as a clock: "4:32", "1:04:32". */
export function clockText(seconds: number): string {
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours === 0 ? `${minutes}:${two(rest)}` : `${hours}:${two(minutes)}:${two(rest)}`;
}

/** What is left until `until`, counted down by the second. Shows `over` when nothing is. */
export function Countdown({ until, label, over = null }: { until: number; label: string; over?: ReactNode }): ReactNode {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), SECOND);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.ceil((until - now) / SECOND));
  if (seconds === 0) return over;
  return (
    <span role="timer" aria-label={label} style={{ fontVariantNumeric: 'tabular-nums' }}>
      {clockText(seconds)}
    </span>
  );
}
