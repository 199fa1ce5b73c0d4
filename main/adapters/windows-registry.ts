/** The registry key of the old server on this machine, as `reg query` prints it. Reads only. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { appError } from '../engine/app-error.ts';

const run = promisify(execFile);
const TIMEOUT_MILLISECONDS = 10_000;

/** A key that is not there is ''. Throws REGISTRY_UNAVAILABLE: not Windows, or reg.exe cannot be run. */
export async function readRegistryKey(path: string): Promise<string> {
  if (process.platform !== 'win32')
    throw appError('REGISTRY_UNAVAILABLE', { detail: { problem: 'this server does not run on Windows' } });
  const program = join(process.env.SystemRoot ?? 'C:\\Windows', 'System32', 'reg.exe');
  try {
    const { stdout } = await run(program, ['query', path], { timeout: TIMEOUT_MILLISECONDS, windowsHide: true });
    return stdout;
  } catch (error) {
    // reg.exe ends with 1 where there is no such key.
    if (error instanceof Error && 'code' in error && error.code === 1) return '';
    const problem = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : String(error);
    throw appError('REGISTRY_UNAVAILABLE', { detail: { problem }, cause: error });
  }
}
