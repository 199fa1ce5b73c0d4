/** The pure parts of the phone call page: values of a trunk, its state, the ladder of a test call, and how long a sign-in takes. */
import { describe, expect, it } from 'vitest';
import { openCallPlan } from '../../main/engine/phone-call/call-plan.ts';
import { ConsoleError } from '../../renderer/bridge/console-error.ts';
import { exampleNumbers } from '../../renderer/pages/PhoneCalls/example-numbers.ts';
import { adviceOf, ladderText, momentOf, rungsOf, statusOf } from '../../renderer/pages/PhoneCalls/ladder.ts';
import { refusedField } from '../../renderer/pages/PhoneCalls/refused-field.ts';
import { reachOf, signInSeconds } from '../../renderer/pages/PhoneCalls/sign-in-time.ts';
import { presentProblem, trunkStateOf } from '../../renderer/pages/PhoneCalls/trunk-state.ts';
import {
  fieldsOf,
  openNeeds,
  presetFields,
  presetOf,
  toTrunkRequest,
  toTrunkValues,
  trunkProblemsOf,
  withTransport,
} from '../../renderer/pages/PhoneCalls/trunk-values.ts';
import { en } from '../../renderer/text/resources.ts';
import { dialledNumber } from '../../shared/dialled-number.ts';
import { trunkIdSchema } from '../../shared/ids.ts';
import { OWN_WORDS } from '../../shared/own-words.ts';
import { type Trunk, type TrunkTest, trunkFieldsSchema } from '../../shared/schemas/trunk.ts';
import { TRUNK_PRESET_IDS, TRUNK_PRESETS } from '../../shared/trunk-presets.ts';
import { someTrunkFields, trunkHealth } from '../support/trunks.ts';

const NOON = Date.UTC(2026, 0, 5, 12);

const aTrunk = (trunk: Partial<Trunk> = {}): Trunk => ({
  ...someTrunkFields(),
  id: trunkIdSchema.parse(1),
  position: 1,
  hasPassword: false,
  createdAt: 0,
  updatedAt: 0,
  revision: 1,
  ...trunk,
});

