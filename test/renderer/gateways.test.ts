/** The pure parts of gateways, blocks, bypasses and the help desk in the console. */
import { describe, expect, it } from 'vitest';
import {
  gatewayProblems,
  openNeeds,
  PRESETS,
  presetOf,
  toGatewayRequest,
  toGatewayValues,
} from '../../renderer/pages/Gateways/gateway-values.ts';
import { healthStateOf } from '../../renderer/pages/Gateways/health.ts';
import { modeFor } from '../../renderer/pages/HelpDesk/mode-for.ts';
import { clockText } from '../../renderer/parts/Countdown.tsx';
import { blockStateOf, bypassStateOf } from '../../renderer/parts/help-desk/block-state.ts';
import { periodStart } from '../../renderer/parts/list-period.ts';
import { userStateOf } from '../../renderer/parts/user-state.ts';
import { GATEWAY_PRESETS } from '../../shared/gateway-presets.ts';
import { gatewayFieldsSchema } from '../../shared/schemas/gateway.ts';

const HEALTH = { circuit: 'closed', failureCount: 0, sentCount: 0, failedCount: 0, deliveredCount: 0 } as const;
const DAY = 86_400_000;
const FIRST = GATEWAY_PRESETS.find(({ id }) => id === 'generic-json') ?? raise();

function raise(): never {
  throw new Error('no such preset');
}

describe('a gateway in the console', () => {
  it('has a form for every preset, and gives back what it was filled with', () => {
    expect(PRESETS.length).toBe(GATEWAY_PRESETS.length + 2);
    for (const preset of PRESETS) {
      const { fields, secrets } = toGatewayRequest(toGatewayValues(preset.fields));
      expect(fields, preset.id).toEqual(preset.fields);
      expect(secrets).toEqual({});
      expect(presetOf(preset.id)).toBe(preset);
      // Only a centre has no address that could stand for one.
      if (preset.fields.connection.kind !== 'smpp') expect(gatewayFieldsSchema.safeParse(fields).success, preset.id).toBe(true);
    }
  });

  it('says what of a preset is still open, until it is filled in', () => {
    const preset = presetOf('kannel');
    if (preset === undefined) throw new Error('no Kannel');
    const values = toGatewayValues(preset.fields);
    expect(openNeeds(preset, values)).toEqual(['server', 'username', 'password']);
    const http = { ...values.http, url: values.http.url.replace('gateway.example.org', 'kannel.example.net'), username: 'u' };
    expect(openNeeds(preset, { ...values, http, password: 'p' })).toEqual([]);
  });

  it('puts each problem at its field, also where the field is a list', () => {
    const values = toGatewayValues(FIRST.fields);
    const http = { ...values.http, url: 'ftp://x', inbound: { ...values.http.inbound, allowedAddresses: ['nowhere'] } };
    const problems = gatewayProblems({ ...values, name: '', http, senders: [{ countryCodes: [], senders: ['€'] }] });
    expect(Object.keys(problems).sort()).toEqual(['http.inbound.allowedAddresses', 'http.url', 'name', 'senders.0.senders']);
  });

  it('sends a password only when one was typed, and an empty one to remove it', () => {
    const values = toGatewayValues(FIRST.fields);
    expect(toGatewayRequest({ ...values, password: 'secret' }).secrets).toEqual({ password: 'secret' });
    expect(toGatewayRequest({ ...values, password: 'secret', removesPassword: true }).secrets).toEqual({ password: '' });
  });

  it('shows the worst of its health', () => {
    expect(healthStateOf({ isEnabled: false, health: { ...HEALTH, circuit: 'open' } })).toBe('off');
    expect(healthStateOf({ isEnabled: true, health: { ...HEALTH, circuit: 'open', isConnected: false } })).toBe('open');
    expect(healthStateOf({ isEnabled: true, health: { ...HEALTH, isConnected: false } })).toBe('disconnected');
    expect(healthStateOf({ isEnabled: true, health: { ...HEALTH, failureCount: 1, lastSuccessAt: 1 } })).toBe('failing');
    expect(healthStateOf({ isEnabled: true, health: { ...HEALTH, isConnected: true, isReceiving: false } })).toBe('deaf');
    expect(healthStateOf({ isEnabled: true, health: { ...HEALTH, isConnected: false, isReceiving: false } })).toBe(
      'disconnected',
    );
    expect(healthStateOf({ isEnabled: true, health: HEALTH })).toBe('unused');
    expect(healthStateOf({ isEnabled: true, health: { ...HEALTH, isConnected: true } })).toBe('working');
  });
});

describe('blocks and bypasses in the console', () => {
  const block = { isBlocking: true, endedBy: '', endReason: '', expiresAt: 100 };
  it('tells who ended a block from one that ended by itself', () => {
    expect(blockStateOf(block, 99)).toBe('blocked');
    expect(blockStateOf(block, 100)).toBe('expired');
    expect(blockStateOf({ ...block, endedAt: 50, endedBy: 'operator1', endReason: 'found' }, 60)).toBe('unblocked');
    expect(blockStateOf({ ...block, isBlocking: false }, 10)).toBe('recorded');
  });

  it('takes a bypass as expired when its time is up', () => {
    expect(bypassStateOf({ expiresAt: 100 }, 99)).toBe('running');
    expect(bypassStateOf({ expiresAt: 100 }, 100)).toBe('expired');
    expect(bypassStateOf({ expiresAt: 100, end: 'used' }, 200)).toBe('used');
  });

  it('judges a user as the engine does: disabled, blocked, locked', () => {
    const user = { isEnabled: true, blockedUntil: 10, isLockedLongTerm: true };
    expect(userStateOf({ ...user, isEnabled: false }, 5)).toBe('disabled');
    expect(userStateOf(user, 5)).toBe('blocked');
    expect(userStateOf(user, 10)).toBe('locked-long-term');
  });

  it('counts down in hours, minutes and seconds', () => {
    expect([0, 59, 272, 3872].map(clockText)).toEqual(['0:00', '0:59', '4:32', '1:04:32']);
  });

  it('moves the start of a period in steps, so that a second is no new question', () => {
    const now = 400 * DAY + 1234;
    expect(periodStart(undefined, now)).toBeUndefined();
    expect(periodStart('last-week', now)).toBe(393 * DAY);
    expect(periodStart('last-week', now + 60_000)).toBe(393 * DAY);
  });

  it('keeps the PIN where the user had one', () => {
    expect(modeFor('text-message', false)).toBe('one-way-otp');
    expect(modeFor('text-message', true)).toBe('one-way-otp-pin');
    expect(modeFor('oath-token', true)).toBe('pin');
    expect(modeFor('app-password', true)).toBe('standard');
  });
});
