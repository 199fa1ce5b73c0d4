import { describe, expect, it } from 'vitest';
import { planExtension } from '../../../main/engine/phone-call/extension.ts';
import type { CallSetup, PinProblem } from '../../../main/engine/phone-call/phone-call.ts';
import { anEnd, driveCall, PIN, refused, textOf } from './driven-call.ts';

const FRAUD = { code: '0', blocksUser: true };

describe('the greeting', () => {
  it.each<readonly [Partial<CallSetup>, readonly string[]]>([
    [{}, ['greeting-standard']],
    [{ mode: 'pin' }, ['greeting-pin']],
    [{ fraud: FRAUD }, ['fraud-greeting-standard']],
    [{ mode: 'pin', fraud: FRAUD }, ['fraud-greeting-pin']],
    [{ purpose: 'activation' }, ['activation', 'activation-greeting-standard']],
    [{ purpose: 'activation', mode: 'pin' }, ['activation', 'activation-greeting-pin']],
    [{ menu: { canChangePhone: true } }, ['greeting-standard', 'menu-hint']],
    // Nothing to offer.
    [{ menu: { canChangePhone: false } }, ['greeting-standard']],
    [{ menu: { canChangePhone: false }, mode: 'pin', canChangePin: false }, ['greeting-pin']],
  ])('of %o', (setup, said) => {
    const call = driveCall(setup);
    call.tell({ kind: 'ringing' });
    expect(call.actions).toEqual([]);
    call.answer();
    expect(call.lastSaid()).toEqual(said);
    expect(call.actions[0]).toMatchObject({ kind: 'play', language: 'nl' });
  });

  it('is cut short by the first key, and waits between keys', () => {
    const call = driveCall({ mode: 'pin' });
    call.answer();
    call.press('2');
    expect(call.kinds()).toEqual(['play', 'stop-playing', 'start-input-timer']);
    call.press('5');
    expect(call.kinds()).toEqual(['play', 'stop-playing', 'start-input-timer', 'start-input-timer']);
  });

  it('is followed by a wait only when it was heard, and a stale end of another prompt is not it', () => {
    const call = driveCall();
    call.answer();
    call.tell({ kind: 'input-timeout' });
    call.tell({ kind: 'prompt-finished', playId: 99 });
    expect(call.kinds()).toEqual(['play']);
    call.hear();
    expect(call.actions.at(-1)).toEqual({ kind: 'start-input-timer', milliseconds: 8000 });
  });

  it('is asked again in the words of what went wrong', () => {
    const call = driveCall({ mode: 'pin', triesAllowed: 4 });
    call.answer();
    call.beSilent();
    expect(call.lastSaid()).toEqual(['retry-pin']);
    call.press('1111#');
    expect(call.lastSaid()).toEqual(['authentication-denied-retry', 'retry-pin']);
    call.press('25');
    call.beSilent();
    expect(call.lastSaid()).toEqual(['retry-pin']);
    // What was pressed before counts no more.
    call.press('80#');
    expect(call.outcome()).toMatchObject({ isGranted: false, result: 'PIN_ENTERED' });
    expect(call.lastSaid()).toEqual(['authentication-denied']);
  });

  it('of an activation is asked again in its words', () => {
    const call = driveCall({ purpose: 'activation', triesAllowed: 2 });
    call.answer();
    call.beSilent();
    expect(call.lastSaid()).toEqual(['activation-retry-standard']);
  });
});

