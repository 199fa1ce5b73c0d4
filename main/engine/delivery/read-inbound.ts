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
/** Replies and receipts of one call; what a body of the size that is taken can hold. */
const OF_ONE_CALL_MAX = 500;

/**
 * All that a call tells. A path with * reads a list: 'results.*.from' is the number of each entry. A call that tells
 * nothing is one that is unreadable.
 */
export function readInbound(call: InboundCall, rule: HttpGateway['inbound']): readonly Inbound[] {
  if (!PATHS.some((name) => rule[name].split('.').includes('*'))) return [readOne(call, rule)];
  const found: Inbound[] = [];
  for (let index = 0; index < OF_ONE_CALL_MAX; index += 1) {
    const one = readOne(call, atIndex(rule, index));
    if (one.kind === 'unreadable') break;
    found.push(one);
  }
  return found.length === 0 ? [{ kind: 'unreadable' }] : found;
}

const PATHS = ['replyFrom', 'replyText', 'receiptId', 'receiptStatus'] as const;

function atIndex(rule: HttpGateway['inbound'], index: number): HttpGateway['inbound'] {
  const at = (path: string) =>
    path
      .split('.')
      .map((name) => (name === '*' ? String(index) : name))
      .join('.');
  return { ...rule, ...Object.fromEntries(PATHS.map((name) => [name, at(rule[name])])) };
}

/** A call with both sets of parameters is a receipt when its status is one of the gateway's, else a reply. */
function readOne(call: InboundCall, rule: HttpGateway['inbound']): Inbound {
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
