/**
 * The way to one trunk: a UDP socket connected to it, or a TCP or TLS connection. What comes from another address does
 * not arrive here. Left out: trunks whose answers or BYE come from an address other than the one that was called.
 */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls, getCACertificates } from 'node:tls';
import { OWN_WORDS } from '../../../shared/own-words.ts';
import { EMPTY_STREAM, splitStream } from '../../protocols/sip/stream-splitter.ts';
import type { SipTransport } from '../../protocols/sip/via.ts';
import { identityProblem, nonsenseWords, problemOf } from './socket-problems.ts';

/** An IP address without brackets, and a port. */
export type SocketAddress = { readonly address: string; readonly port: number };

export type SipSocketOptions = {
  readonly transport: SipTransport;
  readonly host: string;
  readonly port: number;
  /** UDP: the port to send from, 0 for any. TCP and TLS take any. */
  readonly localPort: number;
  /** TLS: PEM of the authority that the trunk's certificate is of; '' for those the system knows. */
  readonly authorityCertificate: string;
  /** TLS: what its certificate must name; undefined for the host. */
  readonly certificateName?: string | undefined;
  readonly connectTimeoutMilliseconds: number;
  /** The octets of one message. */
  readonly onMessage: (bytes: Uint8Array) => void;
  /** In the operating system's words. UDP: nobody is at that port, and the socket stays. TCP and TLS: the end of the connection. */
  readonly onFailed: (problem: string) => void;
};

export type SipSocket = {
  readonly isReliable: boolean;
  readonly local: SocketAddress;
  readonly remote: SocketAddress;
  /** False once the connection has ended. */
  isOpen(): boolean;
  send(bytes: Uint8Array): void;
  close(): void;
};

const KEEP_ALIVE_MILLISECONDS = 30_000;
/** Octets; ours: the answers to some hundred calls that come while JavaScript is busy. */
const RECEIVE_BUFFER_BYTES = 1024 * 1024;
/** RFC 5626 §3.5.1: the answer to a ping. */
const PONG = new Uint8Array([0x0d, 0x0a]);

/** Resolves open, or with why not: in the words of the operating system. */
export function openSipSocket(options: SipSocketOptions): Promise<SipSocket | { readonly problem: string }> {
  return options.transport === 'UDP' ? openUdp(options) : openStream(options);
}

async function openUdp(options: SipSocketOptions): Promise<SipSocket | { readonly problem: string }> {
  const { host, port, localPort, connectTimeoutMilliseconds } = options;
  const address = await inTime(addressOf(host), connectTimeoutMilliseconds);
  if (typeof address !== 'string') return address;
  // A port that is said may serve several trunks: each socket is connected, and hears its own trunk alone.
  const socket = createSocket({ type: isIP(address) === 6 ? 'udp6' : 'udp4', reuseAddr: localPort !== 0 });
  return new Promise((resolve) => {
    const fail = (error: Error): void => {
      socket.close();
      resolve({ problem: problemOf(error) });
    };
    socket.once('error', fail);
    socket.bind({ port: localPort, exclusive: true }, () => {
      socket.connect(port, address, (error?: Error) => {
        if (error !== undefined && error !== null) return fail(error);
        socket.off('error', fail);
        try {
          socket.setRecvBufferSize(RECEIVE_BUFFER_BYTES);
        } catch {
          // The system's own size stays: what is lost in a burst is sent again.
        }
        resolve(servedUdp(socket, options));
      });
    });
  });
}

/** One address of a name: IPv4 where it has one, for a datagram tells nobody that IPv6 leads nowhere. */
async function addressOf(host: string): Promise<string> {
  if (isIP(host) !== 0) return host;
  const found = await lookup(host, { all: true });
  return (found.find(({ family }) => family === 4) ?? found[0])?.address ?? host;
}

/** A name server that is away holds the operating system up for longer than a call waits. */
async function inTime(address: Promise<string>, milliseconds: number): Promise<string | { readonly problem: string }> {
  let late: NodeJS.Timeout | undefined;
  const silent = new Promise<{ readonly problem: string }>((resolve) => {
    late = setTimeout(() => resolve({ problem: OWN_WORDS['name-server-silent'] }), milliseconds);
  });
  const found = address.catch((error: unknown) => ({ problem: problemOf(error) }));
  const first = await Promise.race([found, silent]);
  clearTimeout(late);
  return first;
}

