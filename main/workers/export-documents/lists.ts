/** Users, tokens and the operator log, in the order of the screen. */
import type { Page } from '../../../shared/schemas/common.ts';
import type { ExportSubject } from '../../../shared/schemas/export.ts';
import type { AuditEntry } from '../../../shared/schemas/operator.ts';
import type { Token } from '../../../shared/schemas/token.ts';
import type { User } from '../../../shared/schemas/user.ts';
import type { ExportDocument, ExportTable } from '../../adapters/export-formats/document.ts';
import { factsOf, metaOf } from './facts.ts';
import { type Definition, filled, type Source, tableOf } from './source.ts';

/** Rows of one read; ours: fewer pages of a list that is paged by offset. */
const BATCH_ROWS = 5000;

type FilterOf<Kind extends ExportSubject['kind']> = Extract<ExportSubject, { kind: Kind; filter: unknown }>['filter'];

function documentOf(source: Source, table: ExportTable): ExportDocument {
  const { language, timeZone } = source.order.request;
  return {
    title: table.title,
    language,
    timeZone,
    madeAt: source.order.madeAt,
    facts: factsOf(source),
    meta: metaOf(source),
    totals: [],
    charts: [],
    tables: [table],
  };
}

function* pagesOf<Row>(readPage: (offset: number, limit: number) => Page<Row>): Generator<readonly Row[]> {
  for (let offset = 0; ; offset += BATCH_ROWS) {
    const { rows, total } = readPage(offset, BATCH_ROWS);
    if (rows.length > 0) yield rows;
    if (offset + BATCH_ROWS >= total) return;
  }
}

function stateOfUser(user: User, now: number): 'enabled' | 'disabled' | 'blocked' | 'locked' {
  const { isEnabled, blockedUntil, isLockedLongTerm, lockedUntil } = user;
  if (!isEnabled) return 'disabled';
  if (blockedUntil !== undefined && blockedUntil > now) return 'blocked';
  return isLockedLongTerm || (lockedUntil !== undefined && lockedUntil > now) ? 'locked' : 'enabled';
}

/** Names that the import of users reads again. */
function userDefinitions({ text, order }: Source): readonly Definition<User>[] {
  const { columns: title } = text;
  return [
    { name: 'username', title: title.username, width: 28, screen: 'username', isInPdf: true, coded: ({ username }) => username },
    { name: 'first_name', title: title.firstName, screen: 'name', isInPdf: true, coded: ({ firstName }) => filled(firstName) },
    {
      name: 'last_name',
      title: title.lastName,
      width: 20,
      screen: 'name',
      isInPdf: true,
      coded: ({ lastName }) => filled(lastName),
    },
    { name: 'email', title: title.email, width: 28, screen: 'email', coded: ({ email }) => filled(email) },
    {
      name: 'user_group',
      title: title.userGroup,
      screen: 'userGroup',
      isInPdf: true,
      coded: ({ userGroup }) => filled(userGroup),
    },
    {
      name: 'tags',
      title: title.tags,
      width: 24,
      screen: 'tags',
      coded: ({ tags }) => filled(tags.join(';')),
      worded: ({ tags }) => filled(tags.join(', ')),
    },
    {
      name: 'country_code',
      title: title.countryCode,
      width: 8,
      screen: 'phone',
      coded: ({ countryCode }) => filled(countryCode),
    },
    { name: 'phone', title: title.phone, screen: 'phone', isInPdf: true, coded: ({ phone }) => filled(phone) },
    { name: 'extension', title: title.extension, width: 10, screen: 'phone', coded: ({ extension }) => filled(extension) },
    {
      name: 'backup_country_code',
      title: title.backupCountryCode,
      width: 8,
      coded: ({ backupCountryCode }) => filled(backupCountryCode),
    },
    { name: 'backup_phone', title: title.backupPhone, coded: ({ backupPhone }) => filled(backupPhone) },
    {
      name: 'backup_extension',
      title: title.backupExtension,
      width: 10,
      coded: ({ backupExtension }) => filled(backupExtension),
    },
    {
      name: 'method',
      title: title.method,
      screen: 'method',
      isInPdf: true,
      coded: ({ method }) => method,
      worded: ({ method }) => text.methods[method],
    },
    { name: 'mode', title: title.mode, screen: 'method', coded: ({ mode }) => mode, worded: ({ mode }) => text.modes[mode] },
    { name: 'language', title: title.language, width: 10, coded: ({ language }) => filled(language) },
    { name: 'enabled', title: title.enabled, kind: 'yes-no', width: 10, coded: ({ isEnabled }) => isEnabled },
    {
      name: 'state',
      title: title.state,
      width: 14,
      screen: 'state',
      isInPdf: true,
      coded: (user) => stateOfUser(user, order.madeAt),
      worded: (user) => text.userStates[stateOfUser(user, order.madeAt)],
    },
    {
      name: 'token_count',
      title: title.tokens,
      kind: 'count',
      width: 9,
      screen: 'tokenCount',
      isInPdf: true,
      coded: ({ tokenCount }) => tokenCount,
    },
    {
      name: 'last_sign_in',
      title: title.lastSignIn,
      kind: 'instant',
      width: 20,
      screen: 'lastSignIn',
      isInPdf: true,
      coded: ({ lastSignInAt }) => lastSignInAt,
    },
    {
      name: 'source',
      title: title.source,
      screen: 'source',
      coded: ({ source }) => source,
      worded: ({ source }) => text.sources[source] ?? source,
    },
    {
      name: 'created',
      title: title.created,
      kind: 'instant',
      width: 20,
      screen: 'createdAt',
      coded: ({ createdAt }) => createdAt,
    },
  ];
}

