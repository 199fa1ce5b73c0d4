import { fillBlocks } from '../attempt-blocks.ts';
import { dayOf, sealDays } from '../attempt-rollup.ts';
import type { Connection } from '../connection.ts';
import type { Migration } from '../migration.ts';

/**
 * What reports over years read instead of the hourly counts: for each hour the counts of its results as JSON [[result,
 * is_granted, count], ...], and for the days and months that are over their sums, a day's with a JSON array of its 24
 * hours. rollup_state has one row: the days before sealed_until are summed up.
 *
 * attempt_blocks has a Bloom filter over the addresses, clients and reasons of each 1024 ids (attempt-blocks.ts): a
 * filter of the log skips the blocks that cannot hold a match. The index on denied results goes: the counts say which
 * hours hold a result, and it was one more page for each denied attempt.
 */
const countsTable = (name: string, start: string, more: string) => `
CREATE TABLE ${name} (
  ${start} INTEGER NOT NULL,
  server TEXT NOT NULL,
  application TEXT NOT NULL,
  method TEXT NOT NULL,
  mode TEXT NOT NULL,
  result INTEGER NOT NULL,
  is_granted INTEGER NOT NULL,
  count INTEGER NOT NULL,${more}
  PRIMARY KEY (${start}, server, application, method, mode, result, is_granted)
) STRICT, WITHOUT ROWID;`;

const SCHEMA = `
${countsTable('attempt_day_counts', 'day_at', '\n  hours TEXT NOT NULL,')}
${countsTable('attempt_month_counts', 'month_at', '')}
CREATE INDEX attempt_day_counts_application ON attempt_day_counts (application COLLATE NOCASE, day_at);
CREATE TABLE rollup_state (id INTEGER PRIMARY KEY CHECK (id = 1), sealed_until INTEGER NOT NULL) STRICT;
INSERT INTO rollup_state (id, sealed_until) VALUES (1, 0);
ALTER TABLE attempt_hours ADD COLUMN results TEXT NOT NULL DEFAULT '[]';
ALTER TABLE attempts ADD COLUMN steps TEXT NOT NULL DEFAULT '';
CREATE TABLE attempt_blocks (block INTEGER PRIMARY KEY, filter BLOB NOT NULL) STRICT;
DROP INDEX attempts_denied;
`;

function fillHours(connection: Connection): void {
  connection.exec(`
    UPDATE attempt_hours SET results = (
      SELECT json_group_array(json_array(result, is_granted, total)) FROM (
        SELECT result, is_granted, sum(count) AS total FROM attempt_counts
        WHERE hour_at = attempt_hours.hour_at GROUP BY result, is_granted))`);
  const newest = connection.prepare<[], number | null>('SELECT max(hour_at) FROM attempt_counts').pluck().get();
  if (newest !== undefined && newest !== null) sealDays(connection, 0, dayOf(newest));
}

export const reports: Migration = {
  version: 20,
  up: (connection) => {
    connection.exec(SCHEMA);
    fillHours(connection);
    fillBlocks(connection);
  },
};
