import type { Command } from 'commander';
import { resultByNumber } from '../../../shared/authentication-results.ts';
import type { AttemptId } from '../../../shared/ids.ts';
import type { Attempt } from '../../../shared/schemas/attempt.ts';
import type { ContractClient } from '../connect.ts';
import { UsageError } from '../failure.ts';
import { type CommonOptions, withCommonOptions, withContract } from '../run.ts';
import { print, printJson, printTable } from '../terminal.ts';

type AttemptsOptions = CommonOptions & { readonly limit: string; readonly since?: string; readonly user?: string };

const LIMIT_DEFAULT = '1000';
const PAGE = 1000;

function scriptRow(attempt: Attempt) {
  const { number, name, label } = resultByNumber(attempt.result);
  return {
    at: new Date(attempt.at).toISOString(),
    sessionId: attempt.sessionId,
    user: attempt.username,
    application: attempt.applicationName,
    clientAddress: attempt.clientAddress,
    callingAddress: attempt.callingAddress,
    method: attempt.method,
    mode: attempt.mode,
    tokenSerial: attempt.tokenSerial,
    result: { number, name, label, granted: attempt.isGranted },
    reason: attempt.reason,
    authenticationType: attempt.authenticationType,
    durationMilliseconds: attempt.durationMilliseconds,
  };
}

/** The newest `limit` attempts, oldest first. */
async function readAttempts(
  client: ContractClient,
  limit: number,
  filter: { from?: number | undefined; username?: string | undefined },
): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  let before: AttemptId | undefined;
  while (attempts.length < limit) {
    const { rows, hasMore } = await client.attempts.list({ ...filter, before, limit: Math.min(PAGE, limit - attempts.length) });
    attempts.push(...rows);
    before = rows.at(-1)?.id;
    if (!hasMore || before === undefined) break;
  }
  return attempts.reverse();
}

export function addAttemptsCommand(program: Command): void {
  withCommonOptions(program.command('attempts'))
    .description('the authentication log, oldest first; with --json one object a line')
    .option('--limit <count>', 'newest rows to print', LIMIT_DEFAULT)
    .option('--since <time>', 'ISO 8601 time')
    .option('--user <username>', 'only this user')
    .action((options: AttemptsOptions) =>
      withContract(options, async (client) => {
        const limit = Number(options.limit);
        if (!Number.isInteger(limit) || limit < 1) throw new UsageError('--limit takes a whole number from 1');
        const from = options.since === undefined ? undefined : Date.parse(options.since);
        if (Number.isNaN(from)) throw new UsageError(`--since takes an ISO 8601 time, not "${options.since}"`);
        const rows = (await readAttempts(client, limit, { from, username: options.user })).map(scriptRow);
        if (options.json === true) {
          for (const row of rows) printJson(row);
          return;
        }
        printTable(
          ['AT', 'USER', 'APPLICATION', 'CLIENT', 'RESULT', 'REASON'],
          rows.map((row) => [row.at, row.user, row.application, row.clientAddress, row.result.label, row.reason]),
        );
        if (rows.length === 0) print('No attempts.');
      }),
    );
}