export function usersDocument(source: Source, filter: FilterOf<'users'>): ExportDocument {
  const readPage = (offset: number, limit: number) => source.read('users.list', { ...filter, offset, limit });
  return documentOf(
    source,
    tableOf({
      key: 'rows',
      title: source.text.titles.users,
      definitions: userDefinitions(source),
      chosen: source.order.request.columns,
      rowTotal: readPage(0, 1).total,
      pages: () => pagesOf(readPage),
    }),
  );
}

function stateOfToken({ isEnabled, isPending, expiresAt, userId }: Token, now: number) {
  if (isPending) return 'pending';
  if (!isEnabled) return 'disabled';
  if (expiresAt !== undefined && expiresAt <= now) return 'expired';
  return userId === undefined ? 'unassigned' : 'assigned';
}

function tokenDefinitions({ text, order }: Source): readonly Definition<Token>[] {
  const { columns: title } = text;
  return [
    { name: 'serial', title: title.serial, width: 20, screen: 'serial', isInPdf: true, coded: ({ serial }) => serial },
    { name: 'username', title: title.username, width: 28, screen: 'user', isInPdf: true, coded: ({ username }) => username },
    {
      name: 'type',
      title: title.type,
      width: 8,
      screen: 'type',
      isInPdf: true,
      coded: ({ type }) => type,
      worded: ({ type }) => text.tokenTypes[type],
    },
    {
      name: 'algorithm',
      title: title.algorithm,
      width: 10,
      screen: 'parameters',
      isInPdf: true,
      coded: ({ algorithm }) => algorithm,
    },
    {
      name: 'digits',
      title: title.digits,
      kind: 'count',
      width: 8,
      screen: 'parameters',
      isInPdf: true,
      coded: ({ digits }) => digits,
    },
    {
      name: 'period_seconds',
      title: title.period,
      kind: 'count',
      width: 10,
      screen: 'parameters',
      coded: ({ type, periodSeconds }) => (type === 'totp' ? periodSeconds : undefined),
    },
    { name: 'counter', title: title.counter, coded: ({ type, counter }) => (type === 'hotp' ? counter : undefined) },
    {
      name: 'origin',
      title: title.origin,
      width: 10,
      coded: ({ origin }) => origin,
      worded: ({ origin }) => text.origins[origin],
    },
    {
      name: 'manufacturer',
      title: title.manufacturer,
      screen: 'manufacturer',
      isInPdf: true,
      coded: ({ manufacturer }) => filled(manufacturer),
    },
    { name: 'model', title: title.model, screen: 'model', isInPdf: true, coded: ({ model }) => filled(model) },
    { name: 'drift_steps', title: title.drift, kind: 'count', width: 10, screen: 'drift', coded: ({ driftSteps }) => driftSteps },
    {
      name: 'state',
      title: title.state,
      screen: 'state',
      isInPdf: true,
      coded: (token) => stateOfToken(token, order.madeAt),
      worded: (token) => text.tokenStates[stateOfToken(token, order.madeAt)],
    },
    { name: 'enabled', title: title.enabled, kind: 'yes-no', width: 10, coded: ({ isEnabled }) => isEnabled },
    { name: 'starts', title: title.starts, kind: 'instant', width: 20, coded: ({ startsAt }) => startsAt },
    { name: 'expires', title: title.expires, kind: 'instant', width: 20, coded: ({ expiresAt }) => expiresAt },
    {
      name: 'last_used',
      title: title.lastUsed,
      kind: 'instant',
      width: 20,
      screen: 'lastUsed',
      isInPdf: true,
      coded: ({ lastUsedAt }) => lastUsedAt,
    },
    { name: 'created', title: title.created, kind: 'instant', width: 20, screen: 'created', coded: ({ createdAt }) => createdAt },
  ];
}

