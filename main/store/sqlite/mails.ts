/** The mail server, changed templates, and mails on their way. The writes run inside the writer's transaction. */

import type { UserId } from '../../../shared/ids.ts';
import type { MailLanguage, MailType } from '../../../shared/mail-templates.ts';
import type { MailSettings, MailState, MailTemplateFields, QueuedMail } from '../../../shared/schemas/mail.ts';
import { MAIL_SETTINGS_DEFAULT } from '../../../shared/schemas/mail.ts';
import { appError } from '../../engine/app-error.ts';
import type { Reads, Writes } from '../port.ts';
import type { Connection } from './connection.ts';

type SettingsRow = {
  value: string;
  sealed_password: Uint8Array | null;
  revision: number;
  changed_at: number;
  changed_by: string;
};

export function findMailSettings(connection: Connection): Reads['mail.settings']['output'] {
  const row = connection.prepare<[], SettingsRow>('SELECT * FROM mail_settings WHERE id = 1').get();
  if (row === undefined) return { settings: MAIL_SETTINGS_DEFAULT, revision: 0 };
  return {
    // Settings that a later version adds have their default.
    settings: { ...MAIL_SETTINGS_DEFAULT, ...(JSON.parse(row.value) as MailSettings) },
    revision: row.revision,
    changedAt: row.changed_at,
    changedBy: row.changed_by,
    ...(row.sealed_password === null ? {} : { sealedPassword: row.sealed_password }),
  };
}

