import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { phoneTarget } from '../../main/engine/methods/phone-target.ts';
import { planExtension } from '../../main/engine/phone-call/extension.ts';
import { checkPin } from '../../main/engine/pin/check-pin.ts';
import { changedFields, emptyValues, rebased, toFields, toPassword, toPin, toValues } from '../../renderer/pages/User/convert.ts';
import { drawPin } from '../../renderer/pages/User/draw-pin.ts';
import { neighboursOf } from '../../renderer/pages/User/neighbours.ts';
import { userSearch } from '../../renderer/pages/User/search.ts';
import { tabOfField, validateUser } from '../../renderer/pages/User/validate-user.ts';
import {
  isVerifiable,
  methodChoices,
  methodProblems,
  modeAfterChange,
  modeChoices,
} from '../../renderer/pages/User/verify-notes.ts';
import { problemsCsv, sampleCsv, toBase64, USER_COLUMNS } from '../../renderer/pages/Users/Import/csv-file.ts';
import { importableCount, START, wizardReducer } from '../../renderer/pages/Users/Import/wizard-state.ts';
import { loadPhoneCheck } from '../../renderer/parts/phone-check.ts';
import { extensionUse } from '../../renderer/parts/phone-extension.ts';
import { numberProblem, reachProblem } from '../../renderer/parts/phone-reach.ts';
import { phoneText } from '../../renderer/parts/phone-text.ts';
import { bareCode, isCode, tokenUseOf } from '../../renderer/parts/token-state.ts';
import { filterOf, listQueryOf } from '../../renderer/parts/user-list-search.ts';
import { isUserLocked, userStateOf } from '../../renderer/parts/user-state.ts';
import { startTexts } from '../../renderer/text/start.ts';
import { type UserId, userIdSchema } from '../../shared/ids.ts';
import { METHOD_SETTINGS } from '../../shared/schemas/method-settings.ts';
import type { Token } from '../../shared/schemas/token.ts';
import { type UserFields, userFieldsSchema } from '../../shared/schemas/user.ts';
import type { ExtensionPrompt } from '../../shared/voice-messages.ts';

startTexts();

const fields = (change: Partial<UserFields> = {}): UserFields => ({
  ...userFieldsSchema.parse({ username: 'jan@example.org', firstName: 'Jan', userGroup: 'Sales' }),
  ...change,
});

