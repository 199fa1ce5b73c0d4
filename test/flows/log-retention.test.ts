import { expect, it } from 'vitest';
import { createLogRetention } from '../../main/flows/log-retention.ts';
import { SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';

const DAY = 86_400_000;
const NOW = 1000 * DAY;

/** A store that has `batches` to remove, one number a write. */
function retentionOver(keepDays: number | null, batches: readonly (number | Error)[]) {
  const left = [...batches];
  const asked: unknown[] = [];
  const failures: unknown[] = [];
  const pauses: number[] = [];
  const write = (_name: string, input: unknown) => {
    asked.push(input);
    const next = left.shift() ?? 0;
    return next instanceof Error ? Promise.reject(next) : Promise.resolve({ prunedCount: next });
  };
  const retention = createLogRetention({
    store: { write } as never,
    clock: { now: () => NOW },
    settings: () => ({ ...SETTINGS_SECTIONS.log.default, keepDays }),
    pause: async (milliseconds) => {
      pauses.push(milliseconds);
    },
    onFailure: (error) => failures.push(error),
  });
  return { retention, asked, failures, pauses };
}

it('removes nothing while attempts are kept forever', async () => {
  const { retention, asked } = retentionOver(null, [5]);
  await retention.run();
  expect(asked).toEqual([]);
  expect(retention.state()).toEqual({ lastRunAt: undefined, prunedCount: 0, problem: undefined });
});

it('removes in batches with a pause between them until nothing is left', async () => {
  const { retention, asked, pauses } = retentionOver(90, [2000, 700]);
  await retention.run();
  expect(asked).toEqual(Array.from({ length: 3 }, () => ({ before: NOW - 90 * DAY, limit: 2000 })));
  expect(pauses).toHaveLength(2);
  expect(retention.state()).toEqual({ lastRunAt: NOW, prunedCount: 2700, problem: undefined });
});

it('says why it failed, and forgets it after a good run', async () => {
  const { retention, failures } = retentionOver(90, [10, new Error('disk I/O error'), 5]);
  await retention.run();
  expect(retention.state()).toEqual({ lastRunAt: NOW, prunedCount: 10, problem: 'disk I/O error' });
  expect(failures).toHaveLength(1);
  await retention.run();
  expect(retention.state()).toEqual({ lastRunAt: NOW, prunedCount: 15, problem: undefined });
});

it('ends after the running batch when it is stopped', async () => {
  const { retention, asked } = retentionOver(90, [2000, 2000]);
  const run = retention.run();
  retention.stop();
  await run;
  expect(asked).toHaveLength(1);
});
