/** The command line: a client of the same contract as the console, for scripts and recovery. */
import { Command, CommanderError } from 'commander';
import { VERSION } from '../version.ts';
import { addAttemptsCommand } from './commands/attempts.ts';
import { addBackupCommands } from './commands/backups.ts';
import { addDemoCommand } from './commands/demo.ts';
import { addExportCommands } from './commands/exports.ts';
import { addOperatorCommands } from './commands/operators.ts';
import { addRadiusClientCommands } from './commands/radius-clients.ts';
import { addServeCommand } from './commands/serve.ts';
import { addSettingsCommands } from './commands/settings.ts';
import { addTokenCommands } from './commands/tokens.ts';
import { addUserCommands } from './commands/users.ts';
import { EXIT_USAGE } from './failure.ts';

const program = new Command('countersign')
  .description('On-premises multi-factor authentication server')
  .version(VERSION)
  .exitOverride();
addServeCommand(program);
addOperatorCommands(program);
addRadiusClientCommands(program);
addUserCommands(program);
addTokenCommands(program);
addAttemptsCommand(program);
addExportCommands(program);
addBackupCommands(program);
addSettingsCommands(program);
addDemoCommand(program);
// Each command of a command ends by throwing too, so that wrong usage is status 2 everywhere.
const overrideExits = (command: Command): void => {
  command.exitOverride();
  command.commands.forEach(overrideExits);
};
overrideExits(program);

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // --help and --version end this way as well, with status 0.
  process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
}
