/**
 * The operator audit log: each row's hash covers the row and the hash of the row before, so that a row that
 * was removed, altered or put in shows. Whoever can write the file can make a whole new chain: note the head
 * hash elsewhere to see that too.
 */
import { hash } from 'node:crypto';
import type { AuditEntry, AuditVerification } from '../../../shared/schemas/operator.ts';
import type { AuditDraft, Reads } from '../port.ts';
import type { Connection } from './connection.ts';

const GENESIS_HASH = '0'.repeat(64);

/** SHA-256 of the JSON array [previous hash, id, at, actor, action, subject, detail] in UTF-8, hexadecimal. */
function chainHash(previousHash: string, entry: Omit<AuditEntry, 'hash'>): string {
  const { id, at, actor, action, subject, detail } = entry;
  return hash('sha256', JSON.stringify([previousHash, id, at, actor, action, subject, detail]), 'hex');
}

export function appendAudit(connection: Connection, { actor, action, subject, detail }: AuditDraft, at: number): void {
  const newest = connection
    .prepare<[], { id: number; hash: string }>('SELECT id, hash FROM operator_audit ORDER BY id DESC LIMIT 1')
    .get();
  const entry = { id: (newest?.id ?? 0) + 1, at, actor, action, subject, detail: JSON.stringify(detail) };
  connection
    .prepare('INSERT INTO operator_audit (id, at, actor, action, subject, detail, hash) VALUES (?, ?, ?, ?, ?, ?, ?)')
    .run(entry.id, at, actor, action, subject, entry.detail, chainHash(newest?.hash ?? GENESIS_HASH, entry));
}

export function listAudit(
  connection: Connection,
  { before, actor, area, limit }: Reads['audit.list']['input'],
): { rows: readonly AuditEntry[]; hasMore: boolean } {
  const rows = connection
    .prepare<[object], AuditEntry>(
      `SELECT id, at, actor, action, subject, detail, hash FROM operator_audit WHERE id < @before
         AND (@actor IS NULL OR actor = @actor) AND (@area IS NULL OR substr(action, 1, instr(action, '.') - 1) = @area)
         ORDER BY id DESC LIMIT @limit`,
    )
    .all({ before: before ?? Number.MAX_SAFE_INTEGER, actor: actor ?? null, area: area ?? null, limit: limit + 1 });
  return { rows: rows.slice(0, limit), hasMore: rows.length > limit };
}

export function verifyAudit(connection: Connection): AuditVerification {
  let previousHash = GENESIS_HASH;
  let checkedCount = 0;
  const rows = connection
    .prepare<[], AuditEntry>('SELECT id, at, actor, action, subject, detail, hash FROM operator_audit ORDER BY id')
    .iterate();
  for (const entry of rows) {
    checkedCount += 1;
    const isInPlace = entry.id === checkedCount && entry.hash === chainHash(previousHash, entry);
    if (!isInPlace) return { isIntact: false, checkedCount, brokenAtId: entry.id, headHash: previousHash };
    previousHash = entry.hash;
  }
  return { isIntact: true, checkedCount, headHash: previousHash };
}
