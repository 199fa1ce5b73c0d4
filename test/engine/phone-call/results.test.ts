import { describe, expect, it } from 'vitest';
import type { CallSetup } from '../../../main/engine/phone-call/phone-call.ts';
import type { ResultName } from '../../../shared/authentication-results.ts';
import type { DecisionReason } from '../../../shared/schemas/attempt.ts';
import { anEnd, type DrivenCall, driveCall, PIN, refused } from './driven-call.ts';

type Row = readonly [
  story: string,
  setup: Partial<CallSetup>,
  act: (call: DrivenCall) => void,
  isGranted: boolean,
  result: ResultName,
  reason: DecisionReason,
];

const STANDARD = {};
const WITH_PIN = { mode: 'pin' } as const;
const MUST_CHANGE = { mode: 'pin', pinChange: 'pin-must-change' } as const;
const FRAUD = { fraud: { code: '0', blocksUser: false } } as const;
const FRAUD_BLOCKS = { fraud: { code: '0', blocksUser: true } } as const;
const MENU = { ...FRAUD_BLOCKS, mode: 'pin', menu: { canChangePhone: true } } as const;
const DIALLED = { extension: ',,12', extensionPrompt: 'off' } as const;
const ASKED = { extension: '12', extensionPrompt: 'announced' } as const;

const answered =
  (...more: readonly ((call: DrivenCall) => void)[]) =>
  (call: DrivenCall): void => {
    call.answer();
    for (const act of more) act(call);
  };
const press = (keys: string) => (call: DrivenCall) => call.press(keys);
const silence = (call: DrivenCall): void => call.beSilent();
const hangUp = (call: DrivenCall): void => call.end();
const drop = (call: DrivenCall): void => call.end(anEnd({ how: 'session-expired' }));
const timeUp = (call: DrivenCall): void => call.tell({ kind: 'time-up' });
const beep = (call: DrivenCall): void => call.tell({ kind: 'voicemail-beep' });
const fax = (call: DrivenCall): void => call.tell({ kind: 'fax-tone' });
const hold = (call: DrivenCall): void => {
  call.holdsChecks = true;
};
const release = (call: DrivenCall): void => call.release();

