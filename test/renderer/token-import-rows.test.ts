import { describe, expect, it } from 'vitest';
import type { JudgedRow } from '../../main/engine/tokens/import-batch.ts';
import { pageRows } from '../../main/engine/tokens/import-rows.ts';
import { ALL_ROWS, rowsQueryOf } from '../../renderer/pages/TokenImport/row-view.ts';
import { ROW_CODES, type RowCode } from '../../shared/schemas/token-import.ts';

function judgedRow(line: number, code: RowCode): JudgedRow {
  const names = { serial: 'serial', secret: 'secret', user: 'user', expires: 'expires' };
  return {
    candidate: {
      line,
      serial: `S${line}`,
      user: '',
      type: 'totp',
      algorithm: 'SHA1',
      digits: 6,
      periodSeconds: 30,
      counter: '0',
      driftSteps: 0,
      manufacturer: '',
      model: '',
      startsAt: undefined,
      expiresAt: undefined,
      encoding: undefined,
      seed: undefined,
      finding: undefined,
      columns: names,
    },
    status: ROW_CODES[code],
    createsUser: false,
    code,
    column: '',
    message: '',
  };
}

const codes: readonly RowCode[] = ['OK', 'DUPLICATE_IN_FILE', 'SECRET_SHORT', 'MAC_INVALID', 'OK', 'KEY_EXPIRED'];
const batch = {
  rows: codes.map((code, index) => judgedRow(index + 1, code)),
  summary: { ok: 3, duplicate: 1, error: 2, warning: 1, usersToCreate: 0 },
  codes: {},
};
const hmac = () => {
  throw new TypeError('a row without a seed has no code');
};

function linesOf(filter: Partial<typeof ALL_ROWS>): readonly number[] {
  const { importId: _, ...query } = rowsQueryOf('a', { ...ALL_ROWS, ...filter });
  const page = { search: '', offset: 0, limit: 100, ...query };
  return pageRows(batch, page, hmac, 0).rows.map(({ line }) => line);
}

describe('the rows that the preview asks for', () => {
  it('come with errors, warnings and duplicates first, otherwise as in the file', () => {
    expect(linesOf({})).toEqual([4, 6, 3, 2, 1, 5]);
  });

  it('are paged in that order', () => {
    expect(linesOf({ offset: 2, limit: 2 })).toEqual([3, 2]);
  });

  it('are those that each tile counts', () => {
    expect(linesOf({ state: 'ok' })).toHaveLength(batch.summary.ok);
    expect(linesOf({ state: 'warning' })).toEqual([3]);
    expect(linesOf({ state: 'duplicate' })).toEqual([2]);
    expect(linesOf({ state: 'error' })).toEqual([4, 6]);
  });

  it('are left as in the file where nobody asked for an order', () => {
    const { rows } = pageRows(batch, { search: '', offset: 0, limit: 100, hasWarning: false }, hmac, 0);
    expect(rows.map(({ line }) => line)).toEqual([1, 5]);
  });
});
