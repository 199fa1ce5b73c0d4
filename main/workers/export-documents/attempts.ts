/** The authentication log, newest first, as the filters show it. */
import { outcomeOf } from '../../../shared/attempt-outcome.ts';
import { resultByNumber } from '../../../shared/authentication-results.ts';
import type { Attempt } from '../../../shared/schemas/attempt.ts';
import type { PlacedCall } from '../../../shared/schemas/call.ts';
import type { ExportRequest, ExportSubject } from '../../../shared/schemas/export.ts';
import type { ExportDocument } from '../../adapters/export-formats/document.ts';
import { factsOf, metaOf } from './facts.ts';
import { type Definition, filled, type Source, tableOf } from './source.ts';

/** Rows of one read; ours: a thousand more cost no less each. */
const BATCH_ROWS = 1000;

/** As the old server's report: the phone, and the backup phone where it was called. */
type LoggedAttempt = Attempt & { readonly calls?: Readonly<Partial<Record<PlacedCall['phone'], PlacedCall>>> };

function callColumns({ text, resultLabel }: Source, phone: 'primary' | 'backup'): readonly Definition<LoggedAttempt>[] {
  const title = text.callColumns[phone];
  const callOf = ({ calls }: LoggedAttempt) => calls?.[phone];
  return [
    { name: `${phone}_call_number`, title: title.number, coded: (row) => callOf(row)?.number },
    { name: `${phone}_call_extension`, title: title.extension, coded: (row) => filled(callOf(row)?.extension ?? '') },
    {
      name: `${phone}_call_result`,
      title: title.result,
      width: 24,
      coded: (row) => labelOf(callOf(row)?.result, (result) => resultByNumber(result).label),
      worded: (row) => labelOf(callOf(row)?.result, resultLabel),
    },
  ];
}

const labelOf = (result: number | undefined, label: (result: number) => string) =>
  result === undefined ? undefined : label(result);

/** Over 50 lines: a list of columns. */
function definitionsOf(source: Source): readonly Definition<LoggedAttempt>[] {
  const { text, resultLabel } = source;
  const { columns: title } = text;
  return [
    { name: 'id', title: title.id, kind: 'count', width: 10, coded: ({ id }) => id },
    { name: 'time', title: title.time, kind: 'instant', width: 20, screen: 'time', isInPdf: true, coded: ({ at }) => at },
    { name: 'username', title: title.username, width: 26, screen: 'user', isInPdf: true, coded: ({ username }) => username },
    { name: 'user_id', title: title.userId, kind: 'count', width: 10, coded: ({ userId }) => userId },
    { name: 'first_name', title: title.firstName, coded: ({ firstName }) => filled(firstName) },
    { name: 'last_name', title: title.lastName, coded: ({ lastName }) => filled(lastName) },
    { name: 'email', title: title.email, width: 26, coded: ({ email }) => filled(email) },
    { name: 'phone', title: title.phone, coded: ({ phone }) => filled(phone) },
    {
      name: 'application',
      title: title.application,
      width: 18,
      screen: 'application',
      isInPdf: true,
      coded: ({ applicationName }) => filled(applicationName),
    },
    {
      name: 'authentication_type',
      title: title.type,
      screen: 'type',
      coded: ({ authenticationType }) => authenticationType,
      worded: ({ authenticationType }) => text.authenticationTypes[authenticationType] ?? authenticationType,
    },
    {
      name: 'client_address',
      title: title.clientAddress,
      screen: 'client',
      isInPdf: true,
      coded: ({ clientAddress }) => filled(clientAddress),
    },
    {
      name: 'calling_address',
      title: title.callingAddress,
      screen: 'calling',
      coded: ({ callingAddress }) => filled(callingAddress),
    },
    {
      name: 'method',
      title: title.method,
      screen: 'method',
      isInPdf: true,
      width: 14,
      coded: ({ method }) => method,
      worded: ({ method }) => (method === undefined ? undefined : text.methods[method]),
    },
    {
      name: 'mode',
      title: title.mode,
      screen: 'method',
      width: 14,
      coded: ({ mode }) => mode,
      worded: ({ mode }) => (mode === undefined ? undefined : text.modes[mode]),
    },
    { name: 'token_serial', title: title.token, screen: 'token', coded: ({ tokenSerial }) => filled(tokenSerial) },
    { name: 'device', title: title.device, coded: ({ deviceToken }) => filled(deviceToken) },
    {
      name: 'granted',
      title: title.outcome,
      width: 12,
      screen: 'result',
      isInPdf: true,
      coded: ({ isGranted }) => isGranted,
      worded: ({ result, isGranted }) => text.outcomes[outcomeOf(result, isGranted)],
    },
    { name: 'result', title: title.resultNumber, kind: 'count', width: 10, coded: ({ result }) => result },
    {
      name: 'result_label',
      title: title.result,
      width: 28,
      screen: 'result',
      isInPdf: true,
      coded: ({ result }) => resultByNumber(result).label,
      worded: ({ result }) => resultLabel(result),
    },
    {
      name: 'reason',
      title: title.reason,
      width: 26,
      screen: 'reason',
      isInPdf: true,
      coded: ({ reason }) => reason,
      worded: ({ reason }) => text.reasons[reason] ?? reason,
    },
    {
      name: 'duration_ms',
      title: title.duration,
      kind: 'count',
      width: 10,
      screen: 'duration',
      coded: ({ durationMilliseconds }) => Math.round(durationMilliseconds),
    },
    { name: 'gateway', title: title.gateway, screen: 'gateway', coded: ({ gatewayName }) => filled(gatewayName) },
    ...callColumns(source, 'primary'),
    ...callColumns(source, 'backup'),
    { name: 'server', title: title.server, coded: ({ serverName }) => filled(serverName) },
    { name: 'session', title: title.session, width: 38, coded: ({ sessionId }) => filled(sessionId) },
  ];
}

