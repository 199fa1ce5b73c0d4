/** Octets that are no message, as an operator reads them. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, withoutNumbers } from '../../../main/protocols/sip/operator-words.ts';

const octets = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('what a trunk sent that is no SIP', () => {
  it.each([
    ['HTTP/1.1 400 Bad Request\r\nServer: x\r\n\r\n', 'HTTP/1.1 400 Bad Request Server: x'],
    ['\u0000\u0001ab\u001b[31mred', '..ab.[31mred'],
    ['call to +31612345678 refused', 'call to [number] refused'],
    ['port 5060 at 192.0.2.17', 'port 5060 at 192.0.2.17'],
    ['', ''],
  ])('%j reads as %j', (text, expected) => {
    expect(printable(octets(text))).toBe(expected);
  });

  it('is one line of at most 200 characters that hides numbers, whatever came', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 3_000 }), (bytes) => {
        const text = printable(bytes);
        expect([...text].length).toBeLessThanOrEqual(200);
        expect(text).not.toMatch(/[\p{Cc}\u2028\u2029]|\d{7}/u);
        expect(withoutNumbers(text)).toBe(text);
      }),
    );
  });
});
