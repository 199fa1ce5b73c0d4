import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attributeName, formatAttributeValue } from '../../../main/protocols/radius/attributes.ts';
import { encodeReplyAttribute, encodeReplyMessage } from '../../../main/protocols/radius/reply-attributes.ts';

describe('encodeReplyAttribute', () => {
  it.each([
    [{ type: 25, format: 'text', value: 'Sales' }, [25, 7, 83, 97, 108, 101, 115]],
    [{ type: 27, format: 'integer', value: '3600' }, [27, 6, 0, 0, 14, 16]],
    [{ type: 27, format: 'integer', value: '4294967295' }, [27, 6, 255, 255, 255, 255]],
    [{ type: 8, format: 'ipv4', value: '192.0.2.7' }, [8, 6, 192, 0, 2, 7]],
    [{ type: 26, format: 'hex', value: '000000090103' }, [26, 8, 0, 0, 0, 9, 1, 3]],
  ] as const)('encodes %j', (attribute, bytes) => {
    expect(encodeReplyAttribute(attribute)).toEqual(Uint8Array.from(bytes));
  });
  it.each([
    [{ type: 25, format: 'text', value: 'x'.repeat(254) }, 'value-too-long'],
    [{ type: 27, format: 'integer', value: '4294967296' }, 'integer-invalid'],
    [{ type: 27, format: 'integer', value: '-1' }, 'integer-invalid'],
    [{ type: 8, format: 'ipv4', value: '192.0.2.256' }, 'address-invalid'],
    [{ type: 8, format: 'ipv4', value: '::1' }, 'address-invalid'],
    [{ type: 25, format: 'hex', value: 'abc' }, 'hex-invalid'],
    [{ type: 26, format: 'hex', value: '00000009' }, 'vendor-value-invalid'],
  ] as const)('refuses %j', (attribute, error) => {
    expect(encodeReplyAttribute(attribute)).toBe(error);
  });
});

describe('encodeReplyMessage', () => {
  it('splits any text at 253 octets between characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 256 }), (text) => {
        const bytes = encodeReplyMessage(text);
        let read = '';
        for (let at = 0; at < bytes.length; at += bytes[at + 1] ?? 1) {
          const length = bytes[at + 1] ?? 0;
          expect(bytes[at]).toBe(18);
          expect(length).toBeGreaterThan(2);
          read += new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(at + 2, at + length));
        }
        expect(read).toBe(new TextDecoder('utf-8', { ignoreBOM: true }).decode(new TextEncoder().encode(text)));
      }),
    );
  });
});

describe('showing attributes', () => {
  it('names them and reads their values', () => {
    expect(attributeName(25)).toBe('Class');
    expect(attributeName(250)).toBe('Attribute-250');
    expect(formatAttributeValue(18, new TextEncoder().encode('Grüße'))).toBe('Grüße');
    expect(formatAttributeValue(27, Uint8Array.of(0, 0, 14, 16))).toBe('3600');
    expect(formatAttributeValue(8, Uint8Array.of(192, 0, 2, 1))).toBe('192.0.2.1');
    expect(formatAttributeValue(24, Uint8Array.of(1, 255))).toBe('01ff');
  });
});
