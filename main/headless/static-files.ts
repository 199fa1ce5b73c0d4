/** Serves the built console over HTTP. */
import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readConsoleFiles } from '../adapters/console-files.ts';

const NOT_BUILT = 'The console is not built. Run "npm start" in the folder of Countersign; it builds it.\n';
const PLAIN_TEXT = { 'Content-Type': 'text/plain; charset=utf-8' };

export function createStaticFiles(folder: string): (request: IncomingMessage, response: ServerResponse, path: string) => void {
  const files = readConsoleFiles(folder);
  return (request, response, path) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    if (!files.isBuilt) {
      response.writeHead(503, PLAIN_TEXT).end(NOT_BUILT);
      return;
    }
    const file = files.find(path);
    if (file === undefined) {
      response.writeHead(404, PLAIN_TEXT).end('Not found\n');
      return;
    }
    response.writeHead(200, { 'Content-Type': file.mediaType, 'Cache-Control': file.cacheControl });
    response.end(request.method === 'HEAD' ? undefined : readFileSync(file.path));
  };
}
