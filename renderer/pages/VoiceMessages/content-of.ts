import { RECORDING_MAX_BYTES } from '../../../shared/schemas/voice-message.ts';
import { ConsoleError } from '../../bridge/console-error.ts';
import { bytesToBase64 } from '../../parts/base64.ts';

const MEBIBYTE = 1024 * 1024;

/** The file's content as the contract takes it. @throws ConsoleError: what is plainly too large is not read */
export async function contentOf(file: File): Promise<string> {
  if (file.size > RECORDING_MAX_BYTES) throw new ConsoleError('RECORDING_TOO_LARGE', { maximum: RECORDING_MAX_BYTES / MEBIBYTE });
  try {
    return bytesToBase64(new Uint8Array(await file.arrayBuffer()));
  } catch (error) {
    // A browser does not read a file that was changed or moved after it was chosen, nor a folder.
    const problem = error instanceof Error ? error.message : '';
    throw new ConsoleError('FILE_UNREADABLE', { path: file.name, problem }, { cause: error });
  }
}
