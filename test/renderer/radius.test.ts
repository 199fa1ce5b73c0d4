import { beforeAll, describe, expect, it } from 'vitest';
import { findTrustedIpProblem } from '../../main/engine/trusted-ips.ts';
import {
  type ClientRow,
  hasIssue,
  joinActivity,
  messageAuthenticatorState,
  selectRows,
} from '../../renderer/pages/RadiusAuthentication/client-rows.ts';
import {
  stateOf,
  statesBeside,
  toListeners,
  toListenerValues,
  validateListeners,
} from '../../renderer/pages/RadiusAuthentication/listener-values.ts';
import { countsOf, lastErrorOf } from '../../renderer/pages/RadiusClient/activity-facts.ts';
import { guideOf, serverOf } from '../../renderer/pages/RadiusClient/guides.ts';
import { GUIDE_DEVICES } from '../../renderer/pages/RadiusClient/search.ts';
import { emptyClient, toClientRequest, toClientValues, validateClient } from '../../renderer/parts/radius/client-values.ts';
import { attributeChoices, replyAttributeProblem, usualFormatOf } from '../../renderer/parts/radius/reply-attributes.ts';
import { generateSharedSecret, isShortSecret } from '../../renderer/parts/radius/shared-secret.ts';
import { stateAfter } from '../../renderer/parts/radius/test-state.ts';
import { trustedIpProblem } from '../../renderer/parts/radius/trusted-ips.ts';
import { startTexts } from '../../renderer/text/start.ts';
import { radiusClientIdSchema } from '../../shared/ids.ts';
import type { TrustedIp } from '../../shared/schemas/method-settings.ts';
import {
  RADIUS_LISTENERS_DEFAULT,
  type RadiusActivity,
  type RadiusClient,
  radiusClientFieldsSchema,
} from '../../shared/schemas/radius.ts';

beforeAll(() => startTexts());

function client(change: Partial<RadiusClient> = {}): RadiusClient {
  return {
    ...radiusClientFieldsSchema.parse({ name: 'VPN', address: '192.0.2.1' }),
    id: radiusClientIdSchema.parse(1),
    sharedSecretLength: 32,
    createdAt: 1,
    updatedAt: 1,
    revision: 1,
    ...change,
  };
}

function activity(change: Partial<RadiusActivity> = {}): RadiusActivity {
  return {
    clientId: radiusClientIdSchema.parse(1),
    requestCount: 0,
    acceptCount: 0,
    rejectCount: 0,
    challengeCount: 0,
    duplicateCount: 0,
    discards: {},
    recent: [],
    ...change,
  };
}

const request = (at: number, change: Partial<RadiusActivity['recent'][number]> = {}): RadiusActivity['recent'][number] => ({
  at,
  sourceAddress: '192.0.2.1',
  sourcePort: 1,
  username: 'anna',
  protocol: 'pap',
  hasMessageAuthenticator: true,
  reply: 'accept',
  durationMilliseconds: 1,
  ...change,
});

describe('shared secrets', () => {
  it('are 32 letters and digits without lookalikes', () => {
    const secret = generateSharedSecret();
    expect(secret).toMatch(/^[2-9A-HJ-NP-Za-km-z]{32}$/);
    expect(generateSharedSecret()).not.toBe(secret);
  });

  it('skip bytes that would make some letters likelier', () => {
    let calls = 0;
    const secret = generateSharedSecret((bytes) => {
      calls += 1;
      bytes.fill(calls === 1 ? 228 : 0);
    });
    expect(calls).toBe(2);
    expect(secret).toBe('2'.repeat(32));
  });

  it('are short below 16 characters, and none is not short', () => {
    expect([0, 1, 15, 16].map(isShortSecret)).toEqual([false, true, true, false]);
  });
});

