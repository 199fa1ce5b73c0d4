/** What a command reads from and writes to its terminal. */
import { readFileSync, writeFileSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { appError } from '../engine/app-error.ts';
import { UsageError } from './failure.ts';

export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function printJson(value: unknown): void {
  print(JSON.stringify(value));
}

/** Columns of plain text, each as wide as its widest cell. */
export function printTable(header: readonly string[], rows: readonly (readonly string[])[]): void {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  for (const row of all)
    print(
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    );
}

/** Asks for a yes; without a terminal the command wants --yes. */
export async function confirm(question: string, isYes: boolean | undefined): Promise<void> {
  if (isYes === true) return;
  if (!process.stdin.isTTY) throw new UsageError('this command destroys: add --yes');
  const reader = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await reader.question(`${question} [y/N] `);
  reader.close();
  if (!/^y(es)?$/i.test(answer.trim())) throw new UsageError('not confirmed: nothing was done');
}

/** A secret from --OPTION, from the first line of standard input with --OPTION-stdin, or typed unseen. */
export async function readSecret(name: string, given: string | undefined, fromStdin: boolean | undefined): Promise<string> {
  if (given !== undefined) return given;
  if (fromStdin === true) return readFileSync(0, 'utf8').split(/\r?\n/, 1)[0] ?? '';
  if (!process.stdin.isTTY) throw new UsageError(`give --${name} or --${name}-stdin`);
  process.stderr.write(`${name}: `);
  const typed = await typeUnseen();
  process.stderr.write('\n');
  return typed;
}

function typeUnseen(): Promise<string> {
  const { stdin } = process;
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  return new Promise((resolve, reject) => {
    let typed = '';
    const end = (finish: () => void) => {
      stdin.setRawMode(false);
      stdin.pause();
      stdin.off('data', onKey);
      finish();
    };
    const onKey = (key: string) => {
      for (const character of key) {
        if (character === '\r' || character === '\n') return end(() => resolve(typed));
        if (character === '\u0003') return end(() => reject(new UsageError('cancelled: nothing was done')));
        typed = character === '\u007f' || character === '\b' ? typed.slice(0, -1) : typed + character;
      }
    };
    stdin.on('data', onKey);
    stdin.resume();
  });
}

/** Throws FILE_UNREADABLE. */
export function readInputFile(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw appError('FILE_UNREADABLE', {
      detail: { path, problem: error instanceof Error ? error.message : String(error) },
      cause: error,
    });
  }
}

/** Throws FILE_UNWRITABLE. */
export function writeOutputFile(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw appError('FILE_UNWRITABLE', {
      detail: { path, problem: error instanceof Error ? error.message : String(error) },
      cause: error,
    });
  }
}