describe('the form of a trunk', () => {
  it('has words and a form for every kind, which is complete once its needs are filled in', () => {
    expect(TRUNK_PRESETS.map(({ id }) => id)).toEqual(TRUNK_PRESET_IDS);
    for (const preset of TRUNK_PRESETS) {
      expect(presetOf(preset.id)).toBe(preset);
      expect(en.phoneCalls.preset[preset.id].text).not.toBe('');
      const begun = { ...toTrunkValues(presetFields(preset)), name: 'Trunk 1' };
      expect(openNeeds(preset, begun)).toEqual(preset.needs.filter((need) => need !== 'username' || begun.username === ''));
      const isWithAccount = preset.needs.includes('username');
      const filled = { ...begun, host: 'sip.example.org', ...(isWithAccount ? { username: 'u', password: 'p' } : {}) };
      expect(openNeeds(preset, filled)).toEqual([]);
      expect(trunkProblemsOf(false)(filled), preset.id).toEqual({});
      expect(trunkFieldsSchema.safeParse(toTrunkRequest(filled).fields).success, preset.id).toBe(true);
    }
  });

  it('gives back what it was filled with, and a password only when one was typed', () => {
    const trunk = aTrunk({ hasPassword: true, username: 'u', countryCodes: ['31'] });
    const values = toTrunkValues(fieldsOf(trunk));
    expect(toTrunkRequest(values)).toEqual({ fields: someTrunkFields({ username: 'u', countryCodes: ['31'] }), secrets: {} });
    expect(toTrunkRequest({ ...values, password: 'new' }).secrets).toEqual({ password: 'new' });
    expect(toTrunkRequest({ ...values, password: 'new', removesPassword: true }).secrets).toEqual({ password: '' });
  });

  it('puts each problem at its field', () => {
    const values = toTrunkValues(someTrunkFields());
    const problems = (change: Partial<typeof values>, hasStored = false) =>
      Object.keys(trunkProblemsOf(hasStored)({ ...values, ...change })).sort();
    expect(problems({})).toEqual([]);
    expect(problems({ name: '', host: 'not a host', dialPrefix: 'x', publicAddress: 'here', optionsSeconds: 3 })).toEqual([
      'dialPrefix',
      'host',
      'name',
      'optionsSeconds',
      'publicAddress',
    ]);
    expect(problems({ registers: true })).toEqual(['username']);
    expect(problems({ usesSrtp: true })).toEqual(['usesSrtp']);
    expect(problems({ dialledFormat: 'national' })).toEqual(['homeCountryCode']);
    // An account and its password belong together.
    expect(problems({ username: 'u' })).toEqual(['password']);
    expect(problems({ username: 'u' }, true)).toEqual([]);
    expect(problems({ username: 'u', removesPassword: true }, true)).toEqual(['password']);
    // The server takes the stored password out with its account.
    expect(problems({ username: '' }, true)).toEqual([]);
    expect(problems({ username: '', password: 'new' })).toEqual(['username']);
  });

  it('puts what the server refuses at its field', () => {
    const refused = refusedField(
      new ConsoleError('TRUNK_SETTINGS_INVALID', { field: 'authorityCertificate', problem: OWN_WORDS['no-pem'] }),
    );
    expect(Object.keys(refused)).toEqual(['authorityCertificate']);
    expect(Object.keys(refusedField(new ConsoleError('TRUNK_NAME_TAKEN', { name: 'x' })))).toEqual(['name']);
    expect(refusedField(new ConsoleError('TRUNK_REVISION_CONFLICT', { name: 'x' }))).toEqual({});
  });

  it('changes the usual port with the transport, and no other one', () => {
    const values = toTrunkValues(someTrunkFields({ transport: 'tls', port: 5061, usesSrtp: true }));
    expect(withTransport(values, 'udp')).toEqual({ transport: 'udp', port: 5060, usesSrtp: false });
    expect(withTransport({ ...values, port: 5080 }, 'tcp')).toEqual({ transport: 'tcp', usesSrtp: false });
    expect(withTransport(toTrunkValues(someTrunkFields()), 'tls')).toEqual({ transport: 'tls', port: 5061 });
  });

  it('shows what becomes of a number', () => {
    const dialled = (change: Parameters<typeof someTrunkFields>[0]) => {
      const fields = someTrunkFields(change);
      return exampleNumbers(fields).map((number) => dialledNumber(number, fields));
    };
    expect(dialled({})).toEqual(['+31201234567', '+4930123456']);
    expect(dialled({ dialledFormat: 'digits' })).toEqual(['31201234567', '4930123456']);
    expect(dialled({ dialledFormat: 'zero-zero', dialPrefix: '9' })).toEqual(['90031201234567', '9004930123456']);
    expect(dialled({ dialledFormat: 'national', homeCountryCode: '31' })).toEqual(['0201234567', '004930123456']);
    expect(dialled({ dialledFormat: 'national', homeCountryCode: '49', nationalPrefix: '' })).toEqual([
      '201234567',
      '0031201234567',
    ]);
  });
});

describe('the state of a trunk', () => {
  const stateOf = (trunk: Parameters<typeof aTrunk>[0], health: Parameters<typeof trunkHealth>[0]) =>
    trunkStateOf({ ...aTrunk(trunk), health: trunkHealth(health) }, NOON);

  it('names the worst first', () => {
    expect(stateOf({ isEnabled: false }, { state: 'down' })).toBe('off');
    expect(stateOf({}, { state: 'down', restsUntil: NOON + 1 })).toBe('down');
    expect(stateOf({ registers: true }, { state: 'up', registration: 'failed' })).toBe('registration-failed');
    expect(stateOf({}, { state: 'up', restsUntil: NOON + 1 })).toBe('resting');
    expect(stateOf({}, { state: 'up', restsUntil: NOON - 1 })).toBe('up');
    expect(stateOf({ registers: true }, { state: 'up', registration: 'registering' })).toBe('registering');
    expect(stateOf({ registers: true }, { state: 'unknown', registration: 'registered' })).toBe('registered');
    expect(stateOf({ optionsSeconds: 0 }, {})).toBe('not-asked');
    expect(stateOf({}, {})).toBe('unknown');
  });

  it('leaves a problem out of the list once the trunk has answered again', () => {
    const lastProblem = { at: NOON - 1000, problem: 'no answer' };
    const listed = (health: Parameters<typeof trunkHealth>[0]) =>
      presentProblem({ ...aTrunk(), health: trunkHealth({ lastProblem, ...health }) }, NOON);
    expect(listed({ state: 'up', lastAnswerAt: NOON })).toBeUndefined();
    expect(listed({ state: 'up', lastAnswerAt: NOON - 2000 })).toBe(lastProblem);
    expect(listed({ state: 'down', lastAnswerAt: NOON })).toBe(lastProblem);
    expect(listed({})).toBe(lastProblem);
  });
});

