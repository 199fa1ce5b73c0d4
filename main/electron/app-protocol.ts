/**
 * The built console under a scheme of its own. file: would let a page read the disk, and a port on loopback would be
 * open to every program.
 */
import { readFile } from 'node:fs/promises';
import { type Protocol, protocol } from 'electron';
import { SECURITY_HEADERS } from '../../shared/host.ts';
import { type ConsoleFiles, readConsoleFiles } from '../adapters/console-files.ts';

export const APP_SCHEME = 'app';
export const APP_ORIGIN = 'app://console';
export const APP_URL = `${APP_ORIGIN}/`;

/** Before the app is ready. standard: relative addresses and an origin; secure: as https, no mixed content. */
export function registerAppScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: APP_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the console built in `folder`. Answers whether it is there. */
export function serveConsole(target: Pick<Protocol, 'handle'>, folder: string): boolean {
  const files = readConsoleFiles(folder);
  target.handle(APP_SCHEME, (request) => answer(request, files));
  return files.isBuilt;
}

async function answer(request: Request, files: ConsoleFiles): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(405);
  const { host, pathname } = new URL(request.url);
  const file = host === new URL(APP_URL).host ? files.find(pathname) : undefined;
  if (file === undefined) return refuse(404);
  const body = request.method === 'HEAD' ? null : await readFile(file.path);
  return new Response(body, {
    headers: { ...SECURITY_HEADERS, 'Content-Type': file.mediaType, 'Cache-Control': file.cacheControl },
  });
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS });
}
