import type { Subject } from '../../ports.ts';
import type { Refusal } from '../refusal.ts';

/** Refuses a disabled, blocked or locked user, before any secret of theirs is looked at. */
export function checkUser(subject: Subject, now: number): Refusal | undefined {
  if (subject.blockedUntil !== undefined && now < subject.blockedUntil) return { refusal: 'user-blocked' };
  if (!subject.isEnabled) return { refusal: 'user-disabled' };
  if (subject.isLockedLongTerm) return { refusal: 'user-locked-long-term' };
  if (subject.lockedUntil !== undefined && now < subject.lockedUntil) return { refusal: 'user-locked' };
  return undefined;
}