describe('the form of a client', () => {
  const good = { ...emptyClient(), name: 'VPN', address: '192.0.2.0/24', sharedSecret: 'x'.repeat(20) };

  it('takes a good client', () => {
    expect(validateClient(true)(good)).toEqual({});
  });

  it('goes there and back', () => {
    const stored = client({ applicationName: 'x', replyAttributes: [{ type: 25, format: 'text', value: 'a' }] });
    const { fields, sharedSecret } = toClientRequest(toClientValues(stored));
    expect(sharedSecret).toBeUndefined();
    expect(radiusClientFieldsSchema.parse(fields)).toEqual(fields);
    expect(stored).toMatchObject(fields);
  });

  it('refuses a local password where only the code fits, beside the code entry', () => {
    const errors = validateClient(true)({ ...good, firstFactor: 'local-password', otpEntry: 'in-password' });
    expect(Object.keys(errors)).toEqual(['otpEntry']);
    expect(validateClient(true)({ ...good, firstFactor: 'local-password', otpEntry: 'after-password' })).toEqual({});
  });

  it('needs a secret when new, and keeps the stored one when empty', () => {
    expect(validateClient(true)({ ...good, sharedSecret: '' })).toHaveProperty('sharedSecret');
    expect(validateClient(false)({ ...good, sharedSecret: '' })).toEqual({});
    expect(validateClient(false)({ ...good, sharedSecret: 'x'.repeat(257) })).toHaveProperty('sharedSecret');
  });

  it('names each wrong field', () => {
    const wrong = { ...good, name: ' ', address: 'vpn', replyAttributes: [{ type: 27, format: 'integer', value: 'x' } as const] };
    expect(Object.keys(validateClient(true)(wrong)).sort()).toEqual(['address', 'name', 'replyAttributes.0.value']);
  });
});

describe('reply attributes', () => {
  it('offer nothing that the server sets itself', () => {
    const types = attributeChoices().map(({ value }) => Number(value));
    for (const type of [1, 2, 3, 24, 33, 79, 80]) expect(types).not.toContain(type);
    expect(types).toHaveLength(248);
    expect(usualFormatOf(27)).toBe('integer');
    expect(usualFormatOf(200)).toBe('hex');
  });

  it('fit their format', () => {
    const problem = (type: number, format: 'text' | 'integer' | 'ipv4' | 'hex', value: string) =>
      replyAttributeProblem({ type, format, value });
    expect(problem(11, 'text', 'x'.repeat(253))).toBeUndefined();
    expect(problem(11, 'text', 'é'.repeat(127))).toBe('too-long');
    expect(problem(18, 'text', 'x'.repeat(400))).toBeUndefined();
    expect(problem(27, 'integer', '4294967295')).toBeUndefined();
    expect(problem(27, 'integer', '4294967296')).toBe('integer');
    expect(problem(8, 'ipv4', '192.0.2.256')).toBe('ipv4');
    expect(problem(25, 'hex', 'abc')).toBe('hex');
    expect(problem(26, 'hex', '00000009')).toBe('vendor');
    expect(problem(26, 'hex', '0000000901')).toBeUndefined();
    expect(problem(11, 'text', '')).toBe('empty');
  });
});

describe('the list of clients', () => {
  const rows: readonly ClientRow[] = joinActivity(
    [
      client({ name: 'vpn 10', sharedSecretLength: 6 }),
      client({ id: radiusClientIdSchema.parse(2), name: 'vpn 9', isEnabled: false, requiresMessageAuthenticator: false }),
    ],
    [activity({ clientId: radiusClientIdSchema.parse(2), lastRequestAt: 5, sendsMessageAuthenticator: true })],
  );
  const names = (filter: Partial<Parameters<typeof selectRows>[1]>) =>
    selectRows(rows, { search: '', sort: 'name', direction: 'asc', ...filter }).map((row) => row.client.name);

  it('is sorted as people count, both ways', () => {
    expect(names({})).toEqual(['vpn 9', 'vpn 10']);
    expect(names({ direction: 'desc' })).toEqual(['vpn 10', 'vpn 9']);
    expect(names({ sort: 'lastRequest', direction: 'desc' })).toEqual(['vpn 9', 'vpn 10']);
  });

  it('is searched by every word, and filtered by what needs a look', () => {
    expect(names({ search: '10 192.0' })).toEqual(['vpn 10']);
    expect(names({ issue: 'disabled' })).toEqual(['vpn 9']);
    expect(names({ issue: 'unprotected' })).toEqual(['vpn 9']);
    expect(names({ issue: 'short-secret' })).toEqual(['vpn 10']);
    expect(hasIssue(client(), 'short-secret')).toBe(false);
  });

  it('tells what is required from what is sent', () => {
    expect(rows.map(messageAuthenticatorState)).toEqual(['required', 'optional-sent']);
    const silent = { client: client(), activity: activity({ sendsMessageAuthenticator: false }) };
    expect(messageAuthenticatorState(silent)).toBe('required-not-sent');
  });
});

