import { describe, expect, it } from 'vitest';
import { callOutcome, callTimes, silentDirection, trunkAnswer } from '../../renderer/parts/call-log/call-facts.ts';
import { knownCause, Q850_CAUSES } from '../../renderer/parts/call-log/q850.ts';
import { callLog } from '../../renderer/text/en/call-log.ts';
import { resultNumber } from '../../shared/authentication-results.ts';
import { type PlacedCall, placedCallSchema } from '../../shared/schemas/call.ts';

const call = (change: Partial<PlacedCall> = {}): PlacedCall => ({
  ...placedCallSchema.parse({
    id: 1,
    startedAt: 1_000_000,
    endedAt: 1_021_000,
    sessionId: 's',
    username: 'anna',
    applicationName: 'VPN',
    phone: 'primary',
    number: '+31•••••5678',
    extension: '',
    trunkName: 'Demo PBX',
    sentFrom: '<sip:+31201234567@pbx.example.org>',
    sentAssertedIdentity: '',
    sentPrivacy: '',
    passedOver: [],
    how: 'hung-up',
    words: '',
    sentPackets: 400,
    receivedPackets: 390,
  }),
  ...change,
});

describe('the call log as facts', () => {
  it('times count ringing until the answer, and talking until the end', () => {
    expect(callTimes(call({ ringingAt: 1_001_000, answeredAt: 1_013_000 }))).toEqual({ rang: 12, talked: 8 });
    expect(callTimes(call({ ringingAt: 1_001_000 }))).toEqual({ rang: 20, talked: undefined });
    expect(callTimes(call())).toEqual({ rang: undefined, talked: undefined });
  });

  it('a clock that was set back gives no negative seconds', () => {
    expect(callTimes(call({ answeredAt: 1_050_000 })).talked).toBe(0);
  });

  it('a right and a wrong PIN have one result and two looks', () => {
    expect(callOutcome(call({ result: resultNumber('PIN_ENTERED'), isGranted: true }))).toBe('granted');
    expect(callOutcome(call({ result: resultNumber('PIN_ENTERED'), isGranted: false }))).toBe('denied');
    expect(callOutcome(call({ result: resultNumber('CONFIGURATION_ISSUE'), isGranted: false }))).toBe('denied');
    expect(callOutcome(call({ result: resultNumber('FRAUD_REPORTED'), isGranted: false }))).toBe('fraud');
  });

  it('a test call is good when it was answered', () => {
    expect(callOutcome(call({ answeredAt: 1_013_000 }))).toBe('granted');
    expect(callOutcome(call())).toBe('denied');
  });

  it('the status stands before the trunk’s words once', () => {
    expect(trunkAnswer(call({ sipStatus: 486, words: 'Busy Here' }))).toBe('486 Busy Here');
    expect(trunkAnswer(call({ sipStatus: 486, words: '486 Busy Here' }))).toBe('486 Busy Here');
    expect(trunkAnswer(call({ sipStatus: 486, words: '' }))).toBe('486');
    expect(trunkAnswer(call({ words: 'no route to host' }))).toBe('no route to host');
  });

  it('an answered call without sound one way says so', () => {
    expect(silentDirection(call({ answeredAt: 1_013_000, receivedPackets: 0 }))).toBe('received');
    expect(silentDirection(call({ answeredAt: 1_013_000, sentPackets: 0 }))).toBe('sent');
    expect(silentDirection(call({ receivedPackets: 0 }))).toBeUndefined();
  });

  it('every cause that has a text is known, and no other', () => {
    expect(Object.keys(callLog.cause)).toEqual(Q850_CAUSES.map((cause) => `q${cause}`));
    expect(knownCause(17)).toBe(17);
    expect(knownCause(0)).toBeUndefined();
  });
});
