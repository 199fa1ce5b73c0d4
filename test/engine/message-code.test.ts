import { describe, expect, it } from 'vitest';
import type { SettingsOver } from '../support/authentication.ts';
import { anEngine, aSubject, aTotpToken, messageOf, NOON, totpAt } from '../support/authentication.ts';

const texter = (over: Parameters<typeof aSubject>[0] = {}) =>
  aSubject({
    method: 'text-message',
    mode: 'one-way-otp',
    countryCode: '31',
    phoneNumber: '06 12345678',
    phone: '+31 06 12345678',
    passwordHash: 'plain:secret',
    tokens: [],
    ...over,
  });
const anEngineFor = (over: Parameters<typeof aSubject>[0] = {}, settings: SettingsOver = {}, application = {}) => {
  const engine = anEngine({ ...settings, application: { firstFactor: 'local-password', otpEntry: 'challenge', ...application } });
  engine.store.add(texter(over));
  return engine;
};
/** A code with another last digit. */
const wrongOf = (code: string) => `${code.slice(0, -1)}${(Number(code.at(-1)) + 1) % 10}`;

describe('a one-way text', () => {
  it('is sent after the right password, asked for once it is handed over, and verified once', async () => {
    const { signIn, deliver, store, lastCode, challengeIdOf } = anEngineFor();
    expect(await signIn('wrong')).toMatchObject({ kind: 'reject', result: 'PRIMARY_AUTHENTICATION_FAILED' });
    expect(store.messages.size).toBe(0);
    const waiting = await signIn('secret');
    expect(waiting).toMatchObject({ kind: 'wait', pending: { stage: 'message', method: 'text-message' } });
    expect(store.attempts).toHaveLength(1);
    const [message] = [...store.messages.values()];
    expect(message).toMatchObject({ recipient: '+31612345678', channel: 'text', expiresAt: NOON + 300_000 });
    expect(message?.words).toBe(`Your code for VPN is ${lastCode()}.`);
    expect(JSON.stringify(store.codes)).not.toContain(lastCode());

    const asked = await deliver(waiting);
    expect(asked).toMatchObject({ kind: 'challenge', result: 'SMS_SENT', prompt: 'A code was sent to ••••678. Enter it.' });
    const challengeId = challengeIdOf(asked);
    expect(await signIn(lastCode(), { challengeId })).toMatchObject({ kind: 'accept', result: 'SMS_AUTHENTICATED' });
    expect(await signIn(lastCode(), { challengeId })).toMatchObject({ kind: 'reject', reason: 'challenge-unknown' });
    expect(store.attempts.map(({ result, isGranted, gatewayName, mode }) => [result, isGranted, gatewayName, mode])).toEqual([
      [304, false, '', 'one-way-otp'],
      [20, false, 'Gateway 1', 'one-way-otp'],
      [19, true, 'Gateway 1', 'one-way-otp'],
      [106, false, '', undefined],
    ]);
    expect(new Set(store.attempts.slice(1, 3).map(({ sessionId }) => sessionId)).size).toBe(1);
  });

  it('is refused when no gateway takes it, or lets in where the setting says so and none is reachable', async () => {
    const { signIn, proceed, store } = anEngineFor();
    const waiting = await signIn('secret');
    store.setMessage(messageOf(waiting), { state: 'failed', problem: 'refused' });
    expect(await proceed(waiting, 'message-over')).toMatchObject({ kind: 'reject', result: 'SMS_NOT_SENT' });

    for (const [isReachable, kind] of [
      [true, 'reject'],
      [false, 'accept'],
    ] as const) {
      const open = anEngineFor({}, { 'user-defaults': { whenNoGatewayIsReachable: 'succeed' } });
      open.gateways.isReachable = isReachable;
      const verdict = await open.signIn('secret');
      open.store.setMessage(messageOf(verdict), { state: 'failed' });
      expect(await open.proceed(verdict, 'message-over'), String(isReachable)).toMatchObject({ kind });
    }
  });

  it('that is not handed over in the time of the application is an attempt that was too slow', async () => {
    const { signIn, proceed } = anEngineFor();
    const waiting = await signIn('secret');
    expect(waiting.pending?.until).toBe(NOON + 58_000);
    expect(await proceed(waiting, 'timed-out')).toMatchObject({ kind: 'reject', result: 'AUTH_RESULT_TIMEOUT' });
  });

  it('ends with a result of its own after too many wrong codes, and a new one has to wait', async () => {
    const { signIn, deliver, lastCode, challengeIdOf, store, clock } = anEngineFor();
    const tryWrong = async () => {
      const verdict = await signIn('secret');
      const asked = verdict.kind === 'wait' ? await deliver(verdict) : verdict;
      return signIn(wrongOf(lastCode()), { challengeId: challengeIdOf(asked) });
    };
    expect(await tryWrong()).toMatchObject({ kind: 'reject', result: 'SMS_OTP_INCORRECT' });
    expect(await tryWrong()).toMatchObject({ kind: 'reject', result: 'SMS_OTP_INCORRECT' });
    expect(await tryWrong()).toMatchObject({ kind: 'reject', result: 'SMS_MAX_OTP_RETRY_REACHED' });
    expect(store.messages.size).toBe(1);
    expect(await signIn('secret')).toMatchObject({ kind: 'reject', result: 'AUTHENTICATION_THROTTLED' });
    clock.at += 30_000;
    expect(await signIn('secret')).toMatchObject({ kind: 'wait' });
    expect(store.failures).toHaveLength(3);
  });

  it('is not sent again within the resend block: the code that was sent still counts', async () => {
    const { signIn, deliver, lastCode, challengeIdOf, store, clock } = anEngineFor();
    await deliver(await signIn('secret'));
    clock.at += 29_999;
    const again = await signIn('secret');
    expect(again).toMatchObject({ kind: 'challenge', result: 'SMS_SENT' });
    expect(store.messages.size).toBe(1);
    expect(await signIn(lastCode(), { challengeId: challengeIdOf(again) })).toMatchObject({ kind: 'accept' });
  });

  it('of several codes the newest counts, and the log says that an older one was typed', async () => {
    const { signIn, deliver, lastCode, challengeIdOf, clock } = anEngineFor();
    await deliver(await signIn('secret'));
    const older = lastCode();
    clock.at += 31_000;
    const asked = await deliver(await signIn('secret'));
    expect(await signIn(older, { challengeId: challengeIdOf(asked) })).toMatchObject({
      result: 'SMS_OTP_INCORRECT',
      reason: 'message-code-older',
    });
    const once = await signIn('secret');
    expect(await signIn(lastCode(), { challengeId: challengeIdOf(once) })).toMatchObject({ kind: 'accept' });
  });

  it('lives as long as the setting says', async () => {
    const { signIn, deliver, lastCode, challengeIdOf, clock } = anEngineFor({}, { 'text-message': { oneWayTimeoutSeconds: 30 } });
    const challengeId = challengeIdOf(await deliver(await signIn('secret')));
    clock.at += 30_000;
    expect(await signIn(lastCode(), { challengeId })).toMatchObject({
      kind: 'reject',
      result: 'AUTH_RESULT_TIMEOUT',
      reason: 'message-code-expired',
    });
  });

  it('five times in five minutes, not more', async () => {
    const { signIn, clock, store } = anEngineFor();
    for (let text = 1; text <= 5; text += 1) {
      expect(await signIn('secret'), `text ${text}`).toMatchObject({ kind: 'wait' });
      clock.at += 40_000;
    }
    expect(await signIn('secret')).toMatchObject({ kind: 'reject', result: 'AUTHENTICATION_THROTTLED' });
    expect(store.messages.size).toBe(5);
    clock.at = NOON + 300_001;
    expect(await signIn('secret')).toMatchObject({ kind: 'wait' });
  });

  it('with a PIN wants both, in this order', async () => {
    const over = { mode: 'one-way-otp-pin', pinHash: 'plain:2580', pinSetAt: NOON } as const;
    const { signIn, deliver, lastCode, challengeIdOf, store } = anEngineFor(over);
    const first = challengeIdOf(await deliver(await signIn('secret')));
    expect(await signIn(lastCode(), { challengeId: first })).toMatchObject({
      result: 'SMS_OTP_PIN_INCORRECT',
      reason: 'pin-wrong',
    });
    const second = challengeIdOf(await signIn('secret'));
    expect(await signIn(`${wrongOf(lastCode())}2580`, { challengeId: second })).toMatchObject({ result: 'SMS_OTP_INCORRECT' });
    const third = challengeIdOf(await signIn('secret'));
    expect(await signIn(`${lastCode()}2580`, { challengeId: third })).toMatchObject({ kind: 'accept' });
    expect(store.failures).toHaveLength(2);
  });

  it('without a challenge: the code in the password of the next request', async () => {
    const { signIn, deliver, lastCode, store } = anEngineFor(
      {},
      {},
      { firstFactor: 'local-password', otpEntry: 'after-password' },
    );
    await deliver(await signIn('secret'));
    expect(await signIn(`secret${wrongOf(lastCode())}`)).toMatchObject({ kind: 'reject' });
    expect(await signIn(`secret${lastCode()}`)).toMatchObject({ kind: 'accept', result: 'SMS_AUTHENTICATED' });
    expect(store.messages.size).toBe(1);
  });

  it.each([
    ['no phone', { phoneNumber: '' }, {}, 'INVALID_PHONE_NUMBER', 'no-phone'],
    ['nine digits in +1', { countryCode: '1', phoneNumber: '555 010 012' }, {}, 'INVALID_PHONE_NUMBER_FORMAT', 'phone-malformed'],
    ['no country', { countryCode: '' }, {}, 'INVALID_PHONE_NUMBER_FORMAT', 'phone-malformed'],
    ['Global Services off', { enablesGlobalServices: false }, {}, 'INTERNATIONAL_CALLS_NOT_ALLOWED', 'global-services-off'],
    [
      'a country that is not allowed',
      {},
      { 'user-defaults': { allowedCountryCodes: ['32'] } },
      'INTERNATIONAL_CALLS_NOT_ALLOWED',
      'country-not-allowed',
    ],
    ['a PIN mode without a PIN', { mode: 'one-way-otp-pin' }, {}, 'SMS_MODE_NOT_ALLOWED', 'pin-not-set'],
  ] satisfies [string, Parameters<typeof aSubject>[0], SettingsOver, string, string][])(
    'is refused with %s',
    async (_name, over, settings, result, reason) => {
      const { signIn, store } = anEngineFor(over, settings);
      expect(await signIn('secret')).toMatchObject({ kind: 'reject', result, reason });
      expect(store.messages.size).toBe(0);
    },
  );

  it('to a home country needs no Global Services', async () => {
    const { signIn } = anEngineFor({ enablesGlobalServices: false }, { 'user-defaults': { homeCountryCodes: ['31'] } });
    expect(await signIn('secret')).toMatchObject({ kind: 'wait' });
  });

  it('answered with the fraud code reports fraud, blocks and tells', async () => {
    const { signIn, deliver, challengeIdOf, store } = anEngineFor();
    const challengeId = challengeIdOf(await deliver(await signIn('secret')));
    expect(await signIn('0', { challengeId })).toMatchObject({ kind: 'reject', result: 'FRAUD_CODE_ENTERED' });
    expect(store.frauds).toMatchObject([{ username: 'user1', until: NOON + 90 * 86_400_000 }]);
    expect(await signIn('secret')).toMatchObject({ kind: 'reject', result: 'USER_BLOCKED' });
  });

  it('for everybody who knows a name looks the same and waits for no gateway', async () => {
    const { signIn, store } = anEngineFor({}, {}, { firstFactor: 'none', otpEntry: 'challenge' });
    const real = await signIn('');
    const unknown = await signIn('', { username: 'nobody' });
    expect([real.kind, unknown.kind]).toEqual(['challenge', 'challenge']);
    expect(real.prompt).toBe(unknown.prompt);
    expect(store.messages.size).toBe(1);
  });

  it('of two requests at the same instant one is sent', async () => {
    const { authenticate, application, store } = anEngineFor();
    const { Secret } = await import('../../main/engine/secret.ts');
    const request = {
      application,
      username: 'user1',
      password: Secret.fromText('secret'),
      challengeId: undefined,
      clientAddress: '',
      callingAddress: '',
      resendKey: '',
      receivedAt: NOON,
      sessionId: 's',
    };
    const decisions = await Promise.all([authenticate(request), authenticate(request)]);
    expect(decisions.map((decision) => store.commit(decision.commit).isDone)).toEqual([true, false]);
    expect(decisions[1]?.missedVerdicts[0]).toMatchObject({ kind: 'again' });
    expect(store.messages.size).toBe(1);
    expect(await authenticate(request)).toMatchObject({ verdict: { kind: 'wait' } });
    expect(store.attempts).toHaveLength(0);
  });
});