describe('the result', () => {
  it('comes before the goodbye, so that nobody waits for it', () => {
    const call = driveCall();
    call.answer();
    call.press('#');
    expect(call.kinds().slice(-2)).toEqual(['conclude', 'play']);
    expect(call.lastSaid()).toEqual(['authentication-successful']);
    call.press('1#');
    call.hear();
    expect(call.kinds().at(-1)).toBe('hang-up');
    call.end(anEnd({ how: 'hung-up' }));
    expect(call.actions.at(-1)).toEqual({ kind: 'over', end: anEnd({ how: 'hung-up' }) });
  });

  it('keeps the words of the trunk for the operator', () => {
    const call = driveCall();
    const end = { ...refused(486, 17), words: 'Busy Here' };
    call.end(end);
    expect(call.outcome()).toMatchObject({ end });
    expect(call.actions.at(-1)).toEqual({ kind: 'over', end });
  });

  it('carries the last wrong PIN, however the call ends', () => {
    const call = driveCall({ mode: 'pin', triesAllowed: 3 });
    call.answer();
    call.press('1111#2222#');
    call.end();
    const outcome = call.outcome();
    expect(outcome).toMatchObject({ isGranted: false, result: 'USER_HUNG_UP' });
    expect(textOf(outcome?.isGranted === false ? outcome.guess : undefined)).toBe('2222');
  });

  it('shows no PIN to who prints what it is made of', () => {
    const call = driveCall({ mode: 'pin', pinChange: 'pin-expired' });
    call.answer();
    call.press('25');
    expect(String(call.state().entry)).toBe('[secret]');
    call.press('80#');
    call.press('7391#');
    expect(() => JSON.stringify(call.state())).toThrow('no JSON form');
  });

  it('does not believe an answer to an earlier question', () => {
    const call = driveCall({ mode: 'pin', triesAllowed: 2 });
    call.answer();
    call.holdsChecks = true;
    call.press('1111#');
    call.tell({ kind: 'pin-checked', checkId: 1, isRight: false });
    call.press('3333#');
    call.tell({ kind: 'pin-checked', checkId: 1, isRight: true });
    expect(call.outcome()).toBeUndefined();
    call.tell({ kind: 'pin-checked', checkId: 2, isRight: false });
    expect(call.outcome()).toMatchObject({ isGranted: false });
  });
});

describe('an extension', () => {
  it('is read with its pauses', () => {
    expect(planExtension('', 'announced')).toEqual({ kind: 'none' });
    expect(planExtension(',,1,*2#', 'off')).toEqual({
      kind: 'dialled',
      asks: false,
      slots: [
        { kind: 'pause', milliseconds: 2000 },
        { kind: 'key', key: '1' },
        { kind: 'pause', milliseconds: 1000 },
        { kind: 'key', key: '*' },
        { kind: 'key', key: '2' },
        { kind: 'key', key: '#' },
      ],
    });
    expect(planExtension('@12,3', 'off')).toEqual({ kind: 'announced', digits: '123' });
    for (const bad of ['12a', '1 2', '1@2', '1'.repeat(40)]) expect(planExtension(bad, 'off')).toBeUndefined();
  });

  it('is dialled, and the greeting follows', () => {
    const call = driveCall({ extension: ',12' });
    call.answer();
    expect(call.kinds()).toEqual(['send-keys']);
    call.press('#');
    call.tell({ kind: 'keys-sent' });
    expect(call.lastSaid()).toEqual(['greeting-standard']);
    expect(call.outcome()).toBeUndefined();
  });

  it('is dialled, and somebody says that they are there', () => {
    const call = driveCall({ extension: '12', extensionPrompt: 'after-dialling' });
    call.answer();
    call.tell({ kind: 'keys-sent' });
    expect(call.lastSaid()).toEqual(['extension-prompt']);
    call.press('#');
    expect(call.lastSaid()).toEqual(['greeting-standard']);
    expect(call.outcome()).toBeUndefined();
  });

  it('is announced to a person, who may press keys to transfer', () => {
    const call = driveCall({ extension: '12,3', extensionPrompt: 'announced' });
    call.answer();
    const announced = ['extension-prompt-before-digits', '123', 'extension-prompt-after-digits'];
    expect(call.lastSaid()).toEqual(announced);
    call.press('70');
    call.beSilent();
    expect(call.lastSaid()).toEqual(announced);
    call.press('#');
    expect(call.lastSaid()).toEqual(['greeting-standard']);
    call.press('#');
    expect(call.outcome()).toMatchObject({ isGranted: true });
  });
});

describe('fraud', () => {
  const fraudOf = (act: (call: ReturnType<typeof driveCall>) => void, blocksUser = true) => {
    const call = driveCall({ fraud: { code: '0', blocksUser } });
    call.answer();
    call.press('0#');
    act(call);
    const outcome = call.outcome();
    return outcome?.isGranted === false ? outcome.fraud : undefined;
  };

  it('blocks where it was confirmed, and is reported where it was not taken back', () => {
    expect(fraudOf((call) => call.press('1'))).toEqual({ blocksUser: true });
    expect(fraudOf((call) => call.beSilent())).toEqual({ blocksUser: false });
    expect(fraudOf((call) => call.end())).toEqual({ blocksUser: false });
    expect(fraudOf(() => {}, false)).toEqual({ blocksUser: false });
    expect(fraudOf((call) => call.press('2'))).toBeUndefined();
  });

  it('taken back is no try', () => {
    const call = driveCall({ fraud: FRAUD });
    call.answer();
    call.press('0#');
    expect(call.lastSaid()).toEqual(['fraud-confirmation']);
    call.press('#');
    expect(call.lastSaid()).toEqual(['retry-standard']);
    call.press('#');
    expect(call.outcome()).toMatchObject({ isGranted: true });
  });
});

