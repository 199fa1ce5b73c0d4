/** The frame of every command: connect, work, close; errors in one line. */
import type { Command } from 'commander';
import { defaultDataFolder } from '../adapters/default-data-folder.ts';
import { type ContractClient, connect } from './connect.ts';
import { describeFailure, EXIT_FAILED, EXIT_USAGE, failureLine, UsageError } from './failure.ts';

/** What every command takes. */
export type CommonOptions = { readonly data: string; readonly json?: boolean };

/** Adds --data and --json. */
export function withCommonOptions(command: Command): Command {
  return command.option('--data <folder>', 'data folder', defaultDataFolder()).option('--json', 'print JSON');
}

/**
 * Runs `work` and turns what it throws into one line and an exit status. `logged` are the lines of an engine that ran
 * inside this command: shown only when the one line cannot say what happened.
 */
export async function guarded(work: () => Promise<void>, logged: readonly string[] = []): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof UsageError) {
      process.stderr.write(`usage: ${error.message}\n`);
      process.exitCode = EXIT_USAGE;
      return;
    }
    const { code, detail } = describeFailure(error);
    if (code === 'INTERNAL') process.stderr.write(logged.join(''));
    process.stderr.write(`${failureLine(code, detail)}\n`);
    process.exitCode = EXIT_FAILED;
  }
}

/** Runs `work` with the contract of the options' data folder. */
export function withContract(options: CommonOptions, work: (client: ContractClient) => Promise<void>): Promise<void> {
  const logged: string[] = [];
  return guarded(async () => {
    const connected = await connect(options.data, (line) => void logged.push(line));
    try {
      await work(connected.client);
    } finally {
      await connected.close();
    }
  }, logged);
}
