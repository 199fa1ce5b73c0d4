/** GET EXPORT_PATH/:id: the finished file of an export, to the session of the operator who started it. */
import { createReadStream } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { ERROR_TEXT } from '../../shared/error-text.ts';
import { EXPORT_PATH } from '../../shared/host.ts';
import type { Engine } from '../compose.ts';
import { AppError } from '../engine/app-error.ts';
import { readSessionCookie } from './session-cookie.ts';

const STATUS_SIGN_IN = 401;
const STATUS_GONE = 404;
/** What the connection says when the browser stopped reading: no fault of the server's. */
const STOPPED_READING: ReadonlySet<string> = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE']);

/** The id in a path of a download; undefined for any other path. */
export function exportIdOf(pathname: string): string | undefined {
  return pathname.startsWith(`${EXPORT_PATH}/`) ? pathname.slice(EXPORT_PATH.length + 1) : undefined;
}

/** RFC 6266: a plain name for old readers, the real one in UTF-8 beside it (RFC 8187). */
export function contentDisposition(fileName: string): string {
  const plain = fileName.replaceAll(/[^\w.-]/g, '_');
  const encoded = encodeURIComponent(fileName).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

export async function serveExport(
  engine: Engine,
  request: IncomingMessage,
  response: ServerResponse,
  { id, port }: { readonly id: string; readonly port: number },
): Promise<void> {
  response.setHeader('Cache-Control', 'no-store');
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(405, { Allow: 'GET, HEAD' }).end();
    return;
  }
  try {
    const { path, fileName, mediaType, sizeBytes } = await engine.exports.open(readSessionCookie(request, port), id);
    response.writeHead(200, {
      'Content-Type': mediaType,
      'Content-Length': sizeBytes,
      'Content-Disposition': contentDisposition(fileName),
    });
    if (request.method === 'HEAD') response.end();
    else await pipeline(createReadStream(path), response);
  } catch (error) {
    if (error instanceof Error && 'code' in error && STOPPED_READING.has(String(error.code))) return;
    if (!(error instanceof AppError) || response.headersSent) throw error;
    const { what, next } = ERROR_TEXT[error.code];
    response.writeHead(error.code === 'SIGN_IN_REQUIRED' ? STATUS_SIGN_IN : STATUS_GONE, {
      'Content-Type': 'text/plain; charset=utf-8',
    });
    response.end(`${what}. ${next}\n`);
  }
}