const ROWS: readonly Row[] = [
  // 1, 2: what was entered decides.
  ['#', STANDARD, answered(press('#')), true, 'NO_PIN_ENTERED', 'approved'],
  ['# while the greeting plays, and gone', STANDARD, answered(press('#'), hangUp), true, 'NO_PIN_ENTERED', 'approved'],
  ['PIN and #', WITH_PIN, answered(press(`${PIN}#`)), true, 'PIN_ENTERED', 'approved'],
  ['a wrong PIN', WITH_PIN, answered(press('1111#')), false, 'PIN_ENTERED', 'pin-wrong'],
  ['only # where a PIN is asked', WITH_PIN, answered(press('#')), false, 'NO_PIN_ENTERED', 'pin-wrong'],
  ['digits where # is asked', STANDARD, answered(press('12#')), false, 'PIN_ENTERED', 'call-input-wrong'],
  [
    'PIN, # and gone before it is checked',
    WITH_PIN,
    answered(hold, press(`${PIN}#`), hangUp, release),
    true,
    'PIN_ENTERED',
    'approved',
  ],
  [
    'a wrong PIN, # and gone, though tries are left',
    { ...WITH_PIN, triesAllowed: 3 },
    answered(hold, press('1#'), hangUp, release),
    false,
    'PIN_ENTERED',
    'pin-wrong',
  ],
  [
    'a wrong PIN, then the right one',
    { ...WITH_PIN, triesAllowed: 2 },
    answered(press(`1#${PIN}#`)),
    true,
    'PIN_ENTERED',
    'approved',
  ],
  ['two wrong PINs', { ...WITH_PIN, triesAllowed: 2 }, answered(press('1#2#')), false, 'PIN_ENTERED', 'pin-wrong'],
  // 3, 4
  ['PIN without #', WITH_PIN, answered(press(PIN), silence), false, 'POUND_NOT_PRESSED', 'no-answer'],
  ['digits without # in standard', STANDARD, answered(press('12'), silence), false, 'POUND_NOT_PRESSED', 'no-answer'],
  ['silence', STANDARD, answered(silence), false, 'NO_PHONE_INPUT_TIMEOUT', 'no-answer'],
  ['silence twice', { triesAllowed: 2 }, answered(silence, silence), false, 'NO_PHONE_INPUT_TIMEOUT', 'no-answer'],
  ['silence, then #', { triesAllowed: 2 }, answered(silence, press('#')), true, 'NO_PIN_ENTERED', 'approved'],
  [
    'nobody who presses # for the extension',
    ASKED,
    answered(silence, silence, silence),
    false,
    'NO_PHONE_INPUT_TIMEOUT',
    'no-answer',
  ],
  // 5
  ['a PIN change that nobody makes', MUST_CHANGE, answered(press(`${PIN}#`), silence), false, 'PIN_EXPIRED', 'pin-expired'],
  ['hung up in a PIN change', MUST_CHANGE, answered(press(`${PIN}#7391#`), hangUp), false, 'PIN_EXPIRED', 'pin-expired'],
  ['the time is up in a PIN change', MUST_CHANGE, answered(press(`${PIN}#7391#`), timeUp), false, 'PIN_EXPIRED', 'pin-expired'],
  [
    'a PIN change that is not allowed',
    { ...MUST_CHANGE, canChangePin: false },
    answered(press(`${PIN}#`)),
    false,
    'PIN_EXPIRED',
    'pin-expired',
  ],
  [
    'five PINs that differ',
    MUST_CHANGE,
    answered(press(`${PIN}#${'7391#7392#'.repeat(5)}`)),
    false,
    'PIN_EXPIRED',
    'pin-expired',
  ],
  [
    'PIN, # and gone, where it must be changed',
    MUST_CHANGE,
    answered(hold, press(`${PIN}#`), hangUp, release),
    false,
    'PIN_EXPIRED',
    'pin-expired',
  ],
  ['a PIN change', MUST_CHANGE, answered(press(`${PIN}#7391#7391#`)), true, 'PIN_ENTERED', 'pin-changed'],
  // 10, 11
  ['the line drops', STANDARD, answered(drop), false, 'DISCONNECTED', 'not-reached'],
  [
    'a network that hangs up',
    STANDARD,
    answered((call) => call.end(anEnd({ q850Cause: 38 }))),
    false,
    'DISCONNECTED',
    'not-reached',
  ],
  ['a switchboard that hangs up', DIALLED, answered(hangUp), false, 'DISCONNECTED', 'not-reached'],
  ['the time is up while it rings', STANDARD, timeUp, false, 'TIMED_OUT', 'no-answer'],
  ['the time is up at the greeting', WITH_PIN, answered(press('25'), timeUp), false, 'TIMED_OUT', 'no-answer'],
  [
    'the time is up while the PIN is checked',
    WITH_PIN,
    answered(hold, press(`${PIN}#`), timeUp, release),
    false,
    'TIMED_OUT',
    'no-answer',
  ],
  // 12, 13
  ['a fax', STANDARD, answered(fax), false, 'INVALID_PHONE_INPUT', 'not-reached'],
  ['a fax at an extension', DIALLED, answered(fax), false, 'INVALID_PHONE_INPUT', 'not-reached'],
  ['* inside the PIN', WITH_PIN, answered(press('25*80#')), false, 'INVALID_PHONE_INPUT', 'call-input-wrong'],
  ['* where there is no menu', STANDARD, answered(press('*#')), false, 'INVALID_PHONE_INPUT', 'call-input-wrong'],
  ['a letter', WITH_PIN, answered(press('A#')), false, 'INVALID_PHONE_INPUT', 'call-input-wrong'],
  ['keys without end', WITH_PIN, answered(press(`${'1'.repeat(5000)}#`)), false, 'INVALID_PHONE_INPUT', 'call-input-wrong'],
  ['a voicemail', STANDARD, answered(beep), false, 'GOT_VOICEMAIL', 'not-reached'],
  ['a beep after a key', WITH_PIN, answered(press('2'), beep, press('580#')), true, 'PIN_ENTERED', 'approved'],
  // 102, 117
  ['busy', STANDARD, (call) => call.end(refused(486)), false, 'CONFIGURATION_ISSUE', 'not-reached'],
  ['busy everywhere', STANDARD, (call) => call.end(refused(600)), false, 'CONFIGURATION_ISSUE', 'not-reached'],
  ['a number that is gone', STANDARD, (call) => call.end(refused(404)), false, 'CONFIGURATION_ISSUE', 'not-reached'],
  ['busy, as a gateway says it', STANDARD, (call) => call.end(refused(503, 17)), false, 'CONFIGURATION_ISSUE', 'not-reached'],
  [
    'nobody answers',
    STANDARD,
    (call) => call.end(anEnd({ how: 'no-answer', wasAnswered: false, sipStatus: 487 })),
    false,
    'CONFIGURATION_ISSUE',
    'not-reached',
  ],
  ['a trunk without a circuit', STANDARD, (call) => call.end(refused(503, 34)), false, 'UNABLE_TO_PLACE_CALL', 'call-not-placed'],
  ['a trunk that knows us not', STANDARD, (call) => call.end(refused(401)), false, 'UNABLE_TO_PLACE_CALL', 'call-not-placed'],
  [
    'a trunk that is silent',
    STANDARD,
    (call) => call.end(anEnd({ how: 'timed-out', wasAnswered: false, sipStatus: undefined })),
    false,
    'UNABLE_TO_PLACE_CALL',
    'call-not-placed',
  ],
  // 108
  ['declined', STANDARD, (call) => call.end(refused(603)), false, 'USER_HUNG_UP', 'not-approved'],
  ['hung up at the greeting', STANDARD, answered(hangUp), false, 'USER_HUNG_UP', 'not-approved'],
  ['hung up inside the PIN', WITH_PIN, answered(press('258'), hangUp), false, 'USER_HUNG_UP', 'not-approved'],
  [
    'hung up after a wrong PIN',
    { ...WITH_PIN, triesAllowed: 2 },
    answered(press('1#'), hangUp),
    false,
    'USER_HUNG_UP',
    'not-approved',
  ],
  ['hung up when asked for the extension', ASKED, answered(hangUp), false, 'USER_HUNG_UP', 'not-approved'],
  // 112
  ['the fraud code', FRAUD, answered(press('0#')), false, 'FRAUD_CODE_ENTERED', 'fraud-reported'],
  [
    'the fraud code instead of a PIN',
    { ...WITH_PIN, ...FRAUD },
    answered(press('0#')),
    false,
    'FRAUD_CODE_ENTERED',
    'fraud-reported',
  ],
  ['the fraud code, confirmed', FRAUD_BLOCKS, answered(press('0#1')), false, 'FRAUD_CODE_ENTERED', 'fraud-reported'],
  ['the fraud code, then silence', FRAUD_BLOCKS, answered(press('0#'), silence), false, 'FRAUD_CODE_ENTERED', 'fraud-reported'],
  ['the fraud code, then hung up', FRAUD_BLOCKS, answered(press('0#'), hangUp), false, 'FRAUD_CODE_ENTERED', 'fraud-reported'],
  ['the fraud code, taken back', FRAUD_BLOCKS, answered(press('0##'), press('#')), true, 'NO_PIN_ENTERED', 'approved'],
  ['0 where fraud alerts are off', STANDARD, answered(press('0#')), false, 'PIN_ENTERED', 'call-input-wrong'],
  ['fraud by the menu', MENU, answered(press(`*${PIN}#31`)), false, 'FRAUD_CODE_ENTERED', 'fraud-reported'],
  ['fraud by the menu, taken back and left', MENU, answered(press(`*${PIN}#3#`), hangUp), false, 'USER_HUNG_UP', 'not-approved'],
  // The menu comes after the PIN, so that who leaves it is let in.
  ['the menu, left', MENU, answered(press(`*${PIN}##`)), true, 'PIN_ENTERED', 'approved'],
  ['the menu, hung up', MENU, answered(press(`*${PIN}#`), hangUp), true, 'PIN_ENTERED', 'approved'],
  ['the menu with a wrong PIN', MENU, answered(press('*1111##')), false, 'PIN_ENTERED', 'pin-wrong'],
  ['the menu without PIN', MENU, answered(press('*#')), false, 'NO_PIN_ENTERED', 'pin-wrong'],
];

