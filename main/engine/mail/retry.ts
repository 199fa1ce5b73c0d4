/** When a mail that was not taken is tried again. RFC 5321 §4.5.4.1 wants growing pauses; the numbers are ours. */

/** Milliseconds after which a mail that nobody took is given up: what it says is old by then. */
export const MAIL_LIFETIME_MILLISECONDS = 2 * 24 * 60 * 60 * 1000;
/** Days that the list of sent mails goes back. */
export const MAIL_KEPT_MILLISECONDS = 30 * 24 * 60 * 60 * 1000;

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const PAUSES_MILLISECONDS = [15 * SECOND, MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE, 30 * MINUTE] as const;

/** @param tryCount Tries made so far, 1 or more. */
export function retryPause(tryCount: number): number {
  return PAUSES_MILLISECONDS[Math.min(tryCount, PAUSES_MILLISECONDS.length) - 1] ?? PAUSES_MILLISECONDS[0];
}
