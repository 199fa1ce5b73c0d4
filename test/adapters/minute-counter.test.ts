import { expect, it } from 'vitest';
import { rememberErrors } from '../../main/adapters/error-ring.ts';
import { createMinuteCounter } from '../../main/adapters/minute-counter.ts';

it('counts the last sixty seconds, and each of the last sixty minutes', () => {
  let now = 1_000 * 60_000;
  const counter = createMinuteCounter({ now: () => now });
  counter.count();
  counter.count();
  now += 59_000;
  counter.count();
  expect(counter.lastMinute()).toBe(3);
  now += 1_000;
  counter.count();
  expect(counter.lastMinute()).toBe(2);
  expect(counter.lastHour().slice(-2)).toEqual([3, 1]);
  expect(counter.lastHour()).toHaveLength(60);
  now += 58 * 60_000;
  expect(counter.lastHour().slice(0, 2)).toEqual([3, 1]);
  now += 2 * 60_000;
  expect(counter.lastHour().every((count) => count === 0)).toBe(true);
});

it('forgets an hour in which it was not asked, and goes on when the clock is set back', () => {
  let now = 10_000_000;
  const counter = createMinuteCounter({ now: () => now });
  counter.count();
  now += 5 * 3_600_000;
  counter.count();
  expect(counter.lastHour().reduce((sum, count) => sum + count, 0)).toBe(1);
  now -= 60_000;
  counter.count();
  expect(counter.lastMinute()).toBe(2);
});

it('remembers the last errors, equal ones in a row as one', () => {
  let at = 0;
  const lines: string[] = [];
  const log = rememberErrors(
    { info: () => undefined, error: (message) => void lines.push(message) },
    {
      now: () => {
        at += 1;
        return at;
      },
    },
  );
  log.error('first', new Error('EACCES', { cause: new Error('denied') }));
  log.error('second', undefined);
  log.error('second', undefined);
  expect(log.recentErrors()).toEqual([
    { at: 3, message: 'second', problem: '', count: 2 },
    { at: 1, message: 'first', problem: 'EACCES: denied', count: 1 },
  ]);
  for (let index = 0; index < 30; index += 1) log.error(`error ${index}`, undefined);
  expect(log.recentErrors()).toHaveLength(20);
  expect(lines).toHaveLength(33);
});