/** Keyset paging: each read begins after the last row, so that the first page costs as much as the last. */
function* pagesOf(
  { read }: Source,
  filter: Extract<ExportSubject, { kind: 'attempts' }>['filter'],
): Generator<readonly LoggedAttempt[]> {
  let before: Attempt['id'] | undefined;
  for (;;) {
    const { rows, hasMore } = read('attempts.list', {
      ...filter,
      ...(before === undefined ? {} : { before }),
      limit: BATCH_ROWS,
    });
    if (rows.length > 0) yield withCalls(read, rows);
    before = rows.at(-1)?.id;
    if (!hasMore || before === undefined) return;
  }
}

/** Where a phone was called several times, the last of its calls. Asked only for rows that can have one. */
function withCalls(read: Source['read'], rows: readonly Attempt[]): readonly LoggedAttempt[] {
  const sessionIds = rows.filter(({ method }) => method === 'phone-call').map(({ sessionId }) => sessionId);
  if (sessionIds.length === 0) return rows;
  const ofSession = new Map<string, LoggedAttempt['calls']>();
  for (const call of read('calls.of-sessions', { sessionIds }))
    ofSession.set(call.sessionId, { ...ofSession.get(call.sessionId), [call.phone]: call });
  return rows.map((row) => {
    const calls = row.method === 'phone-call' ? ofSession.get(row.sessionId) : undefined;
    return calls === undefined ? row : { ...row, calls };
  });
}

export function attemptsDocument(source: Source, filter: Extract<ExportSubject, { kind: 'attempts' }>['filter']): ExportDocument {
  const { language, timeZone, columns }: ExportRequest = source.order.request;
  const title = source.text.titles.attempts;
  return {
    title,
    language,
    timeZone,
    madeAt: source.order.madeAt,
    facts: factsOf(source),
    meta: metaOf(source),
    totals: [],
    charts: [],
    tables: [
      tableOf({
        key: 'rows',
        title,
        rowTotal: source.read('attempts.matching', filter),
        definitions: definitionsOf(source),
        chosen: columns,
        pages: () => pagesOf(source, filter),
      }),
    ],
  };
}
