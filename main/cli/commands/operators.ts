import type { Command } from 'commander';
import { OPERATOR_ROLES, type OperatorRole } from '../../../shared/roles.ts';
import type { Operator } from '../../../shared/schemas/operator.ts';
import { appError } from '../../engine/app-error.ts';
import type { ContractClient } from '../connect.ts';
import { UsageError } from '../failure.ts';
import { type CommonOptions, withCommonOptions, withContract } from '../run.ts';
import { confirm, print, printJson, readSecret } from '../terminal.ts';

type PasswordOptions = CommonOptions & { readonly password?: string; readonly passwordStdin?: boolean };

function parseRole(text: string): OperatorRole {
  const role = OPERATOR_ROLES.find((each) => each === text);
  if (role === undefined) throw new UsageError(`the role is one of ${OPERATOR_ROLES.join(', ')}`);
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

  addAccessCommands(operator);
}

/** The operator of that name, without regard to case. */
async function findOperator(client: ContractClient, name: string): Promise<Operator> {
  const found = (await client.operators.list()).find((each) => each.name.toLowerCase() === name.toLowerCase());
  if (found === undefined) throw appError('OPERATOR_NOT_FOUND', { detail: { name } });
  return found;
}

function addAccessCommands(operator: Command): void {
  withCommonOptions(operator.command('list'))
    .description('list operators, their roles and their second factors')
    .action((options: CommonOptions) =>
      withContract(options, async (client) => {
        const operators = await client.operators.list();
        if (options.json === true) return printJson(operators);
        for (const { name, role, isEnabled, hasSecondFactor } of operators) {
          print([name, role, isEnabled ? 'enabled' : 'disabled', hasSecondFactor ? 'second factor' : 'password only'].join('\t'));
        }
      }),
    );

  const withChange = (command: Command, change: (client: ContractClient, found: Operator, argument: string) => Promise<string>) =>
    withCommonOptions(command).action((name: string, ...rest: unknown[]) => {
      // Commander gives the arguments, then the options, then the command.
      const argument = typeof rest[0] === 'string' ? rest[0] : '';
      const options = rest.find((each) => typeof each === 'object') as CommonOptions;
      return withContract(options, async (client) => {
        const found = await findOperator(client, name);
        const done = await change(client, found, argument);
        if (options.json === true) printJson({ name: found.name });
        else print(done);
      });
    });
  const update = async (client: ContractClient, { id, revision }: Operator, role: OperatorRole, isEnabled: boolean) => {
    await client.operators.update({ id, revision, role, isEnabled });
  };

  withChange(
    operator.command('set-role <name> <role>').description(`change the role: ${OPERATOR_ROLES.join(', ')}`),
    async (client, found, text) => {
      const role = parseRole(text);
      await update(client, found, role, found.isEnabled);
      return `Operator ${found.name} is now ${role}.`;
    },
  );
  withChange(operator.command('enable <name>').description('let an operator sign in again'), async (client, found) => {
    await update(client, found, found.role, true);
    return `Operator ${found.name} enabled.`;
  });
  withChange(
    operator.command('disable <name>').description('end the sessions of an operator and refuse new ones'),
    async (client, found) => {
      await update(client, found, found.role, false);
      return `Operator ${found.name} disabled.`;
    },
  );
  withCommonOptions(operator.command('remove <name>'))
    .description('delete an operator')
    .option('--yes', 'do not ask')
    .action((name: string, options: CommonOptions & { readonly yes?: boolean }) =>
      withContract(options, async (client) => {
        const found = await findOperator(client, name);
        await confirm(`Delete operator ${found.name}? Its log entries stay.`, options.yes);
        await client.operators.delete({ id: found.id });
        if (options.json === true) printJson({ name: found.name });
        else print(`Operator ${found.name} deleted.`);
      }),
    );
  withChange(
    operator
      .command('remove-second-factor <name>')
      .description('for an operator who has lost the token: the password alone signs in'),
    async (client, found) => {
      await client.operators.removeSecondFactor({ id: found.id });
      return found.hasSecondFactor ? `Second factor of ${found.name} removed.` : `${found.name} had no second factor.`;
    },
  );
}
