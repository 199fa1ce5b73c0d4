import type { User } from '../../shared/schemas/user.ts';

export type UserState = 'enabled' | 'disabled' | 'blocked' | 'locked' | 'locked-long-term';
type StateFields = Pick<User, 'isEnabled' | 'blockedUntil' | 'isLockedLongTerm' | 'lockedUntil'>;

/** A user's state as the engine will judge it: disabled before blocked before locked. What has run out is none. */
export function userStateOf(user: StateFields, now: number): UserState {
  if (!user.isEnabled) return 'disabled';
  if (isUserBlocked(user, now)) return 'blocked';
  if (user.isLockedLongTerm) return 'locked-long-term';
  return user.lockedUntil !== undefined && user.lockedUntil > now ? 'locked' : 'enabled';
}

/** True while a block is in force. */
export function isUserBlocked(user: Pick<User, 'blockedUntil'>, now: number): boolean {
  return user.blockedUntil !== undefined && user.blockedUntil > now;
}

/** True while Unlock would change something, whether or not the user is disabled too. */
export function isUserLocked(user: StateFields, now: number): boolean {
  return user.isLockedLongTerm || (user.lockedUntil !== undefined && user.lockedUntil > now);
}