describe('listeners', () => {
  const values = toListenerValues(RADIUS_LISTENERS_DEFAULT);
  const first = values.listeners[0];
  if (first === undefined) throw new TypeError('no listener by default');

  it('go there and back', () => {
    expect(toListeners(values)).toEqual(RADIUS_LISTENERS_DEFAULT);
    expect(validateListeners(values)).toEqual({});
  });

  it('are refused beside their field', () => {
    const changed = (change: Partial<typeof first>) =>
      Object.keys(validateListeners({ ...values, listeners: [first, { ...first, key: 'n', ...change }] }));
    expect(changed({})).toEqual(['listeners.1.address']);
    expect(changed({ port: '' })).toEqual(['listeners.1.port']);
    expect(changed({ port: 0 })).toEqual(['listeners.1.port']);
    expect(changed({ port: 70_000 })).toEqual(['listeners.1.port']);
    expect(changed({ address: 'localhost' })).toEqual(['listeners.1.address']);
    expect(validateListeners({ ...values, rejectDelaySeconds: 11 })).toHaveProperty('rejectDelaySeconds');
    expect(validateListeners({ ...values, rejectDelaySeconds: '' })).toHaveProperty('rejectDelaySeconds');
  });

  it('have the state that the engine tells, and no other', () => {
    const states = [
      { address: '0.0.0.0', port: 1812, isListening: true, problem: '' },
      { address: '::', port: 1812, isListening: false, problem: 'no IPv6' },
    ];
    const kinds = values.listeners.map((row) => stateOf(RADIUS_LISTENERS_DEFAULT, states, row).kind);
    expect(kinds).toEqual(['listening', 'down', 'off']);
    expect(stateOf(RADIUS_LISTENERS_DEFAULT, states, { ...first, port: 1813 }).kind).toBe('unsaved');
    expect(statesBeside(RADIUS_LISTENERS_DEFAULT, states)).toEqual([]);
    const other = [{ address: '0.0.0.0', port: 40_000, isListening: true, problem: '' }];
    expect(stateOf(RADIUS_LISTENERS_DEFAULT, other, first).kind).toBe('not-used');
    expect(statesBeside(RADIUS_LISTENERS_DEFAULT, other)).toEqual(other);
  });
});

describe('what a client really does', () => {
  it('adds its discards up', () => {
    const counts = countsOf(activity({ requestCount: 5, acceptCount: 2, discards: { overload: 1, 'password-missing': 2 } }));
    expect(counts).toMatchObject({ requestCount: 5, acceptCount: 2, discardCount: 3 });
  });

  it('names the protocol of a refused one, and knows when an error is over', () => {
    const lastError = { at: 5, kind: 'protocol-unsupported' } as const;
    const refused = request(5, { protocol: 'mschap', reply: 'reject', discard: 'protocol-unsupported' });
    expect(lastErrorOf(activity({ lastError, recent: [refused] }))).toMatchObject({ protocol: 'mschap', isOver: false });
    expect(lastErrorOf(activity({ lastError, recent: [request(6), refused] }))).toMatchObject({ isOver: true });
    expect(lastErrorOf(activity({ lastError, recent: [request(6, { reply: 'status' }), refused] }))).toMatchObject({
      isOver: false,
    });
    expect(lastErrorOf(activity())).toBeUndefined();
  });
});

describe('the test form', () => {
  const reply = { replyMessage: '', durationMilliseconds: 1, attributes: [] };
  it('asks the code after a challenge with State, and is done after anything else', () => {
    expect(stateAfter({ ...reply, outcome: 'challenge', state: 'AAAA' }, 'anna')).toEqual({
      step: 'challenge',
      username: 'anna',
      state: 'AAAA',
    });
    expect(stateAfter({ ...reply, outcome: 'challenge' }, 'anna')).toEqual({ step: 'request' });
    expect(stateAfter({ ...reply, outcome: 'accept' }, 'anna')).toEqual({ step: 'request' });
  });
});

