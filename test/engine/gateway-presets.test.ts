import { describe, expect, it } from 'vitest';
import { findHttpProblem } from '../../main/engine/delivery/http-check.ts';
import { fillRequest } from '../../main/engine/delivery/http-template.ts';
import { EXAMPLE_GATEWAY_HOST, GATEWAY_PRESETS } from '../../shared/gateway-presets.ts';
import { gatewayFieldsSchema } from '../../shared/schemas/gateway.ts';

const values = {
  to: '31612345678',
  from: 'Example',
  text: 'Code "123456"\n& é',
  message_id: 'f'.repeat(32),
  username: 'ann',
  password: 's3cret',
  receipt_url: 'https://countersign.example.org/sms/7/inb0und',
  isUnicode: false,
};

describe.each(GATEWAY_PRESETS)('the preset for $name', (preset) => {
  it('is whole, and says what is left to fill in', () => {
    expect(gatewayFieldsSchema.parse(preset.fields)).toEqual(preset.fields);
    const { connection } = preset.fields;
    if (connection.kind !== 'http') throw new Error('a preset is for HTTP');
    const all = JSON.stringify(connection);
    expect(all.includes(EXAMPLE_GATEWAY_HOST)).toBe(preset.needs.includes('server'));
    if (all.includes('<$receipt_url$>')) expect(connection.inbound.receiptId).not.toBe('');
    const usesUsername = connection.authentication === 'basic' || all.includes('<$username$>');
    expect(usesUsername).toBe(preset.needs.includes('username'));
    expect(connection.authentication !== 'none' || all.includes('<$password$>')).toBe(preset.needs.includes('password'));
    expect(connection.inbound.isEnabled).toBe(false);
  });

  it('can be saved once the gateway’s own address and the name are filled in, and not before', () => {
    const { connection } = preset.fields;
    if (connection.kind !== 'http') throw new Error('a preset is for HTTP');
    const read = (text: string) => URL.parse(text) ?? undefined;
    const filled = {
      ...connection,
      url: connection.url.replace(EXAMPLE_GATEWAY_HOST, '192.0.2.1'),
      username: preset.needs.includes('username') ? 'ann' : '',
    };
    expect(findHttpProblem(filled, read)).toBeUndefined();
    if (preset.needs.includes('server')) expect(findHttpProblem(connection, read)).toContain(EXAMPLE_GATEWAY_HOST);
  });

  it('makes a request of any text, with no placeholder left in it', () => {
    const { connection } = preset.fields;
    if (connection.kind !== 'http') throw new Error('a preset is for HTTP');
    for (const more of [{ isUnicode: true }, { isUnicode: false }, { receipt_url: '' }]) {
      const filled = fillRequest(connection, { ...values, ...more });
      expect(filled).toMatchObject({ ok: true });
      expect(JSON.stringify(filled)).not.toContain('<$');
      if (filled.ok) expect(URL.canParse(filled.url)).toBe(true);
    }
  });
});

it('no two presets have the same id', () => {
  expect(new Set(GATEWAY_PRESETS.map((preset) => preset.id)).size).toBe(GATEWAY_PRESETS.length);
});
