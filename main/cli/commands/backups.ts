import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { RollupVerification } from '../../../shared/schemas/attempt.ts';
import { restoreFolder } from '../../compose.ts';
import { EXIT_FAILED, UsageError } from '../failure.ts';
import { type CommonOptions, guarded, withCommonOptions, withContract } from '../run.ts';
import { print, printJson, readSecret } from '../terminal.ts';
import { printPassphrase } from './operators.ts';

type RestoreOptions = CommonOptions & {
  readonly passphrase?: string;
  readonly passphraseStdin?: boolean;
  readonly usedCodes: string;
};

export function addBackupCommands(program: Command): void {
  withCommonOptions(program.command('backup <file>'))
    .description('one encrypted file, made while the server runs')
    .action((file: string, options: CommonOptions) =>
      withContract(options, async (client) => {
        const made = await client.backups.create({ path: resolve(file) });
        if (options.json === true) return printJson(made);
        print(`Back-up written: ${made.path}, ${made.sizeBytes} bytes.`);
        printPassphrase(made.recoveryPassphrase);
      }),
    );

  withCommonOptions(program.command('restore <file>'))
    .description('put a back-up into an empty data folder, with the recovery passphrase')
    .option('--passphrase <passphrase>', 'recovery passphrase')
    .option('--passphrase-stdin', 'read it from standard input')
    .option('--used-codes <way>', 'next-code: the next TOTP code is good; none-alive: only after the whole window', 'next-code')
    .action((file: string, options: RestoreOptions) =>
      guarded(async () => {
        const { usedCodes } = options;
        if (usedCodes !== 'next-code' && usedCodes !== 'none-alive')
          throw new UsageError('--used-codes takes next-code or none-alive');
        const passphrase = await readSecret('passphrase', options.passphrase, options.passphraseStdin);
        const folder = resolve(options.data);
        const restored = await restoreFolder({ file: resolve(file), passphrase, folder, usedCodes });
        if (options.json === true) return printJson({ folder, ...restored });
        print(`Restored into ${folder}, as it was at ${new Date(restored.backedUpAt).toISOString()}.`);
        print('Codes shown before this moment are refused; the next one is good.');
        if (restored.hotpCount > 0)
          print(`${restored.hotpCount} counter tokens are disabled: resynchronise each with two codes, then enable it.`);
      }),
    );

  withCommonOptions(program.command('new-passphrase'))
    .description('make a new recovery passphrase in place of the earlier one')
    .action((options: CommonOptions) =>
      withContract(options, async (client) => {
        const made = await client.backups.newPassphrase();
        if (options.json === true) printJson(made);
        else printPassphrase(made.recoveryPassphrase);
      }),
    );

  withCommonOptions(program.command('verify-log'))
    .description(
      'check the hash chain of the operator audit log, and the counts of the charts against the log; status 1 when either is wrong',
    )
    .action((options: CommonOptions) =>
      withContract(options, async (client) => {
        const verification = await client.audit.verify();
        const rollup = await client.attempts.verify();
        if (!(verification.isIntact && rollup.isEqual)) process.exitCode = EXIT_FAILED;
        if (options.json === true) return printJson({ ...verification, rollup });
        if (verification.isIntact) print(`Intact: ${verification.checkedCount} rows. Newest hash: ${verification.headHash}`);
        else
          process.stderr.write(
            `AUDIT_CHAIN_BROKEN: the operator audit log was altered at row ${verification.brokenAtId}. Keep a copy of the data folder.\n`,
          );
        printRollup(rollup);
      }),
    );
}

function printRollup({ isEqual, attemptCount, hourCount, differenceCount, differences }: RollupVerification): void {
  if (isEqual) {
    print(`Rollup equals the log: ${hourCount} hours, ${attemptCount} attempts.`);
    return;
  }
  process.stderr.write(
    `ROLLUP_DIFFERS: the counts of the charts differ from the authentication log in ${differenceCount} places. Trust the log, and keep a copy of the data folder.\n`,
  );
  for (const { part, at, what, expected, found } of differences)
    process.stderr.write(`  ${new Date(at).toISOString()} ${part} ${what}: ${expected} in the log, ${found} counted\n`);
}
