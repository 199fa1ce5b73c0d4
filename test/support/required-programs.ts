/** Programs from Debian that a test needs: without them it is skipped by name and reason, and in CI it fails. */
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

function isThere(program: string): boolean {
  const candidates = program.startsWith('/')
    ? [program]
    : (process.env.PATH ?? '')
        .split(delimiter)
        .concat('/usr/sbin', '/sbin')
        .map((folder) => join(folder, program));
  return candidates.some((path) => {
    try {
      accessSync(path, constants.R_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** '' when all are there; else the reason to skip. Throws when CI is set: there a missing part is a failure. */
export function missingPrograms(...programs: readonly string[]): string {
  const missing = programs.filter((program) => !isThere(program));
  if (missing.length === 0) return '';
  const reason = `not installed: ${missing.join(', ')}`;
  if (process.env.CI === 'true') throw new Error(reason);
  return reason;
}
