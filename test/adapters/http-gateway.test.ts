/** The HTTP gateway against servers of node:http on loopback: what is sent, what is refused and in which words. */
import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, createServer as createNetServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpGateway } from '../../main/adapters/sms/http-gateway.ts';
import type { TextGateway } from '../../main/engine/delivery/gateway-port.ts';
import { Secret } from '../../main/engine/secret.ts';
import type { Gateway, HttpGateway } from '../../shared/schemas/gateway.ts';
import { aGateway, anHttpConnection, anOutgoingText } from '../support/gateways.ts';
import { TEST_AUTHORITY, TEST_CERTIFICATE, TEST_CERTIFICATE_KEY } from '../support/test-certificate.ts';

const PASSWORD = 'p@ss/w0rd-9f3c';
type Received = {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
};

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

async function listen(server: Server): Promise<number> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket) => sockets.add(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    for (const socket of sockets) socket.destroy();
    return new Promise((resolve) => server.close(resolve));
  });
  return (server.address() as AddressInfo).port;
}

/** A service that answers `status` and `body`, and what it got. */
async function aService(answer: { status?: number; body?: string; headers?: Record<string, string> } = {}, isTls = false) {
  const received: Received[] = [];
  const serve: RequestListener = async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    received.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    response.writeHead(answer.status ?? 200, answer.headers).end(answer.body ?? '');
  };
  const server = isTls ? createTlsServer({ cert: TEST_CERTIFICATE, key: TEST_CERTIFICATE_KEY }, serve) : createServer(serve);
  const port = await listen(server);
  return { received, port, url: `${isTls ? 'https' : 'http'}://127.0.0.1:${port}` };
}

function open(http: Partial<HttpGateway>, fields: Partial<Gateway> = {}): TextGateway {
  const connection = anHttpConnection(http);
  const gateway = createHttpGateway({
    gateway: aGateway(connection, fields),
    http: connection,
    password: Secret.fromText(PASSWORD),
    inboundSecret: Secret.fromText('inb0und'),
    inboundBase: () => 'http://127.0.0.1:8089',
  });
  closers.push(() => gateway.close());
  return gateway;
}
const text = anOutgoingText({ text: 'Your code is 482913, é & <b>', sender: '3600' });
const send = (gateway: TextGateway, milliseconds = 3_000) => gateway.send(text, milliseconds);
const problemOf = async (gateway: TextGateway, milliseconds?: number) => {
  const answer = await send(gateway, milliseconds);
  return answer.kind === 'refused' ? answer.problem : `accepted ${answer.reference}`;
};

