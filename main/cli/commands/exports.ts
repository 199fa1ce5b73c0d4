/** `export` and `report`: the same files as the console's Export button, for scripts and scheduled tasks. */
import { type Command, InvalidArgumentError } from 'commander';
import { isErrorCode } from '../../../shared/error-codes.ts';
import {
  EXPORT_FORMATS,
  EXPORT_LANGUAGES,
  type ExportFormat,
  type ExportJob,
  type ExportLanguage,
  type ExportSubject,
} from '../../../shared/schemas/export.ts';
import { REPORT_BUCKETS, REPORT_NAMES, type ReportBucket, type ReportName } from '../../../shared/schemas/report.ts';
import { copyExport, exportPath } from '../../adapters/export-folder.ts';
import { createZonedTime } from '../../adapters/export-formats/zoned-time.ts';
import { AppError } from '../../engine/app-error.ts';
import type { ContractClient } from '../connect.ts';
import { UsageError } from '../failure.ts';
import { type CommonOptions, withCommonOptions, withContract } from '../run.ts';
import { print, printJson } from '../terminal.ts';

type FileOptions = CommonOptions & {
  readonly format?: ExportFormat;
  readonly out: string;
  readonly language: ExportLanguage;
  readonly timeZone: string;
};
type PeriodOptions = { readonly from?: string; readonly until?: string };
type LogOptions = FileOptions &
  PeriodOptions & {
    readonly user?: string;
    readonly application?: string;
    readonly result?: number;
    readonly granted?: true;
    readonly denied?: true;
  };
type ReportOptions = FileOptions & PeriodOptions & { readonly by: ReportBucket; readonly application?: string };

const LOOK_MILLISECONDS = 100;

function oneOf<Word extends string>(words: readonly Word[]): (text: string) => Word {
  return (text) => {
    const found = words.find((word) => word === text);
    if (found === undefined) throw new InvalidArgumentError(`one of ${words.join(', ')}`);
    return found;
  };
}

const DAY = /^\d{4}-\d{2}-\d{2}$/;
/** A day or an instant, as it was written: which moment a day is depends on --time-zone. */
function moment(text: string): string {
  const at = Date.parse(text);
  if (Number.isNaN(at) || at < 0) throw new InvalidArgumentError('a day or an ISO 8601 time, such as 2026-11-01');
  return text;
}

/** The period in epoch milliseconds; a day begins at its midnight in the time zone. */
function periodOf({ from, until, timeZone }: PeriodOptions & { readonly timeZone: string }): { from?: number; until?: number } {
  const at = (text: string): number => {
    if (!DAY.test(text)) return Date.parse(text);
    try {
      return createZonedTime(timeZone, 'en-GB').startOfDay(text);
    } catch {
      throw new UsageError(`--time-zone takes an IANA name such as Europe/Amsterdam, not "${timeZone}"`);
    }
  };
  return { ...(from === undefined ? {} : { from: at(from) }), ...(until === undefined ? {} : { until: at(until) }) };
}

function number(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value)) throw new InvalidArgumentError('a whole number');
  return value;
}

function withFileOptions(command: Command): Command {
  return withCommonOptions(command)
    .requiredOption('--out <file>', 'file to write; replaced when it is there')
    .option('--format <format>', `${EXPORT_FORMATS.join(', ')}; else by the name of the file`, oneOf(EXPORT_FORMATS))
    .option('--language <language>', EXPORT_LANGUAGES.join(', '), oneOf(EXPORT_LANGUAGES), 'en')
    .option('--time-zone <name>', 'IANA name', Intl.DateTimeFormat().resolvedOptions().timeZone);
}

function formatOf({ format, out }: FileOptions): ExportFormat {
  const byName = EXPORT_FORMATS.find((each) => out.toLowerCase().endsWith(`.${each}`));
  const chosen = format ?? byName;
  if (chosen === undefined)
    throw new UsageError(`give --format, or a file that ends in ${EXPORT_FORMATS.map((each) => `.${each}`).join(', ')}`);
  return chosen;
}

