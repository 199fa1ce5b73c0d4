import { describe, expect, it } from 'vitest';
import { anEngine, aSubject, aTotpToken, NOON, type SettingsOver, totpAt } from '../support/authentication.ts';

const DAY = 86_400_000;
const anEngineFor = (over: Parameters<typeof aSubject>[0] = {}, settings: SettingsOver = {}) => {
  const engine = anEngine(settings);
  engine.store.add(
    aSubject({ mode: 'pin', pinHash: 'plain:2580', pinSetAt: NOON, countryCode: '31', phoneNumber: '612349876', ...over }),
  );
  return engine;
};

describe('an OATH token with PIN', () => {
  it('wants the code and then the PIN, and keeps the code for another try', async () => {
    const { signIn, store } = anEngineFor();
    expect(await signIn(totpAt(NOON))).toMatchObject({ result: 'OATH_CODE_PIN_INCORRECT', reason: 'pin-wrong' });
    expect(await signIn(`2580${totpAt(NOON)}`)).toMatchObject({ kind: 'reject' });
    expect(await signIn(`${totpAt(NOON)}2581`)).toMatchObject({ result: 'OATH_CODE_PIN_INCORRECT' });
    expect(await signIn(`${totpAt(NOON, 50)}2580`)).toMatchObject({ result: 'OATH_CODE_INCORRECT' });
    expect(await signIn(`${totpAt(NOON)}2580`)).toMatchObject({ kind: 'accept', result: 'OATH_CODE_VERIFIED' });
    expect(await signIn(`${totpAt(NOON)}2580`)).toMatchObject({ result: 'OATH_CODE_DUPLICATE' });
    expect(store.failures.length).toBe(4);
    expect(store.attempts.every(({ mode }) => mode === 'pin')).toBe(true);
  });

  it('behind a password: the one reading whose code is right is looked at', async () => {
    const engine = anEngine({ application: { firstFactor: 'local-password', otpEntry: 'after-password' } });
    engine.store.add(aSubject({ mode: 'pin', pinHash: 'plain:2580', pinSetAt: NOON, passwordHash: 'plain:pass1234' }));
    expect(await engine.signIn(`pass1234${totpAt(NOON)}2580`)).toMatchObject({ kind: 'accept' });
    expect(engine.hasher.checks).toBe(2);
  });

  it('of eight digits beside one of six is told apart by its code', async () => {
    const { signIn } = anEngineFor({ tokens: [aTotpToken({ digits: 8, serial: 'T8' }), aTotpToken()] });
    expect(await signIn(`${totpAt(NOON)}2580`)).toMatchObject({ kind: 'accept' });
  });
});

describe('a PIN that must be changed', () => {
  it('is changed inside the sign-in, each of the rules said in words, and counts from then on', async () => {
    const { signIn, challengeIdOf, store } = anEngineFor({ mustChangePin: true });
    let asked = await signIn(`${totpAt(NOON)}2580`);
    expect(asked).toMatchObject({ kind: 'challenge', result: 'PIN_CHANGE_PENDING', reason: 'pin-change-asked' });
    for (const [typed, reason] of [
      ['12', 'pin-length'],
      ['5551', 'pin-all-same-digits'],
      ['1235', 'pin-sequential-digits'],
      ['2349', 'pin-sequential-digits'],
      ['4987', 'pin-sequential-digits'],
      ['1298', 'pin-change-asked'],
    ] as const) {
      asked = await signIn(typed, { challengeId: challengeIdOf(asked) });
      expect(asked, typed).toMatchObject({ kind: 'challenge', reason });
    }
    asked = await signIn('9999', { challengeId: challengeIdOf(asked) });
    expect(asked).toMatchObject({ kind: 'challenge', reason: 'pin-mismatch' });
    asked = await signIn('2580', { challengeId: challengeIdOf(asked) });
    expect(asked).toMatchObject({ kind: 'challenge', reason: 'pin-history-duplicate' });
    asked = await signIn('3497', { challengeId: challengeIdOf(asked) });
    asked = await signIn('3497', { challengeId: challengeIdOf(asked) });
    expect(asked).toMatchObject({ kind: 'accept', result: 'OATH_CODE_VERIFIED', reason: 'pin-changed' });
    expect(await signIn(`${totpAt(NOON, 1)}2580`)).toMatchObject({ kind: 'reject' });
    expect(await signIn(`${totpAt(NOON, 1)}3497`)).toMatchObject({ kind: 'accept' });
    expect(store.attempts.filter(({ isGranted }) => isGranted)).toHaveLength(2);
    expect(store.pinHistory.get(1 as never)).toEqual(['plain:2580']);
  });

  it('refuses a part of the phone number', async () => {
    const { signIn, challengeIdOf } = anEngineFor({ mustChangePin: true, phoneNumber: '6 1470 9258' });
    const asked = await signIn(`${totpAt(NOON)}2580`);
    expect(await signIn('4709', { challengeId: challengeIdOf(asked) })).toMatchObject({ reason: 'pin-subset-of-phone' });
  });

  it('is one that is too old, and denies where users may not change it or take too long', async () => {
    const rules = { 'pin-rules': { expirationDays: 30 } };
    const old = { pinSetAt: NOON - 30 * DAY };
    const { signIn, challengeIdOf, clock } = anEngineFor(old, rules);
    const asked = await signIn(`${totpAt(NOON)}2580`);
    expect(asked).toMatchObject({ kind: 'challenge', reason: 'pin-expired' });
    clock.at += 120_000;
    expect(await signIn('3497', { challengeId: challengeIdOf(asked) })).toMatchObject({ kind: 'reject', result: 'PIN_EXPIRED' });
    const strict = anEngineFor({ ...old, canChangePin: false }, rules);
    expect(await strict.signIn(`${totpAt(NOON)}2580`)).toMatchObject({ kind: 'reject', result: 'PIN_EXPIRED' });
    expect(await strict.signIn(`${totpAt(NOON)}2580`)).toMatchObject({ result: 'OATH_CODE_DUPLICATE' });
    expect(await anEngineFor({ pinSetAt: NOON - 30 * DAY + 1 }, rules).signIn(`${totpAt(NOON)}2580`)).toMatchObject({
      kind: 'accept',
    });
  });
});
