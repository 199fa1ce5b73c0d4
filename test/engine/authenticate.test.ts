import { describe, expect, it } from 'vitest';
import type { RadiusClientId } from '../../shared/ids.ts';
import { aHotpToken, anApplication, anEngine, aSubject, aTotpToken, hotpAt, NOON, totpAt } from '../support/authentication.ts';

describe('a code in the password', () => {
  it('is accepted once; the same again is a duplicate and an earlier one is out of date', async () => {
    const { store, signIn } = anEngine();
    store.add(aSubject());
    expect(await signIn(totpAt(NOON))).toMatchObject({ kind: 'accept', result: 'OATH_CODE_VERIFIED' });
    expect(await signIn(totpAt(NOON))).toMatchObject({ kind: 'reject', result: 'OATH_CODE_DUPLICATE' });
    expect(await signIn(totpAt(NOON, -1))).toMatchObject({ kind: 'reject', result: 'OATH_CODE_OLD' });
    expect(store.failures).toEqual([]);
    expect(store.attempts.map((attempt) => [attempt.result, attempt.isGranted])).toEqual([
      [23, true],
      [139, false],
      [140, false],
    ]);
  });

  it('is refused for two requests at the same instant but one', async () => {
    const { store, authenticate, application } = anEngine();
    store.add(aSubject());
    const { Secret } = await import('../../main/engine/secret.ts');
    const request = {
      application,
      username: 'user1',
      password: Secret.fromText(totpAt(NOON)),
      challengeId: undefined,
      clientAddress: '',
      callingAddress: '',
      resendKey: '',
      receivedAt: NOON,
      sessionId: 's',
    };
    const decisions = await Promise.all([authenticate(request), authenticate(request)]);
    expect(decisions.map((decision) => decision.verdict.kind)).toEqual(['accept', 'accept']);
    expect(decisions.map((decision) => store.commit(decision.commit).isDone)).toEqual([true, false]);
    expect(store.attempts.map((attempt) => attempt.reason)).toEqual(['otp-verified', 'otp-already-used']);
  });

  it('is looked for six steps either side for hardware and one for an app', async () => {
    for (const [origin, steps, kind] of [
      ['hardware', 6, 'accept'],
      ['hardware', 7, 'reject'],
      ['hardware', -6, 'accept'],
      ['app', 1, 'accept'],
      ['app', -2, 'reject'],
    ] as const) {
      const { store, signIn } = anEngine();
      store.add(aSubject({ tokens: [aTotpToken({ origin })] }));
      expect(await signIn(totpAt(NOON, steps)), `${origin} ${steps}`).toMatchObject({ kind });
    }
  });

  it('moves the window with the drift of the device', async () => {
    const { store, signIn, clock } = anEngine();
    store.add(aSubject());
    for (let day = 1; day <= 5; day += 1) {
      clock.at = NOON + day * 86_400_000;
      expect(await signIn(totpAt(clock.at, day * 5)), `day ${day}`).toMatchObject({ kind: 'accept' });
    }
  });

  it('of an HOTP token may skip up to the look-ahead, and never goes back', async () => {
    const { store, signIn } = anEngine();
    store.add(aSubject({ tokens: [aHotpToken()] }));
    expect(await signIn(hotpAt(10n))).toMatchObject({ kind: 'accept' });
    expect(await signIn(hotpAt(10n))).toMatchObject({ result: 'OATH_CODE_DUPLICATE' });
    expect(await signIn(hotpAt(5n))).toMatchObject({ result: 'OATH_CODE_OLD' });
    expect(await signIn(hotpAt(22n))).toMatchObject({ result: 'OATH_CODE_INCORRECT' });
    expect(await signIn(hotpAt(21n))).toMatchObject({ kind: 'accept' });
  });

  it('that is empty or not digits is refused and is no guess', async () => {
    const { store, signIn } = anEngine();
    store.add(aSubject());
    for (const [typed, reason] of [
      ['', 'otp-missing'],
      ['12345x', 'otp-malformed'],
      ['1234567', 'otp-malformed'],
    ] as const) {
      expect(await signIn(typed)).toMatchObject({ kind: 'reject', reason });
    }
    expect(store.failures).toEqual([]);
  });

  it('that is wrong counts, with the same fingerprint when it is sent again', async () => {
    const { store, signIn } = anEngine();
    store.add(aSubject());
    const wrong = totpAt(NOON, 100);
    await signIn(wrong);
    await signIn(wrong);
    await signIn(totpAt(NOON, 101));
    const prints = store.failures.map((failure) => failure.otpFingerprint);
    expect(prints[0]).toBe(prints[1]);
    expect(prints[2]).not.toBe(prints[0]);
    expect(prints[0]).not.toContain(wrong);
  });
});

