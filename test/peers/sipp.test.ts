/** Calls to Debian's sipp: what it plays is a trunk and the phone behind it, and it says itself whether every message was right. */
import { afterEach, describe, expect, it } from 'vitest';
import type { CallOrder, LineEvent } from '../../main/adapters/voice/line-call.ts';
import { openMedia } from '../../main/adapters/voice/media.ts';
import { openPhoneLine } from '../../main/adapters/voice/phone-line.ts';
import { createPhoneLines } from '../../main/adapters/voice/phone-lines.ts';
import type { Trunk } from '../../main/adapters/voice/trunk.ts';
import type { CallTraceStep, PhoneEvent, PhoneLineCall, PhoneOrder } from '../../main/engine/delivery/phone-port.ts';
import { Secret } from '../../main/engine/secret.ts';
import type { RegistrationNotice } from '../../main/protocols/sip/registration/registration.ts';
import { settingsOf } from '../adapters/voice/fake-trunk.ts';
import { missingPrograms } from '../support/required-programs.ts';
import { freeUdpPorts, SIPP_PROGRAMS, startSipp } from '../support/sipp.ts';

const missing = missingPrograms(...SIPP_PROGRAMS);
const ACCOUNT = { account: 'countersign', password: 'a-password-of-the-test' };

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

function trunkAt(port: number, changes: Partial<Trunk> = {}): Trunk {
  return {
    transport: 'UDP',
    host: '127.0.0.1',
    port,
    localPort: 0,
    domain: 'trunk.example.org',
    account: { username: 'branch', authenticationName: ACCOUNT.account, password: Secret.fromText(ACCOUNT.password) },
    publicAddress: '',
    isMediaSymmetric: true,
    usesSrtp: false,
    codecs: ['PCMA', 'PCMU'],
    authorityCertificate: '',
    sendsAssertedIdentity: true,
    sendsAccountInFrom: false,
    mediaPorts: { from: 20_000, to: 29_999 },
    responseTimeoutMilliseconds: 2_000,
    ...changes,
  };
}

/** Of one line, or of all of them. */
type Told = LineEvent | PhoneEvent;
type Caller = { call(order: Order, onEvent: (event: Told) => void): PhoneLineCall };
type Order = CallOrder & Pick<PhoneOrder, 'callerId' | 'onTrace'>;

function callThrough(trunk: Trunk, answerTimeoutMilliseconds?: number): Promise<readonly Told[]> {
  const line = openPhoneLine(trunk, openMedia());
  closers.push(() => line.close());
  return callEvents(line, answerTimeoutMilliseconds);
}

/** One call, hung up once its sound is played and a key is heard; its events in their order. */
function callEvents(line: Caller, answerTimeoutMilliseconds = 10_000, onTrace?: PhoneOrder['onTrace']): Promise<readonly Told[]> {
  const order = {
    number: '+31612345678',
    callerId: { number: '+31201234567', displayName: 'Example IT', isPrivate: false },
    answerTimeoutMilliseconds,
    onTrace,
  };
  return new Promise((resolve) => {
    const events: Told[] = [];
    const call = line.call(order, (event) => {
      events.push(event);
      if (event.kind === 'answered') call.play([new Int16Array(1_600)]);
      if (['played', 'key'].every((kind) => kindsOf(events).includes(kind))) call.hangUp();
      if (event.kind === 'ended') resolve(events);
    });
  });
}

const kindsOf = (events: readonly Told[]): readonly string[] => events.map(({ kind }) => kind);
const endOf = (events: readonly Told[]): unknown => {
  const last = events.at(-1);
  return last?.kind === 'ended' ? last.end : undefined;
};

