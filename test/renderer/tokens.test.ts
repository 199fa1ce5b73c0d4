import { describe, expect, it } from 'vitest';
import { isEndBeforeStart, NEW_TOKEN, tokenFormSchema, toRequest } from '../../renderer/pages/OathTokens/convert.ts';
import { isOtpOf, plainOtp } from '../../renderer/pages/OathTokens/otp-field.ts';
import { driftOf, isNotYetValid, tokenState } from '../../renderer/pages/OathTokens/token-state.ts';
import { tokenIdSchema, userIdSchema } from '../../shared/ids.ts';
import { type Token, tokenInputSchema } from '../../shared/schemas/token.ts';

const now = Date.UTC(2026, 10, 20);

function token(changes: Partial<Token> = {}): Token {
  return {
    id: tokenIdSchema.parse(1),
    serial: '10001',
    type: 'totp',
    algorithm: 'SHA1',
    digits: 6,
    periodSeconds: 30,
    counter: '0',
    origin: 'hardware',
    manufacturer: '',
    model: '',
    isEnabled: true,
    isPending: false,
    driftSteps: 0,
    createdAt: 0,
    revision: 1,
    ...changes,
  };
}
const userId = userIdSchema.parse(7);

describe('the state of a token', () => {
  it('is the one that matters most', () => {
    expect(tokenState(token(), now)).toBe('unassigned');
    expect(tokenState(token({ userId }), now)).toBe('assigned');
    expect(tokenState(token({ userId, isPending: true }), now)).toBe('pending');
    expect(tokenState(token({ userId, expiresAt: now }), now)).toBe('expired');
    expect(tokenState(token({ userId, expiresAt: now + 1 }), now)).toBe('assigned');
    expect(tokenState(token({ userId, isEnabled: false, expiresAt: now }), now)).toBe('disabled');
    expect(isNotYetValid(token({ startsAt: now + 1 }), now)).toBe(true);
  });

  it('tells drift in whole steps, and none of a counter token', () => {
    expect(driftOf(token({ driftSteps: -2 }))).toEqual({ key: 'behind', count: 2 });
    expect(driftOf(token({ driftSteps: 1 }))).toEqual({ key: 'ahead', count: 1 });
    expect(driftOf(token())).toEqual({ key: 'none', count: 0 });
    expect(driftOf(token({ type: 'hotp', driftSteps: 3 })).key).toBe('notForHotp');
  });
});

describe('adding a token', () => {
  const values = { ...NEW_TOKEN, serial: '10001', secretKey: ' GEZDGNBVGY3TQOJQ ' };

  it('sends what the contract takes', () => {
    const request = toRequest({ ...values, userId });
    expect(tokenInputSchema.parse(request)).toMatchObject({ serial: '10001', secretKey: 'GEZDGNBVGY3TQOJQ', userId });
    expect(request).not.toHaveProperty('startsAt');
  });

  it('leaves out what belongs to the other type', () => {
    expect(toRequest({ ...values, type: 'totp', counter: 'junk' }).counter).toBe('0');
    expect(toRequest({ ...values, type: 'hotp', periodSeconds: '', counter: '17' })).toMatchObject({
      periodSeconds: 30,
      counter: '17',
    });
  });

  it('makes a token valid from the start of the first day to the end of the last', () => {
    const { startsAt, expiresAt } = toRequest({ ...values, startsOn: '2026-11-20', expiresOn: '2026-11-20' });
    expect(startsAt).toBe(new Date(2026, 10, 20).getTime());
    expect(expiresAt).toBe(new Date(2026, 10, 21).getTime());
    expect(isEndBeforeStart({ startsOn: '2026-11-20', expiresOn: '2026-11-19' })).toBe(true);
    expect(isEndBeforeStart({ startsOn: '2026-11-20', expiresOn: '2026-11-20' })).toBe(false);
  });

  it('refuses a counter of more than 64 bits and an empty secret key', () => {
    const problems = tokenFormSchema.safeParse({ ...values, secretKey: '  ', counter: '18446744073709551616' });
    expect(problems.error?.issues.map(({ path }) => path.join('.')).sort()).toEqual(['counter', 'secretKey']);
  });
});

describe('a code in a field', () => {
  it('may be typed with spaces', () => {
    expect(plainOtp('123 456')).toBe('123456');
    expect(isOtpOf('123 456', 6)).toBe(true);
    expect(isOtpOf('123 4567', 6)).toBe(false);
    expect(isOtpOf('12345a', 6)).toBe(false);
  });
});
