import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createStepTrace, parseSteps } from '../../main/engine/authentication/step-trace.ts';
import { ATTEMPT_STEPS } from '../../shared/schemas/attempt.ts';
import { anEngine, aSubject, NOON, totpAt } from '../support/authentication.ts';

it('reads back what it marked, in hundredths of a millisecond', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...ATTEMPT_STEPS.slice(1)), fc.nat(100_000))), (marks) => {
      let now = 5000;
      const trace = createStepTrace(() => now, 5000);
      const expected: { step: string; atMilliseconds: number }[] = [{ step: 'received', atMilliseconds: 0 }];
      for (const [step, hundredths] of marks) {
        now += hundredths / 100;
        trace.mark(step);
        expected.push({ step, atMilliseconds: Math.round((now - 5000) * 100) / 100 });
      }
      const { text, durationMilliseconds } = trace.finish();
      expect(parseSteps(text)).toEqual([...expected, { step: 'decided', atMilliseconds: durationMilliseconds }]);
    }),
  );
});

it('leaves out a step of a later version, and has none where none were taken', () => {
  expect(parseSteps('0:0 99:1 8:2')).toEqual([
    { step: 'received', atMilliseconds: 0 },
    { step: 'decided', atMilliseconds: 2 },
  ]);
  expect(parseSteps('')).toBeUndefined();
});

it('is written with the attempt: the steps that it passed, in their order', async () => {
  const steps = async (password: string, options: Parameters<typeof anEngine>[0] = {}, isKnown = true) => {
    const { store, signIn } = anEngine(options);
    if (isKnown) store.add(aSubject({ passwordHash: 'plain:secret' }));
    await signIn(password);
    return parseSteps(store.attempts[0]?.steps ?? '')?.map(({ step }) => step);
  };
  const start = ['received', 'client-found'];
  expect(await steps(totpAt(NOON))).toEqual([...start, 'user-found', 'user-checked', 'code-checked', 'decided']);
  expect(await steps('000000', {}, false)).toEqual([...start, 'decided']);
  expect(await steps(`wrong${totpAt(NOON)}`, { application: { firstFactor: 'local-password' } })).toEqual([
    ...start,
    'user-found',
    'user-checked',
    'first-factor-checked',
    'decided',
  ]);
});
