import { createSocket, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';

export type PortRange = { readonly from: number; readonly to: number };

/** Ports that are tried before the range counts as full; ours. */
const TRIES_MAX = 50;

/**
 * A UDP socket on an even port of the range (RFC 3550 §11), each time another one, so that late packets of one call do
 * not come to the next. Undefined when none is free.
 */
export async function openMediaPort(address: string, { from, to }: PortRange, random: () => number): Promise<Socket | undefined> {
  const first = Math.ceil(from / 2);
  const count = Math.floor(to / 2) - first + 1;
  const start = Math.floor(random() * count);
  for (let tried = 0; tried < Math.min(count, TRIES_MAX); tried += 1) {
    const socket = await bind(address, (first + ((start + tried) % count)) * 2);
    if (socket !== undefined) return socket;
  }
  return undefined;
}

function bind(address: string, port: number): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    // Packets go to IP addresses: there is nothing to look up, and waiting for it would be a part of the jitter.
    const isIpv6 = isIPv6(address);
    const socket = createSocket({
      type: isIpv6 ? 'udp6' : 'udp4',
      lookup: (hostname, _options, callback) => callback(null, hostname, isIpv6 ? 6 : 4),
    });
    socket.once('error', () => {
      socket.close();
      resolve(undefined);
    });
    socket.bind({ address, port, exclusive: true }, () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
  });
}