describe('the user form', () => {
  it('sends what the server gave when nothing was typed', () => {
    expect(toFields(toValues(fields()))).toEqual(fields());
    expect(changedFields(fields(), toValues(fields()))).toEqual([]);
  });

  it('starts a new user with the contract’s own defaults and no name', () => {
    expect(emptyValues()).toMatchObject({ username: '', method: 'oath-token', mode: 'standard', isEnabled: true });
    expect(Object.keys(validateUser(emptyValues()))).toEqual(['username']);
  });

  it('takes spaces off the ends before it judges', () => {
    expect(validateUser({ ...toValues(fields()), email: ' jan@example.org ' })).toEqual({});
  });

  it('asks eight characters of a new local password, and none when it stays', () => {
    expect(Object.keys(validateUser({ ...toValues(fields()), passwordChange: 'set', password: 'short' }))).toEqual(['password']);
    expect(validateUser({ ...toValues(fields()), passwordChange: 'keep', password: '' })).toEqual({});
  });

  it('asks the new PIN twice, and nothing when it stays', () => {
    const typed = { ...toValues(fields()), pinChange: 'set' as const, pin: '4821', confirmPin: '4812' };
    expect(Object.keys(validateUser(typed))).toEqual(['confirmPin']);
    expect(Object.keys(validateUser({ ...typed, pin: 'four', confirmPin: 'four' }))).toEqual(['pin']);
    expect(validateUser({ ...typed, confirmPin: '4821' })).toEqual({});
    expect(validateUser({ ...typed, pinChange: 'keep' })).toEqual({});
    expect([toPin(typed), toPin({ ...typed, pinChange: 'keep' }), toPin({ ...typed, pinChange: 'remove' })]).toEqual([
      '4821',
      undefined,
      null,
    ]);
  });

  it('opens the tab of the first field that is wrong', () => {
    expect(['username', 'tags.3', 'language', 'password'].map(tabOfField)).toEqual(['general', 'tags', 'advanced', 'advanced']);
  });

  it('draws PINs that no rule refuses, of the length that is asked', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 20 }), fc.stringMatching(/^\d{0,12}$/), (minimum, phone) => {
        const pin = drawPin(minimum, [phone]);
        const rules = {
          canChangePin: true,
          minimumLength: minimum,
          preventsWeakPins: true,
          expirationDays: null,
          historyLength: null,
        };
        expect([pin.length, checkPin(pin, rules, [phone])]).toEqual([minimum, undefined]);
      }),
      { numRuns: 200 },
    );
    expect(() => drawPin(4, [], (bytes) => bytes.fill(1))).toThrow(TypeError);
  });

  it('tells keeping, setting and removing the local password apart', () => {
    expect(toPassword({ passwordChange: 'keep', password: 'typed, then kept' })).toBeUndefined();
    expect(toPassword({ passwordChange: 'set', password: 'long enough' })).toBe('long enough');
    expect(toPassword({ passwordChange: 'remove', password: '' })).toBeNull();
  });

  it('keeps what was typed and takes over what was not when someone else saved', () => {
    const base = fields();
    const typed = { ...toValues(base), firstName: 'Johan', passwordChange: 'set' as const, password: 'long enough' };
    const theirs = fields({ firstName: 'John', userGroup: 'Support', isEnabled: false });
    expect(rebased(typed, base, theirs)).toEqual({
      ...toValues(theirs),
      firstName: 'Johan',
      passwordChange: 'set',
      password: 'long enough',
    });
  });

  it('never loses a typed field, whatever the other one changed', () => {
    const change = fc.record(
      { firstName: fc.string(), lastName: fc.string(), userGroup: fc.string(), isEnabled: fc.boolean() },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(change, change, (mine, other) => {
        const base = fields();
        const merged = rebased({ ...toValues(base), ...mine }, base, fields(other));
        const typed = changedFields(base, fields(mine));
        for (const name of typed) expect(merged[name]).toBe(fields(mine)[name]);
        for (const name of changedFields(base, fields(other)))
          if (!typed.includes(name)) expect(merged[name]).toBe(fields(other)[name]);
      }),
    );
  });
});

