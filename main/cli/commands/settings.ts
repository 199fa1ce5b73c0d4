import type { Command } from 'commander';
import { type CommonOptions, withCommonOptions, withContract } from '../run.ts';
import { print, printJson, printTable, readInputFile } from '../terminal.ts';

type ImportOptions = CommonOptions & { readonly dryRun?: boolean };

const PROBLEM = { 'not-a-dword': 'not a DWORD value', 'out-of-range': 'outside the range of the setting' } as const;

export function addSettingsCommands(program: Command): void {
  const settings = program.command('settings').description('settings of the server');
  withCommonOptions(settings.command('import-registry [file]'))
    .description(
      'take over what the old server kept in the registry, from an exported .reg file; on Windows without a file: from this machine',
    )
    .option('--dry-run', 'only say what would change')
    .action((file: string | undefined, options: ImportOptions) =>
      withContract(options, async (client) => {
        const content = file === undefined ? undefined : readInputFile(file).toString('base64');
        const answer = await client.settings.importRegistry({ content, isDryRun: options.dryRun === true });
        if (options.json === true) return printJson(answer);
        if (answer.values.length === 0) return print('None of the old server’s settings is there.');
        printTable(
          ['REGISTRY VALUE', 'FOUND', 'SETTING', 'BEFORE', 'AFTER', 'PROBLEM'],
          answer.values.map(({ name, found, section, field, before, after, problem }) => [
            name,
            found,
            `${section}.${field}`,
            before,
            after,
            problem === '' ? '' : PROBLEM[problem],
          ]),
        );
        print(answer.applied ? 'In force now.' : 'Nothing was changed.');
      }),
    );
}
