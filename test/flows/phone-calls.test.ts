/** The calls of a sign-in as they are made: line and script joined, the call log, and what happens when something breaks. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PlannedCalls } from '../../main/engine/authentication/decision.ts';
import type { PlacedCallDraft } from '../../main/engine/effects.ts';
import type { CallTarget } from '../../main/engine/phone-call/call-plan.ts';
import type { PromptPart } from '../../main/engine/phone-call/phone-call.ts';
import { createPhoneCalls } from '../../main/flows/phone-calls.ts';
import type { CallPlanPorts } from '../../main/flows/run-call-plan.ts';
import type { UserId } from '../../shared/ids.ts';
import { aSubject, engineSettings, NOON } from '../support/authentication.ts';
import { type CallDouble, linesDouble } from '../support/phone-lines.ts';

const PRIMARY: CallTarget = { phone: 'primary', number: '+31612345678', extension: '' };
const BACKUP: CallTarget = { phone: 'backup', number: '+31201234567', extension: '' };
const SOUND = new Int16Array(80);

type PlanOver = Partial<Omit<PlannedCalls['plan'], 'call'>> & { readonly call?: Partial<PlannedCalls['plan']['call']> };
function planned({ call, ...over }: PlanOver = {}, id = 'c1'): PlannedCalls {
  return {
    id,
    sessionId: `s-${id}`,
    userId: 1 as UserId,
    username: 'user1',
    applicationName: 'VPN',
    plan: {
      targets: [PRIMARY],
      rounds: 1,
      ringSeconds: 30,
      limitSeconds: 58,
      ...over,
      call: {
        purpose: 'sign-in',
        mode: 'standard',
        language: 'en',
        extensionPrompt: 'off',
        triesAllowed: 2,
        inputTimeoutSeconds: 5,
        fraud: { code: '0', blocksUser: true },
        pinChange: undefined,
        canChangePin: true,
        pinMinimumLength: 4,
        menu: undefined,
        ...call,
      },
    },
  };
}

function theCalls(onCall: (call: CallDouble, at: number) => void, over: Partial<CallPlanPorts> = {}) {
  const { lines, calls } = linesDouble(onCall);
  const log: PlacedCallDraft[] = [];
  const said: PromptPart[] = [];
  const failures: string[] = [];
  const subject = aSubject({ countryCode: '31', phoneNumber: '612345678', pinHash: 'plain:2580' });
  const settings = {
    ...engineSettings({ 'pin-rules': { preventsWeakPins: false } }),
    'caller-id': { number: '+31200000000', displayName: 'Service desk', isPrivate: false, rules: [] },
  };
  const phoneCalls = createPhoneCalls({
    lines,
    sounds: (parts) => {
      said.push(...parts);
      return [SOUND];
    },
    reader: { findSubjectById: async () => subject, listPinHistory: async () => [] },
    hasher: { hash: async (text) => `plain:${text}`, verify: async (phc, text) => phc === `plain:${text}` },
    commit: async ({ effects }) => {
      for (const effect of effects) if (effect.kind === 'record-call') log.push(effect.call);
      return { isDone: true };
    },
    settings: () => settings,
    clock: { now: Date.now },
    after: (milliseconds, action) => {
      const timer = setTimeout(action, milliseconds);
      return () => clearTimeout(timer);
    },
    onFailure: (message) => failures.push(message),
    ...over,
  });
  return { phoneCalls, calls, log, said, failures };
}
/** Until every promise that could go on has. */
const settle = () => vi.advanceTimersByTimeAsync(0);
const names = (parts: readonly PromptPart[]) => parts.map((part) => (part.kind === 'prompt' ? part.type : part.kind));

beforeEach(() => void vi.useFakeTimers({ now: NOON }));
afterEach(() => void vi.useRealTimers());

