import { describe, expect, it } from 'vitest';
import type { CallOutcome } from '../../../main/engine/phone-call/phone-call.ts';
import { Secret } from '../../../main/engine/secret.ts';
import type { RadiusClientId } from '../../../shared/ids.ts';
import { anApplication, anEngine, aSubject, aTotpToken, NOON, type SettingsOver } from '../../support/authentication.ts';

const anEngineFor = (over: Parameters<typeof aSubject>[0] = {}, settings: SettingsOver = {}, application = {}) => {
  const engine = anEngine({ ...settings, application: { firstFactor: 'local-password', otpEntry: 'challenge', ...application } });
  engine.store.add(
    aSubject({
      method: 'phone-call',
      mode: 'standard',
      countryCode: '31',
      phoneNumber: '06 1234 5678',
      passwordHash: 'plain:secret',
      tokens: [],
      ...over,
    }),
  );
  return engine;
};
const RESEND = { resendKey: 'one' };
const granted = (changes = {}): CallOutcome => ({ isGranted: true, result: 'NO_PIN_ENTERED', reason: 'approved', changes });
const refused = (over: Partial<Extract<CallOutcome, { isGranted: false }>> = {}): CallOutcome => ({
  isGranted: false,
  result: 'USER_HUNG_UP',
  reason: 'not-approved',
  guess: undefined,
  fraud: undefined,
  end: undefined,
  ...over,
});

describe('a user of the method phone call', () => {
  it('is called, and let in once # was pressed', async () => {
    const { authenticate, endCalls, signIn, store, application } = anEngineFor({
      backupPhoneNumber: '0201234567',
      extension: '12',
      backupExtension: ',3',
    });
    const decision = await authenticate({
      application,
      username: 'user1',
      password: Secret.fromText('secret'),
      challengeId: undefined,
      clientAddress: '192.0.2.10',
      callingAddress: '',
      receivedAt: NOON,
      sessionId: 's0',
      ...RESEND,
    });
    expect(decision.call).toMatchObject({
      username: 'user1',
      sessionId: 's0',
      plan: {
        targets: [
          { phone: 'primary', number: '+31612345678', extension: '12' },
          { phone: 'backup', number: '+31201234567', extension: ',3' },
        ],
        limitSeconds: 58,
        ringSeconds: 30,
        rounds: 1,
        call: { purpose: 'sign-in', mode: 'standard', language: 'en', triesAllowed: 1, fraud: { code: '0', blocksUser: true } },
      },
    });
    const waiting = await signIn('secret', RESEND);
    expect(waiting).toMatchObject({ kind: 'wait', pending: { stage: 'call', until: NOON + 58_000 } });
    const { verdict } = await endCalls(waiting, granted());
    expect(verdict).toMatchObject({ kind: 'accept', result: 'NO_PIN_ENTERED' });
    // Once: what has ended lets nobody in again.
    expect((await endCalls(waiting, granted())).verdict).toMatchObject({ kind: 'reject', result: 'DISCONNECTED' });
    expect(
      store.attempts.map(({ result, isGranted, gatewayName, method, mode }) => [result, isGranted, gatewayName, method, mode]),
    ).toEqual([
      [2, true, 'Trunk 1', 'phone-call', 'standard'],
      [10, false, 'Trunk 1', 'phone-call', 'standard'],
    ]);
  });

  it('is not called twice at once: a copy joins, another request is told', async () => {
    const { signIn, endCalls, store } = anEngineFor();
    const waiting = await signIn('secret', RESEND);
    expect(await signIn('secret', RESEND)).toMatchObject({ kind: 'wait', pending: { callId: store.calls[0]?.id } });
    expect(await signIn('secret', { resendKey: 'two' })).toMatchObject({ kind: 'reject', result: 'PHONE_BUSY' });
    const other = anApplication({ firstFactor: 'local-password', otpEntry: 'challenge', radiusClientId: 2 as RadiusClientId });
    expect(await signIn('secret', { ...RESEND, application: other })).toMatchObject({ result: 'PHONE_BUSY' });
    expect(store.calls).toHaveLength(1);
    await endCalls(waiting, granted());
    expect(await signIn('secret', { resendKey: 'two' })).toMatchObject({ kind: 'wait' });
  });

  it.each([
    ['without a phone', { phoneNumber: '' }, {}, 'INVALID_PHONE_NUMBER', 'no-phone'],
    [
      'with a phone of nine digits in +1',
      { countryCode: '1', phoneNumber: '555 123 456' },
      {},
      'INVALID_PHONE_NUMBER_FORMAT',
      'phone-malformed',
    ],
    [
      'abroad without Global Services',
      { countryCode: '44', phoneNumber: '20 7946 0123', enablesGlobalServices: false },
      {},
      'INTERNATIONAL_CALLS_NOT_ALLOWED',
      'global-services-off',
    ],
    [
      'in a country that is not allowed',
      {},
      { 'user-defaults': { allowedCountryCodes: ['32'] } },
      'INTERNATIONAL_CALLS_NOT_ALLOWED',
      'country-not-allowed',
    ],
    ['in mode PIN without a PIN', { mode: 'pin' }, {}, 'PIN_MODE_NOT_ALLOWED', 'pin-not-set'],
  ] as const)('%s is refused with its result', async (_name, subject, settings, result, reason) => {
    const { signIn, store } = anEngineFor(subject, settings as SettingsOver);
    expect(await signIn('secret')).toMatchObject({ kind: 'reject', result, reason });
    expect(store.calls).toEqual([]);
  });

  it('is refused while no trunk is in use', async () => {
    const { signIn, trunks } = anEngineFor();
    trunks.isInUse = false;
    expect(await signIn('secret')).toMatchObject({ kind: 'reject', result: 'UNABLE_TO_PLACE_CALL', reason: 'no-trunk' });
  });

  it('is called as often as texts and calls together may be', async () => {
    const { signIn, endCalls } = anEngineFor({}, { 'text-message': { retriesMax: 2 } });
    for (let times = 0; times < 2; times += 1) await endCalls(await signIn('secret'), refused());
    expect(await signIn('secret')).toMatchObject({ kind: 'reject', result: 'AUTHENTICATION_THROTTLED' });
  });

  it('has no backup phone where that one may not be called', async () => {
    const { authenticate, application } = anEngineFor(
      { backupCountryCode: '44', backupPhoneNumber: '2079460123', enablesGlobalServices: false },
      {
        'user-defaults': { homeCountryCodes: ['31'] },
      },
    );
    const request = {
      application,
      username: 'user1',
      challengeId: undefined,
      clientAddress: '',
      callingAddress: '',
      resendKey: '',
    };
    const decision = await authenticate({ ...request, password: Secret.fromText('secret'), receivedAt: NOON, sessionId: 's' });
    expect(decision.call?.plan.targets).toHaveLength(1);
  });
});