describe('an e-mail code', () => {
  const mailer = { method: 'email', mode: 'one-way-otp', email: 'user1@example.org' } as const;

  it('is off as delivered', async () => {
    const { signIn } = anEngineFor(mailer);
    expect(await signIn('secret')).toMatchObject({ kind: 'reject', result: 'EMAIL_MODE_NOT_ALLOWED' });
  });

  it('goes to the address, or to a username that looks like one', async () => {
    for (const [over, recipient] of [
      [{}, 'user1@example.org'],
      [{ email: '', username: 'user1@example.com' }, 'user1@example.com'],
    ] as const) {
      const { signIn, deliver, lastCode, challengeIdOf, store } = anEngineFor(
        { ...mailer, ...over },
        { 'email-codes': { isEnabled: true } },
      );
      const username = 'username' in over ? over.username : 'user1';
      const asked = await deliver(await signIn('secret', { username }));
      expect(asked).toMatchObject({ kind: 'challenge', result: 'EMAIL_CODE_SENT' });
      expect([...store.messages.values()][0]).toMatchObject({ channel: 'email', recipient });
      const answer = await signIn(lastCode(), { username, challengeId: challengeIdOf(asked) });
      expect(answer).toMatchObject({ kind: 'accept', result: 'EMAIL_CODE_VERIFIED' });
    }
  });

  it('without an address is refused', async () => {
    const { signIn } = anEngineFor({ ...mailer, email: '' }, { 'email-codes': { isEnabled: true } });
    expect(await signIn('secret')).toMatchObject({ kind: 'reject', reason: 'no-email' });
  });
});

