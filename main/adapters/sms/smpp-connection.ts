/// <reference path="./smpp.d.ts" />
/**
 * One bound connection to an SMPP 3.4 centre: bind, requests with their answers, enquire_link. What the peer sends is
 * read by the package smpp; whatever it throws ends this connection and nothing else.
 */
import { connect as connectPlain, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { PDU, Session } from 'smpp';
import type { SmppGateway } from '../../../shared/schemas/gateway.ts';
import type { Secret } from '../../engine/secret.ts';
import { STATUS_INVALID_COMMAND, STATUS_OK, statusText } from '../../protocols/smpp/status.ts';

export type BindKind = 'transceiver' | 'transmitter' | 'receiver';
/** lost: the connection ended before the answer; timeout: it stands, but nothing came. */
export type SmppAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly messageId: string }
  | { readonly kind: 'lost' | 'timeout'; readonly problem: string };

export interface SmppConnection {
  request(command: string, fields: Readonly<Record<string, unknown>>, timeoutMilliseconds: number): Promise<SmppAnswer>;
  /** Asks the peer whether it is there; a peer that is not loses the connection. */
  probe(): void;
  /** Unbinds, and ends the connection without waiting long for it. */
  close(): Promise<void>;
}

export type ConnectionOptions = {
  readonly settings: SmppGateway;
  readonly password: Secret | undefined;
  readonly bind: BindKind;
  /** deliver_sm and data_sm; answered with ESME_ROK once it has returned. */
  readonly onDeliver: (pdu: PDU) => void;
  /** How long a peer may take to say that it is there. */
  readonly probeMilliseconds: number;
  /** Once, after a bind that was good. */
  readonly onLost: (problem: string) => void;
};

/** Ours. */
const BIND_TIMEOUT_MILLISECONDS = 10_000;
const UNBIND_TIMEOUT_MILLISECONDS = 500;
const KEEP_ALIVE_MILLISECONDS = 30_000;
/** SMPP 3.4 §5.2.4. */
const INTERFACE_VERSION = 0x34;

/** Resolves bound, or with why not: in the words of the peer or of the operating system. */
export async function openSmppConnection(options: ConnectionOptions): Promise<SmppConnection | { readonly problem: string }> {
  const { settings, bind } = options;
  // Read with the first connection: a server without such a gateway does without it and its tables of character sets.
  const { default: smpp } = await import('smpp');
  const wire = openWire(smpp, options);
  const connected = await wire.connected(BIND_TIMEOUT_MILLISECONDS);
  if (connected !== undefined) return { problem: connected };
  const fields = {
    system_id: settings.systemId,
    password: options.password === undefined ? '' : Buffer.from(options.password.reveal()).toString('latin1'),
    system_type: settings.systemType,
    interface_version: INTERFACE_VERSION,
  };
  const answer = await wire.request(`bind_${bind}`, fields, BIND_TIMEOUT_MILLISECONDS);
  if (answer.kind === 'answered' && answer.status === STATUS_OK) {
    wire.markBound(settings.enquireLinkSeconds * 1000);
    return wire;
  }
  const problem = answer.kind === 'answered' ? `bind refused: ${statusText(answer.status)}` : `bind: ${answer.problem}`;
  wire.drop(problem);
  return { problem };
}

type Smpp = typeof import('smpp')['default'];
type Waiting = { readonly resolve: (answer: SmppAnswer) => void; readonly timer: NodeJS.Timeout };

