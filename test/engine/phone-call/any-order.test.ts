import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openCallPlan, stepCallPlan } from '../../../main/engine/phone-call/call-plan.ts';
import type { CallAction, CallEvent, CallSetup } from '../../../main/engine/phone-call/phone-call.ts';
import { openPhoneCall, stepPhoneCall } from '../../../main/engine/phone-call/step.ts';
import { DIGITS } from '../../../main/protocols/rtp/telephone-event.ts';
import { anEnd, aSetup, refused } from './driven-call.ts';

const setups: fc.Arbitrary<CallSetup> = fc
  .record({
    purpose: fc.constantFrom('sign-in', 'activation'),
    mode: fc.constantFrom('standard', 'pin'),
    extension: fc.constantFrom('', '12', ',,1', '@12'),
    extensionPrompt: fc.constantFrom('off', 'after-dialling', 'announced'),
    triesAllowed: fc.integer({ min: 1, max: 3 }),
    fraud: fc.constantFrom(undefined, { code: '0', blocksUser: true }, { code: '0', blocksUser: false }),
    pinChange: fc.constantFrom(undefined, 'pin-must-change', 'pin-expired'),
    canChangePin: fc.boolean(),
    menu: fc.constantFrom(undefined, { canChangePhone: true }, { canChangePhone: false }),
  } as const)
  .map((over) => aSetup(over));

// Often enough what a person and a switchboard would do, so that the far stages are reached.
const checkId = fc.integer({ min: 1, max: 4 });
const events: fc.Arbitrary<CallEvent> = fc.oneof(
  { weight: 3, arbitrary: fc.constant({ kind: 'answered' } as const) },
  { weight: 6, arbitrary: fc.constant({ kind: 'key', key: '#' } as const) },
  { weight: 6, arbitrary: fc.constantFrom(...DIGITS).map((key) => ({ kind: 'key', key }) as const) },
  { weight: 2, arbitrary: fc.integer({ min: 1, max: 6 }).map((playId) => ({ kind: 'prompt-finished', playId }) as const) },
  {
    weight: 6,
    arbitrary: fc.record({ checkId, isRight: fc.boolean() }).map((answer) => ({ kind: 'pin-checked', ...answer }) as const),
  },
  {
    weight: 2,
    arbitrary: fc
      .record({ checkId, answer: fc.constantFrom({ pinHash: 'hash' }, { problem: 'pin-length' as const }) })
      .map((answer) => ({ kind: 'new-pin-checked', ...answer }) as const),
  },
  { weight: 1, arbitrary: checkId.map((id) => ({ kind: 'new-phone-checked', checkId: id, isAccepted: true }) as const) },
  {
    weight: 2,
    arbitrary: fc.constantFrom({ kind: 'input-timeout' } as const, { kind: 'keys-sent' } as const, { kind: 'ringing' } as const),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom<CallEvent>(
      { kind: 'fax-tone' },
      { kind: 'voicemail-beep' },
      { kind: 'time-up' },
      { kind: 'ended', end: anEnd() },
      { kind: 'ended', end: anEnd({ how: 'session-expired' }) },
      { kind: 'ended', end: refused(486) },
      { kind: 'ended', end: refused(500) },
    ),
  },
);

/** What grants: written apart from the script, from what was said, asked and answered alone. */
const mayGrant = (setup: CallSetup, log: readonly (CallAction | CallEvent)[]): boolean => {
  const greeted = log.findIndex(({ kind, ...entry }) => kind === 'play' && JSON.stringify(entry).includes('greeting-'));
  const hasPressedPound = greeted !== -1 && log.slice(greeted).some((entry) => entry.kind === 'key' && entry.key === '#');
  const isRight = log.some(
    (check, at) =>
      check.kind === 'check-pin' &&
      log.slice(at).some((entry) => entry.kind === 'pin-checked' && entry.checkId === check.checkId && entry.isRight),
  );
  return hasPressedPound && (setup.mode === 'standard' || isRight);
};

it('whatever comes in whatever order, a call ends in one result, and grants nothing without # and the PIN', () => {
  let grants = 0;
  fc.assert(
    fc.property(setups, fc.array(events, { maxLength: 40, size: 'max' }), (setup, given) => {
      let call = openPhoneCall(setup);
      const log: (CallAction | CallEvent)[] = [];
      const all: CallEvent[] = [...given, { kind: 'time-up' }, { kind: 'ended', end: anEnd() }, ...given];
      for (const event of all) {
        const step = stepPhoneCall(call, event);
        call = step.call;
        log.push(event, ...step.actions);
      }
      const concluded = log.flatMap((entry) => (entry.kind === 'conclude' ? [entry.outcome] : []));
      expect(concluded).toHaveLength(1);
      expect(log.filter(({ kind }) => kind === 'over')).toHaveLength(1);
      expect(log.filter(({ kind }) => kind === 'hang-up').length).toBeLessThanOrEqual(1);
      expect(call.stage.kind).toBe('over');
      const [outcome] = concluded;
      if (outcome?.isGranted !== true) return;
      grants += 1;
      const before = log.slice(
        0,
        log.findIndex(({ kind }) => kind === 'conclude'),
      );
      expect(mayGrant(setup, before)).toBe(true);
      if (setup.mode === 'pin' && setup.pinChange !== undefined) expect(outcome.changes.pinHash).toBe('hash');
    }),
    { numRuns: 1500 },
  );
  // The rule above was put to the test.
  expect(grants).toBeGreaterThan(50);
});

it('whatever comes in whatever order, a plan ends in one result and calls nobody after it', () => {
  const targets = [
    { phone: 'primary', number: '+31612345678', extension: '' },
    { phone: 'backup', number: '+31201234567', extension: '1' },
  ] as const;
  fc.assert(
    fc.property(setups, fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), events), { maxLength: 30 }), (call, given) => {
      const plan = { targets, rounds: 2, ringSeconds: 20, limitSeconds: 60, call };
      let step = openCallPlan(plan);
      const kinds = step.actions.map(({ kind }) => kind);
      for (const [callNumber, event] of given) {
        step = stepCallPlan(step.plan, { kind: 'of-call', callNumber, event });
        kinds.push(...step.actions.map(({ kind }) => kind));
      }
      step = stepCallPlan(step.plan, { kind: 'time-up' });
      kinds.push(...step.actions.map(({ kind }) => kind));
      expect(kinds.filter((kind) => kind === 'conclude')).toHaveLength(1);
      expect(kinds.slice(kinds.indexOf('conclude'))).not.toContain('place-call');
    }),
    { numRuns: 500 },
  );
});