type Step = TrunkTest['steps'][number];
const step = (direction: Step['direction'], what: string, detail = '', atMilliseconds = 0): Step => ({
  atMilliseconds,
  direction,
  what,
  detail,
});
const INVITE = step('sent', 'INVITE', 'CSeq 1 INVITE');
const CHALLENGE = step('received', '401 Unauthorized', 'CSeq 1 INVITE', 12);
const RINGING = step('received', '180 Ringing', 'CSeq 2 INVITE');
const OK = step('received', '200 OK', 'CSeq 2 INVITE');

describe('the ladder of a test call', () => {
  const test = (change: Partial<TrunkTest>): TrunkTest => ({
    testId: 'a',
    startedAt: NOON,
    isOver: true,
    steps: [INVITE],
    words: '',
    sentFrom: '',
    sentAssertedIdentity: '',
    ...change,
  });
  const looksOf = (steps: readonly Step[]) => rungsOf(steps).map(({ look }) => look);

  it('tells a challenge that is answered from one that is the end', () => {
    const ack = step('sent', 'ACK', 'CSeq 1 ACK');
    expect(looksOf([INVITE, CHALLENGE, ack])).toEqual(['plain', 'bad', 'plain']);
    expect(looksOf([INVITE, CHALLENGE, ack, INVITE, RINGING, OK])).toEqual([
      'plain',
      'waiting',
      'plain',
      'plain',
      'plain',
      'good',
    ]);
    // Each challenge by its own place, though the steps may be equal.
    expect(looksOf([INVITE, CHALLENGE, INVITE, { ...CHALLENGE }])).toEqual(['plain', 'waiting', 'plain', 'bad']);
  });

  it('takes a refusal for the end, and what answers a CANCEL for none', () => {
    expect(looksOf([INVITE, step('received', '486 Busy Here')])).toEqual(['plain', 'bad']);
    expect(looksOf([INVITE, step('sent', 'CANCEL'), step('received', '487 Request Terminated')])).toEqual([
      'plain',
      'plain',
      'plain',
    ]);
    expect(statusOf('603 Decline')).toBe(603);
    expect(statusOf('Key #')).toBeUndefined();
  });

  it('shows a key that came once', () => {
    const steps = [step('received', 'Key #', 'by RFC 4733'), step('here', 'Key #'), step('here', 'Greeting played')];
    expect(rungsOf(steps).map(({ what, direction }) => [direction, what])).toEqual([
      ['received', 'Key #'],
      ['here', 'Greeting played'],
    ]);
  });

  it('says what the person should do now', () => {
    expect(momentOf([INVITE], 100)).toBe('calling');
    expect(momentOf([INVITE], 5000)).toBe('silent');
    expect(momentOf([INVITE, step('received', '100 Trying')], 5000)).toBe('trying');
    expect(momentOf([INVITE, CHALLENGE, INVITE, RINGING], 5000)).toBe('ringing');
    expect(momentOf([INVITE, RINGING, OK], 5000)).toBe('answered');
    // Of another request, such as OPTIONS, an answer answers no phone.
    expect(momentOf([INVITE, step('received', '200 OK', 'CSeq 3 PRACK')], 5000)).toBe('trying');
  });

  it('advises by what came last', () => {
    const refused = (sipStatus: number) => adviceOf(test({ outcome: 'refused', sipStatus, steps: [INVITE, RINGING] }));
    expect([401, 403, 404, 407, 408, 480, 486, 488, 503, 603, 607].map(refused)).toEqual(
      ['401', '403', '404', '407', '408', '480', '486', '488', '503', '603', '607'], // each its own
    );
    expect(refused(500)).toBe('server');
    expect(refused(410)).toBe('refused');
    const unreachable = (words: string, steps = [INVITE]) => adviceOf(test({ outcome: 'unreachable', words, steps }));
    expect(unreachable('')).toBe('silent');
    expect(unreachable('self-signed certificate')).toBe('certificate');
    expect(unreachable("Host: pbx.example.org. is not in the cert's altnames")).toBe('certificate');
    expect(unreachable('getaddrinfo ENOTFOUND pbx.example.org')).toBe('name');
    expect(unreachable('connect ECONNREFUSED 192.0.2.1:5060')).toBe('closed');
    expect(unreachable(`${OWN_WORDS['tls-not-agreed']} (ERR_SSL_WRONG_VERSION_NUMBER)`)).toBe('tls');
    expect(unreachable(`${OWN_WORDS['certificate-not-trusted']} (DEPTH_ZERO_SELF_SIGNED_CERT)`)).toBe('certificate');
    expect(unreachable(`${OWN_WORDS['certificate-expired']} (CERT_HAS_EXPIRED)`)).toBe('expired');
    expect(unreachable(OWN_WORDS['no-sip'])).toBe('no-sip');
    expect(unreachable(`${OWN_WORDS['local-port-taken']} (bind EADDRINUSE)`)).toBe('local-port');
    expect(unreachable(OWN_WORDS['calls-at-once'])).toBe('limit');
    // Answered, and hung up at once: the codecs or SRTP differ.
    expect(adviceOf(test({ outcome: 'answered', words: OWN_WORDS['sound-no-codec'], steps: [INVITE, OK] }))).toBe('488');
    expect(unreachable('', [INVITE, step('received', '100 Trying')])).toBe('unreachable');
    expect(adviceOf(test({ outcome: 'answered', steps: [INVITE, OK] }))).toBe('no-sound');
    expect(adviceOf(test({ outcome: 'answered', steps: [INVITE, OK, step('received', 'RTP')] }))).toBe('answered');
    expect(adviceOf(test({ outcome: 'verified' }))).toBe('verified');
    expect(adviceOf(test({ isOver: false }))).toBeUndefined();
  });

  it('is text for those who keep the telephone system', () => {
    const text = ladderText([INVITE, CHALLENGE, step('here', 'Codec', 'PCMA', 3201)], 'Test call', 'PBX', ['Caller ID: x']);
    expect(text.split('\n')).toEqual([
      'Test call',
      'Countersign --> PBX',
      '',
      '   0.000  -->  INVITE                   CSeq 1 INVITE',
      '   0.012  <--  401 Unauthorized         CSeq 1 INVITE',
      '   3.201   *   Codec                    PCMA',
      '',
      'Caller ID: x',
      '',
    ]);
  });
});

