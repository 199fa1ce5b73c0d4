/** Where Electron's program is; without it, or without a display, the specs of the desktop are skipped, and it says so. */
import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const PACKAGE = fileURLToPath(new URL('../../node_modules/electron', import.meta.url));

/** The program's path, or why there is none. */
export function findElectron(): { readonly program: string } | { readonly missing: string } {
  const pathFile = join(PACKAGE, 'path.txt');
  if (!existsSync(pathFile))
    return { missing: "Electron's program is not installed (its download is not part of npm's package)" };
  const program = join(PACKAGE, 'dist', readFileSync(pathFile, 'utf8').trim());
  if (!existsSync(program)) return { missing: `${program} is missing` };
  if (process.platform === 'linux' && (process.env.DISPLAY ?? process.env.WAYLAND_DISPLAY ?? '') === '')
    return { missing: 'there is no display' };
  return { program };
}

/** vitest's globalSetup of the project: one line that nobody overlooks. */
export function setup(): void {
  const found = findElectron();
  if ('program' in found) return;
  const folder = dirname(fileURLToPath(new URL('../e2e-electron/x', import.meta.url)));
  const specs = globSync('*.test.ts', { cwd: folder }).flatMap(
    (name) => readFileSync(join(folder, name), 'utf8').match(/^\s*desktop\(/gm) ?? [],
  );
  process.stderr.write(`Electron: ${specs.length} specs skipped: ${found.missing}.\n`);
}
