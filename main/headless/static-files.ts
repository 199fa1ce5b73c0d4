/** Serves the built console. Only files that were there at the start: no path of a request is ever joined to a folder. */
import { readdirSync, readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
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
const NOT_BUILT = 'The console is not built. Run "npm start" in the folder of Countersign; it builds it.\n';

export function createStaticFiles(folder: string): (request: IncomingMessage, response: ServerResponse, path: string) => void {
  const files = listFiles(folder);
  return (request, response, path) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    if (!files.has('/index.html')) {
      response.writeHead(503, { 'Content-Type': 'text/plain; charset=utf-8' }).end(NOT_BUILT);
      return;
    }
    const isPage = !path.slice(path.lastIndexOf('/')).includes('.');
    const name = files.has(path) ? path : isPage ? '/index.html' : undefined;
    const file = name === undefined ? undefined : files.get(name);
    if (file === undefined || name === undefined) {
      response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not found\n');
      return;
    }
    const isImmutable = name.startsWith('/assets/');
    response.writeHead(200, {
      'Content-Type': MEDIA_TYPES[extname(name)] ?? 'application/octet-stream',
      'Cache-Control': isImmutable ? 'public, max-age=31536000, immutable' : 'no-cache',
    });
    response.end(request.method === 'HEAD' ? undefined : readFileSync(file));
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
    // Not built yet: each request is told so.
    return new Map();
  }
}
