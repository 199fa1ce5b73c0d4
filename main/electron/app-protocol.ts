/**
 * The built console under a scheme of its own. file: would let a page read the disk, and a port on loopback would be
 * open to every program. Only files that were there at the start: no path of a request is ever joined to a folder.
 */
import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { type Protocol, protocol } from 'electron';
import { CONTENT_SECURITY_POLICY } from '../../shared/host.ts';

export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://console';
export const APP_URL = `${APP_ORIGIN}/`;

const MEDIA_TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.json': 'application/json',
  '.txt': 'text/plain; charset=utf-8',
};

/** The same as the headless host sends. */
const HEADERS: Readonly<Record<string, string>> = {
  'Content-Security-Policy': CONTENT_SECURITY_POLICY,
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
};

/** Before the app is ready. standard: relative addresses and an origin; secure: as https, no mixed content. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the console built in `folder`. Answers whether it is there. */
export function serveConsole(target: Pick<Protocol, 'handle'>, folder: string): boolean {
  const files = listFiles(folder);
  target.handle(APP_SCHEME, (request) => answer(request, files));
  return files.has('/index.html');
}

async function answer(request: Request, files: ReadonlyMap<string, string>): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  const { host, pathname } = new URL(request.url);
  if (host !== new URL(APP_URL).host) return refuse(404);
  // Pages have addresses without a dot; each is the one document.
  const isPage = !pathname.slice(pathname.lastIndexOf('/')).includes('.');
  const name = files.has(pathname) ? pathname : isPage ? '/index.html' : undefined;
  const file = name === undefined ? undefined : files.get(name);
  if (file === undefined || name === undefined) return refuse(404);
  const body = request.method === 'HEAD' ? null : await readFile(file);
  const cache = name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
  const type = MEDIA_TYPES[extname(name)] ?? 'application/octet-stream';
  return new Response(body, { headers: { ...HEADERS, 'Content-Type': type, 'Cache-Control': cache } });
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: HEADERS });
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
    // Not built: serveConsole says so, and the host tells the operator.
    return new Map();
  }
}