describe('who may sign in', () => {
  it.each([
    ['disabled', aSubject({ isEnabled: false }), 'USER_DISABLED'],
    ['locked', aSubject({ lockedUntil: NOON + 1 }), 'ACCOUNT_LOCKED'],
    ['locked for good', aSubject({ isLockedLongTerm: true }), 'ACCOUNT_LOCKED'],
    ['without a token', aSubject({ tokens: [] }), 'NO_USABLE_METHOD'],
    ['with a disabled token', aSubject({ tokens: [aTotpToken({ isEnabled: false })] }), 'NO_USABLE_METHOD'],
    ['with a pending app', aSubject({ tokens: [aTotpToken({ isPending: true })] }), 'NO_USABLE_METHOD'],
    ['with an expired token', aSubject({ tokens: [aTotpToken({ expiresAt: NOON })] }), 'NO_USABLE_METHOD'],
    ['with a token of tomorrow', aSubject({ tokens: [aTotpToken({ startsAt: NOON + 1 })] }), 'NO_USABLE_METHOD'],
    ['in a mode with a PIN, without one', aSubject({ mode: 'pin' }), 'OATH_TOKEN_MODE_NOT_ALLOWED'],
    ['with a method that is not here yet', aSubject({ method: 'mobile-app' }), 'NO_USABLE_METHOD'],
    ['to be called, without a phone', aSubject({ method: 'phone-call' }), 'INVALID_PHONE_NUMBER'],
    ['with texts, without a phone', aSubject({ method: 'text-message', mode: 'one-way-otp' }), 'INVALID_PHONE_NUMBER'],
    ['who is blocked', aSubject({ blockedUntil: NOON + 1 }), 'USER_BLOCKED'],
  ])('a user %s is refused with a right code, which stays unspent', async (_name, subject, result) => {
    const { store, signIn } = anEngine();
    store.add(subject);
    expect(await signIn(totpAt(NOON))).toMatchObject({ kind: 'reject', result });
    expect(store.attempts).toHaveLength(1);
    expect(store.failures).toEqual([]);
  });

  it('a lock that is over lets in', async () => {
    const { store, signIn } = anEngine();
    store.add(aSubject({ lockedUntil: NOON }));
    expect(await signIn(totpAt(NOON))).toMatchObject({ kind: 'accept' });
  });

  it('a lock that comes between decision and commit still refuses', async () => {
    const { store, authenticate, application } = anEngine();
    store.add(aSubject());
    const { Secret } = await import('../../main/engine/secret.ts');
    const decision = await authenticate({
      application,
      username: 'user1',
      password: Secret.fromText(totpAt(NOON)),
      challengeId: undefined,
      clientAddress: '',
      callingAddress: '',
      resendKey: '',
      receivedAt: NOON,
      sessionId: 's',
    });
    store.add(aSubject({ lockedUntil: NOON + 60_000 }));
    const outcome = store.commit(decision.commit);
    expect(outcome).toEqual({ isDone: false, missed: 1 });
    expect(decision.missedVerdicts[1]).toMatchObject({ kind: 'reject', result: 'ACCOUNT_LOCKED' });
  });

  it('an unknown user is refused, or passes with the first factor alone where the match is not required', async () => {
    const strict = anEngine();
    expect(await strict.signIn('123456')).toMatchObject({ kind: 'reject', result: 'USER_NOT_FOUND' });
    const lenient = anEngine({ application: { requiresUserMatch: false } });
    expect(await lenient.signIn('123456')).toMatchObject({ kind: 'accept', result: 'USER_NOT_MATCHED' });
    expect(lenient.store.attempts[0]).toMatchObject({ isGranted: true, result: 302 });
    const withPassword = anEngine({
      application: { requiresUserMatch: false, firstFactor: 'local-password', otpEntry: 'challenge' },
    });
    expect(await withPassword.signIn('anything')).toMatchObject({ kind: 'reject' });
    expect(withPassword.hasher.checks).toBe(1);
  });

  it('a user of another method may use a token where the application has the fallback', async () => {
    const { store, signIn } = anEngine({ application: { enablesFallbackOathToken: true } });
    store.add(aSubject({ method: 'phone-call' }));
    expect(await signIn(totpAt(NOON))).toMatchObject({ kind: 'accept', result: 'FALLBACK_OATH_CODE_VERIFIED' });
  });
});

describe('a local password', () => {
  const subject = aSubject({
    passwordHash: 'plain:secret 99',
    tokens: [aTotpToken(), aTotpToken({ id: 9 as never, digits: 8, serial: 'T8' })],
  });

  it('with the code after it', async () => {
    const { store, signIn } = anEngine({ application: { firstFactor: 'local-password', otpEntry: 'after-password' } });
    store.add(subject);
    expect(await signIn(`wrong${totpAt(NOON)}`)).toMatchObject({ kind: 'reject', reason: 'password-wrong' });
    expect(await signIn(totpAt(NOON))).toMatchObject({ kind: 'reject', reason: 'password-missing' });
    expect(await signIn('secret 99')).toMatchObject({ kind: 'reject', reason: 'otp-missing' });
    expect(await signIn(`secret 99${totpAt(NOON)}`)).toMatchObject({ kind: 'accept' });
    expect(store.failures).toHaveLength(1);
  });

  it('that no first factor wants is left out of account', async () => {
    const { store, signIn } = anEngine({ application: { otpEntry: 'after-password' } });
    store.add(subject);
    expect(await signIn(`whatever the VPN checked${totpAt(NOON)}`)).toMatchObject({ kind: 'accept' });
  });

  it('is never enough by itself where the code should be in the password', async () => {
    const { store, signIn } = anEngine({ application: { firstFactor: 'local-password', otpEntry: 'in-password' } });
    store.add(subject);
    expect(await signIn(totpAt(NOON))).toMatchObject({ kind: 'reject', reason: 'password-missing' });
    expect(await signIn('secret 99')).toMatchObject({ kind: 'reject' });
  });
});