describe('what was done in a call', () => {
  it('is stored with the success: a new PIN and a new phone', async () => {
    const { signIn, endCalls, store } = anEngineFor({ mode: 'pin', pinHash: 'plain:2580' });
    await endCalls(await signIn('secret'), granted({ pinHash: 'plain:7391', phone: '0687654321' }));
    expect([...store.subjects.values()]).toMatchObject([{ pinHash: 'plain:7391', phoneNumber: '0687654321' }]);
    expect(store.pinHistory.get([...store.subjects.keys()][0] as never)).toEqual(['plain:2580']);
  });

  it('counts towards lockout where a PIN was wrong', async () => {
    const { signIn, endCalls, store } = anEngineFor({ mode: 'pin', pinHash: 'plain:2580' });
    const wrong = refused({ result: 'PIN_ENTERED', reason: 'pin-wrong', guess: Secret.fromText('1111') });
    expect((await endCalls(await signIn('secret'), wrong)).verdict).toMatchObject({ kind: 'reject', result: 'PIN_ENTERED' });
    await endCalls(await signIn('secret'), refused());
    expect(store.failures).toHaveLength(1);
  });

  it.each([true, false])('is a fraud alert, blocking: %s', async (blocksUser) => {
    const { signIn, endCalls, store } = anEngineFor({ tokens: [aTotpToken()] }, {}, { enablesFallbackOathToken: true });
    const fraud = refused({ result: 'FRAUD_CODE_ENTERED', reason: 'fraud-reported', fraud: { blocksUser } });
    const { verdict, decision } = await endCalls(await signIn('secret'), fraud);
    expect(verdict).toMatchObject({ kind: 'reject', result: 'FRAUD_CODE_ENTERED' });
    expect(decision.notices).toMatchObject([{ kind: 'fraud-alert', isBlocked: blocksUser }]);
    expect(store.frauds).toMatchObject([{ username: 'user1' }]);
    expect(await signIn('secret', { resendKey: 'later' })).toMatchObject({ kind: blocksUser ? 'reject' : 'wait' });
  });

  it('is followed by the fallback token where it failed', async () => {
    const { signIn, endCalls, store } = anEngineFor({ tokens: [aTotpToken()] }, {}, { enablesFallbackOathToken: true });
    const unreached = refused({ result: 'CONFIGURATION_ISSUE', reason: 'not-reached' });
    expect((await endCalls(await signIn('secret'), unreached)).verdict).toMatchObject({
      kind: 'challenge',
      result: 'OATH_CODE_PENDING',
    });
    expect(store.attempts.map(({ result }) => result)).toEqual([102, 22]);
  });

  it('counts no more once the user was blocked meanwhile', async () => {
    const { signIn, endCalls, store } = anEngineFor();
    const waiting = await signIn('secret');
    store.change([...store.subjects.keys()][0] as never, { blockedUntil: NOON + 1000 });
    expect((await endCalls(waiting, granted())).verdict).toMatchObject({ kind: 'reject', result: 'USER_BLOCKED' });
    expect(store.calls).toMatchObject([{ endedAt: NOON }]);
  });

  it('lets in without only where the setting says so and no trunk is reachable', async () => {
    const settings = { 'user-defaults': { whenNoGatewayIsReachable: 'succeed' } } as const;
    const unplaced = refused({ result: 'UNABLE_TO_PLACE_CALL', reason: 'call-not-placed' });
    const { signIn, endCalls, trunks } = anEngineFor({}, settings);
    expect((await endCalls(await signIn('secret'), unplaced)).verdict).toMatchObject({ kind: 'reject' });
    trunks.isReachable = false;
    expect((await endCalls(await signIn('secret'), unplaced)).verdict).toMatchObject({
      kind: 'accept',
      result: 'NO_GATEWAY_PASSED',
    });
    expect((await endCalls(await signIn('secret'), refused())).verdict).toMatchObject({ kind: 'reject', result: 'USER_HUNG_UP' });
  });
});
