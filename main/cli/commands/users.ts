import type { Command } from 'commander';
import { csvLine } from '../../../shared/csv-cell.ts';
import { PAGE_ROWS_MAX } from '../../../shared/limits.ts';
import { METHODS, MODES } from '../../../shared/methods.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { appError } from '../../engine/app-error.ts';
import type { ContractClient } from '../connect.ts';
import { UsageError } from '../failure.ts';
import { type CommonOptions, withCommonOptions, withContract } from '../run.ts';
import { confirm, print, printJson, printTable, readInputFile, readSecret, writeOutputFile } from '../terminal.ts';

type AddOptions = CommonOptions & {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string;
  readonly group: string;
  readonly phone: string;
  readonly countryCode: string;
  readonly method: string;
  readonly mode: string;
  readonly password?: string;
};
const EXPORTED = [
  'username',
  'firstName',
  'lastName',
  'email',
  'userGroup',
  'countryCode',
  'phone',
  'extension',
  'backupCountryCode',
  'backupPhone',
  'backupExtension',
  'method',
  'mode',
  'isEnabled',
  'language',
  'tags',
] as const;

async function* allUsers(client: ContractClient, search: string): AsyncGenerator<User> {
  for (let offset = 0; ; offset += PAGE_ROWS_MAX) {
    const { rows } = await client.users.list({ offset, limit: PAGE_ROWS_MAX, search });
    yield* rows;
    if (rows.length < PAGE_ROWS_MAX) return;
  }
}

function addChangeCommands(user: Command): void {
  for (const [name, isEnabled] of [
    ['disable', false],
    ['enable', true],
  ] as const) {
    withCommonOptions(user.command(`${name} <username>`)).action((username: string, options: CommonOptions) =>
      withContract(options, async (client) => {
        const { id } = await client.users.find({ username });
        await client.users.setEnabled({ ids: [id], isEnabled });
        if (options.json === true) printJson({ username, isEnabled });
        else print(`User ${username} ${name}d.`);
      }),
    );
  }
  withCommonOptions(user.command('delete <username>'))
    .option('--yes', 'do not ask')
    .action((username: string, options: CommonOptions & { yes?: boolean }) =>
      withContract(options, async (client) => {
        const found = await client.users.find({ username });
        await confirm(`Delete user ${found.username}? Tokens become unassigned; the log stays.`, options.yes);
        await client.users.delete({ ids: [found.id] });
        if (options.json === true) printJson({ username: found.username });
        else print(`User ${found.username} deleted.`);
      }),
    );
}

type PinOptions = CommonOptions & { readonly pinStdin?: boolean };

function addHelpDeskCommands(user: Command): void {
  withCommonOptions(user.command('pin <username>'))
    .description('set the PIN: a new one by the rules, printed once, or the one given')
    .option('--pin-stdin', 'read the PIN from standard input')
    .action((username: string, options: PinOptions) =>
      withContract(options, async (client) => {
        const found = await client.users.find({ username });
        if (options.pinStdin === true) {
          const pin = await readSecret('pin', undefined, true);
          const { id, revision, ...fields } = found;
          await client.users.update({ id, revision, fields, pin });
          return options.json === true ? printJson({ username: found.username }) : print(`PIN of ${found.username} set.`);
        }
        const { pin, mustChangePin } = await client.users.newPin({ id: found.id });
        if (options.json === true) printJson({ username: found.username, pin, mustChangePin });
        else print(`New PIN of ${found.username}: ${pin}${mustChangePin ? ' (to be changed at the next sign-in)' : ''}`);
      }),
    );
  withCommonOptions(user.command('block <username>'))
    .description('deny every attempt of the user, for the days of the setting')
    .requiredOption('--reason <text>', 'why, for the record')
    .action((username: string, options: CommonOptions & { reason: string }) =>
      withContract(options, async (client) => {
        const { id } = await client.users.find({ username });
        const block = await client.blocks.add({ userId: id, reason: options.reason });
        if (options.json === true) printJson(block);
        else print(`User ${block.username} blocked until ${new Date(block.expiresAt).toISOString()}.`);
      }),
    );
  withCommonOptions(user.command('unblock <username>'))
    .description('end the block of the user')
    .requiredOption('--reason <text>', 'why, for the record')
    .action((username: string, options: CommonOptions & { reason: string }) =>
      withContract(options, async (client) => {
        const { id } = await client.users.find({ username });
        const [running] = (await client.blocks.list({ userId: id, state: 'blocked', limit: 1 })).rows;
        if (running === undefined) throw appError('BLOCK_NOT_FOUND');
        const block = await client.blocks.end({ id: running.id, reason: options.reason });
        if (options.json === true) printJson(block);
        else print(`User ${block.username} unblocked.`);
      }),
    );
  withCommonOptions(user.command('bypass <username>'))
    .description('let the user in once without the second factor')
    .requiredOption('--reason <text>', 'why, for the record')
    .option('--seconds <seconds>', 'how long it waits for the sign-in; the setting’s time when left out')
    .action((username: string, options: CommonOptions & { reason: string; seconds?: string }) =>
      withContract(options, async (client) => {
        const { seconds, reason } = options;
        if (seconds !== undefined && !/^\d{1,5}$/.test(seconds)) throw new UsageError('--seconds takes 30 to 86400');
        const { id } = await client.users.find({ username });
        const bypass = await client.bypasses.start({
          userId: id,
          reason,
          ...(seconds === undefined ? {} : { seconds: Number(seconds) }),
        });
        if (options.json === true) printJson(bypass);
        else print(`User ${bypass.username} may sign in once without the second factor, for ${bypass.seconds} seconds.`);
      }),
    );
}