describe('how long a sign-in takes', () => {
  it('is what the engine plans: with a second less, phones ring for a shorter time', () => {
    const settings = { ringSeconds: 30, rounds: 1 };
    const ringOf = (limitSeconds: number, phones: 1 | 2): number => {
      const target = (kind: 'primary' | 'backup') => ({ kind, phone: kind, number: '+31201234567', extension: '' });
      const targets = [target('primary'), target('backup')].slice(0, phones);
      const { actions } = openCallPlan({ ...settings, targets, limitSeconds, call: {} } as never);
      const placed = actions.find((action) => action.kind === 'place-call');
      return placed?.kind === 'place-call' ? placed.ringMilliseconds / 1000 : 0;
    };
    expect([signInSeconds(settings, 1), signInSeconds(settings, 2)]).toEqual([50, 80]);
    for (const phones of [1, 2] as const) {
      expect(ringOf(signInSeconds(settings, phones), phones)).toBe(30);
      expect(ringOf(signInSeconds(settings, phones) - 1, phones)).toBeLessThan(30);
    }
  });

  it('says for what a client waits long enough', () => {
    const settings = { ringSeconds: 30, rounds: 1 };
    expect([49, 50, 79, 80].map((seconds) => reachOf(seconds, settings))).toEqual(['none', 'one', 'one', 'backup']);
  });
});
