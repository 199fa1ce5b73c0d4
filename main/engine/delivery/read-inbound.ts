/** What a gateway's call means, by the names of the parameters in its settings: a reply, a receipt, or neither. */
import type { HttpGateway } from '../../../shared/schemas/gateway.ts';
import type { DeliveryReceipt, InboundText } from './gateway-port.ts';
import { readPath } from './http-success.ts';

/** Parameters of query and form, or a parsed JSON body; where both have a name the first one counts. */
export type InboundCall = readonly unknown[];
export type Inbound =
  | { readonly kind: 'reply'; readonly reply: InboundText }
  | { readonly kind: 'receipt'; readonly receipt: DeliveryReceipt }
  /** A receipt of a state in between (accepted, buffered): nothing to do. */
  | { readonly kind: 'on-its-way' }
  | { readonly kind: 'unreadable' };

/** Characters of a reply that are read: a code and a PIN, or STOP, with words around them; ours. */
const REPLY_MAX_CHARACTERS = 1_600;
const SHORT_MAX_CHARACTERS = 128;

/** A call with both sets of parameters is a receipt when its status is one of the gateway's, else a reply. */
export function readInbound(call: InboundCall, rule: HttpGateway['inbound']): Inbound {
  const id = find(call, rule.receiptId);
  const status = find(call, rule.receiptStatus);
  const from = find(call, rule.replyFrom);
  const text = find(call, rule.replyText);
  const state = status === undefined ? undefined : stateOf(status, rule);
  const isReply = from !== undefined && from !== '' && text !== undefined;
  if (id !== undefined && id !== '' && status !== undefined && (state !== undefined || !isReply)) {
    if (state === undefined) return { kind: 'on-its-way' };
    return { kind: 'receipt', receipt: { id: short(id), state, words: short(status) } };
  }
  if (isReply) return { kind: 'reply', reply: { from: short(from), text: text.slice(0, REPLY_MAX_CHARACTERS) } };
  return { kind: 'unreadable' };
}

function stateOf(status: string, rule: HttpGateway['inbound']): 'delivered' | 'failed' | undefined {
  const isOneOf = (values: readonly string[]) => values.some((value) => value.toLowerCase() === status.toLowerCase());
  if (isOneOf(rule.deliveredValues)) return 'delivered';
  return isOneOf(rule.failedValues) ? 'failed' : undefined;
}

function find(call: InboundCall, name: string): string | undefined {
  if (name === '') return undefined;
  for (const part of call) {
    const value = readPath(part, name);
    if (value !== undefined) return value;
  }
  return undefined;
}

function short(value: string): string {
  return value
    .replaceAll(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, SHORT_MAX_CHARACTERS);
}