function addFileCommands(user: Command): void {
  withCommonOptions(user.command('import <file>'))
    .description('users from a CSV file with a header line; all rows or none')
    .option('--update', 'update users that exist')
    .option('--dry-run', 'judge the rows and change nothing')
    .action((file: string, options: CommonOptions & { update?: boolean; dryRun?: boolean }) =>
      withContract(options, async (client) => {
        const content = readInputFile(file).toString('base64');
        const request = { content, updatesExisting: options.update ?? false };
        const preview = await client.users.importCsv({ ...request, isDryRun: true });
        const isRefused = preview.error > 0;
        const done =
          options.dryRun === true || isRefused ? preview : await client.users.importCsv({ ...request, isDryRun: false });
        const { rows, ...summary } = done;
        if (options.json === true) printJson({ rows, summary });
        else {
          for (const row of rows) if (row.status === 'error') print(row.message);
          print(
            `${summary.created} created, ${summary.updated} updated, ${summary.unchanged} unchanged, ${summary.error} with errors.${isRefused ? ' Nothing was imported.' : ''}`,
          );
        }
        const wrong = rows.find((row) => row.status === 'error');
        if (wrong !== undefined && options.dryRun !== true)
          throw appError('USER_IMPORT_INVALID', { detail: { line: wrong.line, column: wrong.column, problem: wrong.message } });
      }),
    );

  withCommonOptions(user.command('export [file]'))
    .description('all users as CSV, to a file or to standard output')
    .action((file: string | undefined, options: CommonOptions) =>
      withContract(options, async (client) => {
        const lines: string[] = [csvLine(EXPORTED)];
        for await (const each of allUsers(client, ''))
          lines.push(csvLine(EXPORTED.map((field) => (field === 'tags' ? each.tags.join('; ') : each[field]))));
        if (file === undefined) print(lines.join('\r\n'));
        else writeOutputFile(file, `${lines.join('\r\n')}\r\n`);
      }),
    );
}

export function addUserCommands(program: Command): void {
  const user = program.command('user').description('users who are authenticated');

  withCommonOptions(user.command('add <username>'))
    .option('--first-name <name>', '', '')
    .option('--last-name <name>', '', '')
    .option('--email <address>', '', '')
    .option('--group <group>', 'user group', '')
    .option('--country-code <digits>', '', '')
    .option('--phone <number>', '', '')
    .option('--method <method>', METHODS.join(', '), 'oath-token')
    .option('--mode <mode>', MODES.join(', '), 'standard')
    .option('--password <password>', 'local password, for RADIUS clients with that first factor')
    .action((username: string, options: AddOptions) =>
      withContract(options, async (client) => {
        const method = METHODS.find((each) => each === options.method);
        const mode = MODES.find((each) => each === options.mode);
        if (method === undefined || mode === undefined)
          throw new UsageError('--method or --mode is not one of the words listed by --help');
        const { firstName, lastName, email, group: userGroup, phone, countryCode, password } = options;
        const added = await client.users.create({
          fields: { username, firstName, lastName, email, userGroup, phone, countryCode, method, mode },
          password,
        });
        if (options.json === true) printJson(added);
        else print(`User ${added.username} added.`);
      }),
    );

  withCommonOptions(user.command('list'))
    .option('--search <text>', 'start of a name', '')
    .action((options: CommonOptions & { search: string }) =>
      withContract(options, async (client) => {
        const users: User[] = [];
        for await (const each of allUsers(client, options.search)) users.push(each);
        if (options.json === true) return printJson(users);
        printTable(
          ['USERNAME', 'NAME', 'GROUP', 'METHOD', 'TOKENS', 'STATE'],
          users.map((each) => [
            each.username,
            `${each.firstName} ${each.lastName}`.trim(),
            each.userGroup,
            each.method,
            String(each.tokenCount),
            each.isEnabled ? 'enabled' : 'disabled',
          ]),
        );
      }),
    );

  withCommonOptions(user.command('show <username>')).action((username: string, options: CommonOptions) =>
    withContract(options, async (client) => {
      const found = await client.users.find({ username });
      if (options.json === true) return printJson(found);
      printTable(
        ['FIELD', 'VALUE'],
        Object.entries(found).map(([field, value]) => [field, String(value ?? '')]),
      );
    }),
  );
  addChangeCommands(user);
  addHelpDeskCommands(user);
  addFileCommands(user);
}