describe('the calls of a sign-in', () => {
  it('are granted by #, and stand in the call log with what was sent', async () => {
    const { phoneCalls, calls, log, said } = theCalls((call) => call.answer());
    phoneCalls.place(planned());
    await settle();
    calls[0]?.press('#');
    await expect(phoneCalls.settled('c1')).resolves.toMatchObject({
      outcome: { isGranted: true, result: 'NO_PIN_ENTERED' },
      trunkName: 'Trunk 1',
    });
    expect(calls[0]?.isHungUp).toBe(false);
    calls[0]?.finishPlaying();
    await settle();
    expect(calls[0]?.isHungUp).toBe(true);
    expect(names(said)).toEqual(['fraud-greeting-standard', 'authentication-successful']);
    expect(log).toEqual([
      {
        startedAt: NOON,
        ringingAt: NOON,
        answeredAt: NOON,
        endedAt: NOON,
        sessionId: 's-c1',
        userId: 1,
        username: 'user1',
        applicationName: 'VPN',
        phone: 'primary',
        number: '+31612345678',
        extension: '',
        trunkName: 'Trunk 1',
        sentFrom: '<sip:+31200000000@pbx.example.org>',
        sentAssertedIdentity: '',
        sentPrivacy: '',
        passedOver: [],
        how: 'hung-up',
        sipStatus: 200,
        words: '',
        result: 2,
        isGranted: true,
        sentPackets: 10,
        receivedPackets: 10,
      },
    ]);
    expect(phoneCalls.runningCount()).toBe(0);
  });

  it('let the goodbye be heard though the end of the greeting is told after #', async () => {
    const { phoneCalls, calls } = theCalls((call) => call.answer());
    phoneCalls.place(planned());
    await settle();
    calls[0]?.press('#');
    calls[0]?.finishPlaying(1);
    await settle();
    expect(calls[0]?.isHungUp).toBe(false);
    calls[0]?.finishPlaying();
    await settle();
    expect(calls[0]?.isHungUp).toBe(true);
  });

  it('begin with a pause, as a phone is on its way to the ear', async () => {
    const { phoneCalls, calls } = theCalls((call) => call.answer());
    phoneCalls.place(planned());
    await settle();
    expect(calls[0]?.played[0]?.map(({ length }) => length)).toEqual([4000, SOUND.length]);
  });

  it('compare a PIN with that of the user as it is now', async () => {
    const { phoneCalls, calls, said } = theCalls((call) => call.answer());
    phoneCalls.place(planned({ call: { mode: 'pin' } }));
    await settle();
    calls[0]?.press('1111#');
    await settle();
    calls[0]?.press('2580#');
    await expect(phoneCalls.settled('c1')).resolves.toMatchObject({ outcome: { isGranted: true, result: 'PIN_ENTERED' } });
    expect(names(said)).toContain('authentication-denied-retry');
  });

  it('take a new PIN where one is due', async () => {
    const { phoneCalls, calls } = theCalls((call) => call.answer());
    phoneCalls.place(planned({ call: { mode: 'pin', pinChange: 'pin-expired' } }));
    await settle();
    for (const keys of ['2580#', '2580#', '7391#', '7391#']) {
      calls[0]?.press(keys);
      await settle();
    }
    await expect(phoneCalls.settled('c1')).resolves.toMatchObject({
      outcome: { isGranted: true, reason: 'pin-changed', changes: { pinHash: 'plain:7391' } },
    });
  });

  it('take a new phone from the menu, of the right form only', async () => {
    const { phoneCalls, calls, said } = theCalls((call) => call.answer());
    phoneCalls.place(planned({ call: { menu: { canChangePhone: true } } }));
    await settle();
    for (const keys of ['*#', '2', '123#', '0687654321#', '1', '#']) {
      calls[0]?.press(keys);
      await settle();
    }
    await expect(phoneCalls.settled('c1')).resolves.toMatchObject({
      outcome: { isGranted: true, changes: { phone: '0687654321' } },
    });
    expect(names(said)).toContain('phone-refused');
  });

  it('go on to the backup phone, each with its row', async () => {
    const { phoneCalls, calls, log } = theCalls((call, at) => (at === 1 ? call.ring() : call.answer('Trunk 2')));
    phoneCalls.place(planned({ targets: [PRIMARY, BACKUP] }));
    await settle();
    calls[1]?.press('#');
    await expect(phoneCalls.settled('c1')).resolves.toMatchObject({ outcome: { isGranted: true }, trunkName: 'Trunk 2' });
    calls[1]?.finishPlaying();
    await settle();
    expect(log.map(({ phone, how, result }) => [phone, how, result])).toEqual([
      ['primary', 'no-answer', 102],
      ['backup', 'hung-up', 2],
    ]);
  });

  it('dial an extension before the greeting', async () => {
    const { phoneCalls, calls } = theCalls((call) => call.answer());
    phoneCalls.place(planned({ targets: [{ ...PRIMARY, extension: ',,12#' }] }));
    await settle();
    expect(calls[0]?.sentKeys).toEqual([',12#']);
    calls[0]?.press('#');
    await expect(phoneCalls.settled('c1')).resolves.toMatchObject({ outcome: { isGranted: true } });
  });

  it.each([
    ['hung up before a key', (call: CallDouble) => call.end({ how: 'peer-hung-up', q850Cause: 16 }), 'USER_HUNG_UP'],
    ['lost by the line', (call: CallDouble) => call.end({ how: 'peer-hung-up', q850Cause: 38 }), 'DISCONNECTED'],
    [
      'answered by a voicemail',
      (call: CallDouble) =>
        call.tell({ kind: 'sound', sound: { kind: 'beep', frequencyHertz: 1000, durationMilliseconds: 400 } }),
      'GOT_VOICEMAIL',
    ],
    [
      'answered by a fax',
      (call: CallDouble) => call.tell({ kind: 'sound', sound: { kind: 'fax-answer' } }),
      'INVALID_PHONE_INPUT',
    ],
  ] as const)('that are %s end in their result', async (_name, happen, result) => {
    const { phoneCalls, calls } = theCalls((call) => call.answer());
    phoneCalls.place(planned());
    await settle();
    if (calls[0] !== undefined) happen(calls[0]);
    await expect(phoneCalls.settled('c1')).resolves.toMatchObject({ outcome: { isGranted: false, result } });
  });

  it('end by silence and by the limit', async () => {
    const { phoneCalls, calls } = theCalls((call) => call.answer());
    phoneCalls.place(planned({ call: { triesAllowed: 1 } }));
    await settle();
    calls[0]?.finishPlaying();
    await vi.advanceTimersByTimeAsync(5_000);
    await expect(phoneCalls.settled('c1')).resolves.toMatchObject({ outcome: { result: 'NO_PHONE_INPUT_TIMEOUT' } });
    phoneCalls.place(planned({ limitSeconds: 40 }, 'c2'));
    await vi.advanceTimersByTimeAsync(40_000);
    await expect(phoneCalls.settled('c2')).resolves.toMatchObject({ outcome: { result: 'TIMED_OUT' } });
  });
});

