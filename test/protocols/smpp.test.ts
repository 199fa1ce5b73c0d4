/** SMPP 3.4: §5.1.3 (status), §5.2.5 (TON), §5.2.12 (esm_class), §7.1.1 (times), Appendix B (receipts). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { destinationAddress, sourceAddress } from '../../main/protocols/smpp/address.ts';
import { planSubmit, validityPeriod } from '../../main/protocols/smpp/message.ts';
import { isReceipt, messageIdForms, messageIdKey, readReceipt } from '../../main/protocols/smpp/receipt.ts';
import { isPermanentRefusal, isThrottling, statusText } from '../../main/protocols/smpp/status.ts';
import { decodeGsm7 } from '../../main/protocols/sms/gsm7.ts';

const ALPHABETS = ['gsm', 'latin1', 'ucs2'] as const;
const LONG = ['udh', 'sar', 'payload'] as const;

function decode(octets: Uint8Array, dataCoding: number): string {
  if (dataCoding === 0) return decodeGsm7(octets);
  return new TextDecoder(dataCoding === 3 ? 'latin1' : 'utf-16be').decode(octets);
}

describe('status', () => {
  it('is written with name, number and words', () => {
    expect(statusText(0x58)).toBe('ESME_RTHROTTLED (0x58) throttling error');
    expect(statusText(0x0b)).toBe('ESME_RINVDSTADR (0x0B) invalid destination address');
    expect(statusText(0x0401)).toBe('status 0x401 of the centre’s own');
  });
  it('throttling is neither permanent nor the other way round', () => {
    const all = Array.from({ length: 256 }, (_, status) => status);
    expect(all.filter(isThrottling)).toEqual([0x14, 0x58]);
    expect(all.filter((status) => isThrottling(status) && isPermanentRefusal(status))).toEqual([]);
  });
});

describe('addresses', () => {
  it.each([
    ['Example', { ton: 5, npi: 0, address: 'Example' }],
    ['3456', { ton: 3, npi: 0, address: '3456' }],
    ['+31970001', { ton: 1, npi: 1, address: '31970001' }],
    ['31612345678', { ton: 1, npi: 1, address: '31612345678' }],
    ['', { ton: 0, npi: 0, address: '' }],
  ])('of sender %s', (sender, expected) => {
    expect(sourceAddress(sender)).toEqual(expected);
  });
  it('of a destination', () => {
    expect(destinationAddress('+31612345678', 'plus')).toEqual({ ton: 1, npi: 1, address: '31612345678' });
    expect(destinationAddress('+31612345678', 'zero-zero')).toEqual({ ton: 0, npi: 1, address: '0031612345678' });
  });
});

describe('a text', () => {
  it('has a header of six octets in each part (TS 23.040 §9.2.3.24.1)', () => {
    const parts = planSubmit('a'.repeat(200), { alphabet: 'gsm', longMessages: 'udh', reference: 0x7f });
    expect(parts.map(({ shortMessage }) => [...shortMessage.slice(0, 6)])).toEqual([
      [5, 0, 3, 0x7f, 2, 1],
      [5, 0, 3, 0x7f, 2, 2],
    ]);
    expect(parts.map(({ esmClass, dataCoding }) => [esmClass, dataCoding])).toEqual([
      [0x40, 0],
      [0x40, 0],
    ]);
  });
  it('joined from its parts is the text, in every alphabet and form, and no part is too long', () => {
    const texts = fc.oneof(fc.string({ maxLength: 500 }), fc.string({ unit: 'grapheme', maxLength: 300 }));
    const well = texts.filter((text) => text.isWellFormed());
    fc.assert(
      fc.property(well, fc.constantFrom(...ALPHABETS), fc.constantFrom(...LONG), (text, alphabet, longMessages) => {
        const parts = planSubmit(text, { alphabet, longMessages, reference: 1 });
        const joined = parts.map(({ shortMessage, payload, esmClass, dataCoding }) =>
          decode(payload ?? (esmClass === 0x40 ? shortMessage.slice(6) : shortMessage), dataCoding),
        );
        expect(joined.join('')).toBe(text);
        for (const { shortMessage, dataCoding } of parts) {
          expect(shortMessage.length).toBeLessThanOrEqual(dataCoding === 0 ? 160 : 140);
        }
      }),
    );
  });
  it('is worth nothing after its validity, which is a minute at least', () => {
    expect(validityPeriod(300_000)).toBe('000000000500000R');
    expect(validityPeriod(3_661_000)).toBe('000000010101000R');
    expect(validityPeriod(-5)).toBe('000000000100000R');
  });
});

describe('a receipt', () => {
  it('is told from a reply by esm_class', () => {
    expect([0x00, 0x04, 0x44, 0x40, 0x08, 0x20].map(isReceipt)).toEqual([false, true, true, false, false, false]);
  });
  it.each([
    [
      'id:0123 sub:001 dlvrd:001 submit date:2611201200 done date:2611201201 stat:DELIVRD err:000 text:Code',
      {},
      '0123',
      'delivered',
      'DELIVRD',
    ],
    ['id: abc-1 stat: UNDELIV err: 011', {}, 'abc-1', 'failed', 'UNDELIV err 011'],
    ['ID:7 STAT:EXPIRED ERR:000', {}, '7', 'failed', 'EXPIRED'],
    ['id:7 stat:ACCEPTD err:000', {}, '7', undefined, 'ACCEPTD'],
    ['', { receiptedMessageId: '9\0', messageState: 5 }, '9', 'failed', 'UNDELIV'],
    ['id:7 stat:UNDELIV', { receiptedMessageId: '9', messageState: 2 }, '9', 'delivered', 'DELIVRD'],
  ])('%s', (text, parameters, id, state, words) => {
    expect(readReceipt(text, parameters)).toEqual({ id, state, words });
  });
  it('without an id is none, and junk is no error', () => {
    expect(readReceipt('stat:DELIVRD', {})).toBeUndefined();
    fc.assert(fc.property(fc.string(), (text) => readReceipt(text, {})?.id !== ''));
  });
  it('knows an id in decimal, in hexadecimal and with zeros in front; as it is written goes first', () => {
    expect(messageIdKey('0000002A')).toBe('2a');
    expect(messageIdForms('0000000042')).toEqual(['42', '2a', '66']);
    expect(messageIdForms('2A')).toEqual(['2a', '42']);
    expect(messageIdForms('b7-xyz')).toEqual(['b7-xyz']);
    fc.assert(
      fc.property(fc.bigInt({ min: 1n, max: (1n << 63n) - 1n }), (id) => {
        expect(messageIdForms(id.toString())).toContain(messageIdKey(id.toString(16)));
        expect(messageIdForms(id.toString(16).padStart(16, '0'))).toContain(messageIdKey(id.toString()));
      }),
    );
  });
});