describe('a call ends in its own result', () => {
  it.each(ROWS)('%s', (_story, setup, act, isGranted, result, reason) => {
    const call = driveCall(setup);
    act(call);
    expect(call.outcome()).toMatchObject({ isGranted, result, reason });
    expect(call.outcomes()).toHaveLength(1);
    // Whoever is still there hears a goodbye at most.
    call.hear();
    if (call.state().end === undefined) expect(call.kinds().at(-1)).toBe('hang-up');
    call.end();
    expect(call.state().stage.kind).toBe('over');
    expect(call.kinds().filter((kind) => kind === 'over')).toHaveLength(1);
  });

  it('reaches each of the results of a call that are not decided before it', () => {
    const reached = new Set(ROWS.map(([, , , , result]) => result));
    expect([...reached].sort()).toEqual([
      'CONFIGURATION_ISSUE',
      'DISCONNECTED',
      'FRAUD_CODE_ENTERED',
      'GOT_VOICEMAIL',
      'INVALID_PHONE_INPUT',
      'NO_PHONE_INPUT_TIMEOUT',
      'NO_PIN_ENTERED',
      'PIN_ENTERED',
      'PIN_EXPIRED',
      'POUND_NOT_PRESSED',
      'TIMED_OUT',
      'UNABLE_TO_PLACE_CALL',
      'USER_HUNG_UP',
    ]);
  });
});