describe('methods', () => {
  it('knows what this version can verify', () => {
    expect(isVerifiable('oath-token', 'pin')).toBe(true);
    expect(isVerifiable('text-message', 'two-way-otp')).toBe(true);
    expect(isVerifiable('phone-call', 'pin')).toBe(true);
    expect(isVerifiable('mobile-app', 'standard')).toBe(false);
  });

  const known = {
    tokenCount: 1,
    hasPin: false,
    hasGateway: true,
    hasReplies: false,
    isEmailOn: true,
    defaults: { enablesGlobalServices: false, homeCountryCodes: ['31'], allowedCountryCodes: [] },
  };
  const someone = { username: 'jan', email: '', phone: '0612345678', countryCode: '31', enablesGlobalServices: null };

  it('says why a method cannot work, and nothing where it can', () => {
    expect(methodProblems(someone, 'text-message', 'one-way-otp', known)).toEqual([]);
    expect(methodProblems(someone, 'text-message', 'two-way-otp-pin', known)).toEqual(['no-replies', 'no-pin']);
    expect(methodProblems({ ...someone, phone: ' ' }, 'text-message', 'one-way-otp', known)).toEqual(['no-phone']);
    expect(methodProblems({ ...someone, countryCode: '49' }, 'text-message', 'one-way-otp', known)).toEqual([
      'global-services-off',
    ]);
    expect(
      methodProblems({ ...someone, countryCode: '49', enablesGlobalServices: true }, 'text-message', 'one-way-otp', {
        ...known,
        defaults: { ...known.defaults, allowedCountryCodes: ['31'] },
      }),
    ).toEqual(['country-not-allowed']);
    expect(methodProblems(someone, 'phone-call', 'standard', { ...known, hasTrunk: true })).toEqual([]);
    expect(methodProblems(someone, 'phone-call', 'pin', { ...known, hasTrunk: false })).toEqual(['no-trunk', 'no-pin']);
    expect(methodProblems({ ...someone, countryCode: '1' }, 'phone-call', 'standard', known)).toEqual(['phone-malformed']);
    // What is typed after a plus is the country that counts, as in the engine.
    expect(methodProblems({ ...someone, phone: '+44 7700 900123' }, 'phone-call', 'standard', known)).toEqual([
      'global-services-off',
    ]);
    expect(methodProblems(someone, 'email', 'one-way-otp', { ...known, isEmailOn: false })).toEqual(['email-off', 'no-email']);
    expect(methodProblems({ ...someone, username: 'jan@example.org' }, 'email', 'one-way-otp', known)).toEqual([]);
    expect(methodProblems(someone, 'oath-token', 'standard', { ...known, tokenCount: 0 })).toEqual(['no-token']);
    expect(methodProblems(someone, 'mobile-app', 'standard', known)).toEqual(['not-yet']);
  });

  it('says nothing about what the operator may not read', () => {
    const unread = { tokenCount: 0, hasPin: true };
    expect(methodProblems({ ...someone, countryCode: '49' }, 'text-message', 'two-way-otp-pin', unread)).toEqual([]);
  });

  it('keeps the mode where the new method has it, and shows a mode that an import brought', () => {
    expect(modeAfterChange('mobile-app', 'pin')).toBe('pin');
    expect(modeAfterChange('text-message', 'standard')).toBe('one-way-otp');
    expect(modeAfterChange('text-message', 'pin')).toBe('one-way-otp-pin');
    expect(modeChoices('oath-token', 'two-way-otp')).toContain('two-way-otp');
    expect(methodChoices('oath-token')).not.toContain('app-password');
    expect(methodChoices('app-password')).toContain('app-password');
  });
});