function openWire(smpp: Smpp, { settings, probeMilliseconds, onDeliver, onLost }: ConnectionOptions) {
  const socket = openSocket(settings);
  const session = new smpp.Session({ socket });
  const waiting = new Map<number, Waiting>();
  let isBound = false;
  let ended: string | undefined;
  let enquiry: NodeJS.Timeout | undefined;

  const drop = (problem: string): void => {
    if (ended !== undefined) return;
    ended = problem;
    clearInterval(enquiry);
    socket.destroy();
    for (const { resolve, timer } of waiting.values()) {
      clearTimeout(timer);
      resolve({ kind: 'lost', problem });
    }
    waiting.clear();
    if (isBound) onLost(problem);
  };

  const request: SmppConnection['request'] = (command, fields, timeoutMilliseconds) => {
    if (ended !== undefined) return Promise.resolve({ kind: 'lost', problem: ended });
    return new Promise((resolve) => {
      const sequence = trySend(session, new smpp.PDU(command, fields));
      if (sequence === undefined) {
        resolve({ kind: 'lost', problem: 'the connection takes nothing any more' });
        return;
      }
      const late = () => {
        waiting.delete(sequence);
        resolve({ kind: 'timeout', problem: `no answer to ${command} within ${Math.ceil(timeoutMilliseconds / 1000)} s` });
      };
      waiting.set(sequence, { resolve, timer: setTimeout(late, timeoutMilliseconds) });
    });
  };

  const settle = (pdu: PDU): void => {
    const found = waiting.get(pdu.sequence_number);
    if (found === undefined) return;
    waiting.delete(pdu.sequence_number);
    clearTimeout(found.timer);
    const messageId = typeof pdu.message_id === 'string' ? pdu.message_id : '';
    // A request that the peer does not know is answered by generic_nack: its status is never good.
    const status = pdu.command === 'generic_nack' ? pdu.command_status || STATUS_INVALID_COMMAND : pdu.command_status;
    found.resolve({ kind: 'answered', status, messageId });
  };

  const serve = (pdu: PDU): void => {
    switch (pdu.command) {
      case 'enquire_link':
        trySend(session, pdu.response());
        return;
      case 'deliver_sm':
      case 'data_sm':
        onDeliver(pdu);
        trySend(session, pdu.response());
        return;
      case 'unbind':
        trySend(session, pdu.response());
        drop('the centre unbound');
        return;
      // Both have no answer.
      case 'alert_notification':
      case 'outbind':
        return;
      default:
        trySend(
          session,
          new smpp.PDU('generic_nack', { sequence_number: pdu.sequence_number, command_status: STATUS_INVALID_COMMAND }),
        );
    }
  };

  const probe = (): void => {
    void request('enquire_link', {}, probeMilliseconds).then((answer) => {
      if (answer.kind === 'timeout') drop(answer.problem);
    });
  };

  session.on('pdu', (pdu: PDU) => {
    try {
      if (pdu.isResponse()) settle(pdu);
      else serve(pdu);
    } catch (error) {
      drop(`a PDU could not be served: ${problemOf(error)}`);
    }
  });
  session.on('error', (error: unknown) => drop(problemOf(error)));
  session.on('close', () => drop('the connection was closed'));

  return {
    request,
    probe,
    drop,
    /** Undefined when it stands; else why not. */
    connected: (timeoutMilliseconds: number): Promise<string | undefined> =>
      new Promise((resolve) => {
        const late = setTimeout(() => drop(`no connection within ${timeoutMilliseconds / 1000} s`), timeoutMilliseconds);
        const done = () => {
          clearTimeout(late);
          resolve(ended);
        };
        socket.once(settings.usesTls ? 'secureConnect' : 'connect', done);
        socket.once('close', done);
      }),
    markBound(enquireMilliseconds: number): void {
      isBound = true;
      enquiry = setInterval(probe, enquireMilliseconds);
    },
    async close(): Promise<void> {
      isBound = false;
      await request('unbind', {}, UNBIND_TIMEOUT_MILLISECONDS);
      drop('closed');
    },
  };
}

function openSocket({ host, port, usesTls, authorityCertificate }: SmppGateway): Socket {
  const own = authorityCertificate === '' ? {} : { ca: authorityCertificate };
  const name = isIP(host) === 0 ? { servername: host } : {};
  const socket = usesTls ? connectTls({ host, port, ...own, ...name }) : connectPlain({ host, port });
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_MILLISECONDS);
  return socket;
}

/** Its sequence number; undefined when it could not be sent. */
function trySend(session: Session, pdu: PDU): number | undefined {
  return session.send(pdu) ? pdu.sequence_number : undefined;
}

/** The operating system's words. A host with several addresses fails once for each: the first says it. */
function problemOf(error: unknown): string {
  if (error instanceof AggregateError) return problemOf(error.errors[0]);
  return error instanceof Error ? error.message : String(error);
}
