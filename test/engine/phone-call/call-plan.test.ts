import { describe, expect, it } from 'vitest';
import {
  type CallPlan,
  type CallPlanAction,
  type CallPlanEvent,
  type CallPlanSetup,
  openCallPlan,
  stepCallPlan,
} from '../../../main/engine/phone-call/call-plan.ts';
import type { CallEvent } from '../../../main/engine/phone-call/phone-call.ts';
import { anEnd, aSetup, refused } from './driven-call.ts';

const PRIMARY = { phone: 'primary', number: '+31612345678', extension: '' } as const;
const BACKUP = { phone: 'backup', number: '+31201234567', extension: '12' } as const;

const drivePlan = (over: Partial<CallPlanSetup> = {}) => {
  const setup = { targets: [PRIMARY, BACKUP], rounds: 1, ringSeconds: 30, limitSeconds: 60, call: aSetup(), ...over };
  const actions: CallPlanAction[] = [];
  let plan: CallPlan;
  const take = (step: { readonly plan: CallPlan; readonly actions: readonly CallPlanAction[] }): void => {
    plan = step.plan;
    actions.push(...step.actions);
  };
  take(openCallPlan(setup));
  const tell = (event: CallPlanEvent): void => take(stepCallPlan(plan, event));
  return {
    actions,
    timeUp: () => tell({ kind: 'time-up' }),
    tell: (callNumber: number, ...events: readonly CallEvent[]) => {
      for (const event of events) tell({ kind: 'of-call', callNumber, event });
    },
    placed: () => actions.flatMap((action) => (action.kind === 'place-call' ? [action] : [])),
    concluded: () => actions.flatMap((action) => (action.kind === 'conclude' ? [action] : [])),
  };
};
const ended = (end = refused(486)): CallEvent => ({ kind: 'ended', end });
const ANSWERED: CallEvent = { kind: 'answered' };
const POUND: CallEvent = { kind: 'key', key: '#' };

describe('a plan of calls', () => {
  it('calls the phone and is done when it is answered', () => {
    const plan = drivePlan();
    expect(plan.actions).toEqual([
      { kind: 'start-limit-timer', milliseconds: 60_000 },
      { kind: 'place-call', callNumber: 1, target: PRIMARY, ringMilliseconds: 20_000 },
    ]);
    plan.tell(1, ANSWERED, POUND);
    expect(plan.concluded()).toMatchObject([
      { outcome: { isGranted: true, result: 'NO_PIN_ENTERED' }, calls: [{ target: PRIMARY, outcome: { isGranted: true } }] },
    ]);
    plan.tell(1, ended(anEnd()));
    plan.timeUp();
    expect(plan.concluded()).toHaveLength(1);
    expect(plan.placed()).toHaveLength(1);
    expect(plan.actions.at(-1)).toMatchObject({ kind: 'of-call', action: { kind: 'over' } });
  });

  it.each([
    ['busy', ended()],
    ['not answered', ended(anEnd({ how: 'no-answer', wasAnswered: false, sipStatus: undefined }))],
    ['out of reach of the trunk', ended(refused(503))],
  ])('goes on to the backup phone where the phone is %s', (_how, event) => {
    const plan = drivePlan();
    plan.tell(1, event);
    expect(plan.placed().map(({ target }) => target)).toEqual([PRIMARY, BACKUP]);
    plan.tell(1, ANSWERED, POUND);
    expect(plan.concluded()).toEqual([]);
    plan.tell(2, ANSWERED, { kind: 'keys-sent' }, POUND);
    expect(plan.concluded()).toMatchObject([
      {
        outcome: { isGranted: true },
        calls: [
          { target: PRIMARY, outcome: { isGranted: false } },
          { target: BACKUP, outcome: { isGranted: true } },
        ],
      },
    ]);
  });

  it('hangs up on a voicemail before it goes on', () => {
    const plan = drivePlan();
    plan.tell(1, ANSWERED, { kind: 'voicemail-beep' });
    expect(plan.actions.slice(-2)).toMatchObject([
      { kind: 'of-call', callNumber: 1, action: { kind: 'hang-up' } },
      { kind: 'place-call', callNumber: 2 },
    ]);
  });

  it.each([
    ['declined', [ended(refused(603))], 'USER_HUNG_UP'],
    ['hung up', [ANSWERED, ended(anEnd())], 'USER_HUNG_UP'],
    ['answered wrongly', [ANSWERED, { kind: 'key', key: '1' } as const, POUND], 'PIN_ENTERED'],
  ])('does not call the backup phone of somebody who has %s', (_how, events, result) => {
    const plan = drivePlan();
    plan.tell(1, ...events);
    expect(plan.concluded()).toMatchObject([{ outcome: { result } }]);
    expect(plan.placed()).toHaveLength(1);
  });

  it('calls them in turn as often as the setting says, and no longer than the limit leaves', () => {
    const plan = drivePlan({ rounds: 3, limitSeconds: 90 });
    for (let number = 1; number <= 6; number += 1) plan.tell(number, ended());
    expect(plan.placed().map(({ target, ringMilliseconds }) => [target.phone, ringMilliseconds])).toEqual(
      [1, 2, 3].flatMap(() => [
        ['primary', 11_000],
        ['backup', 11_000],
      ]),
    );
    expect(plan.concluded()).toMatchObject([{ outcome: { result: 'CONFIGURATION_ISSUE' } }]);
    expect(plan.concluded()[0]?.calls).toHaveLength(6);
  });

  it('does not place a call to an extension that is none', () => {
    const plan = drivePlan({ targets: [{ ...PRIMARY, extension: '12x' }, BACKUP] });
    expect(plan.placed()).toEqual([]);
    expect(plan.concluded()).toMatchObject([{ outcome: { result: 'INVALID_EXTENSION', reason: 'extension-malformed' } }]);
    plan.timeUp();
    plan.tell(1, ANSWERED, POUND);
    expect(plan.concluded()).toHaveLength(1);
  });

  it('ends when the time is up, and calls nobody after that', () => {
    const plan = drivePlan();
    plan.tell(1, ended());
    plan.timeUp();
    expect(plan.actions.filter(({ kind }) => kind !== 'conclude').at(-1)).toMatchObject({
      callNumber: 2,
      action: { kind: 'hang-up' },
    });
    expect(plan.concluded()).toMatchObject([{ outcome: { result: 'TIMED_OUT' } }]);
    plan.tell(2, ended(anEnd({ how: 'cancelled', wasAnswered: false })));
    expect(plan.placed()).toHaveLength(2);
  });

  it('needs a phone', () => {
    expect(() => drivePlan({ targets: [] })).toThrow(TypeError);
  });
});
