/** What is no request of the contract: answered or ended in an orderly way, on every pipe of the headless host. */
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { WebSocket } from 'ws';
import { openSocket, openWebSocket } from './pipes.ts';
import { OPERATOR_PASSWORD } from './rows.ts';

describe('damaged requests', () => {
  let pipe: Awaited<ReturnType<typeof openWebSocket>>;
  let cookie: string;
  beforeAll(async () => {
    pipe = await openWebSocket();
    const credentials = { name: 'Alice', password: OPERATOR_PASSWORD };
    await pipe.openForSetup().setup.createFirstOperator({ setupCode: pipe.setupCode, ...credentials });
    const response = await post('session/signIn', JSON.stringify({ json: credentials }));
    cookie = (response.headers.getSetCookie()[0] ?? '').split(';')[0] ?? '';
  });
  afterAll(() => pipe?.close());

  const post = (path: string, body: string, contentType = 'application/json') =>
    fetch(new URL(`rpc/${path}`, pipe.address), { method: 'POST', headers: { 'content-type': contentType }, body });
  const open = (): Promise<WebSocket> => openSocket(pipe.address, { cookie });

  it.each(['{"json":', '[]]', '{"json":{},"meta":7}', '{"json":{},"meta":[["x"]]}'])(
    'HTTP: the body %s is a BAD_REQUEST with a path and a problem',
    async (body) => {
      const response = await post('session/signIn', body);
      expect(response.status).toBe(400);
      expect(await response.json()).toMatchObject({
        json: { code: 'BAD_REQUEST', message: 'BAD_REQUEST', data: { path: expect.any(String), problem: expect.any(String) } },
      });
    },
  );

  it.each(['no JSON at all', '{}', '{"i":1}', '\u0000\u0000', '[1,2,3]'])(
    'WebSocket: %j ends that connection with its own code and stops nothing else',
    async (text) => {
      const socket = await open();
      const other = await open();
      const closed = once(socket, 'close');
      socket.send(text);
      expect((await closed)[0]).toBe(4400);
      expect(other.readyState).toBe(other.OPEN);
      other.terminate();
    },
  );

  it('WebSocket: random bytes end that connection', async () => {
    const socket = await open();
    const closed = once(socket, 'close');
    socket.send(Buffer.from([0xff, 0xfe, 0x00, 0x80, 0x7b]));
    expect((await closed)[0]).toBe(4400);
  });

  it('nothing of it was logged as an error of the server', () => {
    expect(pipe.errors).toEqual([]);
  });
});