describe('the fallback OATH token', () => {
  it('counts wherever a code is typed, and is asked for when the text cannot be sent', async () => {
    const { signIn, proceed, deliver, challengeIdOf, store } = anEngineFor(
      { tokens: [aTotpToken()] },
      {},
      { enablesFallbackOathToken: true },
    );
    const asked = await deliver(await signIn('secret'));
    expect(await signIn(totpAt(NOON), { challengeId: challengeIdOf(asked) })).toMatchObject({
      kind: 'accept',
      result: 'FALLBACK_OATH_CODE_VERIFIED',
    });
    expect(store.attempts.at(-1)).toMatchObject({ method: 'oath-token', mode: 'standard', tokenSerial: 'T1' });

    const waiting = await signIn('secret', { application: { ...anApplicationOf(), name: 'Other' } });
    store.setMessage(messageOf(waiting), { state: 'failed' });
    const fallback = await proceed(waiting, 'message-over');
    expect(fallback).toMatchObject({ kind: 'challenge', result: 'OATH_CODE_PENDING', reason: 'fallback-asked' });
    expect(store.attempts.slice(-2).map(({ result, method }) => [result, method])).toEqual([
      [120, 'text-message'],
      [22, 'oath-token'],
    ]);
    expect(await signIn(totpAt(NOON, 1), { challengeId: challengeIdOf(fallback) })).toMatchObject({ kind: 'accept' });
  });

  it('asks for the PIN too, where the method does', async () => {
    const { signIn } = anEngineFor(
      { mode: 'one-way-otp-pin', pinHash: 'plain:2580', pinSetAt: NOON, tokens: [aTotpToken()] },
      {},
      { enablesFallbackOathToken: true, firstFactor: 'none', otpEntry: 'in-password' },
    );
    expect(await signIn(totpAt(NOON))).not.toMatchObject({ kind: 'accept' });
    expect(await signIn(`${totpAt(NOON)}2580`)).toMatchObject({ kind: 'accept', result: 'FALLBACK_OATH_CODE_VERIFIED' });
  });
});

function anApplicationOf() {
  return anEngine({ application: { firstFactor: 'local-password', otpEntry: 'challenge', enablesFallbackOathToken: true } })
    .application;
}
