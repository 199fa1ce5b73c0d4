import type { Command } from 'commander';
import { DEMO_SIZE, type DemoSize } from '../../demo/fill.ts';
import { defaultDemoFolder, ensureDemoFolder, sayDemoOperators } from '../../demo/folder.ts';
import { UsageError } from '../failure.ts';
import { guarded } from '../run.ts';
import { print, printJson } from '../terminal.ts';

type DemoOptions = { readonly data: string; readonly json?: boolean } & { readonly [Name in keyof DemoSize]: string };

function parseCount(text: string, option: string): number {
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) throw new UsageError(`${option} takes a whole number from 1, not "${text}"`);
  return count;
}

export function addDemoCommand(program: Command): void {
  program
    .command('demo')
    .description('fill a new data folder with invented users, tokens and sign-ins; start it with "serve" or "npm start"')
    .option('--data <folder>', 'folder of the demo', defaultDemoFolder())
    .option('--users <count>', 'users', String(DEMO_SIZE.users))
    .option('--attempts <count>', 'sign-ins in the log, about', String(DEMO_SIZE.attempts))
    .option('--days <count>', 'days that the log covers', String(DEMO_SIZE.days))
    .option('--seed <number>', 'another number gives other data', String(DEMO_SIZE.seed))
    .option('--json', 'print JSON')
    .action((options: DemoOptions) => guarded(() => makeDemo(options)));
}

async function makeDemo(options: DemoOptions): Promise<void> {
  const size: DemoSize = {
    users: parseCount(options.users, '--users'),
    attempts: parseCount(options.attempts, '--attempts'),
    days: parseCount(options.days, '--days'),
    seed: parseCount(options.seed, '--seed'),
  };
  const { folder, marker, isNew } = await ensureDemoFolder(options.data, size, (line) => {
    if (options.json !== true) print(line);
  });
  if (options.json === true) return printJson({ folder, isNew, operator: marker.operator });
  print(`${isNew ? 'Demo data made' : 'There is a demo already'} in ${folder}. None of it is real.`);
  sayDemoOperators(marker.operator.password, print);
}
