import type { Command } from 'commander';
import { PAGE_ROWS_MAX } from '../../../shared/limits.ts';
import type { Token } from '../../../shared/schemas/token.ts';
import { type CommonOptions, withCommonOptions, withContract } from '../run.ts';
import { confirm, print, printJson, printTable } from '../terminal.ts';
import { addTokenImportCommand } from './token-import.ts';

function tell(options: CommonOptions, token: Token, sentence: string): void {
  if (options.json === true) printJson(token);
  else print(sentence);
}

function addAssignmentCommands(token: Command): void {
  withCommonOptions(token.command('assign <serial> <username>'))
    .option('--code <code>', 'a code that the token shows now, as proof')
    .action((serial: string, username: string, options: CommonOptions & { code?: string }) =>
      withContract(options, async (client) => {
        const [{ id }, user] = await Promise.all([client.tokens.find({ serial }), client.users.find({ username })]);
        tell(
          options,
          await client.tokens.assign({ id, userId: user.id, code: options.code }),
          `Token ${serial} assigned to ${user.username}.`,
        );
      }),
    );
  withCommonOptions(token.command('unassign <serial>')).action((serial: string, options: CommonOptions) =>
    withContract(options, async (client) => {
      const { id } = await client.tokens.find({ serial });
      tell(options, await client.tokens.unassign({ id }), `Token ${serial} is unassigned.`);
    }),
  );
  withCommonOptions(token.command('resync <serial> <first-code> <second-code>'))
    .description('find a token whose clock or counter has run away, by two consecutive codes')
    .action((serial: string, firstCode: string, secondCode: string, options: CommonOptions) =>
      withContract(options, async (client) => {
        const { id } = await client.tokens.find({ serial });
        tell(options, await client.tokens.resync({ id, firstCode, secondCode }), `Token ${serial} is in step again.`);
      }),
    );
}

export function addTokenCommands(program: Command): void {
  const token = program.command('token').description('OATH tokens');
  addTokenImportCommand(token);

  withCommonOptions(token.command('list'))
    .option('--search <text>', 'start of a serial number or username', '')
    .action((options: CommonOptions & { search: string }) =>
      withContract(options, async (client) => {
        const tokens: Token[] = [];
        for (;;) {
          const { rows } = await client.tokens.list({ offset: tokens.length, limit: PAGE_ROWS_MAX, search: options.search });
          tokens.push(...rows);
          if (rows.length < PAGE_ROWS_MAX) break;
        }
        if (options.json === true) return printJson(tokens);
        printTable(
          ['SERIAL', 'USER', 'TYPE', 'ALGORITHM', 'DIGITS', 'PERIOD', 'STATE'],
          tokens.map((each) => [
            each.serial,
            each.username ?? '',
            each.type,
            each.algorithm,
            String(each.digits),
            String(each.periodSeconds),
            each.isEnabled ? 'enabled' : 'disabled',
          ]),
        );
      }),
    );
  addAssignmentCommands(token);

  for (const [name, isEnabled] of [
    ['disable', false],
    ['enable', true],
  ] as const) {
    withCommonOptions(token.command(`${name} <serial>`)).action((serial: string, options: CommonOptions) =>
      withContract(options, async (client) => {
        const { id } = await client.tokens.find({ serial });
        await client.tokens.setEnabled({ ids: [id], isEnabled });
        if (options.json === true) printJson({ serial, isEnabled });
        else print(`Token ${serial} ${name}d.`);
      }),
    );
  }
  withCommonOptions(token.command('delete <serial>'))
    .option('--yes', 'do not ask')
    .action((serial: string, options: CommonOptions & { yes?: boolean }) =>
      withContract(options, async (client) => {
        const found = await client.tokens.find({ serial });
        await confirm(`Delete token ${found.serial}? Its seed cannot be brought back.`, options.yes);
        await client.tokens.delete({ ids: [found.id] });
        if (options.json === true) printJson({ serial: found.serial });
        else print(`Token ${found.serial} deleted.`);
      }),
    );
}
