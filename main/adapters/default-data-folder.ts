import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where the server keeps its data when nobody says: %ProgramData%\Countersign on Windows. */
export function defaultDataFolder(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
): string {
  if (platform === 'win32') return join(environment.ProgramData ?? 'C:\\ProgramData', 'Countersign');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Countersign');
  return join(environment.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'countersign');
}
