/** What an SMPP centre sends by deliver_sm: delivery receipts, and replies, of which long ones come in parts. */
import type { PDU } from 'smpp';
import type { DeliveryReceipt, InboundText } from '../../engine/delivery/gateway-port.ts';
import { isReceipt, readReceipt } from '../../protocols/smpp/receipt.ts';

export type SmppInbound = {
  readonly onReply: (reply: InboundText) => void;
  /** `id` as the centre wrote it. */
  readonly onReceipt: (receipt: DeliveryReceipt) => void;
};

/** Milliseconds that the parts of one reply wait for each other, and how many such replies wait at once; ours. */
const PARTS_LIFETIME_MILLISECONDS = 30_000;
const PARTIAL_REPLIES_MAX = 256;

type Part = { readonly reference: number; readonly total: number; readonly number: number };
type Partial = { readonly texts: Map<number, string>; readonly timer: NodeJS.Timeout };

export function createSmppInbound({ onReply, onReceipt }: SmppInbound) {
  const partials = new Map<string, Partial>();

  const finish = (key: string, from: string): void => {
    const found = partials.get(key);
    if (found === undefined) return;
    clearTimeout(found.timer);
    partials.delete(key);
    const numbers = [...found.texts.keys()].sort((a, b) => a - b);
    onReply({ from, text: numbers.map((number) => found.texts.get(number) ?? '').join('') });
  };

  const takePart = (from: string, text: string, { reference, total, number }: Part): void => {
    const key = `${from} ${reference} ${total}`;
    let found = partials.get(key);
    if (found === undefined) {
      const [oldest] = partials.keys();
      // The oldest is told as it is: a flood of first parts must not fill the memory.
      if (oldest !== undefined && partials.size >= PARTIAL_REPLIES_MAX) finish(oldest, oldest.split(' ')[0] ?? '');
      const timer = setTimeout(() => finish(key, from), PARTS_LIFETIME_MILLISECONDS);
      timer.unref();
      found = { texts: new Map(), timer };
      partials.set(key, found);
    }
    found.texts.set(number, text);
    if (found.texts.size >= total) finish(key, from);
  };

  return {
    take(pdu: PDU): void {
      const { text, header } = readMessage(pdu);
      if (isReceipt(numberOf(pdu.esm_class))) {
        const receipt = readReceipt(text, {
          receiptedMessageId: typeof pdu.receipted_message_id === 'string' ? pdu.receipted_message_id : undefined,
          messageState: typeof pdu.message_state === 'number' ? pdu.message_state : undefined,
        });
        if (receipt?.state !== undefined) onReceipt({ id: receipt.id, state: receipt.state, words: receipt.words });
        return;
      }
      const from = typeof pdu.source_addr === 'string' ? pdu.source_addr : '';
      const part = partOf(pdu, header);
      if (part === undefined) onReply({ from, text });
      else takePart(from, text, part);
    },
    close(): void {
      for (const { timer } of partials.values()) clearTimeout(timer);
      partials.clear();
    },
  };
}

function numberOf(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/** The package has decoded GSM 03.38, Latin-1 and UCS-2; octets of another coding are read as Latin-1. */
function textOf(message: unknown): string {
  if (typeof message === 'string') return message;
  return Buffer.isBuffer(message) ? message.toString('latin1') : '';
}

type Message = { readonly text: string; readonly header: readonly Buffer[] };

/** short_message, or message_payload where that is empty. */
function readMessage(pdu: PDU): Message {
  const [short, payload] = [pdu.short_message, pdu.message_payload].map(messageOf);
  return short !== undefined && short.text !== '' ? short : (payload ?? { text: '', header: [] });
}

function messageOf(value: unknown): Message | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { message, udh } = value as { message?: unknown; udh?: unknown };
  return { text: textOf(message), header: Array.isArray(udh) ? udh.filter((each) => Buffer.isBuffer(each)) : [] };
}

/** Which part of a long text it is: by its user data header (3GPP TS 23.040 §9.2.3.24.1 and .8) or the sar_ parameters. */
function partOf(pdu: PDU, header: readonly Buffer[]): Part | undefined {
  const read = (reference: number, total: number, number: number): Part | undefined =>
    total > 1 && number >= 1 && number <= total ? { reference, total, number } : undefined;
  for (const element of header) {
    if (element[0] === 0x00 && element.length >= 5) return read(element[2] ?? 0, element[3] ?? 0, element[4] ?? 0);
    if (element[0] === 0x08 && element.length >= 6) return read(element.readUInt16BE(2), element[4] ?? 0, element[5] ?? 0);
  }
  const { sar_msg_ref_num: reference, sar_total_segments: total, sar_segment_seqnum: number } = pdu;
  return reference === undefined ? undefined : read(numberOf(reference), numberOf(total), numberOf(number));
}
