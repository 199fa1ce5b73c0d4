import { describe, expect, it } from 'vitest';
import { ruleFor } from '../../main/engine/authentication/rules/caching.ts';
import { splitMethodWord } from '../../main/engine/authentication/rules/method-choice.ts';
import { otherNames } from '../../main/engine/authentication/rules/username-resolution.ts';
import type { CachingRule } from '../../shared/schemas/method-settings.ts';
import { SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';
import { anApplication, anEngine, aSubject, NOON, totpAt } from '../support/authentication.ts';

describe('username resolution', () => {
  const settings = { stripsPrefixDomain: true, stripsSuffixDomain: true, defaultSuffix: 'example.org', matchesEmail: true };

  it('looks in this order', () => {
    expect(otherNames(settings, 'DOMAIN\\user1')).toEqual(['user1', 'user1@example.org']);
    expect(otherNames(settings, 'user1@corp.example')).toEqual(['user1']);
    expect(otherNames({ ...settings, stripsPrefixDomain: false }, 'DOMAIN\\user1')).toEqual(['DOMAIN\\user1@example.org']);
    expect(otherNames(SETTINGS_SECTIONS['username-resolution'].default, 'DOMAIN\\user1')).toEqual([]);
  });

  it('finds a user by another form of the name, and nobody by an address of two', async () => {
    const { store, signIn } = anEngine({ 'username-resolution': settings });
    store.add(aSubject());
    expect(await signIn(totpAt(NOON), { username: 'CORP\\user1' })).toMatchObject({ kind: 'accept' });
    store.add(aSubject({ userId: 2 as never, username: 'user2', email: 'shared@example.org' }));
    store.add(aSubject({ userId: 3 as never, username: 'user3', email: 'shared@example.org' }));
    expect(await signIn(totpAt(NOON, 1), { username: 'shared@example.org' })).toMatchObject({
      kind: 'reject',
      result: 'USER_NOT_FOUND',
      reason: 'username-ambiguous',
    });
    expect(store.attempts[0]?.username).toBe('CORP\\user1');
  });

  it('as delivered takes the name as it is', async () => {
    const { store, signIn } = anEngine();
    store.add(aSubject());
    expect(await signIn(totpAt(NOON), { username: 'CORP\\user1' })).toMatchObject({ result: 'USER_NOT_FOUND' });
  });
});

describe('who needs no second factor', () => {
  const password = { firstFactor: 'local-password', otpEntry: 'after-password' } as const;
  const subject = aSubject({ passwordHash: 'plain:summer 2026' });

  it('a trusted address, after the right password', async () => {
    const isTrusted = (address: string) => address === '192.0.2.7';
    const { store, signIn } = anEngine({ application: { ...password, isTrusted } });
    store.add(subject);
    expect(await signIn('summer 2026', { callingAddress: '192.0.2.7' })).toMatchObject({ kind: 'accept', result: 'TRUSTED_IP' });
    expect(await signIn('winter', { callingAddress: '192.0.2.7' })).toMatchObject({ kind: 'reject' });
    expect(await signIn('summer 2026', { callingAddress: '192.0.2.8' })).toMatchObject({ kind: 'reject' });
    expect(await signIn('x', { callingAddress: '192.0.2.7', username: 'nobody' })).toMatchObject({ kind: 'reject' });
  });

  it('a disabled user, only where the setting says so, and after the right password', async () => {
    const disabled = { ...subject, isEnabled: false };
    const strict = anEngine({ application: password });
    strict.store.add(disabled);
    expect(await strict.signIn('summer 2026')).toMatchObject({ kind: 'reject', result: 'USER_DISABLED' });
    const lenient = anEngine({ application: password, 'user-defaults': { whenUserIsDisabled: 'succeed' } });
    lenient.store.add(disabled);
    expect(await lenient.signIn('summer 2026')).toMatchObject({ kind: 'accept', result: 'DISABLED_USER_PASSED' });
    expect(await lenient.signIn('wrong')).toMatchObject({ kind: 'reject', result: 'PRIMARY_AUTHENTICATION_FAILED' });
    lenient.store.add({ ...disabled, blockedUntil: NOON + 1 });
    expect(await lenient.signIn('summer 2026')).toMatchObject({ kind: 'reject', result: 'USER_BLOCKED' });
  });

  it('a one-time bypass, once, in its time, and not for who is blocked', async () => {
    const { store, signIn, clock } = anEngine({ application: password });
    store.add({ ...subject, bypassUntil: NOON + 300_000 });
    expect(await signIn('wrong')).toMatchObject({ kind: 'reject' });
    expect(await signIn('summer 2026')).toMatchObject({ kind: 'accept', result: 'BYPASSED_AUTH' });
    expect(await signIn('summer 2026')).toMatchObject({ kind: 'reject' });
    store.add({ ...subject, bypassUntil: NOON + 300_000 });
    clock.at += 300_000;
    expect(await signIn('summer 2026')).toMatchObject({ kind: 'reject' });
    store.add({ ...subject, bypassUntil: clock.at + 300_000, blockedUntil: clock.at + 1 });
    expect(await signIn('summer 2026')).toMatchObject({ kind: 'reject', result: 'USER_BLOCKED' });
  });

  it('of two requests at the same instant one uses the bypass', async () => {
    const { store, authenticate, application } = anEngine({ application: password });
    store.add({ ...subject, bypassUntil: NOON + 300_000 });
    const { Secret } = await import('../../main/engine/secret.ts');
    const request = {
      application,
      username: 'user1',
      password: Secret.fromText('summer 2026'),
      challengeId: undefined,
      clientAddress: '',
      callingAddress: '',
      resendKey: '',
      receivedAt: NOON,
      sessionId: 's',
    };
    const decisions = await Promise.all([authenticate(request), authenticate(request)]);
    expect(decisions.map((decision) => store.commit(decision.commit).isDone)).toEqual([true, false]);
    expect(decisions[1]?.missedVerdicts[0]?.kind).toBe('again');
  });
});

describe('caching rules', () => {
  const user: CachingRule = { kind: 'user', cacheSeconds: 60 };
  const ofVpn: CachingRule = { kind: 'application', applicationName: 'VPN', cacheSeconds: 120 };
  const withIp: CachingRule = { kind: 'application-ip', authenticationType: 'radius', applicationName: 'vpn', cacheSeconds: 30 };
  const key = { authenticationType: 'radius', applicationName: 'VPN', callingAddress: '' } as const;

  it('the most specific one that fits counts alone', () => {
    expect(ruleFor([user, ofVpn, withIp], key)).toBe(withIp);
    expect(ruleFor([user, ofVpn], key)).toBe(ofVpn);
    expect(ruleFor([user, ofVpn], { ...key, applicationName: 'Other' })).toBe(user);
    expect(ruleFor([{ ...user, cacheSeconds: 90 }, user], key)).toBe(user);
    expect(ruleFor([ofVpn], { ...key, applicationName: 'Other' })).toBeUndefined();
  });

  it.each([
    ['user', user, {}, 'USED_CACHE'],
    ['user, another application', user, { application: anApplication({ name: 'Other' }) }, 'USED_CACHE'],
    ['application', ofVpn, {}, 'USED_APP_BASED_CACHE'],
    ['application and IP', withIp, { callingAddress: '192.0.2.7' }, 'USED_IP_BASED_CACHE'],
  ] as const)(
    'by %s a success answers later requests, for its time, and does not prolong itself',
    async (_name, rule, over, result) => {
      const { store, signIn, clock } = anEngine({ caching: { rules: [rule] } });
      store.add(aSubject());
      const first = 'application' in over ? {} : over;
      expect(await signIn(totpAt(NOON), first)).toMatchObject({ result: 'OATH_CODE_VERIFIED' });
      clock.at += rule.cacheSeconds * 1000 - 1;
      expect(await signIn('', over)).toMatchObject({ kind: 'accept', result });
      clock.at += 1;
      expect(await signIn('', over)).toMatchObject({ kind: 'reject' });
      expect(store.cached).toHaveLength(1);
    },
  );

  it('another address, no address, another application or a wrong password are no hit', async () => {
    const { store, signIn } = anEngine({ caching: { rules: [withIp] } });
    store.add(aSubject());
    await signIn(totpAt(NOON), { callingAddress: '192.0.2.7' });
    expect(await signIn('', { callingAddress: '192.0.2.8' })).toMatchObject({ kind: 'reject' });
    expect(await signIn('')).toMatchObject({ kind: 'reject' });
    const other = anApplication({ name: 'Other' });
    expect(await signIn('', { callingAddress: '192.0.2.7', application: other })).toMatchObject({ kind: 'reject' });

    const withPassword = anEngine({
      caching: { rules: [user] },
      application: { firstFactor: 'local-password', otpEntry: 'after-password' },
    });
    withPassword.store.add(aSubject({ passwordHash: 'plain:secret' }));
    expect(await withPassword.signIn(`secret${totpAt(NOON)}`)).toMatchObject({ kind: 'accept' });
    expect(await withPassword.signIn(`wrong${totpAt(NOON)}`)).toMatchObject({ kind: 'reject' });
    expect(await withPassword.signIn(`secret${totpAt(NOON)}`)).toMatchObject({ result: 'USED_CACHE' });
    expect(await withPassword.signIn('secret')).toMatchObject({ result: 'USED_CACHE' });
  });

  it('a denial is not cached', async () => {
    const { store, signIn } = anEngine({ caching: { rules: [user] } });
    store.add(aSubject());
    await signIn(totpAt(NOON, 50));
    expect(store.cached).toEqual([]);
  });
});

describe('another method by a word', () => {
  const choice = SETTINGS_SECTIONS['method-choice'].default;
  const texter = aSubject({ countryCode: '31', phoneNumber: '612345678', passwordHash: 'plain:secret' });

  it('stands behind the password and a comma, or alone', () => {
    expect(splitMethodWord(choice, 'secret,SMS')).toEqual({ typed: 'secret', method: 'text-message' });
    expect(splitMethodWord(choice, 'sms')).toEqual({ typed: '', method: 'text-message' });
    expect(splitMethodWord(choice, 'se,cret')).toEqual({ typed: 'se,cret', method: undefined });
  });

  it('is taken where the application allows it', async () => {
    const application = { firstFactor: 'local-password', otpEntry: 'challenge', allowsMethodChoice: true } as const;
    const { store, signIn, deliver, lastCode, challengeIdOf } = anEngine({ application });
    store.add(texter);
    const asked = await signIn('secret');
    expect(asked).toMatchObject({ kind: 'challenge', prompt: expect.stringContaining('sms') });
    const waiting = await signIn('sms', { challengeId: challengeIdOf(asked) });
    expect(waiting).toMatchObject({ kind: 'wait' });
    const sent = await deliver(waiting);
    expect(await signIn(lastCode(), { challengeId: challengeIdOf(sent) })).toMatchObject({ result: 'SMS_AUTHENTICATED' });
    expect(store.attempts.at(-1)).toMatchObject({ method: 'text-message', mode: 'one-way-otp' });

    expect(await signIn('secret,sms')).toMatchObject({ kind: 'wait' });
    expect(await signIn('secret,app')).toMatchObject({ kind: 'reject', result: 'NO_USABLE_METHOD' });
  });

  it('is nothing but a wrong password elsewhere', async () => {
    const { store, signIn } = anEngine({ application: { firstFactor: 'local-password', otpEntry: 'challenge' } });
    store.add(texter);
    expect(await signIn('secret,sms')).toMatchObject({ kind: 'reject', reason: 'password-wrong' });
  });

  it('does not leave out the PIN', async () => {
    const { store, signIn } = anEngine({ application: { otpEntry: 'in-password', allowsMethodChoice: true } });
    store.add({ ...texter, mode: 'pin', pinHash: 'plain:2580', pinSetAt: NOON });
    expect(await signIn('sms')).toMatchObject({ kind: 'wait', pending: { mode: 'one-way-otp-pin' } });
  });
});

describe('security questions', () => {
  const anEngineFor = (answers: readonly string[]) => {
    const engine = anEngine({
      'security-questions': { isEnabled: true },
      application: { firstFactor: 'local-password', otpEntry: 'challenge', enablesSecurityQuestions: true },
    });
    engine.store.add(aSubject({ passwordHash: 'plain:secret', tokens: [] }));
    engine.store.answers.set(
      1 as never,
      answers.map((answer, at) => ({ questionId: at + 1, language: 'en', answerHash: `plain:${answer}` })),
    );
    return engine;
  };
  /** Answers until the end; the question says which answer is wanted. */
  async function answerAll(engine: ReturnType<typeof anEngineFor>, answerOf: (prompt: string) => string) {
    let verdict = await engine.signIn('secret');
    expect(verdict).toMatchObject({ kind: 'challenge', result: 'SECURITY_QUESTIONS_PENDING' });
    for (let question = 0; question < 2; question += 1) {
      const challengeId = engine.challengeIdOf(verdict);
      verdict = await engine.signIn(answerOf(verdict.prompt ?? ''), { challengeId });
    }
    return verdict;
  }
  const answerOf = (prompt: string) => {
    if (prompt.includes('school')) return '  NORTH   School';
    if (prompt.includes('town')) return 'Delft';
    return 'Rex';
  };

  it('follow when the method cannot be used, and all must be right', async () => {
    const engine = anEngineFor(['north school', 'delft', 'rex']);
    const verdict = await answerAll(engine, answerOf);
    expect(verdict).toMatchObject({ kind: 'accept', result: 'FALLBACK_SECURITY_QUESTIONS_ANSWERED' });
    expect(engine.store.attempts.map(({ result }) => result)).toEqual([305, 310, 310, 25]);
  });

  it('with one wrong answer deny at the end, and count', async () => {
    const engine = anEngineFor(['north school', 'delft', 'rex']);
    let asked = 0;
    const verdict = await answerAll(engine, (prompt) => {
      asked += 1;
      return asked === 1 ? 'wrong' : answerOf(prompt);
    });
    expect(verdict).toMatchObject({ kind: 'reject', result: 'SECURITY_QUESTIONS_INCORRECT' });
    expect(engine.store.failures).toHaveLength(1);
  });

  it('are not asked of who has answered too few, and must be answered in time', async () => {
    const few = anEngineFor(['north school']);
    expect(await few.signIn('secret')).toMatchObject({ kind: 'reject', result: 'NO_USABLE_METHOD' });
    const slow = anEngineFor(['north school', 'delft']);
    const challengeId = slow.challengeIdOf(await slow.signIn('secret'));
    slow.clock.at += 120_000;
    expect(await slow.signIn('x', { challengeId })).toMatchObject({ kind: 'reject', result: 'SECURITY_QUESTIONS_TIMEOUT' });
  });
});
