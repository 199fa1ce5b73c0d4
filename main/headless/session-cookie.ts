import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SessionCarrier } from '../api/context.ts';

/** Cookies know no ports: two servers on one machine must not end each other's sessions. */
const cookieName = (port: number) => `countersign-${port}`;

export function readSessionCookie(request: IncomingMessage, port: number): string | undefined {
  const name = cookieName(port);
  for (const part of request.headers.cookie?.split(';') ?? []) {
    const [key, value] = part.trim().split('=', 2);
    if (key === name && value !== undefined && value !== '') return value;
  }
  return undefined;
}

/** Carries the session of one HTTP exchange. HttpOnly: no script reads it. SameSite=Strict: no other site sends it. */
export function createCookieCarrier(request: IncomingMessage, response: ServerResponse, port: number): SessionCarrier {
  let current = readSessionCookie(request, port);
  const set = (value: string, attributes: string) => {
    response.setHeader('Set-Cookie', `${cookieName(port)}=${value}; Path=/; HttpOnly; SameSite=Strict; ${attributes}`);
  };
  return {
    current: () => current,
    start(sessionId, expiresAt) {
      current = sessionId;
      set(sessionId, `Expires=${new Date(expiresAt).toUTCString()}`);
    },
    end() {
      current = undefined;
      set('', 'Max-Age=0');
    },
  };
}
