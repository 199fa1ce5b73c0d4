/** The calls of a sign-in beside its row of the log, as in the old server's report. */
import { expect, it } from 'vitest';
import type { AttemptDraft } from '../../main/engine/effects.ts';
import { attemptsDocument } from '../../main/workers/export-documents/attempts.ts';
import { maskedRead } from '../../main/workers/export-documents/masked-read.ts';
import { createSource, type ExportOrder, type Read } from '../../main/workers/export-documents/source.ts';
import { resultNumber } from '../../shared/authentication-results.ts';

import type { PlacedCall } from '../../shared/schemas/call.ts';
import { attemptDraft } from '../support/store.ts';
import { aPlacedCall } from '../support/trunks.ts';

const ORDER: ExportOrder = {
  request: { subject: { kind: 'attempts', filter: {} }, format: 'csv', language: 'en', timeZone: 'UTC' },
  actor: 'Alice',
  serverName: 'server',
  version: '0',
  madeAt: 0,
};
const ATTEMPTS: readonly Partial<AttemptDraft>[] = [
  { method: 'phone-call', mode: 'standard', sessionId: 'called' },
  { method: 'phone-call', mode: 'standard', sessionId: 'refused before any call' },
  { method: 'oath-token', mode: 'standard', sessionId: 'typed' },
];
const call = (id: number, phone: 'primary' | 'backup', result: Parameters<typeof resultNumber>[0]) => {
  const number = phone === 'primary' ? '+31612345678' : '+31201234567';
  return { ...aPlacedCall({ sessionId: 'called', phone, number, extension: '12', result: resultNumber(result) }), id };
};
const CALLS = [
  call(1, 'primary', 'CONFIGURATION_ISSUE'),
  call(2, 'backup', 'CONFIGURATION_ISSUE'),
  call(3, 'primary', 'GOT_VOICEMAIL'),
  call(4, 'backup', 'NO_PIN_ENTERED'),
] as unknown as readonly PlacedCall[];

function columnsOf(wrap: (read: Read) => Read): { readonly asked: readonly string[][]; readonly rows: readonly object[] } {
  const asked: string[][] = [];
  const read = ((name: string, input: { sessionIds: string[] }) => {
    if (name === 'attempts.matching') return ATTEMPTS.length;
    if (name === 'attempts.list')
      return { rows: ATTEMPTS.map((fields, index) => ({ ...attemptDraft(fields), id: 10 - index })), hasMore: false };
    asked.push(input.sessionIds);
    return CALLS;
  }) as unknown as Read;
  const [table] = attemptsDocument(createSource(wrap(read), ORDER), {}).tables;
  const names = table?.columns.map(({ name }) => name) ?? [];
  const rows = [...(table?.batches('coded') ?? [])].flat();
  const of = (cells: readonly unknown[], name: string) => cells[names.indexOf(name)];
  const parts = ['number', 'extension', 'result'].flatMap((part) => [`primary_call_${part}`, `backup_call_${part}`]);
  return { asked, rows: rows.map((cells) => Object.fromEntries(parts.map((name) => [name, of(cells, name)]))) };
}

const CALLED = {
  primary_call_number: '+31612345678',
  primary_call_extension: '12',
  primary_call_result: 'Got Voicemail',
  backup_call_number: '+31201234567',
  backup_call_extension: '12',
  backup_call_result: 'Only # Entered',
};
const NOT_CALLED = Object.fromEntries(Object.keys(CALLED).map((name) => [name, undefined]));

it('has the last call of each phone, and asks only for sign-ins by phone', () => {
  const { asked, rows } = columnsOf((read) => read);
  expect(rows).toEqual([CALLED, NOT_CALLED, NOT_CALLED]);
  expect(asked).toEqual([['called', 'refused before any call']]);
});

it('masks the numbers where the settings say so', () => {
  const [row] = columnsOf(maskedRead).rows;
  expect(JSON.stringify(row)).not.toContain('345678');
  expect(row).toMatchObject({ primary_call_result: 'Got Voicemail' });
});
