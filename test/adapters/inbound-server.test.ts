import { request as httpRequest } from 'node:http';
import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { createLog } from '../../main/adapters/log.ts';
import { createInboundServer, type InboundServer } from '../../main/adapters/sms/inbound-server.ts';
import type { DeliveryReceipt, InboundText } from '../../main/engine/delivery/gateway-port.ts';
import { Secret } from '../../main/engine/secret.ts';
import type { HttpGateway } from '../../shared/schemas/gateway.ts';
import { aGateway, anHttpConnection } from '../support/gateways.ts';

const SECRET = 'k3y-0f-the-gateway';
const servers: InboundServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function start(inbound: Partial<HttpGateway['inbound']> = {}, more: { isEnabled?: boolean; now?: () => number } = {}) {
  const replies: InboundText[] = [];
  const receipts: DeliveryReceipt[] = [];
  const lines: string[] = [];
  const connection = anHttpConnection();
  const gateway = aGateway(
    { ...connection, inbound: { ...connection.inbound, ...inbound } },
    { isEnabled: more.isEnabled ?? true },
  );
  const server = createInboundServer({
    find: (id) => (id === gateway.id ? { gateway, inboundSecret: Secret.fromText(SECRET) } : undefined),
    sink: {
      onReply: (_id, reply) => {
        if (reply.text === 'boom') throw new Error('broken sink');
        replies.push(reply);
      },
      onReceipt: (_id, receipt) => receipts.push(receipt),
    },
    log: createLog((line) => lines.push(line)),
    ...(more.now === undefined ? {} : { now: more.now }),
  });
  servers.push(server);
  await server.apply({ isEnabled: true, address: '127.0.0.1', port: 0 });
  const call = async (path: string, init?: RequestInit) => {
    const response = await fetch(`http://127.0.0.1:${server.state().port}${path}`, init);
    return [response.status, await response.text()];
  };
  return { server, replies, receipts, lines, call, path: `/sms/1/${SECRET}` };
}

