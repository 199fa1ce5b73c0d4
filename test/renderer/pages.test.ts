import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { logSearch } from '../../renderer/pages/AuthenticationLog/search.ts';
import { setupCodeOf, strengthFacts } from '../../renderer/pages/Setup/strength.ts';
import { mendOf } from '../../renderer/pages/Status/mend.ts';
import { lastDay, summarise } from '../../renderer/pages/Status/summary.ts';
import { usersSearch } from '../../renderer/pages/Users/search.ts';
import { validateWith } from '../../renderer/parts/validate-with.ts';
import { startTexts } from '../../renderer/text/start.ts';
import { formatRelative } from '../../renderer/ui/time.ts';
import { outcomeOf } from '../../shared/attempt-outcome.ts';
import { addressSchema } from '../../shared/schemas/radius.ts';

const HOUR = 3_600_000;

describe('status', () => {
  const count = (hourAt: number, result: number, isGranted: boolean, amount: number) => ({
    hourAt,
    applicationName: '',
    result,
    isGranted,
    count: amount,
  });

  it('covers 24 whole hours and stays the same within one', () => {
    const now = 100 * HOUR + 5;
    expect(lastDay(now)).toEqual({ from: 77 * HOUR, until: 101 * HOUR });
    expect(lastDay(now + HOUR - 6)).toEqual(lastDay(now));
  });

  it('leaves pending challenges out of the success rate', () => {
    const summary = summarise([count(0, 23, true, 6), count(HOUR, 138, false, 2), count(HOUR, 22, false, 10)], 0);
    expect(summary.total).toBe(18);
    expect(summary.successShare).toBe(0.75);
    expect(summary.hours).toHaveLength(24);
    expect(summary.hours[1]).toMatchObject({ denied: 2, pending: 10, granted: 0 });
  });

  it('has no success rate without decisions', () => {
    expect(summarise([], 0).successShare).toBeUndefined();
  });

  it('leads from a warning to its place', () => {
    expect(mendOf({ code: 'shared-secret-short', subject: 'VPN' })).toEqual({ to: '/radius', search: { search: 'VPN' } });
    expect(mendOf({ code: 'no-radius-client', subject: '' })).toEqual({ to: '/radius', search: { client: 0 } });
    expect(mendOf({ code: 'lockout-off', subject: '' })).toEqual({
      to: '/lockout',
      search: { setting: 'lockout.denialsToLock' },
    });
  });
});

describe('outcome of a result', () => {
  it.each([
    [23, true, 'granted'],
    [138, false, 'denied'],
    [22, false, 'pending'],
    [302, true, 'bypassed'],
    [132, false, 'fraud'],
    [1, true, 'granted'],
    [1, false, 'denied'],
    [9999, false, 'denied'],
  ])('%i granted %s is %s', (result, isGranted, outcome) => {
    expect(outcomeOf(result, isGranted)).toBe(outcome);
  });
});

describe('set-up', () => {
  it('reads the code of the address', () => {
    expect(setupCodeOf('#code=AB-12')).toBe('AB-12');
    expect(setupCodeOf('')).toBe('');
  });

  it('says what a password lacks', () => {
    const met = (password: string, name: string) =>
      strengthFacts(password, name).flatMap(({ key, isMet }) => (isMet ? [key] : []));
    expect(met('', '')).toEqual([]);
    expect(met('anna-anna-anna', 'Anna')).toEqual(['length']);
    expect(met('correct horse', 'anna')).toEqual(['length', 'notName', 'varied']);
  });
});

describe('addresses', () => {
  it('keeps text that looks like a number', () => {
    expect(usersSearch.parse({ search: '0012' }).search).toBe('0012');
  });

  it('falls back on nonsense instead of failing', () => {
    expect(usersSearch.parse({ state: 'x', sort: '1', offset: 'a' })).toMatchObject({
      state: undefined,
      sort: 'username',
      offset: 0,
    });
    expect(logSearch.parse({ result: 'x', from: '17' })).toMatchObject({ result: undefined, from: 17 });
  });
});

describe('field errors', () => {
  startTexts();
  const check = validateWith(z.object({ name: z.string().min(1), port: z.int().max(9), address: addressSchema }));

  it('stand at the path of their field, in words', () => {
    expect(check({ name: '', port: 10, address: 'x' })).toEqual({
      name: 'Enter a value',
      port: 'Enter 9 or less',
      address: 'Enter an IP address or a network such as 192.0.2.0/24',
    });
    expect(check({ name: 'a', port: 1, address: '2001:db8::/32' })).toEqual({});
  });
});

describe('relative times', () => {
  it('grow coarser and end in a date', () => {
    const now = Date.UTC(2026, 10, 20);
    expect(formatRelative(now - 3 * 60_000, now)).toMatch(/3/);
    expect(formatRelative(now - 30 * 24 * HOUR, now)).toMatch(/2026/);
  });
});
