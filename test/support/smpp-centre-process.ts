/// <reference path="../../main/adapters/sms/smpp.d.ts" />
/** An SMPP centre as a program: what test/support/smpp-centre.ts starts and tells what to do. */
import type { Server, Socket } from 'node:net';
import smpp, { type PDU, type Session } from 'smpp';
import type { CentreEvent, CentreOrder } from './smpp-centre.ts';
import { TEST_CERTIFICATE, TEST_CERTIFICATE_KEY } from './test-certificate.ts';

const PASSWORD = process.env.CENTRE_PASSWORD ?? '';
const usesTls = process.env.CENTRE_TLS === '1';
const sessions = new Set<Session>();
/** Statuses that the next submit_sm get; then 0 again. */
const statuses: number[] = [];
let isSilent = false;
let takesReceivers = true;
const receivers = new Set<Session>();
/** So that the next one has a letter in hexadecimal. */
const FIRST_ID = 0x2a;
let lastId = FIRST_ID;
let waitingCount = 0;
let server: Server | undefined;

const tell = (event: CentreEvent): void => void process.send?.(event);

function bind(session: Session, pdu: PDU): void {
  const isReceiver = pdu.command === 'bind_receiver';
  const isGood = pdu.password === PASSWORD && (takesReceivers || !isReceiver);
  if (isReceiver) receivers.add(session);
  session.send(pdu.response({ command_status: isGood ? 0 : pdu.password === PASSWORD ? 0x0d : 0x0e }));
  tell({ event: 'bind', kind: pdu.command, systemId: String(pdu.system_id), isGood });
}

function submit(session: Session, pdu: PDU): void {
  const { message, udh } = pdu.short_message as { message: string; udh?: Buffer[] };
  const payload = pdu.message_payload as { message: string } | undefined;
  lastId += 1;
  const messageId = lastId.toString(16);
  waitingCount += 1;
  const status = statuses.shift() ?? 0;
  tell({
    event: 'submit',
    messageId,
    status,
    waitingCount,
    text: payload?.message ?? message,
    header: udh === undefined ? '' : Buffer.concat(udh).toString('hex'),
    to: `${pdu.dest_addr_ton}/${pdu.dest_addr_npi} ${pdu.destination_addr}`,
    from: `${pdu.source_addr_ton}/${pdu.source_addr_npi} ${pdu.source_addr}`,
    dataCoding: Number(pdu.data_coding),
    asksReceipt: Number(pdu.registered_delivery),
    sar: [pdu.sar_segment_seqnum, pdu.sar_total_segments].map((value) => value ?? '').join('/'),
  });
  if (isSilent) return;
  // Later, so that a window can fill.
  setTimeout(() => {
    waitingCount -= 1;
    session.send(pdu.response(status === 0 ? { message_id: messageId } : { command_status: status }));
  }, 20);
}

function serve(session: Session): void {
  sessions.add(session);
  session.on('close', () => {
    sessions.delete(session);
    receivers.delete(session);
  });
  session.on('error', () => session.destroy());
  session.on('pdu', (pdu: PDU) => {
    if (pdu.command.startsWith('bind_') && !pdu.isResponse()) bind(session, pdu);
    else if (pdu.command === 'submit_sm') submit(session, pdu);
    else if (pdu.command === 'deliver_sm_resp') tell({ event: 'deliver-answer', status: pdu.command_status });
    else if (pdu.command === 'unbind') {
      session.send(pdu.response());
      tell({ event: 'unbind' });
    } else if (pdu.command === 'enquire_link') {
      tell({ event: 'enquire' });
      if (!isSilent) session.send(pdu.response());
    }
  });
}

function listen(port: number): void {
  server = usesTls ? smpp.createServer({ key: TEST_CERTIFICATE_KEY, cert: TEST_CERTIFICATE }, serve) : smpp.createServer(serve);
  server.listen(port, '127.0.0.1', () => {
    const address = server?.address();
    tell({ event: 'listening', port: typeof address === 'object' && address !== null ? address.port : 0 });
  });
}

const sockets = (): Socket[] => [...sessions].map(({ socket }) => socket);

function obey(order: CentreOrder): void {
  switch (order.order) {
    case 'answer':
      statuses.push(...order.statuses);
      return;
    case 'silence':
      isSilent = order.isSilent;
      return;
    case 'deliver':
      for (const session of sessions) {
        const { shortMessage, ...fields } = order.fields as Record<string, unknown> & { shortMessage?: unknown };
        const header = typeof order.header === 'string' ? { udh: Buffer.from(order.header, 'hex') } : {};
        session.send(new smpp.PDU('deliver_sm', { ...fields, short_message: { message: shortMessage ?? '', ...header } }));
      }
      return;
    case 'junk':
      for (const socket of sockets()) socket.write(Buffer.from(order.bytes, 'hex'));
      return;
    case 'drop':
      for (const socket of sockets()) socket.destroy();
      return;
    case 'receivers':
      takesReceivers = order.isTaken;
      if (!takesReceivers) for (const { socket } of receivers) socket.destroy();
      return;
    case 'reset':
      takesReceivers = true;
      statuses.length = 0;
      isSilent = false;
      lastId = FIRST_ID;
      waitingCount = 0;
      for (const socket of sockets()) socket.destroy();
      return;
    case 'stop':
      server?.close();
      for (const socket of sockets()) socket.destroy();
      return;
    case 'listen':
      listen(order.port);
  }
}

process.on('message', (order: CentreOrder) => {
  obey(order);
  tell({ event: 'done' });
});
process.on('disconnect', () => process.exit(0));
listen(0);