/** @throws SETTINGS_REVISION_CONFLICT */
export function updateMailSettings(
  connection: Connection,
  { settings, sealedPassword, revision, changedBy }: Writes['mail.update-settings']['input'],
  at: number,
): { revision: number } {
  const found = findMailSettings(connection);
  if (found.revision !== revision) throw appError('SETTINGS_REVISION_CONFLICT', { detail: { section: 'mail' } });
  const password = sealedPassword === undefined ? found.sealedPassword : sealedPassword;
  connection
    .prepare(
      `INSERT INTO mail_settings (id, value, sealed_password, revision, changed_at, changed_by) VALUES (1, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET value = excluded.value, sealed_password = excluded.sealed_password,
         revision = excluded.revision, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    )
    .run(JSON.stringify(settings), password ?? null, revision + 1, at, changedBy);
  return { revision: revision + 1 };
}

type TemplateRow = { type: MailType; language: MailLanguage; value: string };

export function listChangedTemplates(connection: Connection): Reads['mail.templates']['output'] {
  return connection
    .prepare<[], TemplateRow>('SELECT type, language, value FROM mail_templates ORDER BY type, language')
    .all()
    .map(({ type, language, value }) => ({ type, language, fields: JSON.parse(value) as MailTemplateFields }));
}

export function saveTemplate(
  connection: Connection,
  { type, language, fields }: Writes['mail.save-template']['input'],
): { changedCount: number } {
  const save = connection.prepare(
    'INSERT INTO mail_templates (type, language, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  return { changedCount: save.run(type, language, JSON.stringify(fields)).changes };
}

export function resetTemplate(
  connection: Connection,
  { type, language }: Writes['mail.reset-template']['input'],
): { changedCount: number } {
  return {
    changedCount: connection.prepare('DELETE FROM mail_templates WHERE type = ? AND language = ?').run(type, language).changes,
  };
}

type MailRow = {
  id: number;
  at: number;
  type: MailType;
  recipient: string;
  user_id: number | null;
  state: MailState;
  try_count: number;
  next_try_at: number | null;
  finished_at: number | null;
  problem: string;
};

function toQueuedMail(row: MailRow): QueuedMail {
  return {
    id: row.id,
    at: row.at,
    type: row.type,
    recipient: row.recipient,
    ...(row.user_id === null ? {} : { userId: row.user_id as UserId }),
    state: row.state,
    tryCount: row.try_count,
    ...(row.next_try_at === null ? {} : { nextTryAt: row.next_try_at }),
    ...(row.finished_at === null ? {} : { finishedAt: row.finished_at }),
    problem: row.problem,
  };
}

export function listMails(connection: Connection, { limit }: Reads['mail.list']['input']): Reads['mail.list']['output'] {
  const rows = connection
    .prepare<[number], MailRow>(
      `SELECT id, at, type, recipient, user_id, state, try_count, next_try_at, finished_at, problem FROM mails
       ORDER BY id DESC LIMIT ?`,
    )
    .all(limit)
    .map(toQueuedMail);
  const waiting = connection
    .prepare<[], { count: number; next: number | null }>(
      "SELECT count(*) AS count, min(next_try_at) AS next FROM mails WHERE state = 'queued'",
    )
    .get();
  return { rows, waitingCount: waiting?.count ?? 0, ...(waiting?.next == null ? {} : { nextTryAt: waiting.next }) };
}

type DueRow = { id: number; at: number; try_count: number; problem: string; reference: string; sealed_mail: Uint8Array };

/** Longest waiting first, so that new mails get by those that were refused many times. */
export function listDueMails(connection: Connection, { at, limit }: Reads['mail.due']['input']): Reads['mail.due']['output'] {
  return connection
    .prepare<[number, number], DueRow>(
      `SELECT id, at, try_count, problem, reference, sealed_mail FROM mails
       WHERE state = 'queued' AND next_try_at <= ? ORDER BY try_count, next_try_at, id LIMIT ?`,
    )
    .all(at, limit)
    .map((row) => ({
      id: row.id,
      at: row.at,
      tryCount: row.try_count,
      problem: row.problem,
      reference: row.reference,
      sealedMail: row.sealed_mail,
    }));
}

export function queueMails(
  connection: Connection,
  { mails }: Writes['mail.queue']['input'],
  at: number,
): { changedCount: number } {
  const insert = connection.prepare(
    `INSERT INTO mails (at, type, recipient, user_id, state, next_try_at, reference, sealed_mail)
     VALUES (?, ?, ?, ?, 'queued', ?, ?, ?)`,
  );
  for (const mail of mails) {
    insert.run(at, mail.type, mail.recipient, mail.userId ?? null, at, mail.reference, mail.sealedMail);
  }
  return { changedCount: mails.length };
}

/** Only a mail that still waits is settled. */
export function settleMail(
  connection: Connection,
  { id, state, problem, nextTryAt }: Writes['mail.settle']['input'],
  at: number,
): { changedCount: number } {
  if (state === 'queued') {
    const again = connection.prepare(
      "UPDATE mails SET try_count = try_count + 1, problem = ?, next_try_at = ? WHERE id = ? AND state = 'queued'",
    );
    return { changedCount: again.run(problem, nextTryAt ?? at, id).changes };
  }
  const finish = connection.prepare(
    `UPDATE mails SET state = ?, try_count = try_count + ?, problem = ?, next_try_at = NULL, sealed_mail = NULL, finished_at = ?
     WHERE id = ? AND state = 'queued'`,
  );
  return { changedCount: finish.run(state, state === 'expired' ? 0 : 1, problem, at, id).changes };
}

/** All that wait are tried at once: the mail server's settings are new. */
export function hurryMails(connection: Connection, _input: Writes['mail.hurry']['input'], at: number): { changedCount: number } {
  const hurry = connection.prepare("UPDATE mails SET next_try_at = ? WHERE state = 'queued' AND next_try_at > ?");
  return { changedCount: hurry.run(at, at).changes };
}

/** Finished mails leave the list after a while. */
export function pruneMails(connection: Connection, { before }: Writes['mail.prune']['input']): { changedCount: number } {
  const prune = connection.prepare("DELETE FROM mails WHERE state <> 'queued' AND finished_at < ?");
  return { changedCount: prune.run(before).changes };
}
