/** The files of the built console. Only those that were there at the start: no path of a request is ever joined to a folder. */
import { readdirSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};

export type ConsoleFile = { readonly path: string; readonly mediaType: string; readonly cacheControl: string };
export type ConsoleFiles = {
  readonly isBuilt: boolean;
  /** The file for an address path. Pages have addresses without a dot; each is the one document. */
  find(addressPath: string): ConsoleFile | undefined;
};

export function readConsoleFiles(folder: string): ConsoleFiles {
  const files = listFiles(folder);
  return {
    isBuilt: files.has('/index.html'),
    find(addressPath) {
      const isPage = !addressPath.slice(addressPath.lastIndexOf('/')).includes('.');
      const name = files.has(addressPath) ? addressPath : isPage ? '/index.html' : addressPath;
      const path = files.get(name);
      if (path === undefined) return undefined;
      return {
        path,
        mediaType: MEDIA_TYPES[extname(name)] ?? 'application/octet-stream',
        cacheControl: name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      };
    },
  };
}

/** Address path to file path. */
function listFiles(folder: string): ReadonlyMap<string, string> {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter(
      (entry) => entry.isFile() && !entry.name.startsWith('.'),
    );
    return new Map(
      entries.map((entry) => {
        const path = join(entry.parentPath, entry.name);
        return [`/${relative(folder, path).split(sep).join('/')}`, path];
      }),
    );
  } catch {
    // Not built yet: isBuilt says so, and the host tells the operator.
    return new Map();
  }
}