describe('calls that cannot go on', () => {
  it('let nobody in when the sounds or the line break, and say so', async () => {
    const broken = () => {
      throw new Error('no recordings');
    };
    const { phoneCalls, calls, failures } = theCalls((call) => call.answer(), { sounds: broken });
    phoneCalls.place(planned());
    await expect(phoneCalls.settled('c1')).resolves.toMatchObject({
      outcome: { isGranted: false, result: 'UNABLE_TO_PLACE_CALL' },
    });
    expect(calls[0]?.isHungUp).toBe(true);
    expect(failures).toEqual(['a phone call failed']);
    const { phoneCalls: others } = theCalls(() => undefined, { lines: { call: broken } });
    others.place(planned());
    await expect(others.settled('c1')).resolves.toMatchObject({ outcome: { isGranted: false } });
  });

  it('let nobody in when the user cannot be read', async () => {
    const reader = { findSubjectById: () => Promise.reject(new Error('store')), listPinHistory: async () => [] };
    const { phoneCalls, calls, failures } = theCalls((call) => call.answer(), { reader });
    phoneCalls.place(planned({ call: { mode: 'pin' } }));
    await settle();
    calls[0]?.press('2580#');
    await expect(phoneCalls.settled('c1')).resolves.toMatchObject({ outcome: { isGranted: false } });
    expect(failures).toEqual(['a phone call failed']);
  });

  it('are given up where nobody waits any more', async () => {
    const { phoneCalls, calls } = theCalls((call) => call.tell({ kind: 'ringing' }));
    phoneCalls.place(planned({ targets: [PRIMARY, BACKUP] }));
    await settle();
    phoneCalls.giveUp('c1');
    await expect(phoneCalls.settled('c1')).resolves.toMatchObject({ outcome: { result: 'TIMED_OUT' } });
    await settle();
    expect(calls.map(({ isHungUp }) => isHungUp)).toEqual([true]);
  });

  it('say where they stand, until they are decided', async () => {
    const { phoneCalls, calls } = theCalls(() => undefined);
    const call = planned({ targets: [PRIMARY, BACKUP] });
    expect(phoneCalls.now(call.userId)).toBeUndefined();
    phoneCalls.place(call);
    await settle();
    expect(phoneCalls.now(call.userId)).toEqual({ phone: 'primary', stage: 'calling', trunkName: '' });
    calls[0]?.ring();
    await settle();
    expect(phoneCalls.now(call.userId)).toMatchObject({ phone: 'backup', stage: 'calling' });
    calls[1]?.tell({ kind: 'ringing' });
    expect(phoneCalls.now(call.userId)).toMatchObject({ phone: 'backup', stage: 'ringing' });
    calls[1]?.answer();
    await settle();
    expect(phoneCalls.now(call.userId)).toEqual({ phone: 'backup', stage: 'answered', trunkName: 'Trunk 1' });
    calls[1]?.press('#');
    await settle();
    expect(phoneCalls.now(call.userId)).toBeUndefined();
  });

  it('of an earlier process are lost', async () => {
    const { phoneCalls } = theCalls(() => undefined);
    await expect(phoneCalls.settled('gone')).resolves.toMatchObject({ outcome: { isGranted: false, result: 'DISCONNECTED' } });
  });

  it('are hung up when the engine stops', async () => {
    const { phoneCalls, calls, log } = theCalls((call) => call.answer());
    phoneCalls.place(planned());
    await settle();
    await phoneCalls.close(1_000);
    expect(calls[0]?.isHungUp).toBe(true);
    expect(log).toHaveLength(1);
    await settle();
    // A timer that is left would hold up the end of the process.
    expect(vi.getTimerCount()).toBe(0);
    phoneCalls.place(planned({}, 'c2'));
    expect(calls).toHaveLength(1);
  });
});
