/** A file's bytes as Base64, a piece at a time, so that a file of 160 MB does not stop the page. */
import { IMPORT_FILE_MAX_BYTES } from '../../../shared/limits.ts';
import { ConsoleError } from '../../bridge/console-error.ts';
import type { ChosenFile } from './wizard-state.ts';

/** Bytes of a piece; ours. A multiple of 3, so that the pieces' Base64 can be joined; some 5 ms of work. */
const PIECE_BYTES = 3 * 256 * 1024;
/** Arguments that a function call surely takes; ours. */
const ARGUMENTS_MAX = 0x4000;

/** Refuses what the server would refuse, before anything is read. */
export function checkFileSize({ size }: Pick<ChosenFile, 'size'>): ConsoleError | undefined {
  if (size === 0) return new ConsoleError('IMPORT_FILE_EMPTY');
  if (size > IMPORT_FILE_MAX_BYTES) return new ConsoleError('IMPORT_FILE_TOO_LARGE', { limitBytes: IMPORT_FILE_MAX_BYTES });
  return undefined;
}

/**
 * @param onShare told the share read so far, 0 to 1, after each piece
 * @throws ConsoleError FILE_UNREADABLE, or the signal's reason when it was stopped
 */
export async function readBase64(file: ChosenFile, onShare: (share: number) => void, signal: AbortSignal): Promise<string> {
  const pieces: string[] = [];
  for (let start = 0; start < file.size; start += PIECE_BYTES) {
    signal.throwIfAborted();
    const bytes = await readPiece(file, start);
    signal.throwIfAborted();
    pieces.push(encodeBase64(bytes));
    onShare(Math.min(1, (start + PIECE_BYTES) / file.size));
  }
  return pieces.join('');
}

async function readPiece(file: ChosenFile, start: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await file.slice(start, start + PIECE_BYTES).arrayBuffer());
  } catch (error) {
    // A browser does not read a file that was changed or moved after it was chosen, nor a folder.
    const problem = error instanceof Error ? error.message : String(error);
    throw new ConsoleError('FILE_UNREADABLE', { path: file.name, problem }, { cause: error });
  }
}

function encodeBase64(bytes: Uint8Array): string {
  let binary = '';
  for (let start = 0; start < bytes.length; start += ARGUMENTS_MAX) {
    binary += String.fromCharCode(...bytes.subarray(start, start + ARGUMENTS_MAX));
  }
  return btoa(binary);
}