describe('the way in for replies and receipts', () => {
  it('takes a reply by query, form and JSON, and answers nothing that a gateway could send back', async () => {
    const { call, path, replies, server } = await start();
    expect(await call(`${path}?from=%2B31612345678&text=123456`)).toEqual([200, '']);
    const form = new URLSearchParams({ from: '+31612345678', text: 'é 2' });
    expect(await call(path, { method: 'POST', body: form })).toEqual([200, '']);
    expect(await call(path, { method: 'POST', body: '{"from":31612345678,"text":"3"}' })).toEqual([200, '']);
    expect(replies).toEqual([
      { from: '+31612345678', text: '123456' },
      { from: '+31612345678', text: 'é 2' },
      { from: '31612345678', text: '3' },
    ]);
    expect(server.state()).toMatchObject({ isListening: true, replyCount: 3, receiptCount: 0, refusals: {} });
  });

  it('takes a receipt and passes over a state in between', async () => {
    const { call, path, receipts } = await start();
    for (const status of ['8', '1', '2']) expect(await call(`${path}?id=m1&status=${status}`)).toEqual([200, '']);
    expect(receipts).toEqual([
      { id: 'm1', state: 'delivered', words: '1' },
      { id: 'm1', state: 'failed', words: '2' },
    ]);
  });

  it('refuses a wrong secret, another gateway and another path alike, and logs no path', async () => {
    const { call, server, lines, replies } = await start();
    const query = '?from=%2B31612345678&text=123456';
    for (const path of ['/sms/1/k3y-0f-the-gatewa', `/sms/2/${SECRET}`, '/sms/1/', '/', `/sms/01/${SECRET}`, '/sms/1/%E0%A4%A']) {
      expect(await call(`${path}${query}`)).toEqual([404, '']);
    }
    expect(replies).toEqual([]);
    expect(server.state().refusals).toEqual({ 'wrong-secret': 3, 'no-such-address': 3 });
    expect(lines).toHaveLength(6);
    expect(lines.join('')).not.toMatch(/k3y|123456|612345678/);
  });

  it('is closed while the gateway or its way in is off', async () => {
    const off = await start({ isEnabled: false });
    expect(await off.call(`${off.path}?from=1&text=2`)).toEqual([404, '']);
    const disabled = await start({}, { isEnabled: false });
    expect(await disabled.call(`${disabled.path}?from=1&text=2`)).toEqual([404, '']);
  });

  it('serves the addresses of its list only', async () => {
    const out = await start({ allowedAddresses: ['192.0.2.0/24', '2001:db8::/32'] });
    expect(await out.call(`${out.path}?from=1&text=2`)).toEqual([403, '']);
    expect(out.lines[0]).toMatch(/"reason":"address-not-allowed","address":"127.0.0.1","gatewayId":1/);
    const local = await start({ allowedAddresses: ['127.0.0.0/8'] });
    expect(await local.call(`${local.path}?from=1&text=2`)).toEqual([200, '']);
  });

  it('refuses what is too large, unreadable or asked in another way, and lives on', async () => {
    const { call, path, server, replies } = await start();
    expect(await call(path, { method: 'POST', body: `from=1&text=${'x'.repeat(16 * 1024)}` })).toEqual([413, '']);
    expect(await chunked(server.state().port, path)).toBe(413);
    expect(await call(path, { method: 'POST', body: '{"from":' })).toEqual([400, '']);
    expect(await call(path)).toEqual([400, '']);
    expect(await call(`${path}?from=1&text=2`, { method: 'DELETE' })).toEqual([405, '']);
    expect(await call(`${path}?from=1&text=boom`)).toEqual([500, '']);
    expect(await call(`${path}?from=1&text=2`)).toEqual([200, '']);
    expect(server.state().refusals).toEqual({ 'too-large': 2, unreadable: 2, 'method-not-allowed': 1 });
    expect(replies).toHaveLength(1);
  });

  it('stops logging an address that goes on guessing, and hears the right secret all the same', async () => {
    let at = 0;
    const { call, path, lines, server } = await start({}, { now: () => at });
    const statuses: unknown[] = [];
    for (let i = 0; i < 14; i += 1) statuses.push((await call(`/sms/1/guess${i}`))[0]);
    expect(statuses).toEqual([...Array(10).fill(404), ...Array(4).fill(429)]);
    expect(lines).toHaveLength(10);
    expect(lines.at(-1)).toMatch(/for a minute/);
    expect(await call(`${path}?from=1&text=2`)).toEqual([200, '']);
    at = 60_000;
    expect(await call('/sms/1/guess')).toEqual([404, '']);
    expect(server.state().refusals).toEqual({ 'wrong-secret': 15 });
    expect(lines).toHaveLength(11);
  });

  it('moves to another port, closes, and tells why it cannot open', async () => {
    const { server } = await start();
    const first = server.state().port;
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as { port: number };
    await server.apply({ isEnabled: true, address: '127.0.0.1', port });
    expect(server.state()).toMatchObject({ isListening: false, port, problem: 'The port is in use by another program.' });
    await expect(fetch(`http://127.0.0.1:${first}/`)).rejects.toThrow();
    await new Promise((resolve) => taken.close(resolve));
    await Promise.all([
      server.apply({ isEnabled: true, address: '127.0.0.1', port: 0 }),
      server.apply({ isEnabled: true, address: '127.0.0.1', port }),
    ]);
    expect(server.state()).toMatchObject({ isListening: true, port, problem: '' });
    await server.apply({ isEnabled: false, address: '127.0.0.1', port });
    expect(server.state()).toMatchObject({ isListening: false, problem: '' });
  });
});

/** A body whose length is not told beforehand. */
function chunked(port: number, path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ port, host: '127.0.0.1', path, method: 'POST' }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.on('error', reject);
    for (let i = 0; i < 20; i += 1) request.write('x'.repeat(1024));
    request.end();
  });
}
