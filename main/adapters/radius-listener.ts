/**
 * RADIUS sockets: one for each address and port of the settings. IPv6 sockets take IPv6 only, so that '::' and
 * '0.0.0.0' can both be bound. What cannot be bound when the server starts (no IPv6, an address that is not there yet)
 * is reported as down and tried again, while the rest runs.
 */
import { createSocket, type Socket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import type { ErrorCode } from '../../shared/error-codes.ts';
import type { RadiusListeners } from '../../shared/schemas/radius.ts';
import { type AppError, appError } from '../engine/app-error.ts';
import { createRejectWheel } from './reject-wheel.ts';

/** One datagram as it arrived. */
export type RadiusDatagram = {
  readonly bytes: Uint8Array;
  readonly address: string;
  readonly port: number;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
  /** Monotonic milliseconds: unmoved when the clock is set. */
  readonly arrivedAt: number;
  readonly socket: ReplySocket;
};

/** The way back through the socket that a datagram came in by. */
export interface ReplySocket {
  send(reply: Uint8Array, address: string, port: number): void;
  /** Sends at `at` (monotonic milliseconds). False when too many replies wait: this one will not be sent. */
  sendAt(at: number, reply: Uint8Array, address: string, port: number): boolean;
}

export type ListenerState = {
  readonly address: string;
  readonly port: number;
  readonly isListening: boolean;
  readonly problem: string;
};
type Wanted = RadiusListeners['listeners'][number];

/** New sockets are open, old ones still are: keep ends the change, undo takes it back. */
export type ListenerChange = { keep(): Promise<void>; undo(): Promise<void> };

export type RadiusListenerSet = {
  /** Opens what can be opened; the rest is down with its problem and tried again. */
  open(listeners: readonly Wanted[]): Promise<void>;
  /**
   * Binds the new listeners before an old one is closed. Throws RADIUS_PORT_IN_USE, RADIUS_ADDRESS_UNAVAILABLE
   * or RADIUS_PORT_FORBIDDEN and leaves everything as it was. IPv6 missing on the host is no error but a listener
   * that is down.
   */
  change(listeners: readonly Wanted[]): Promise<ListenerChange>;
  states(): ListenerState[];
  /** Where a request of this machine to itself must go; undefined when nothing listens. */
  probeTarget(): { readonly address: string; readonly port: number } | undefined;
  close(): Promise<void>;
};

export type RadiusListenerOptions = {
  readonly receive: (datagram: RadiusDatagram) => void;
  /** A socket failed or could not be bound again; for the log. */
  readonly onProblem: (problem: string) => void;
  readonly now?: () => number;
  readonly monotonic?: () => number;
};

type Opened = { readonly wanted: Wanted; socket: Socket | undefined; port: number; problem: string };

/** Bytes asked of the kernel for what arrives while JavaScript is busy; ours. The kernel may give less. */
const RECEIVE_BUFFER_BYTES = 8 * 1024 * 1024;
/** Milliseconds between tries to bind what is down; ours. */
const RETRY_MILLISECONDS = 10_000;
const WILDCARD_LOOPBACK: Readonly<Record<string, string>> = { '0.0.0.0': '127.0.0.1', '::': '::1' };

export function createRadiusListeners(options: RadiusListenerOptions): RadiusListenerSet {
  const now = options.now ?? Date.now;
  const monotonic = options.monotonic ?? (() => performance.now());
  const wheel = createRejectWheel(monotonic);
  let opened: Opened[] = [];
  let retryTimer: NodeJS.Timeout | undefined;

  const bindOne = async (wanted: Wanted): Promise<Opened> => {
    const socket = await bind(wanted);
    const port = (socket.address() as AddressInfo).port;
    const replySocket: ReplySocket = {
      // Without callback, a failed send is dropped: the client sends again.
      send: (reply, address, toPort) => {
        if (openSockets.has(socket)) socket.send(reply, toPort, address);
      },
      sendAt: (at, reply, address, toPort) => wheel.schedule(at, () => replySocket.send(reply, address, toPort)),
    };
    openSockets.add(socket);
    socket.on('message', (bytes, source) => {
      options.receive({
        bytes,
        address: source.address,
        port: source.port,
        receivedAt: now(),
        arrivedAt: monotonic(),
        socket: replySocket,
      });
    });
    socket.on('error', (error) => options.onProblem(`RADIUS ${wanted.address} port ${port}: ${error.message}`));
    return { wanted, socket, port, problem: '' };
  };
  const openSockets = new WeakSet<Socket>();
  const closeOne = async (one: Opened): Promise<void> => {
    const { socket } = one;
    if (socket === undefined) return;
    one.socket = undefined;
    openSockets.delete(socket);
    await new Promise<void>((resolve) => socket.close(resolve));
  };
  const bindOrReport = (wanted: Wanted): Promise<Opened> =>
    bindOne(wanted).catch((error: unknown) => downBecause(wanted, explainBindError(error, wanted)));

  const retry = async (): Promise<void> => {
    for (const one of opened.filter((each) => each.socket === undefined)) {
      const again = await bindOrReport(one.wanted);
      // The settings may have changed meanwhile.
      if (opened.includes(one)) opened = opened.map((each) => (each === one ? again : each));
      else await closeOne(again);
    }
  };
  const watchDown = (): void => {
    clearInterval(retryTimer);
    if (!opened.some((one) => one.socket === undefined)) return;
    retryTimer = setInterval(() => void retry(), RETRY_MILLISECONDS);
    retryTimer.unref();
  };

  /** Binds `wanted`; where an old socket of ours that goes anyway is in the way, that one is closed first. */
  const bindInPlaceOf = async (wanted: Wanted, leaving: readonly Opened[]): Promise<Opened> => {
    try {
      return await bindOne(wanted);
    } catch (error) {
      if (errorCode(error) === 'EAFNOSUPPORT') return downBecause(wanted, explainBindError(error, wanted));
      const inTheWay = leaving.filter((one) => one.port === wanted.port && one.socket !== undefined);
      if (errorCode(error) !== 'EADDRINUSE' || inTheWay.length === 0) throw explainBindError(error, wanted);
      await Promise.all(inTheWay.map(closeOne));
      return await bindOne(wanted).catch((again: unknown) => {
        throw explainBindError(again, wanted);
      });
    }
  };

  return {
    async open(listeners) {
      opened = await Promise.all(listeners.filter((one) => one.isEnabled).map(bindOrReport));
      watchDown();
    },
    async change(listeners) {
      const before = opened;
      const wanted = listeners.filter((one) => one.isEnabled);
      const staying = before.filter((one) => one.socket !== undefined && wanted.some((each) => isSame(each, one.wanted)));
      const leaving = before.filter((one) => !staying.includes(one));
      const added: Opened[] = [];
      const undo = async (): Promise<void> => {
        await Promise.all(added.map(closeOne));
        // What had to be closed in front of the new one comes back on the port it really had.
        opened = await Promise.all(
          before.map((one) =>
            one.socket === undefined && one.problem === '' ? bindOrReport({ ...one.wanted, port: one.port }) : one,
          ),
        );
        watchDown();
      };
      try {
        for (const each of wanted) {
          if (!staying.some((one) => isSame(each, one.wanted))) added.push(await bindInPlaceOf(each, leaving));
        }
      } catch (error) {
        await undo();
        throw error;
      }
      opened = [...staying, ...added];
      return {
        async keep() {
          await Promise.all(leaving.map(closeOne));
          watchDown();
        },
        undo,
      };
    },
    states: () =>
      opened.map((one) => ({
        address: one.wanted.address,
        port: one.port,
        isListening: one.socket !== undefined,
        problem: one.problem,
      })),
    probeTarget() {
      const one = opened.find((each) => each.socket !== undefined);
      if (one === undefined) return undefined;
      return { address: WILDCARD_LOOPBACK[one.wanted.address] ?? one.wanted.address, port: one.port };
    },
    async close() {
      clearInterval(retryTimer);
      wheel.close();
      const closing = opened;
      opened = [];
      await Promise.all(closing.map(closeOne));
    },
  };
}

function bind(wanted: Wanted): Promise<Socket> {
  const isIpv6 = wanted.address.includes(':');
  return new Promise((resolve, reject) => {
    const socket = createSocket({
      type: isIpv6 ? 'udp6' : 'udp4',
      ipv6Only: isIpv6,
      // Replies go to the address that a datagram came from: there is nothing to look up. Answering at once
      // instead of on a later turn is a good part of the speed.
      lookup: (hostname, _options, callback) => callback(null, hostname, isIpv6 ? 6 : 4),
    });
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind({ address: wanted.address, port: wanted.port, exclusive: true }, () => {
      socket.removeAllListeners('error');
      try {
        socket.setRecvBufferSize(RECEIVE_BUFFER_BYTES);
      } catch {
        // The system's own size stays: only a burst that JavaScript is too busy for is lost, and clients repeat.
      }
      resolve(socket);
    });
  });
}

function isSame(one: Wanted, other: Wanted): boolean {
  return one.address === other.address && one.port === other.port;
}

function downBecause(wanted: Wanted, error: AppError): Opened {
  return { wanted, socket: undefined, port: wanted.port, problem: PROBLEMS[error.code] ?? error.message };
}

/** English, for the console's list of listeners. */
const PROBLEMS: Partial<Record<ErrorCode, string>> = {
  RADIUS_PORT_IN_USE: 'The port is in use by another program.',
  RADIUS_ADDRESS_UNAVAILABLE: 'This machine does not have the address.',
  RADIUS_PORT_FORBIDDEN: 'The account of the server may not use the port.',
};

function explainBindError(error: unknown, wanted: Wanted): AppError {
  switch (errorCode(error)) {
    case 'EADDRINUSE':
      return appError('RADIUS_PORT_IN_USE', { detail: { address: wanted.address, port: wanted.port }, cause: error });
    case 'EACCES':
    case 'EPERM':
      return appError('RADIUS_PORT_FORBIDDEN', { detail: { port: wanted.port }, cause: error });
    default:
      return appError('RADIUS_ADDRESS_UNAVAILABLE', { detail: { address: wanted.address }, cause: error });
  }
}

function errorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined;
}
