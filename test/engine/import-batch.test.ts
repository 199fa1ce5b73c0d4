import { describe, expect, it } from 'vitest';
import { nodeDigest } from '../../main/adapters/node-digest.ts';
import { type ImportLookup, judgeBatch } from '../../main/engine/tokens/import-batch.ts';
import { pageRows } from '../../main/engine/tokens/import-rows.ts';
import type { TokenCandidate } from '../../main/protocols/token-candidate.ts';

const NOW = Date.UTC(2026, 10, 20);
const lookup: ImportLookup = {
  hasSerial: (serial) => serial.toLowerCase() === 'stored',
  hasUser: (username) => username === 'anna',
  userKey: (username) => username.toLowerCase(),
};

function candidate(fields: Partial<TokenCandidate> = {}): TokenCandidate {
  return {
    line: 1,
    serial: '1001',
    user: '',
    type: 'totp',
    algorithm: 'SHA1',
    digits: 8,
    periodSeconds: 30,
    counter: '0',
    driftSteps: 0,
    manufacturer: '',
    model: '',
    startsAt: undefined,
    expiresAt: undefined,
    encoding: undefined,
    seed: Buffer.from('12345678901234567890'),
    finding: undefined,
    columns: { serial: 'SerialNo', secret: 'Secret', user: 'UserId', expires: 'ExpiryDate' },
    ...fields,
  };
}
const judge = (candidates: TokenCandidate[], createsUsers = false) => judgeBatch(candidates, { lookup, createsUsers, now: NOW });
const codesOf = (candidates: TokenCandidate[], createsUsers = false) =>
  judge(candidates, createsUsers).rows.map((row) => row.code);

describe('the verdict on a row', () => {
  it.each([
    ['OK', {}],
    ['SERIAL_MISSING', { serial: '' }],
    ['SERIAL_MISSING', { serial: 'a\u0000b' }],
    ['SERIAL_TOO_LONG', { serial: 'x'.repeat(257) }],
    ['SECRET_TOO_SHORT', { seed: new Uint8Array(9) }],
    ['SECRET_SHORT', { seed: new Uint8Array(10) }],
    ['SECRET_SHORT', { seed: new Uint8Array(15) }],
    ['OK', { seed: new Uint8Array(16) }],
    ['OK', { seed: new Uint8Array(128) }],
    ['SECRET_TOO_LONG', { seed: new Uint8Array(129) }],
    ['KEY_EXPIRED', { expiresAt: NOW }],
    ['OK', { expiresAt: NOW + 1 }],
    ['KEY_NOT_YET_VALID', { startsAt: NOW + 1 }],
    ['OK', { startsAt: NOW }],
    ['OK', { user: 'anna' }],
    ['USER_NOT_FOUND', { user: 'bert' }],
    ['USER_INVALID', { user: 'x'.repeat(254) }],
    ['DUPLICATE_IN_STORE', { serial: 'STORED' }],
    ['MAC_INVALID', { seed: undefined, finding: { code: 'MAC_INVALID', column: 'Secret', message: 'x' } }],
    ['SECRET_ENCODING_AMBIGUOUS', { finding: { code: 'SECRET_ENCODING_AMBIGUOUS', column: 'Secret', message: 'x' } }],
  ] as const)('%s for %o', (code, fields) => {
    const [row] = judge([candidate(fields as Partial<TokenCandidate>)]).rows;
    expect(row?.code).toBe(code);
    expect(row?.message === '').toBe(code === 'OK');
  });

  it('the first good row of a serial number counts, whatever its case', () => {
    const broken = candidate({ seed: new Uint8Array(2) });
    expect(codesOf([broken, candidate({ serial: 'A1' }), candidate({ serial: 'a1' }), candidate()])).toEqual([
      'SECRET_TOO_SHORT',
      'OK',
      'DUPLICATE_IN_FILE',
      'OK',
    ]);
  });

  it('users are created once, and only where that is asked for', () => {
    const rows = [
      candidate({ user: 'bert' }),
      candidate({ serial: '2', user: 'Bert' }),
      candidate({ serial: '3', user: 'anna' }),
    ];
    const batch = judge(rows, true);
    expect(batch.rows.map((row) => row.createsUser)).toEqual([true, true, false]);
    expect(batch.summary).toEqual({ ok: 3, duplicate: 0, error: 0, warning: 0, usersToCreate: 1 });
    expect(judge(rows).summary).toMatchObject({ ok: 1, error: 2, usersToCreate: 0 });
  });
});

describe('the rows shown', () => {
  const shown = (fields: Partial<TokenCandidate>, now: number) =>
    pageRows(judge([candidate(fields)]), { search: '', offset: 0, limit: 10 }, nodeDigest.hmac, now).rows[0];

  it('have the code of the device: RFC 6238 appendix B and RFC 4226 appendix D', () => {
    expect(shown({}, 59_000)?.exampleCode).toBe('94287082');
    expect(shown({ driftSteps: 1 }, 29_000)?.exampleCode).toBe('94287082');
    expect(shown({ type: 'hotp', counter: '9', digits: 6 }, 0)?.exampleCode).toBe('520489');
    expect(shown({ type: 'hotp', counter: '18446744073709551615' }, 0)?.exampleCode).toMatch(/^\d{8}$/);
  });

  it('have no code, and no control character, where there is an error', () => {
    expect(shown({ serial: 'a\nb' }, 0)).toMatchObject({ serial: 'a b', status: 'error' });
    expect(shown({ serial: 'a\nb' }, 0)).not.toHaveProperty('exampleCode');
  });
});