export function tokensDocument(source: Source, filter: FilterOf<'tokens'>): ExportDocument {
  const readPage = (offset: number, limit: number) => source.read('tokens.list', { ...filter, offset, limit });
  return documentOf(
    source,
    tableOf({
      key: 'rows',
      title: source.text.titles.tokens,
      definitions: tokenDefinitions(source),
      chosen: source.order.request.columns,
      rowTotal: readPage(0, 1).total,
      pages: () => pagesOf(readPage),
    }),
  );
}

function* auditPages({ read }: Source): Generator<readonly AuditEntry[]> {
  let before: number | undefined;
  for (;;) {
    const { rows, hasMore } = read('audit.list', { before, limit: BATCH_ROWS });
    if (rows.length > 0) yield rows;
    before = rows.at(-1)?.id;
    if (!hasMore || before === undefined) return;
  }
}

export function operatorLogDocument(source: Source): ExportDocument {
  const { columns: title, titles } = source.text;
  const definitions: readonly Definition<AuditEntry>[] = [
    { name: 'id', title: title.id, kind: 'count', width: 9, isInPdf: true, coded: ({ id }) => id },
    { name: 'time', title: title.time, kind: 'instant', width: 20, isInPdf: true, coded: ({ at }) => at },
    { name: 'operator', title: title.actor, width: 20, isInPdf: true, coded: ({ actor }) => actor },
    { name: 'action', title: title.action, width: 22, isInPdf: true, coded: ({ action }) => action },
    { name: 'subject', title: title.subject, width: 32, isInPdf: true, coded: ({ subject }) => filled(subject) },
    {
      name: 'detail',
      title: title.detail,
      width: 60,
      isInPdf: true,
      coded: ({ detail }) => (detail === '{}' ? undefined : detail),
    },
    { name: 'hash', title: title.hash, width: 66, coded: ({ hash }) => hash },
  ];
  return documentOf(
    source,
    // The number of the newest row is the number of rows: none is ever taken out.
    tableOf({
      key: 'rows',
      title: titles['operator-log'],
      definitions,
      rowTotal: source.read('audit.list', { limit: 1 }).rows[0]?.id ?? 0,
      pages: () => auditPages(source),
    }),
  );
}
