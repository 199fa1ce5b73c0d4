import { expect, it } from 'vitest';
import { createIdleWatch, IDLE_WARNING_SECONDS } from '../../renderer/app/Frame/idle-watch.ts';

const MINUTE = 60_000;

function watched(timeoutSeconds = 30 * 60) {
  let at = 1_000_000;
  const calls = { use: 0, share: 0 };
  const watch = createIdleWatch({
    timeoutSeconds,
    now: () => at,
    onUse: () => {
      calls.use += 1;
    },
    onShare: () => {
      calls.share += 1;
    },
  });
  const pass = (milliseconds: number) => {
    at += milliseconds;
  };
  return { watch, calls, pass };
}

it('warns a minute before the end, counts down, and is over at the end', () => {
  const { watch, pass } = watched();
  pass(29 * MINUTE - 1000);
  expect(watch.look()).toEqual({ kind: 'active' });
  pass(1000);
  expect(watch.look()).toEqual({ kind: 'warning', secondsLeft: IDLE_WARNING_SECONDS });
  pass(59_000);
  expect(watch.look()).toEqual({ kind: 'warning', secondsLeft: 1 });
  pass(1000);
  expect(watch.look()).toEqual({ kind: 'over' });
});

it('a touch begins anew, but not while the warning stands: that takes its answer', () => {
  const { watch, pass, calls } = watched();
  pass(28 * MINUTE);
  watch.touched();
  pass(29 * MINUTE);
  expect(watch.look().kind).toBe('warning');
  watch.touched();
  expect(watch.look().kind).toBe('warning');
  const before = calls.use;
  watch.stay();
  expect(watch.look()).toEqual({ kind: 'active' });
  expect(calls.use).toBe(before + 1);
});

it('work in another window keeps this one signed in', () => {
  const { watch, pass } = watched();
  pass(29.5 * MINUTE);
  watch.touchedElsewhere();
  expect(watch.look()).toEqual({ kind: 'active' });
});

it('tells the server and the other windows now and then, not at each movement', () => {
  const { watch, pass, calls } = watched();
  for (let second = 0; second < 600; second += 1) {
    pass(1000);
    watch.touched();
  }
  expect(calls.use).toBe(2);
  expect(calls.share).toBe(120);
});