describe.skipIf(missing !== '')(`sipp ${missing}`, () => {
  it.each(['UDP', 'TCP'] as const)('takes a call with credentials over %s, and its # is heard once', async (transport) => {
    const sipp = await startSipp({
      scenario: 'key-after-answer',
      transport: transport === 'UDP' ? 'u1' : 't1',
      keywords: ACCOUNT,
    });
    const events = await callThrough(trunkAt(sipp.port, { transport }));
    expect(kindsOf(events).toSpliced(2, 2)).toEqual(['ringing', 'answered', 'ended']);
    expect(events.filter(({ kind }) => kind === 'key')).toEqual([{ kind: 'key', key: '#' }]);
    expect(endOf(events)).toMatchObject({ how: 'hung-up', wasAnswered: true, sipStatus: 200, mediaProblem: undefined });
    expect(await sipp.ended()).toBeUndefined();
  });

  it('refuses a wrong password', async () => {
    const sipp = await startSipp({ scenario: 'key-after-answer', keywords: { ...ACCOUNT, password: 'another' } });
    const events = await callThrough(trunkAt(sipp.port));
    expect(endOf(events)).toMatchObject({ how: 'refused', sipStatus: 403, words: 'Forbidden' });
    expect(await sipp.ended()).toBeUndefined();
  });

  it.each([
    [486, 'Busy Here', 17],
    [603, 'Decline', 21],
    [503, 'Service Unavailable', 34],
  ])('says %i with its words and cause', async (status, words, cause) => {
    const sipp = await startSipp({ scenario: 'refused', keywords: { status: `${status}`, words, cause: `${cause}` } });
    const events = await callThrough(trunkAt(sipp.port));
    expect(kindsOf(events)).toEqual(['ended']);
    expect(endOf(events)).toMatchObject({ how: 'refused', sipStatus: status, q850Cause: cause, wasAnswered: false });
    expect(endOf(events)).toMatchObject({ words: expect.stringContaining(words) });
    expect(await sipp.ended()).toBeUndefined();
  });

  it('is given up by CANCEL when nobody answers', async () => {
    const sipp = await startSipp({ scenario: 'not-answered' });
    const events = await callThrough(trunkAt(sipp.port), 600);
    expect(kindsOf(events)).toEqual(['ringing', 'ended']);
    expect(endOf(events)).toMatchObject({ how: 'no-answer', sipStatus: 487 });
    expect(await sipp.ended()).toBeUndefined();
  });

  it('hangs up before any key', async () => {
    const sipp = await startSipp({ scenario: 'hangs-up' });
    const events = await callThrough(trunkAt(sipp.port));
    expect(endOf(events)).toMatchObject({ how: 'peer-hung-up', wasAnswered: true, q850Cause: 16 });
    expect(events.some(({ kind }) => kind === 'key')).toBe(false);
    expect(await sipp.ended()).toBeUndefined();
  });

  it('hears no key before the answer, and takes the description of early media where the answer has none', async () => {
    const sipp = await startSipp({ scenario: 'early-media' });
    const events = await callThrough(trunkAt(sipp.port));
    expect(events.filter(({ kind }) => kind === 'key')).toEqual([{ kind: 'key', key: '1' }]);
    expect(endOf(events)).toMatchObject({ how: 'hung-up', wasAnswered: true, mediaProblem: undefined });
    expect(await sipp.ended()).toBeUndefined();
  });

  it('is the second trunk of a call whose first is dead', async () => {
    const sipp = await startSipp({ scenario: 'key-after-answer', keywords: ACCOUNT });
    const [dead = 0] = await freeUdpPorts(1);
    const lines = createPhoneLines({ media: openMedia(), mediaPorts: () => ({ from: 20_000, to: 29_999 }) });
    closers.push(() => lines.close());
    const trunks = [
      settingsOf(dead, { name: 'dead' }),
      settingsOf(sipp.port, { name: 'alive', position: 2, username: ACCOUNT.account, responseTimeoutSeconds: 2 }),
    ];
    await lines.replace(trunks.map((trunk) => ({ trunk, password: Secret.fromText(ACCOUNT.password) })));
    const steps: CallTraceStep[] = [];
    const events = await callEvents(lines, undefined, (step) => steps.push(step));
    const passed = { kind: 'passed-over', trunkName: 'dead', words: expect.stringContaining('ECONNREFUSED') };
    expect(events.slice(0, 3)).toMatchObject([
      { kind: 'line-chosen', trunkName: 'dead' },
      passed,
      { kind: 'line-chosen', trunkName: 'alive', sent: { dialled: '+31612345678', privacy: '' } },
    ]);
    const whats = steps.map(({ what }) => what);
    expect(whats.slice(0, 4)).toEqual(['INVITE', 'Trunk failed', 'INVITE', expect.stringMatching(/^401|^100/)]);
    expect(whats).toEqual(expect.arrayContaining(['200 OK', 'Codec', 'RTP', 'Key #', 'BYE']));
    expect(steps.find(({ what }) => what === 'Key #')?.detail).toBe('by RFC 4733 (telephone-event)');
    expect(events).toContainEqual({ kind: 'key', key: '#' });
    expect(endOf(events)).toMatchObject({ how: 'hung-up' });
    expect(await sipp.ended()).toBeUndefined();
  });

  it.each(['UDP', 'TCP'] as const)('keeps an account over %s, and lets it go when the line closes', async (transport) => {
    const sipp = await startSipp({ scenario: 'registrar', transport: transport === 'UDP' ? 'u1' : 't1', keywords: ACCOUNT });
    const line = openPhoneLine(trunkAt(sipp.port, { transport }), openMedia());
    const notices: RegistrationNotice[] = [];
    line.register(600, (notice) => notices.push(notice));
    await expect.poll(() => notices).toMatchObject([{ kind: 'registered', seconds: 120 }]);
    await line.close();
    expect(notices.at(-1)).toEqual({ kind: 'unregistered' });
    expect(await sipp.ended()).toBeUndefined();
  });

  it('is found missing at once where nobody listens', async () => {
    const [port = 0] = await freeUdpPorts(1);
    expect(endOf(await callThrough(trunkAt(port)))).toMatchObject({
      how: 'unreachable',
      words: expect.stringContaining('ECONNREFUSED'),
    });
    expect(endOf(await callThrough(trunkAt(port, { transport: 'TCP' })))).toMatchObject({
      how: 'unreachable',
      words: expect.stringContaining('ECONNREFUSED'),
    });
  });
});
