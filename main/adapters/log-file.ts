/**
 * The server's log in DATA/logs: a scheduled task, a service and a desktop program keep no standard error. Writing it
 * never fails a caller: what cannot be written is told once, counted, and the server goes on.
 */
import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PRIVATE_FILE_MODE, PRIVATE_FOLDER_MODE } from './durable-file.ts';
import { KEY_SLOTS_FILE } from './key-slots.ts';
import { createLog, type Log } from './log.ts';

const FOLDER = 'logs';
const BASE_NAME = 'countersign';
/** Ours: about 50,000 lines, which every editor opens, and some months of a quiet server in all. */
const MAX_BYTES = 10 * 1024 * 1024;
const OLD_FILES = 5;
/** Lines before the engine owns its folder, or of a start that failed. */
const WAITING_LINES = 200;

export type LogFile = {
  readonly path: string;
  /** Takes one line with its end. Lines wait until the data folder is this process's own. */
  write(line: string): void;
  /** The data folder is this process's own: lines go to the file, which is renamed when it is full. */
  own(onProblem: (error: unknown) => void): void;
  /** Another process may own the folder from now on: lines are still appended, and nothing is renamed. */
  disown(): void;
  /** At the end of the process: what a start that failed had to say. Only where a server has been: an empty folder stays empty. */
  flush(): void;
};

export type LogFileOptions = { readonly maxBytes?: number };

export function createLogFile(dataFolder: string, { maxBytes = MAX_BYTES }: LogFileOptions = {}): LogFile {
  const folder = join(dataFolder, FOLDER);
  const path = join(folder, `${BASE_NAME}.log`);
  let waiting: string[] | undefined = [];
  let isOwned = false;
  let tell: (error: unknown) => void = () => undefined;
  let lostLines = 0;
  let isStuck = false;

  /** A program that holds the file open may forbid its new name: then the log grows in the one file, and that is told once. */
  const rotate = (): void => {
    try {
      moveUp(folder, path);
      isStuck = false;
    } catch (error) {
      if (isStuck) return;
      isStuck = true;
      tell(error);
    }
  };

  const append = (line: string): void => {
    try {
      // Not the data folder itself: where that was removed, nothing brings it back.
      if (!existsSync(folder)) mkdirSync(folder, { mode: PRIVATE_FOLDER_MODE });
      const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
      const isFull = bytes > 0 && bytes + Buffer.byteLength(line) > maxBytes;
      if (isFull && isOwned) rotate();
      // A full disk may have cut the last line in two.
      const start = lostLines === 0 ? '' : `\n${gapLine(lostLines)}`;
      appendFileSync(path, `${start}${line}`, { mode: PRIVATE_FILE_MODE });
      lostLines = 0;
    } catch (error) {
      lostLines += 1;
      // Told by a line of its own, which is lost as well: hence once.
      if (lostLines === 1) tell(error);
    }
  };

  return {
    path,
    write: (line) => {
      if (waiting === undefined) append(line);
      else if (waiting.length < WAITING_LINES) waiting.push(line);
    },
    own: (onProblem) => {
      tell = onProblem;
      isOwned = true;
      const lines = waiting ?? [];
      waiting = undefined;
      for (const line of lines) append(line);
    },
    disown: () => {
      isOwned = false;
    },
    flush: () => {
      const lines = waiting ?? [];
      const wasServer = existsSync(folder) || existsSync(join(dataFolder, KEY_SLOTS_FILE));
      if (lines.length === 0 || !wasServer) return;
      waiting = [];
      for (const line of lines) append(line);
    },
  };
}

const gapLine = (lines: number) =>
  `${JSON.stringify({ at: new Date().toISOString(), level: 'error', message: 'lines of the log could not be written', lines })}\n`;

/** countersign.log becomes countersign.1.log, that one countersign.2.log ...; the oldest is overwritten. */
function moveUp(folder: string, path: string): void {
  const old = (index: number) => join(folder, `${BASE_NAME}.${index}.log`);
  for (let index = OLD_FILES - 1; index >= 1; index -= 1) if (existsSync(old(index))) renameSync(old(index), old(index + 1));
  renameSync(path, old(1));
}

/** A host's log: standard error and the file. What ends the process is the last line of the file. */
export function createHostLog(dataFolder: string): { readonly log: Log; readonly logFile: LogFile } {
  const logFile = createLogFile(dataFolder);
  const log = createLog((line) => {
    process.stderr.write(line);
    logFile.write(line);
  });
  // Standard error has these already: from Node, or in the words of the command line.
  const fileOnly = createLog((line) => logFile.write(line));
  process.on('uncaughtExceptionMonitor', (error) => fileOnly.error('the server ended by a defect', error));
  process.on('exit', () => logFile.flush());
  return { log, logFile };
}

/** A start that failed and that the host itself puts on standard error in one line. */
export function noteFailedStart(logFile: LogFile, error: unknown): void {
  createLog((line) => logFile.write(line)).error('the server did not start', error);
}