describe('a PIN change', () => {
  it('tells each refusal, and takes what was typed twice', () => {
    const refusals: Readonly<Record<string, PinProblem>> = {
      '1': 'pin-length',
      '1112': 'pin-all-same-digits',
      '1234': 'pin-sequential-digits',
      '6123': 'pin-subset-of-phone',
      '2580': 'pin-history-duplicate',
    };
    for (const [typed, problem] of Object.entries(refusals)) {
      const call = driveCall(
        { mode: 'pin', pinChange: 'pin-expired' },
        { newPin: (pin) => (refusals[pin] === undefined ? { pinHash: `hash:${pin}` } : { problem: refusals[pin] }) },
      );
      call.answer();
      call.press(`${PIN}#`);
      expect(call.lastSaid()).toEqual(['pin-expired', 'new-pin']);
      call.press(`${typed}#`);
      expect(call.lastSaid()).toEqual([problem, ...(problem === 'pin-length' ? ['4'] : []), 'new-pin']);
      call.press('7391#');
      expect(call.lastSaid()).toEqual(['confirm-pin']);
      call.press('7392#');
      expect(call.lastSaid()).toEqual(['pin-mismatch', 'new-pin']);
      call.press('7391#7391#');
      expect(call.outcome()).toEqual({
        isGranted: true,
        result: 'PIN_ENTERED',
        reason: 'pin-changed',
        changes: { pinHash: 'hash:7391' },
      });
    }
  });
});

describe('the menu', () => {
  const MENU = { mode: 'pin', menu: { canChangePhone: true }, fraud: FRAUD } as const;
  const opened = (answers: Parameters<typeof driveCall>[1] = {}) => {
    const call = driveCall(MENU, answers);
    call.answer();
    call.press(`*${PIN}#`);
    return call;
  };
  const OFFERED = ['menu-change-pin', 'menu-change-phone', 'menu-report-fraud', 'menu-leave'];

  it('offers what the person may do', () => {
    expect(opened().lastSaid()).toEqual(OFFERED);
    const call = driveCall({ menu: { canChangePhone: true } });
    call.answer();
    call.press('*#');
    expect(call.lastSaid()).toEqual(['menu-change-phone', 'menu-leave']);
    call.press('1');
    expect(call.lastSaid()).toEqual(['menu-change-phone', 'menu-leave']);
  });

  it('changes the PIN', () => {
    const call = opened();
    call.press('17391#7391#');
    expect(call.lastSaid()).toEqual(['pin-changed', ...OFFERED]);
    call.press('#');
    expect(call.outcome()).toMatchObject({ isGranted: true, reason: 'pin-changed', changes: { pinHash: 'hash:7391' } });
  });

  it('changes the phone once it was read back and confirmed', () => {
    const call = opened({ isPhone: (phone) => phone !== '0000' });
    call.press('20000#');
    expect(call.lastSaid()).toEqual(['phone-refused', 'new-phone']);
    call.press('1#');
    expect(call.lastSaid()).toEqual(['phone-refused', 'new-phone']);
    call.press('0612345678#');
    expect(call.lastSaid()).toEqual(['new-phone-digits', '0612345678', 'confirm-phone']);
    call.press('2');
    expect(call.lastSaid()).toEqual(['new-phone']);
    call.press('0612345679#91');
    expect(call.lastSaid()).toEqual(['phone-changed', ...OFFERED]);
    call.beSilent();
    expect(call.outcome()).toMatchObject({ isGranted: true, changes: { phone: '0612345679' } });
  });

  it('changes nothing that was not confirmed', () => {
    for (const act of [
      (call: ReturnType<typeof driveCall>) => call.end(),
      (call: ReturnType<typeof driveCall>) => call.beSilent(),
    ]) {
      const call = opened();
      call.press('20612345678#');
      act(call);
      call.press('#');
      expect(call.outcome()).toMatchObject({ isGranted: true, changes: {} });
    }
    const call = opened();
    call.press('17391#');
    call.end();
    expect(call.outcome()).toMatchObject({ isGranted: true, changes: {} });
  });

  it('comes after a PIN change that is due', () => {
    const call = driveCall({ ...MENU, pinChange: 'pin-must-change' });
    call.answer();
    call.press(`*${PIN}#`);
    expect(call.lastSaid()).toEqual(['pin-must-change', 'new-pin']);
    call.press('7391#7391#');
    expect(call.lastSaid()).toEqual(['pin-changed', ...OFFERED]);
  });
});