describe('set-up guides', () => {
  const facts = {
    server: '192.0.2.9',
    port: 1645,
    secret: '<secret>',
    firstFactor: 'none',
    otpEntry: 'challenge',
    timeoutSeconds: 45,
  } as const;

  it('have steps for every device, with the values filled in', () => {
    for (const device of GUIDE_DEVICES) {
      const { steps } = guideOf(device, facts);
      const code = steps.map((step) => step.code ?? '').join('\n');
      expect(steps.length).toBeGreaterThan(2);
      expect(steps.some((step) => step.hasValues === true) || (code.includes('192.0.2.9') && code.includes('1645'))).toBe(true);
      expect(new Set(steps.map(({ text }) => text)).size).toBe(steps.length);
    }
  });

  it('give the device the timeout of the client’s page', () => {
    for (const device of ['fortigate', 'cisco-asa', 'openvpn', 'citrix'] as const) {
      expect(
        guideOf(device, facts).steps.some(({ code = '' }) => /\b45\b/.test(code)),
        device,
      ).toBe(true);
    }
  });

  it('warn where the device cannot show a second prompt', () => {
    expect(guideOf('openvpn', facts).cautions).toEqual(['challengeOpenvpn']);
    expect(guideOf('openvpn', { ...facts, otpEntry: 'in-password' }).cautions).toEqual([]);
  });

  it('write an IPv6 server in brackets where a port follows', () => {
    expect(guideOf('openvpn', { ...facts, server: '2001:db8::1' }).steps[0]?.code).toContain('[2001:db8::1]:1645');
  });

  it('find the server’s address, or leave it open', () => {
    expect(serverOf([{ address: '192.0.2.9', port: 1645 }], 'localhost')).toEqual({ server: '192.0.2.9', port: 1645 });
    expect(serverOf([{ address: '0.0.0.0', port: 1812 }], 'mfa.example.org')).toEqual({ server: 'mfa.example.org', port: 1812 });
    expect(serverOf([{ address: '::', port: 1812 }], '127.0.0.1')).toEqual({ server: undefined, port: 1812 });
    expect(serverOf([], '[2001:db8::1]')).toEqual({ server: '2001:db8::1', port: 1812 });
  });
});

describe('trusted IPs', () => {
  it('takes single addresses, ranges and subnets, and says which field is wrong', () => {
    const entries: readonly (readonly [TrustedIp, string | undefined])[] = [
      [{ kind: 'single', from: '192.0.2.1', to: '' }, undefined],
      [{ kind: 'single', from: '2001:db8::1', to: '' }, undefined],
      [{ kind: 'single', from: '192.0.2', to: '' }, 'from address'],
      [{ kind: 'range', from: '192.0.2.1', to: '192.0.2.9' }, undefined],
      [{ kind: 'range', from: '192.0.2.9', to: '192.0.2.1' }, 'to order'],
      [{ kind: 'range', from: '192.0.2.9', to: '2001:db8::1' }, 'to last-address'],
      [{ kind: 'range', from: '192.0.2.9', to: '' }, 'to last-address'],
      [{ kind: 'subnet', from: '192.0.2.0', to: '255.255.255.0' }, undefined],
      [{ kind: 'subnet', from: '192.0.2.0', to: '24' }, undefined],
      [{ kind: 'subnet', from: '192.0.2.0', to: '255.0.255.0' }, 'to mask'],
      [{ kind: 'subnet', from: '192.0.2.0', to: '33' }, 'to mask'],
      [{ kind: 'subnet', from: '2001:db8::', to: '/64' }, undefined],
      [{ kind: 'subnet', from: '2001:db8::', to: '255.255.255.0' }, 'to prefix'],
    ];
    for (const [entry, expected] of entries) {
      const found = trustedIpProblem(entry);
      expect(found === undefined ? undefined : `${found.field} ${found.problem}`, JSON.stringify(entry)).toBe(expected);
      // What the console takes, the engine takes.
      if (expected === undefined) expect(findTrustedIpProblem(entry)).toBeUndefined();
    }
  });

  it('sends no second field that a single address left behind', () => {
    const values = {
      ...emptyClient(),
      name: 'VPN',
      address: '192.0.2.1',
      trustedIps: [{ kind: 'single' as const, from: ' 192.0.2.7 ', to: '24' }],
    };
    expect(toClientRequest(values).fields.trustedIps).toEqual([{ kind: 'single', from: '192.0.2.7', to: '' }]);
    expect(validateClient(false)(values)).toEqual({});
    expect(Object.keys(validateClient(false)({ ...values, trustedIps: [{ kind: 'range', from: '192.0.2.7', to: '' }] }))).toEqual(
      ['trustedIps.0.to'],
    );
  });
});