describe('a challenge', () => {
  const challenging = () => {
    const engine = anEngine({ application: { firstFactor: 'local-password', otpEntry: 'challenge' } });
    engine.store.add(aSubject({ passwordHash: 'plain:secret' }));
    return engine;
  };

  it('follows the right password and is answered by the code, once, in one session', async () => {
    const { signIn, challengeIdOf, store } = challenging();
    expect(await signIn('wrong')).toMatchObject({ kind: 'reject', result: 'PRIMARY_AUTHENTICATION_FAILED' });
    const challenge = await signIn('secret');
    expect(challenge).toMatchObject({ kind: 'challenge', result: 'OATH_CODE_PENDING' });
    const challengeId = challengeIdOf(challenge);
    expect(await signIn(totpAt(NOON), { challengeId })).toMatchObject({ kind: 'accept' });
    expect(await signIn(totpAt(NOON, 1), { challengeId })).toMatchObject({ kind: 'reject', reason: 'challenge-unknown' });
    expect(store.attempts[2]?.sessionId).toBe(store.attempts[1]?.sessionId);
  });

  it('is gone after a wrong answer', async () => {
    const { signIn, challengeIdOf, store } = challenging();
    const challengeId = challengeIdOf(await signIn('secret'));
    expect(await signIn(totpAt(NOON, 50), { challengeId })).toMatchObject({ result: 'OATH_CODE_INCORRECT' });
    expect(await signIn(totpAt(NOON), { challengeId })).toMatchObject({ kind: 'reject' });
    expect(store.failures).toHaveLength(1);
  });

  it('counts only in time, for its client and for its user', async () => {
    const { signIn, challengeIdOf, clock, store } = challenging();
    store.add(aSubject({ userId: 2 as never, username: 'user2', tokens: [] }));
    const challengeId = challengeIdOf(await signIn('secret'));
    const code = totpAt(NOON);
    const elsewhere = anApplication({ radiusClientId: 2 as RadiusClientId, otpEntry: 'challenge' });
    expect(await signIn(code, { challengeId, application: elsewhere })).toMatchObject({
      kind: 'reject',
      reason: 'challenge-wrong-client',
    });
    expect(await signIn(code, { challengeId, username: 'user2' })).toMatchObject({ kind: 'reject', reason: 'challenge-unknown' });
    clock.at = NOON + 120_000;
    expect(await signIn(code, { challengeId })).toMatchObject({ kind: 'reject', result: 'OATH_TOKEN_TIMEOUT' });
  });

  it('without a first factor is sent to unknown and locked users too, and leads nowhere', async () => {
    const { signIn, challengeIdOf, store } = anEngine({ application: { otpEntry: 'challenge' } });
    const unknown = await signIn('');
    expect(unknown).toMatchObject({ kind: 'challenge', result: 'USER_NOT_FOUND' });
    store.add(aSubject({ lockedUntil: NOON + 60_000 }));
    const locked = await signIn('');
    expect(locked).toMatchObject({ kind: 'challenge', result: 'ACCOUNT_LOCKED' });
    expect(await signIn(totpAt(NOON), { challengeId: challengeIdOf(locked) })).toMatchObject({ kind: 'reject' });
    expect(store.attempts.every((attempt) => !attempt.isGranted)).toBe(true);
  });
});

describe('automatic resync', () => {
  it('refuses the first code far off, accepts its successor in time, and then knows the drift', async () => {
    const { signIn, store, clock } = anEngine({ oath: { isAutomaticResyncEnabled: true } });
    store.add(aSubject());
    expect(await signIn(totpAt(NOON, 200))).toMatchObject({ kind: 'reject', reason: 'resync-first-code' });
    expect(await signIn(totpAt(NOON, 202))).toMatchObject({ kind: 'reject' });
    expect(await signIn(totpAt(NOON, 203))).toMatchObject({ kind: 'accept', reason: 'resync-second-code' });
    clock.at += 600_000;
    expect(await signIn(totpAt(clock.at, 203))).toMatchObject({ kind: 'accept', reason: 'otp-verified' });
  });

  it('does nothing when it is off', async () => {
    const { signIn, store } = anEngine();
    store.add(aSubject());
    await signIn(totpAt(NOON, 200));
    expect(await signIn(totpAt(NOON, 201))).toMatchObject({ kind: 'reject' });
  });
});