describe('a user’s state', () => {
  const user = { isEnabled: true, isLockedLongTerm: false };
  it('says disabled before locked, and a lock that ran out is none', () => {
    expect(userStateOf({ ...user, lockedUntil: 10 }, 9)).toBe('locked');
    expect(userStateOf({ ...user, lockedUntil: 10 }, 10)).toBe('enabled');
    expect(userStateOf({ ...user, isLockedLongTerm: true }, 9)).toBe('locked-long-term');
    expect(userStateOf({ ...user, isEnabled: false, lockedUntil: 10 }, 9)).toBe('disabled');
    expect(isUserLocked({ ...user, isEnabled: false, lockedUntil: 10 }, 9)).toBe(true);
  });

  it('judges telephone numbers by their country', async () => {
    const { check, exampleOf } = await loadPhoneCheck();
    expect(check('31', '0612345678')).toMatchObject({ verdict: 'valid', international: '+31 6 12345678' });
    expect(check('1', '2025550123')).toMatchObject({ verdict: 'valid', national: '(202) 555-0123' });
    expect(check('44', '7700 900003')).toMatchObject({ verdict: 'unusual', international: '+44 7700 900003' });
    expect(check('1', '202555012')).toMatchObject({ verdict: 'wrong' });
    expect(check('31', '12')).toMatchObject({ verdict: 'wrong', example: '06 12345678' });
    expect(check('31', '+49 1512 3456789')).toMatchObject({ verdict: 'other-country', callingCode: '49' });
    expect(check('', '0612345678')).toBeUndefined();
    expect([exampleOf('31'), exampleOf('999')]).toEqual(['06 12345678', '']);
  });

  it('knows numbers that are nobody’s phone', async () => {
    const { check } = await loadPhoneCheck();
    expect(check('31', '0900 1234567')).toMatchObject({ verdict: 'kind', kind: 'premium' });
    expect(check('1', '800 555 0199')).toMatchObject({ verdict: 'kind', kind: 'toll-free' });
    expect(check('31', '020 123 4567')).toMatchObject({ verdict: 'valid', kind: 'fixed' });
  });

  it('says what would be dialled, and what was probably meant', async () => {
    const { check } = await loadPhoneCheck();
    // 06 is the trunk prefix of Hungary; one 0 is left out, as the engine does.
    expect(check('36', '06 20 123 4567')).toMatchObject({ meant: '+36 20 123 4567' });
    expect(check('31', '06 12345678')).toMatchObject({ meant: '' });
  });

  it('refuses what the engine refuses: +1 takes exactly ten digits', () => {
    expect(numberProblem('1', '202-555-0123')).toBeUndefined();
    for (const phone of ['202-555-012', '1 202 555 0123', '+1 202 555 01234'])
      expect(numberProblem('1', phone)).toBe('ten-digits');
    expect(numberProblem('31', '612345678901234')).toBe('malformed');
    expect([numberProblem('31', ' '), numberProblem('', '12')]).toEqual([undefined, undefined]);
    const bad = { countryCode: '1', phone: '202-555-012' };
    expect(Object.keys(validateUser({ ...toValues(fields()), ...bad }))).toEqual(['phone']);
    // Stored like that before: another field can be saved.
    expect(validateUser({ ...toValues(fields(bad)), firstName: 'Jo' }, fields(bad))).toEqual({});
  });

  it('reads an extension as the engine does', () => {
    expect(extensionUse('2,34', 'off')).toEqual({
      kind: 'dialled',
      steps: [
        { kind: 'dials', keys: '2' },
        { kind: 'waits', seconds: 1 },
        { kind: 'dials', keys: '34' },
      ],
      asksForHash: false,
    });
    expect(extensionUse(',,*1#', 'after-dialling')).toMatchObject({ asksForHash: true });
    expect(extensionUse('@12,3', 'off')).toEqual({ kind: 'announced', digits: '123' });
    expect(extensionUse('12', 'announced')).toEqual({ kind: 'announced', digits: '12' });
    expect([extensionUse('', 'off'), extensionUse('12a', 'off')]).toEqual([undefined, undefined]);
  });

  it('agrees with the engine about every extension and every country', () => {
    const prompt = fc.constantFrom('off', 'after-dialling', 'announced') as fc.Arbitrary<ExtensionPrompt>;
    fc.assert(
      fc.property(fc.stringMatching(/^@?[\d,*#]{1,32}$/), prompt, (extension, how) => {
        const plan = planExtension(extension, how);
        const use = extensionUse(extension, how);
        expect(use?.kind).toBe(plan?.kind);
        if (plan?.kind !== 'dialled' || use?.kind !== 'dialled') return;
        const dialled = plan.slots.map((slot) => (slot.kind === 'key' ? slot.key : ','.repeat(slot.milliseconds / 1000)));
        const shown = use.steps.map((step) => (step.kind === 'dials' ? step.keys : ','.repeat(step.seconds)));
        expect(shown.join('')).toBe(dialled.join(''));
        expect(use.asksForHash).toBe(plan.asks);
      }),
    );
    const codes = fc.subarray(['1', '31', '44', '49', '1876'], { minLength: 0 });
    fc.assert(
      fc.property(
        fc.constantFrom('1', '31', '44'),
        fc.stringMatching(/^(\+|00)?[0-9 ]{0,16}$/),
        codes,
        codes,
        fc.option(fc.boolean()),
        (countryCode, number, home, allowed, isGlobal) => {
          const defaults = {
            ...METHOD_SETTINGS['user-defaults'].default,
            enablesGlobalServices: false,
            homeCountryCodes: home,
            allowedCountryCodes: allowed,
          };
          const target = phoneTarget({ countryCode, number }, { enablesGlobalServices: isGlobal ?? undefined }, defaults);
          const reason = 'refusal' in target ? target.refusal.reason : undefined;
          const problem =
            number.trim() === ''
              ? 'no-phone'
              : numberProblem(countryCode, number) === undefined
                ? reachProblem({ countryCode, phone: number }, isGlobal, defaults)
                : 'phone-malformed';
          expect(problem).toBe(reason);
        },
      ),
    );
  });

  it('writes telephone numbers as they are read', () => {
    expect(phoneText('31', '6 1234', '12')).toBe('+31 6 1234 x12');
    expect(phoneText('31', '', '12')).toBe('');
  });
});

describe('a token’s use', () => {
  const token = { isPending: false, isEnabled: true } as Token;
  it('names the first reason why it cannot verify', () => {
    expect(tokenUseOf(token, 5)).toBe('active');
    expect(tokenUseOf({ ...token, isPending: true, isEnabled: false }, 5)).toBe('pending');
    expect(tokenUseOf({ ...token, isEnabled: false, expiresAt: 1 }, 5)).toBe('disabled');
    expect(tokenUseOf({ ...token, expiresAt: 5 }, 5)).toBe('expired');
    expect(tokenUseOf({ ...token, startsAt: 6 }, 5)).toBe('not-yet-valid');
  });

  it('takes codes as people type them', () => {
    expect(bareCode(' 123 456 ')).toBe('123456');
    expect(isCode('1234-5678')).toBe(true);
    expect(isCode('12345')).toBe(false);
    expect(isCode('12345a')).toBe(false);
  });
});

describe('previous and next', () => {
  const id = (value: number): UserId => userIdSchema.parse(value);
  const rows = [{ id: id(7) }, { id: id(8) }, { id: id(9) }];
  it('finds the neighbours, also where the list has shifted', () => {
    expect(neighboursOf(rows, 4, 5, id(8))).toEqual({ position: 5, previous: rows[0], next: rows[2] });
    expect(neighboursOf(rows, 4, 5, id(9))).toEqual({ position: 6, previous: rows[1], next: undefined });
    expect(neighboursOf(rows, 0, 0, id(7))).toEqual({ position: 0, previous: undefined, next: rows[1] });
  });

  it('goes on from the same place when the user left the list', () => {
    expect(neighboursOf(rows, 4, 5, id(99))).toEqual({ position: 5, previous: rows[0], next: rows[1] });
  });

  it('carries the list in the address, without the drawer', () => {
    const search = userSearch.parse({ userGroup: 'Sales', at: '3', panel: 'test', sort: 'nonsense' });
    expect(search).toMatchObject({ at: 3, panel: 'test', sort: 'username' });
    expect(filterOf(search)).not.toHaveProperty('panel');
    expect(listQueryOf(userSearch.parse({})).userGroup).toBeUndefined();
    expect(userSearch.parse({ panel: 'nonsense', at: 'x' })).toMatchObject({ panel: undefined, at: undefined });
  });
});

describe('the import of users', () => {
  const answer = (change: object = {}) => ({ rows: [], created: 2, updated: 1, unchanged: 0, error: 0, ...change });
  const file = { name: 'staff.csv', sizeBytes: 10, content: 'YQ==' };

  it('goes from choosing over the preview to the result, and back', () => {
    const previewed = wizardReducer(START, { type: 'previewed', file, updatesExisting: true, preview: answer() });
    expect(previewed).toEqual({ step: 'preview', file, updatesExisting: true, preview: answer() });
    expect(wizardReducer(previewed, { type: 'imported', answer: answer() })).toMatchObject({ step: 'result' });
    expect(wizardReducer(previewed, { type: 'restarted' })).toEqual(START);
    expect(wizardReducer(START, { type: 'imported', answer: answer() })).toEqual(START);
  });

  it('imports nothing while one row has a problem', () => {
    expect(importableCount(answer())).toBe(3);
    expect(importableCount(answer({ error: 1 }))).toBe(0);
  });

  it('writes a sample whose columns are the fields of a user', () => {
    expect(sampleCsv().split('\r\n')[0]).toBe(`\uFEFF${USER_COLUMNS.join(',')}`);
  });

  it('keeps formulas of an unknown file from running in a spreadsheet', () => {
    const row = { line: 4, username: '=cmd|x', status: 'error' as const, column: 'email', message: 'says "no", twice' };
    expect(problemsCsv([row, { ...row, status: 'create' }])).toBe(
      '\uFEFFline,username,column,problem\r\n4,"\'=cmd|x",email,"says ""no"", twice"\r\n',
    );
  });

  it('carries any bytes as base64', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 70_000 }), (bytes) => {
        expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
      }),
      { numRuns: 20 },
    );
  });
});