describe('an HTTP gateway', () => {
  it('sends a GET with everything in the URL', async () => {
    const service = await aService({ body: '0: Accepted for delivery' });
    const url = `${service.url}/cgi-bin/sendsms?username=<$username$>&password=<$password$>&from=<$from$>&to=<$to$>&text=<$text$>&coding=<$unicode:2|0$>&id=<$message_id$><$receipts$>&dlr=<$receipt_url$><$/receipts$>`;
    const gateway = open({ url, username: 'ann', success: { ...anHttpConnection().success, contains: 'Accepted' } });
    expect(await send(gateway)).toEqual({ kind: 'accepted', reference: '' });
    const [got] = service.received;
    expect(got?.method).toBe('GET');
    expect(Object.fromEntries(new URL(got?.url ?? '', service.url).searchParams)).toEqual({
      username: 'ann',
      password: PASSWORD,
      from: '3600',
      to: '+31612345678',
      text: text.text,
      coding: '0',
      id: text.messageId,
      dlr: 'http://127.0.0.1:8089/sms/1/inb0und',
    });
  });

  it('posts JSON with a bearer token and reads the id that the gateway gives', async () => {
    const service = await aService({ status: 201, body: '{"messages":[{"status":"0","id":"M-77"}]}' });
    const gateway = open(
      {
        method: 'POST',
        url: `${service.url}/v1`,
        bodyFormat: 'json',
        body: '{"to":["<$to$>"],"body":"<$text$>"}',
        authentication: 'bearer',
        success: { statuses: '201', jsonPath: 'messages.0.status', values: ['0'], contains: '', referencePath: 'messages.0.id' },
      },
      { numberFormat: 'zero-zero' },
    );
    expect(await send(gateway)).toEqual({ kind: 'accepted', reference: 'M-77' });
    const [got] = service.received;
    expect(got?.headers).toMatchObject({ authorization: `Bearer ${PASSWORD}`, 'content-type': 'application/json' });
    expect(JSON.parse(got?.body ?? '')).toEqual({ to: ['0031612345678'], body: text.text });
  });

  it('signs in with a name and password, and with a key in a header of its own', async () => {
    const service = await aService();
    const post = { method: 'POST', url: service.url, bodyFormat: 'form', body: 'To=<$to$>' } as const;
    await send(open({ ...post, authentication: 'basic', username: 'ann' }));
    await send(open({ ...post, authentication: 'header', authenticationHeader: 'X-API-Key' }));
    const basic = Buffer.from(`ann:${PASSWORD}`).toString('base64');
    expect(service.received.map(({ headers }) => [headers.authorization, headers['x-api-key']])).toEqual([
      [`Basic ${basic}`, undefined],
      [undefined, PASSWORD],
    ]);
  });

  it('tells in the gateway’s own words why not, and never what was in the message', async () => {
    for (const [status, isPermanent] of [
      [400, true],
      [401, false],
      [429, false],
      [503, false],
    ] as const) {
      const basic = Buffer.from(`ann:${PASSWORD}`).toString('base64');
      const echo = `Invalid recipient ${text.to} for "${text.text}" by ann/${PASSWORD} ${basic} ${encodeURIComponent(PASSWORD)}`;
      const service = await aService({ status, body: `<p>${echo}</p>` });
      const answer = await send(open({ url: service.url, authentication: 'basic', username: 'ann' }));
      expect(answer).toMatchObject({ kind: 'refused', isPermanent });
      const problem = answer.kind === 'refused' ? answer.problem : '';
      expect(problem).toMatch(
        new RegExp(`^HTTP ${status} .+: <p>Invalid recipient \\[number\\] for "\\[text\\]" by ann/\\[secret\\]`),
      );
      expect(problem).not.toMatch(/482913|612345678|p@ss|p%40ss/);
      expect(problem).not.toContain(basic);
    }
  });

  it('follows no redirect', async () => {
    const other = await aService();
    const service = await aService({ status: 307, headers: { location: other.url } });
    expect(await problemOf(open({ url: service.url }))).toBe('HTTP 307 Temporary Redirect: redirects are not followed');
    expect(other.received).toEqual([]);
  });

  it('trusts its own authority only, or the system’s where none is given', async () => {
    const service = await aService({}, true);
    expect(await problemOf(open({ url: service.url }))).toMatch(/certificate is signed by an authority that is not trusted/);
    expect(await send(open({ url: service.url, authorityCertificate: TEST_AUTHORITY }))).toMatchObject({ kind: 'accepted' });
    const otherName = service.url.replace('127.0.0.1', '127.0.0.2');
    const elsewhere = createNetServer((socket) => socket.pipe(connect(service.port, '127.0.0.1')).pipe(socket));
    await new Promise<void>((resolve) => elsewhere.listen(service.port, '127.0.0.2', resolve));
    closers.push(() => elsewhere.close());
    expect(await problemOf(open({ url: otherName, authorityCertificate: TEST_AUTHORITY }))).toMatch(
      /certificate is for another name/,
    );
  });

  it('goes through a proxy, for HTTP and for HTTPS', async () => {
    const service = await aService();
    const secure = await aService({}, true);
    const asked: string[] = [];
    const proxy = createServer(async (request, response) => {
      asked.push(`${request.method} ${request.url}`);
      const answer = await fetch(request.url ?? '');
      response.writeHead(answer.status).end();
    });
    proxy.on('connect', (request, socket: Socket) => {
      asked.push(`CONNECT ${request.url} ${request.headers['proxy-authorization']}`);
      const [host, port] = (request.url ?? '').split(':');
      const onward = connect(Number(port), host);
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      socket.pipe(onward).pipe(socket);
      socket.on('error', () => onward.destroy());
      onward.on('error', () => socket.destroy());
    });
    const proxyUrl = `http://ann:secr3t@127.0.0.1:${await listen(proxy)}`;
    expect(await send(open({ url: `${service.url}/a`, proxyUrl }))).toMatchObject({ kind: 'accepted' });
    expect(await send(open({ url: `${secure.url}/b`, proxyUrl, authorityCertificate: TEST_AUTHORITY }))).toMatchObject({
      kind: 'accepted',
    });
    expect(secure.received[0]?.url).toBe('/b');
    expect(asked).toEqual([
      `GET ${service.url}/a`,
      `CONNECT ${secure.url.slice('https://'.length)} Basic ${Buffer.from('ann:secr3t').toString('base64')}`,
    ]);
  });

  it('waits no longer than it may: for the connection, the first word and the last one', async () => {
    const silent = await listen(createNetServer(() => undefined));
    const slow = await listen(createServer((_request, response) => response.writeHead(200).write('a')));
    for (const port of [silent, slow]) {
      const startedAt = performance.now();
      expect(await problemOf(open({ url: `http://127.0.0.1:${port}` }), 300)).toBe('no answer within 0.3 s');
      expect(performance.now() - startedAt).toBeLessThan(1_500);
    }
  });

  it('tells what the network said', async () => {
    const free = await listen(createNetServer());
    await closers.pop()?.();
    expect(await problemOf(open({ url: `http://127.0.0.1:${free}` }))).toMatch(/^the connection was refused \(.*ECONNREFUSED/);
    expect(await problemOf(open({ url: 'http://gateway.invalid' }))).toMatch(/^the name of the gateway/);
    const rude = await listen(createNetServer((socket) => socket.once('data', () => socket.destroy())));
    expect(await problemOf(open({ url: `http://127.0.0.1:${rude}` }))).toMatch(/^the connection was closed/);
    const noHttp = await listen(createNetServer((socket) => socket.once('data', () => socket.end('220 mail ready\r\n'))));
    expect(await send(open({ url: `http://127.0.0.1:${noHttp}` }))).toMatchObject({ kind: 'refused', isPermanent: false });
  });

  it('reads 64 kB of an answer and no more', async () => {
    const service = await aService({ body: 'x'.repeat(65 * 1024) });
    expect(await problemOf(open({ url: service.url }))).toBe('the answer is larger than 64 kB');
    const fits = await aService({ body: 'x'.repeat(64 * 1024) });
    expect(await send(open({ url: fits.url }))).toMatchObject({ kind: 'accepted' });
  });

  it('refuses settings that make no request, in words', async () => {
    expect(await problemOf(open({ url: 'http://', method: 'POST' }))).toMatch(/URL/i);
    expect(await problemOf(open({ authentication: 'header', authenticationHeader: '' }))).toMatch(/header/i);
    const header = open({ headers: [{ name: 'X-Text', value: '<$text$>' }] });
    expect(await problemOf(header)).toBe('<$text$> has characters that a header cannot carry');
  });

  it('ends what is under way when it is closed', async () => {
    const silent = await listen(createNetServer(() => undefined));
    const gateway = open({ url: `http://127.0.0.1:${silent}` });
    const answer = problemOf(gateway, 10_000);
    setTimeout(() => void gateway.close(), 50);
    expect(await answer).toBe('the gateway was changed or closed meanwhile');
  });
});
