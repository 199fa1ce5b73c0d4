import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, describe, expect, it } from 'vitest';
import { createRadiusListeners, type RadiusDatagram, type RadiusListenerSet } from '../../main/adapters/radius-listener.ts';
import { probeRadius } from '../../main/adapters/radius-probe.ts';
import { createRejectWheel } from '../../main/adapters/reject-wheel.ts';
import { Secret } from '../../main/engine/secret.ts';
import { openTestPeer, SHARED_SECRET, startRadiusServer } from '../support/radius.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

/** Answers each datagram with its own bytes. */
function startEcho(): { listeners: RadiusListenerSet; received: RadiusDatagram[] } {
  const received: RadiusDatagram[] = [];
  const listeners = createRadiusListeners({
    receive: (datagram) => {
      received.push(datagram);
      datagram.socket.send(datagram.bytes, datagram.address, datagram.port);
    },
    onProblem: () => {},
  });
  closing.push(() => listeners.close());
  return { listeners, received };
}
const at = (address: string, port = 0) => ({ address, port, isEnabled: true });
async function isEchoed(port: number | undefined, address = '127.0.0.1'): Promise<boolean> {
  const peer = await openTestPeer(port ?? 0, address);
  peer.send(Uint8Array.of(1, 2, 3));
  const silent = await peer.isSilent(100);
  peer.close();
  return !silent;
}
async function occupy(): Promise<number> {
  const socket = createSocket('udp4').bind(0, '127.0.0.1');
  await once(socket, 'listening');
  closing.push(() => socket.close());
  return (socket.address() as AddressInfo).port;
}
const hasIpv6 = Object.values(networkInterfaces()).some((list) => list?.some(({ address }) => address === '::1'));

describe('RADIUS listeners', () => {
  it('say which port they really have, and stamp what comes in', async () => {
    const { listeners, received } = startEcho();
    await listeners.open([at('127.0.0.1'), { ...at('127.0.0.1', 9), isEnabled: false }]);
    const [state, none] = listeners.states();
    expect(none).toBeUndefined();
    expect(state).toMatchObject({ address: '127.0.0.1', isListening: true, problem: '' });
    expect(await isEchoed(state?.port)).toBe(true);
    expect(Math.abs((received[0]?.receivedAt ?? 0) - Date.now())).toBeLessThan(2000);
  });

  it.skipIf(!hasIpv6)('take IPv6 on the same port beside IPv4', async () => {
    const { listeners } = startEcho();
    await listeners.open([at('0.0.0.0')]);
    const port = listeners.states()[0]?.port ?? 0;
    await (await listeners.change([at('0.0.0.0'), at('::', port)])).keep();
    expect(listeners.states().map(({ isListening }) => isListening)).toEqual([true, true]);
    expect(await isEchoed(port, '::1')).toBe(true);
    expect(await isEchoed(port)).toBe(true);
  });

  it('that cannot be bound at the start are down, and the rest runs', async () => {
    const taken = await occupy();
    const { listeners } = startEcho();
    await listeners.open([at('127.0.0.1', taken), at('203.0.113.77'), at('127.0.0.1')]);
    const states = listeners.states();
    expect(states.map(({ isListening }) => isListening)).toEqual([false, false, true]);
    expect(states.map(({ problem }) => problem)).toEqual([
      'The port is in use by another program.',
      'This machine does not have the address.',
      '',
    ]);
    expect(listeners.probeTarget()).toEqual({ address: '127.0.0.1', port: states[2]?.port });
  });

  it('are changed by binding the new before closing the old', async () => {
    const { listeners } = startEcho();
    await listeners.open([at('127.0.0.1')]);
    const before = listeners.states()[0]?.port;
    const change = await listeners.change([at('127.0.0.2')]);
    const after = listeners.states()[0]?.port;
    expect(await isEchoed(before)).toBe(true);
    await change.keep();
    expect(await isEchoed(before)).toBe(false);
    const peer = await openTestPeer(after ?? 0);
    peer.socket.send(Uint8Array.of(1), after, '127.0.0.2');
    expect(await peer.isSilent(100)).toBe(false);
    peer.close();
  });

  it('stay as they were when a new one cannot be bound', async () => {
    const taken = await occupy();
    const { listeners } = startEcho();
    await listeners.open([at('127.0.0.1')]);
    const before = listeners.states();
    await expect(listeners.change([at('127.0.0.2'), at('127.0.0.1', taken)])).rejects.toMatchObject({
      code: 'RADIUS_PORT_IN_USE',
      detail: { address: '127.0.0.1', port: taken },
    });
    await expect(listeners.change([at('203.0.113.77')])).rejects.toMatchObject({ code: 'RADIUS_ADDRESS_UNAVAILABLE' });
    expect(listeners.states()).toEqual(before);
    expect(await isEchoed(before[0]?.port)).toBe(true);
  });

  it('move from all addresses to one on the same port, and back when the change is undone', async () => {
    const { listeners } = startEcho();
    await listeners.open([at('0.0.0.0')]);
    const port = listeners.states()[0]?.port ?? 0;
    const change = await listeners.change([at('127.0.0.1', port)]);
    expect(listeners.states()).toMatchObject([{ address: '127.0.0.1', port, isListening: true }]);
    await change.undo();
    expect(listeners.states()).toMatchObject([{ address: '0.0.0.0', port, isListening: true }]);
    expect(await isEchoed(port)).toBe(true);
  });
});

describe('the reject wheel', () => {
  it('sends in the order of time, never early, and takes no more than it may hold', async () => {
    const wheel = createRejectWheel(() => performance.now(), 3);
    closing.push(() => wheel.close());
    const start = performance.now();
    const sent: [name: string, late: number][] = [];
    const plan = (name: string, delay: number) =>
      wheel.schedule(start + delay, () => sent.push([name, performance.now() - start - delay]));
    expect([plan('third', 120), plan('first', 30), plan('second', 60), plan('fourth', 10)]).toEqual([true, true, true, false]);
    await expect.poll(() => sent.map(([name]) => name)).toEqual(['first', 'second', 'third']);
    expect(sent.every(([, late]) => late >= 0)).toBe(true);
    expect(wheel.waitingCount()).toBe(0);
  });
});

describe('probeRadius', () => {
  it('tells no answer from a reply signed with another secret', async () => {
    const server = await startRadiusServer();
    const base = { address: '127.0.0.1', port: server.port, username: 'user1', password: '123456', timeoutMilliseconds: 150 };
    expect(await probeRadius({ ...base, timeoutMilliseconds: 2000, sharedSecret: Secret.fromText(SHARED_SECRET) })).toMatchObject(
      { outcome: 'accept' },
    );
    expect(await probeRadius({ ...base, sharedSecret: Secret.fromText('another') })).toMatchObject({ outcome: 'no-answer' });
    await server.close();
    const { listeners } = startEcho();
    await listeners.open([at('127.0.0.1')]);
    const echo = { ...base, port: listeners.states()[0]?.port ?? 0, sharedSecret: Secret.fromText(SHARED_SECRET) };
    expect(await probeRadius(echo)).toMatchObject({ outcome: 'reply-invalid' });
  });
});