function servedUdp(socket: UdpSocket, { onMessage, onFailed }: SipSocketOptions): SipSocket {
  let isOpen = true;
  const failed = (error: Error): void => {
    // Windows: what Linux calls ECONNREFUSED, for a datagram breaks nothing off.
    const isReset = 'code' in error && error.code === 'ECONNRESET';
    if (isOpen) onFailed(isReset ? `${OWN_WORDS['nobody-listens']} (${error.message})` : problemOf(error));
  };
  socket.on('message', (bytes) => onMessage(bytes));
  socket.on('error', failed);
  return {
    isReliable: false,
    local: socket.address(),
    remote: socket.remoteAddress(),
    isOpen: () => isOpen,
    send(bytes) {
      if (isOpen) socket.send(bytes, (error) => error !== null && failed(error));
    },
    close() {
      if (!isOpen) return;
      isOpen = false;
      socket.close();
    },
  };
}

function openStream(options: SipSocketOptions): Promise<SipSocket | { readonly problem: string }> {
  const { transport, host, port, connectTimeoutMilliseconds } = options;
  const socket = transport === 'TLS' ? tlsSocket(options) : connectPlain({ host, port });
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_MILLISECONDS);
  return new Promise((resolve) => {
    const fail = (problem: string): void => {
      clearTimeout(late);
      socket.destroy();
      resolve({ problem });
    };
    const onError = (error: Error): void => fail(problemOf(error));
    const late = setTimeout(() => {
      const seconds = connectTimeoutMilliseconds / 1000;
      // What is connected and waits is TLS: to a port without it, both sides wait for the other's first word.
      fail(
        socket.connecting
          ? `${OWN_WORDS['no-connection-in-time']} (${seconds} s)`
          : `${OWN_WORDS['no-tls-in-time']} (${seconds} s)`,
      );
    }, connectTimeoutMilliseconds);
    socket.once('error', onError);
    socket.once(transport === 'TLS' ? 'secureConnect' : 'connect', () => {
      clearTimeout(late);
      socket.off('error', onError);
      resolve(servedStream(socket, options));
    });
  });
}

function tlsSocket({ host, port, authorityCertificate, certificateName = host }: SipSocketOptions): Socket {
  const name = isIP(certificateName) === 0 ? { servername: certificateName } : {};
  return connectTls({
    host,
    port,
    ca: authorityCertificate === '' ? systemAuthorities() : authorityCertificate,
    ...name,
    checkServerIdentity: (_host, certificate) => identityProblem(certificateName, certificate),
  });
}

const system: { authorities?: string[] } = {};

/** Node's own and the system's: on Windows the certificate store, where companies have theirs. Reading takes a moment, so once. */
function systemAuthorities(): string[] {
  system.authorities ??= [...getCACertificates('default'), ...getCACertificates('system')];
  return system.authorities;
}

function servedStream(socket: Socket, { onMessage, onFailed }: SipSocketOptions): SipSocket {
  let rest = EMPTY_STREAM;
  let isOpen = true;
  const end = (problem: string): void => {
    if (!isOpen) return;
    isOpen = false;
    socket.destroy();
    onFailed(problem);
  };
  socket.on('data', (octets: Uint8Array) => {
    const split = splitStream(rest, octets);
    rest = split.rest;
    for (let ping = 0; ping < split.pingCount; ping += 1) socket.write(PONG);
    for (const message of split.messages) onMessage(message);
    if (split.refusal !== undefined) end(nonsenseWords(split.refusal, octets));
  });
  socket.on('error', (error) => end(problemOf(error)));
  socket.on('close', () => end(OWN_WORDS['trunk-closed']));
  return {
    isReliable: true,
    local: { address: socket.localAddress ?? '', port: socket.localPort ?? 0 },
    remote: { address: socket.remoteAddress ?? '', port: socket.remotePort ?? 0 },
    isOpen: () => isOpen,
    send(bytes) {
      if (isOpen) socket.write(bytes);
    },
    close() {
      isOpen = false;
      socket.end();
      socket.destroySoon();
    },
  };
}
