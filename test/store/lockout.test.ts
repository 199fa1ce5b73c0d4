import { describe, expect, it } from 'vitest';
import { countFailure, type FailureState } from '../../main/store/sqlite/lockout.ts';
import { SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';

const AT = 1_000_000_000;
const MINUTE = 60_000;
const standard = SETTINGS_SECTIONS.lockout.default;
const fresh: FailureState = {
  failureCount: 0,
  firstFailureAt: undefined,
  longTermFailureCount: 0,
  lockedUntil: undefined,
  isLockedLongTerm: false,
  lastWrongFingerprint: undefined,
  lastWrongAt: undefined,
};
const failure = (changes: Partial<Parameters<typeof countFailure>[1]> = {}) => ({
  otpFingerprint: 'new',
  at: AT,
  policy: standard,
  ...changes,
});

describe('countFailure', () => {
  it.each<[string, Partial<FailureState>, Parameters<typeof failure>[0], Partial<FailureState> | undefined]>([
    ['the first', {}, {}, { failureCount: 1, firstFailureAt: AT, longTermFailureCount: 1, lockedUntil: undefined }],
    ['one of a run', { failureCount: 3, firstFailureAt: AT - MINUTE }, {}, { failureCount: 4, firstFailureAt: AT - MINUTE }],
    ['one just before the run is too old', { failureCount: 3, firstFailureAt: AT - 60 * MINUTE + 1 }, {}, { failureCount: 4 }],
    [
      'one when the run is too old',
      { failureCount: 3, firstFailureAt: AT - 60 * MINUTE },
      {},
      { failureCount: 1, firstFailureAt: AT },
    ],
    ['the tenth', { failureCount: 9, firstFailureAt: AT - 1 }, {}, { failureCount: 10, lockedUntil: AT + 30 * MINUTE }],
    ['one while locked', { failureCount: 10, firstFailureAt: AT, lockedUntil: AT + 1 }, {}, undefined],
    [
      'one when the lock has ended',
      { failureCount: 10, firstFailureAt: AT, lockedUntil: AT },
      {},
      { failureCount: 1, lockedUntil: undefined },
    ],
    ['one while locked for good', { isLockedLongTerm: true }, {}, undefined],
    ['the hundredth in all', { longTermFailureCount: 99 }, {}, { longTermFailureCount: 100, isLockedLongTerm: true }],
    [
      'any with lockout off',
      { failureCount: 99, firstFailureAt: AT },
      { policy: { ...standard, denialsToLock: 0 } },
      { failureCount: 100, lockedUntil: undefined },
    ],
    [
      'any with the long-term counter off',
      { longTermFailureCount: 500 },
      { policy: { ...standard, longTermDenialsToLock: 0 } },
      { isLockedLongTerm: false },
    ],
    ['the same code again', { lastWrongFingerprint: 'new', lastWrongAt: AT - 299_999 }, {}, undefined],
    [
      'the same code later',
      { lastWrongFingerprint: 'new', lastWrongAt: AT - 300_000 },
      {},
      { longTermFailureCount: 1, lastWrongAt: AT },
    ],
    ['another code', { lastWrongFingerprint: 'old', lastWrongAt: AT }, {}, { lastWrongFingerprint: 'new' }],
    [
      'the same code after the clock went back',
      { lastWrongFingerprint: 'new', lastWrongAt: AT + 1 },
      {},
      { longTermFailureCount: 1 },
    ],
    ['no code at all, twice', { lastWrongFingerprint: '', lastWrongAt: AT }, { otpFingerprint: '' }, { longTermFailureCount: 1 }],
  ])('counts %s', (_name, state, changes, expected) => {
    const next = countFailure({ ...fresh, ...state }, failure(changes));
    if (expected === undefined) expect(next).toBeUndefined();
    else expect(next).toMatchObject(expected);
  });
});
