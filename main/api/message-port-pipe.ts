/** The contract over a MessagePort: the desktop host keeps one end and hands the other to its window. */
import {
  onMessagePortClose,
  onMessagePortMessage,
  postMessagePortMessage,
  type SupportedMessagePort,
} from '@orpc/client/message-port';
import { StandardRPCHandler } from '@orpc/server/standard';
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer';
import { type EncodedMessage, ServerPeer } from '@orpc/standard-server-peer';
import type { Log } from '../adapters/log.ts';
import type { SessionFlows } from '../flows/sessions.ts';
import { createConnectionCarrier } from './connection-carrier.ts';
import type { ApiContext, Caller, SessionCarrier } from './context.ts';
import { createHandlerOptions } from './handler-options.ts';
import type { ApiRouter } from './router.ts';

/** What Node's MessagePort and Electron's MessagePortMain have in common. */
export type ServedPort = SupportedMessagePort & { start(): void; close(): void };

/** The part of the engine that a pipe needs. */
export type PipeEngine = {
  readonly router: ApiRouter;
  readonly sessions: Pick<SessionFlows, 'find'>;
  onSessionsChanged(listener: () => void): () => void;
};

export type MessagePortPipeOptions = {
  readonly engine: PipeEngine;
  readonly log: Log;
  /** One port carries one session: a console signs in after it has its port. */
  readonly port: ServedPort;
  /** Of the console, for the throttle of sign-in. */
  readonly address: string;
};

export type ServedPipe = {
  close(): void;
  /** Of the console at the other end, while it is signed in. */
  sessionId(): string | undefined;
};

/** Streams of a session that timed out end at the latest after this. */
const SESSION_CHECK_MILLISECONDS = 30_000;

/**
 * Serves the contract on `port` until either end closes. Calls are judged one by one; what runs on, the events, ends
 * when its session does. The port stays open then, so that the same console can sign in again.
 */
export function serveMessagePort({ engine, log, port, address }: MessagePortPipeOptions): ServedPipe {
  const carrier = createConnectionCarrier();
  const caller: Caller = { kind: 'console', carrier, address };
  const handler = new StandardRPCHandler<ApiContext>(engine.router, createHandlerOptions(log));
  const peer = new ServerPeer((message) => postMessagePortMessage(port, message));
  const session = watchSession(engine, log, carrier);

  const receive = async (message: EncodedMessage): Promise<void> => {
    const handle = createServerPeerHandleRequestFn(handler, { context: { caller } });
    await peer.message(message, (request) =>
      handle({ ...request, signal: AbortSignal.any([session.overSignal(), ...(request.signal ? [request.signal] : [])]) }),
    );
  };
  onMessagePortMessage(port, (message) => {
    // What is no message of the contract has no sender to answer to.
    receive(message).catch((error: unknown) => log.error('a message of the console could not be served', error));
  });
  onMessagePortClose(port, () => {
    session.stop();
    peer.close();
  });
  port.start();
  return { close: () => port.close(), sessionId: () => carrier.current() };
}

/** A signal for each session that the carrier has had: aborted when that session is over. */
function watchSession(engine: PipeEngine, log: Log, carrier: SessionCarrier) {
  let over = new AbortController();
  let watched: string | undefined;
  const end = () => {
    over.abort();
    over = new AbortController();
  };
  const look = async (): Promise<void> => {
    const sessionId = watched;
    if (sessionId === undefined || (await engine.sessions.find(sessionId)) !== undefined || sessionId !== watched) return;
    watched = undefined;
    end();
  };
  const check = () => void look().catch((error: unknown) => log.error('a session could not be checked', error));
  const stopWatching = engine.onSessionsChanged(check);
  const timer = setInterval(check, SESSION_CHECK_MILLISECONDS);
  // In Electron a timer is Node's; no timer of a pipe keeps a process alive.
  timer.unref();
  return {
    /** For a request that begins now. */
    overSignal(): AbortSignal {
      const current = carrier.current();
      if (current !== watched) {
        if (watched !== undefined) end();
        watched = current;
      }
      return over.signal;
    },
    stop(): void {
      stopWatching();
      clearInterval(timer);
      end();
    },
  };
}
