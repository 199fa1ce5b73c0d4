import { fillBlocks } from '../attempt-blocks.ts';
import type { Connection } from '../connection.ts';
import type { Migration } from '../migration.ts';

/**
 * What reports over years read instead of the hourly counts: the same counts by UTC day and UTC month, and for each
 * hour the counts of its results as JSON [[result, is_granted, count], ...].
 *
 * attempt_blocks has a Bloom filter over the addresses, clients and reasons of each 1024 ids (attempt-blocks.ts): a
 * filter of the log skips the blocks that cannot hold a match. The index on denied results goes: the counts say which
 * hours hold a result, and it was one more page for each denied attempt.
 */
const countsTable = (name: string, start: string) => `
CREATE TABLE ${name} (
  ${start} INTEGER NOT NULL,
  server TEXT NOT NULL,
  application TEXT NOT NULL,
  method TEXT NOT NULL,
  mode TEXT NOT NULL,
  result INTEGER NOT NULL,
  is_granted INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (${start}, server, application, method, mode, result, is_granted)
) STRICT, WITHOUT ROWID;`;

const DAY_MILLISECONDS = 86_400_000;

const SCHEMA = `
${countsTable('attempt_day_counts', 'day_at')}
${countsTable('attempt_month_counts', 'month_at')}
ALTER TABLE attempt_hours ADD COLUMN results TEXT NOT NULL DEFAULT '[]';
ALTER TABLE attempts ADD COLUMN steps TEXT NOT NULL DEFAULT '';
CREATE TABLE attempt_blocks (block INTEGER PRIMARY KEY, filter BLOB NOT NULL) STRICT;
DROP INDEX attempts_denied;
`;

function fillCounts(connection: Connection): void {
  const dimensions = 'server, application, method, mode, result, is_granted';
  connection.exec(`
    INSERT INTO attempt_day_counts (day_at, ${dimensions}, count)
      SELECT hour_at - hour_at % ${DAY_MILLISECONDS} AS day_at, ${dimensions}, sum(count) FROM attempt_counts
      GROUP BY day_at, ${dimensions};
    INSERT INTO attempt_month_counts (month_at, ${dimensions}, count)
      SELECT unixepoch(day_at / 1000, 'unixepoch', 'start of month') * 1000 AS month_at, ${dimensions}, sum(count)
      FROM attempt_day_counts GROUP BY month_at, ${dimensions};
    UPDATE attempt_hours SET results = (
      SELECT json_group_array(json_array(result, is_granted, total)) FROM (
        SELECT result, is_granted, sum(count) AS total FROM attempt_counts
        WHERE hour_at = attempt_hours.hour_at GROUP BY result, is_granted));`);
}

export const reports: Migration = {
  version: 20,
  up: (connection) => {
    connection.exec(SCHEMA);
    fillCounts(connection);
    fillBlocks(connection);
  },
};
