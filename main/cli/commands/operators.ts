import type { Command } from 'commander';
import { OPERATOR_ROLES, type OperatorRole } from '../../../shared/roles.ts';
import { UsageError } from '../failure.ts';
import { type CommonOptions, withCommonOptions, withContract } from '../run.ts';
import { print, printJson, readSecret } from '../terminal.ts';

type PasswordOptions = CommonOptions & { readonly password?: string; readonly passwordStdin?: boolean };

function parseRole(text: string): OperatorRole {
  const role = OPERATOR_ROLES.find((each) => each === text);
  if (role === undefined) throw new UsageError(`--role takes one of ${OPERATOR_ROLES.join(', ')}`);
  return role;
}

/** For the operator's eyes only, this once. */
export function printPassphrase(recoveryPassphrase: string | undefined): void {
  if (recoveryPassphrase === undefined) return;
  print('Recovery passphrase, shown this once. Store it away from this machine:');
  print(`  ${recoveryPassphrase}`);
}

export function addOperatorCommands(program: Command): void {
  const operator = program.command('operator').description('operators of the console');
  const withPassword = (command: Command) =>
    withCommonOptions(command)
      .option('--password <password>', 'password')
      .option('--password-stdin', 'read the password from standard input');

  withPassword(operator.command('add <name>'))
    .description('add an operator; the first one makes the recovery passphrase')
    .option('--role <role>', OPERATOR_ROLES.join(', '), 'administrator')
    .action((name: string, options: PasswordOptions & { role: string }) =>
      withContract(options, async (client) => {
        const role = parseRole(options.role);
        const password = await readSecret('password', options.password, options.passwordStdin);
        const added = await client.operators.add({ name, password, role });
        if (options.json === true) return printJson(added);
        print(`Operator ${added.operator.name} added as ${added.operator.role}.`);
        printPassphrase(added.recoveryPassphrase);
      }),
    );

  withPassword(operator.command('reset-password <name>'))
    .description('set a new password and end the sessions of that operator')
    .action((name: string, options: PasswordOptions) =>
      withContract(options, async (client) => {
        const password = await readSecret('password', options.password, options.passwordStdin);
        await client.operators.resetPassword({ name, password });
        if (options.json === true) printJson({ name });
        else print(`Password of ${name} changed.`);
      }),
    );
}
