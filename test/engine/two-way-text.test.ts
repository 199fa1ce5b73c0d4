import { describe, expect, it } from 'vitest';
import { digitsOf, isStopWord, replyNumber } from '../../main/engine/methods/two-way-text/read-reply.ts';
import type { RadiusClientId } from '../../shared/ids.ts';
import { anApplication, anEngine, aSubject, codeOf, NOON, type SettingsOver } from '../support/authentication.ts';

const anEngineFor = (over: Parameters<typeof aSubject>[0] = {}, settings: SettingsOver = {}) => {
  const engine = anEngine({ ...settings, application: { firstFactor: 'local-password', otpEntry: 'challenge' } });
  engine.store.add(
    aSubject({
      method: 'text-message',
      mode: 'two-way-otp',
      countryCode: '31',
      phoneNumber: '612345678',
      passwordHash: 'plain:secret',
      tokens: [],
      ...over,
    }),
  );
  return engine;
};
const RESEND = { resendKey: 'one' };

describe('a two-way text', () => {
  it('keeps the request open until the reply, and lets in once', async () => {
    const { signIn, deliver, reply, proceed, lastCode, store } = anEngineFor();
    const waiting = await deliver(await signIn('secret', RESEND));
    expect(waiting).toMatchObject({ kind: 'wait', pending: { stage: 'reply', until: NOON + 58_000 } });
    const { codeId } = await reply(lastCode());
    expect(waiting).toMatchObject({ pending: { codeId } });
    expect(await proceed(waiting, 'reply-came')).toMatchObject({ kind: 'accept', result: 'SMS_AUTHENTICATED' });
    expect(await proceed(waiting, 'reply-came')).toMatchObject({ kind: 'reject', reason: 'message-code-used' });
    expect(store.attempts.map(({ result, gatewayName, mode }) => [result, gatewayName, mode])).toEqual([
      [19, 'Gateway 1', 'two-way-otp'],
      [122, 'Gateway 1', 'two-way-otp'],
    ]);
    expect(store.replies).toMatchObject([{ outcome: 'verified', username: 'user1', from: '+31612345678' }]);
  });

  it.each([
    [
      'a wrong code',
      (code: string) => code.replace(/.$/, (last) => String((Number(last) + 1) % 10)),
      'SMS_OTP_INCORRECT',
      'wrong-code',
    ],
    ['STOP', () => 'Stop', 'SMS_OTP_INCORRECT', 'stop'],
    ['the fraud code', () => '0', 'FRAUD_CODE_ENTERED', 'verified'],
  ] as const)('answered with %s is refused', async (_name, textOf, result, outcome) => {
    const { signIn, deliver, reply, proceed, lastCode, store } = anEngineFor();
    const waiting = await deliver(await signIn('secret', RESEND));
    await reply(textOf(lastCode()));
    expect(await proceed(waiting, 'reply-came')).toMatchObject({ kind: 'reject', result });
    expect(store.replies).toMatchObject([{ outcome }]);
    expect(store.frauds).toHaveLength(result === 'FRAUD_CODE_ENTERED' ? 1 : 0);
  });

  it('with a PIN wants both in the reply', async () => {
    for (const [pin, result] of [
      [' 2580', 'SMS_AUTHENTICATED'],
      ['1', 'SMS_OTP_PIN_INCORRECT'],
      ['', 'SMS_OTP_PIN_INCORRECT'],
    ] as const) {
      const { signIn, deliver, reply, proceed, lastCode } = anEngineFor({
        mode: 'two-way-otp-pin',
        pinHash: 'plain:2580',
        pinSetAt: NOON,
      });
      const waiting = await deliver(await signIn('secret', RESEND));
      await reply(`${lastCode()}${pin}`);
      expect(await proceed(waiting, 'reply-came')).toMatchObject({ result });
    }
  });

  it('without a reply ends with the request, and a late one lets nobody in', async () => {
    const { signIn, deliver, reply, proceed, lastCode, store, clock } = anEngineFor();
    const waiting = await deliver(await signIn('secret', RESEND));
    clock.at += 58_000;
    expect(await proceed(waiting, 'timed-out')).toMatchObject({ kind: 'reject', result: 'SMS_NOT_RECEIVED' });
    expect((await reply(lastCode())).codeId).toBeUndefined();
    expect(store.replies).toMatchObject([{ outcome: 'late' }]);
    clock.at += 60_000;
    expect(await signIn('secret', RESEND)).toMatchObject({ kind: 'wait', pending: { stage: 'message' } });
  });

  it('a copy of the request joins, another one is told that an authentication runs', async () => {
    const { signIn, deliver, store } = anEngineFor();
    const waiting = await deliver(await signIn('secret', RESEND));
    expect(await signIn('secret', RESEND)).toMatchObject({ kind: 'wait', pending: { codeId: codeOf(waiting) } });
    expect(store.messages.size).toBe(1);
    for (const other of [
      { resendKey: 'two' },
      { resendKey: '' },
      {
        ...RESEND,
        application: anApplication({ radiusClientId: 2 as RadiusClientId, firstFactor: 'local-password', otpEntry: 'challenge' }),
      },
    ]) {
      expect(await signIn('secret', other)).toMatchObject({ kind: 'reject', result: 'PHONE_BUSY', reason: 'already-running' });
    }
  });

  it('a reply that came while nobody waited serves the copy of the request', async () => {
    const { signIn, deliver, reply, proceed, lastCode } = anEngineFor();
    await deliver(await signIn('secret', RESEND));
    await reply(lastCode());
    const copy = await signIn('secret', RESEND);
    expect(await proceed(copy, 'reply-came')).toMatchObject({ kind: 'accept' });
  });

  it('needs a gateway that brings replies', async () => {
    const { signIn, gateways } = anEngineFor();
    gateways.receives = false;
    expect(await signIn('secret', RESEND)).toMatchObject({
      kind: 'reject',
      result: 'SMS_MODE_NOT_ALLOWED',
      reason: 'replies-unavailable',
    });
  });

  it('from an unknown sender, or one that cannot be read, is noted only', async () => {
    const { reply, store } = anEngineFor();
    await reply('123456', '+4915550100');
    await reply('123456', 'INFO');
    expect(store.replies.map(({ outcome }) => outcome)).toEqual(['unknown-sender', 'unreadable']);
    expect(JSON.stringify(store.replies)).not.toContain('123456');
  });

  it('of two people with one phone each is answered by the own code', async () => {
    const { signIn, deliver, reply, proceed, store, lastCode } = anEngineFor();
    store.add({ ...aSubject(), ...(await store.findSubjectById(1 as never)), userId: 2 as never, username: 'user2' });
    const first = await deliver(await signIn('secret', RESEND));
    const code = lastCode();
    const second = await deliver(await signIn('secret', { username: 'user2', resendKey: 'two' }));
    await reply(code);
    expect(await proceed(first, 'reply-came')).toMatchObject({ kind: 'accept' });
    expect(await proceed(second, 'timed-out')).toMatchObject({ kind: 'reject' });
  });

  it('a user who is blocked meanwhile is not let in by the reply', async () => {
    const { signIn, deliver, reply, proceed, lastCode, store } = anEngineFor();
    const waiting = await deliver(await signIn('secret', RESEND));
    await reply(lastCode());
    store.change(1 as never, { blockedUntil: NOON + 1 });
    expect(await proceed(waiting, 'reply-came')).toMatchObject({ kind: 'reject', result: 'USER_BLOCKED' });
  });
});

describe('what people write', () => {
  it.each([
    ['482913', '482913'],
    [' 482 913 ', '482913'],
    ['482913 2580', '4829132580'],
    ['Code: 482913', '482913'],
    ['482913\n-- \nSent from my phone 5', '482913'],
    ['yes', ''],
    ['', ''],
  ])('%j is %j', (text, digits) => expect(digitsOf(text)).toBe(digits));

  it('stop words and numbers', () => {
    expect(['STOP', ' stop. ', 'Unsubscribe', 'stopover'].map(isStopWord)).toEqual([true, true, true, false]);
    expect(['31612345678', '+31 6 12345678', '0031612345678', 'INFO'].map(replyNumber)).toEqual([
      '+31612345678',
      '+31612345678',
      '+31612345678',
      '',
    ]);
  });
});
