/// <reference path="./smpp.d.ts" />
/**
 * An SMPP 3.4 centre as a gateway for texts. What it refuses is told with the centre's status in words. A centre that is
 * busy (throttling, queue full) is asked again within the text's timeout; it is not down.
 */
import type { Gateway, SmppGateway } from '../../../shared/schemas/gateway.ts';
import type { GatewayAnswer, InboundSink, OutgoingText, TextGateway } from '../../engine/delivery/gateway-port.ts';
import type { Secret } from '../../engine/secret.ts';
import { destinationAddress, sourceAddress } from '../../protocols/smpp/address.ts';
import { planSubmit, type SubmitPart, validityPeriod } from '../../protocols/smpp/message.ts';
import { messageIdKey } from '../../protocols/smpp/receipt.ts';
import { isPermanentRefusal, isThrottling, STATUS_OK, statusText } from '../../protocols/smpp/status.ts';
import type { Log } from '../log.ts';
import { type BindKind, openSmppConnection, type SmppConnection } from './smpp-connection.ts';
import { createSmppInbound } from './smpp-inbound.ts';
import { LINK_TIMING, type LinkTiming, startSmppLink } from './smpp-link.ts';
import { createReceiptBook } from './smpp-receipts.ts';
import { createWindow } from './submit-window.ts';

export type SmppGatewayOptions = {
  readonly gateway: Gateway;
  readonly connection: SmppGateway;
  readonly password: Secret | undefined;
  readonly sink: InboundSink;
  readonly log: Log;
  readonly onChange?: (() => void) | undefined;
  readonly timing?: LinkTiming | undefined;
};

/** Milliseconds before a throttled text is tried again, doubled each time, and their limit; ours. */
const THROTTLE_PAUSE_MILLISECONDS = 250;
const THROTTLE_PAUSE_MAX_MILLISECONDS = 2000;
/** A part of a text is not tried with less time than this; ours. */
const LEAST_MILLISECONDS = 50;
const REFERENCES = 256;

type Submitted = { readonly kind: 'accepted'; readonly messageId: string } | Extract<GatewayAnswer, { kind: 'refused' }>;

export function createSmppGateway(options: SmppGatewayOptions): TextGateway {
  const { gateway, connection: settings, password, sink, log } = options;
  const receipts = createReceiptBook((receipt) => sink.onReceipt(gateway.id, receipt));
  const inbound = createSmppInbound({
    onReply: (reply) => {
      log.info('a text came in', { gateway: gateway.name });
      sink.onReply(gateway.id, reply);
    },
    onReceipt: (receipt) => receipts.take(receipt),
  });
  const timing = options.timing ?? LINK_TIMING;
  const start = (bind: BindKind) =>
    startSmppLink({
      name: bind === 'receiver' ? `${gateway.name} (receiver)` : gateway.name,
      open: (onLost) =>
        openSmppConnection({
          settings,
          password,
          bind,
          probeMilliseconds: timing.probe,
          onDeliver: (pdu) => inbound.take(pdu),
          onLost,
        }),
      timing,
      log,
      onChange: () => options.onChange?.(),
    });
  const sending = start(settings.bind === 'transceiver' ? 'transceiver' : 'transmitter');
  const receiving = settings.bind === 'transmitter-and-receiver' ? start('receiver') : undefined;
  const window = createWindow(settings.windowSize);
  let reference = Math.floor(Math.random() * REFERENCES);

  const submit = async (fields: Record<string, unknown>, deadline: number): Promise<Submitted> => {
    for (let wait = THROTTLE_PAUSE_MILLISECONDS; ; wait = Math.min(wait * 2, THROTTLE_PAUSE_MAX_MILLISECONDS)) {
      const status = await submitOnce(fields, deadline);
      if (typeof status !== 'number') return status;
      const problem = statusText(status);
      if (!isThrottling(status)) return { kind: 'refused', problem, isPermanent: isPermanentRefusal(status) };
      log.info('an SMPP centre is busy', { gateway: gateway.name, problem });
      if (performance.now() + wait + LEAST_MILLISECONDS > deadline) return { kind: 'refused', problem, isPermanent: false };
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  };

  /** One submit_sm with a place in the window; the status where the centre refused it. */
  const submitOnce = async (fields: Record<string, unknown>, deadline: number): Promise<Submitted | number> => {
    const refused = (problem: string): Submitted => ({ kind: 'refused', problem, isPermanent: false });
    if (!(await window.enter(deadline - performance.now()))) return refused('no place in the window in time');
    try {
      const open = await sending.get(deadline - performance.now());
      if ('problem' in open) return refused(open.problem);
      return await ask(open, fields, deadline);
    } finally {
      window.leave();
    }
  };

  const ask = async (open: SmppConnection, fields: Record<string, unknown>, deadline: number): Promise<Submitted | number> => {
    const answer = await open.request('submit_sm', fields, Math.max(deadline - performance.now(), LEAST_MILLISECONDS));
    if (answer.kind !== 'answered') {
      // Slow, or gone without a word: the next text should not have to find out.
      if (answer.kind === 'timeout') open.probe();
      return { kind: 'refused', problem: answer.problem, isPermanent: false };
    }
    return answer.status === STATUS_OK ? { kind: 'accepted', messageId: answer.messageId } : answer.status;
  };

  return {
    async send(text, timeoutMilliseconds) {
      const deadline = performance.now() + timeoutMilliseconds;
      reference = (reference + 1) % REFERENCES;
      const parts = planSubmit(text.text, { alphabet: settings.alphabet, longMessages: settings.longMessages, reference });
      const ids: string[] = [];
      for (const part of parts) {
        const submitted = await submit(submitFields(gateway, settings, text, part), deadline);
        if (submitted.kind === 'refused') return submitted;
        ids.push(submitted.messageId);
      }
      if (settings.asksReceipts) receipts.await(ids);
      return { kind: 'accepted', reference: messageIdKey(ids[0] ?? '') };
    },
    isConnected: () => sending.isUp(),
    isReceiving: () => (settings.bind === 'transmitter' ? undefined : (receiving ?? sending).isUp()),
    connectionProblem: () => sending.problem() ?? receiving?.problem(),
    async close() {
      await Promise.all([sending.close(), receiving?.close()]);
      inbound.close();
      receipts.close();
    },
  };
}

/** registered_delivery: a receipt of the final outcome (SMPP 3.4 §5.2.17). */
const ASKS_RECEIPT = 1;

function submitFields(gateway: Gateway, settings: SmppGateway, text: OutgoingText, part: SubmitPart): Record<string, unknown> {
  const source = sourceAddress(text.sender);
  const destination = destinationAddress(text.to, gateway.numberFormat);
  return {
    source_addr_ton: source.ton,
    source_addr_npi: source.npi,
    source_addr: source.address,
    dest_addr_ton: destination.ton,
    dest_addr_npi: destination.npi,
    destination_addr: destination.address,
    esm_class: part.esmClass,
    validity_period: validityPeriod(text.validUntil - Date.now()),
    registered_delivery: settings.asksReceipts ? ASKS_RECEIPT : 0,
    data_coding: part.dataCoding,
    short_message: Buffer.from(part.shortMessage),
    ...(part.payload === undefined ? {} : { message_payload: Buffer.from(part.payload) }),
    ...(part.sar === undefined
      ? {}
      : {
          sar_msg_ref_num: part.sar.reference,
          sar_total_segments: part.sar.total,
          sar_segment_seqnum: part.sar.number,
        }),
  };
}