async function untilOver(client: ContractClient, first: ExportJob): Promise<ExportJob> {
  let job = first;
  while (job.state === 'running') {
    await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS));
    job = await client.exports.get({ id: job.id });
  }
  const { error } = job;
  if (error !== undefined) throw new AppError(isErrorCode(error.code) ? error.code : 'INTERNAL', error.detail, undefined);
  return job;
}

/** Through the contract; the file is then copied out of the data folder, which this account can read. */
function writeFile(options: FileOptions, subject: () => ExportSubject): Promise<void> {
  return withContract(options, async (client) => {
    const { language, timeZone, out, data } = options;
    const job = await untilOver(
      client,
      await client.exports.start({ subject: subject(), format: formatOf(options), language, timeZone }),
    );
    try {
      await copyExport(exportPath(data, job.id, job.format), out);
    } finally {
      // It holds personal data: nobody fetches it a second time.
      await client.exports.cancel({ id: job.id });
    }
    const { rowCount, sizeBytes, isCut } = job;
    if (options.json === true) return printJson({ file: out, rowCount, sizeBytes, isCut });
    print(`${rowCount} rows written to ${out}.${isCut ? ' A PDF holds no more; the other formats hold all rows.' : ''}`);
  });
}

const defined = <Values extends object>(values: Values): Values =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Values;

function addLists(program: Command): void {
  const file = program.command('export').description('users, tokens or a log as a file: csv, xlsx, pdf or json');
  withFileOptions(file.command('attempts'))
    .description('the authentication log, newest first')
    .option('--from <time>', 'first moment', moment)
    .option('--until <time>', 'first moment after it', moment)
    .option('--user <username>', 'start of the username')
    .option('--application <name>', 'only this application')
    .option('--result <number>', 'only this result number', number)
    .option('--granted', 'only granted attempts')
    .option('--denied', 'only denied attempts')
    .action((options: LogOptions) =>
      writeFile(options, () => {
        const { user: username, application: applicationName, result, granted, denied } = options;
        if (granted === true && denied === true) throw new UsageError('--granted or --denied, not both');
        const isGranted = granted === true ? true : denied === true ? false : undefined;
        return { kind: 'attempts', filter: defined({ ...periodOf(options), username, applicationName, result, isGranted }) };
      }),
    );
  withFileOptions(file.command('users'))
    .description('all users, in the order of their names')
    .option('--search <text>', 'start of a name', '')
    .option('--group <group>', 'only this user group')
    .action((options: FileOptions & { readonly search: string; readonly group?: string }) =>
      writeFile(options, () => ({
        kind: 'users',
        filter: { sort: 'username', direction: 'asc', ...defined({ search: options.search, userGroup: options.group }) },
      })),
    );
  withFileOptions(file.command('tokens'))
    .description('all OATH tokens, without their keys')
    .action((options: FileOptions) =>
      writeFile(options, () => ({ kind: 'tokens', filter: { search: '', sort: 'serial', direction: 'asc' } })),
    );
  withFileOptions(file.command('operator-log'))
    .description('what operators did, newest first')
    .action((options: FileOptions) => writeFile(options, () => ({ kind: 'operator-log' })));
}

function reportSubject(name: ReportName, options: ReportOptions): ExportSubject {
  const { from, until } = periodOf(options);
  const { application: applicationName, by } = options;
  if (from === undefined || until === undefined) throw new UsageError('a report needs --from and --until');
  const filter = defined({ from, until, applicationName });
  if (name === 'authentications') return { kind: name, filter: { ...filter, bucket: by } };
  if (name === 'user-summary') return { kind: name, filter: { ...filter, search: '', sort: 'attempts', direction: 'desc' } };
  return { kind: name, filter };
}

export function addExportCommands(program: Command): void {
  addLists(program);
  const report = program.command('report').description('a report of a period as a file: csv, xlsx, pdf or json');
  for (const name of REPORT_NAMES) {
    const command = withFileOptions(report.command(name))
      .requiredOption('--from <time>', 'first moment', moment)
      .requiredOption('--until <time>', 'first moment after it', moment)
      .option('--application <name>', 'only this application');
    if (name === 'authentications') command.option('--by <bucket>', REPORT_BUCKETS.join(', '), oneOf(REPORT_BUCKETS), 'day');
    command.action((options: ReportOptions) => writeFile(options, () => reportSubject(name, options)));
  }
}
