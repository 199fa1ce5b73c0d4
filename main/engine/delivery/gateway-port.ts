/** What delivers one text, as the engine and the flows see it: an HTTP service, an SMPP centre, a mail-to-text service. */

import type { GatewayId } from '../../../shared/ids.ts';
import type { Gateway, GatewayHealth } from '../../../shared/schemas/gateway.ts';
import type { Secret } from '../secret.ts';

/** A text on its way out. `to` is E.164 with plus; `text` holds the code: it is never logged. */
export type OutgoingText = {
  /** Ours, 32 hexadecimal digits; the same when it is handed over again after a restart. */
  readonly messageId: string;
  readonly to: string;
  readonly text: string;
  /** As chosen from the gateway's senders; '' where it has none. */
  readonly sender: string;
  /** Epoch milliseconds after which it is worth nothing. */
  readonly validUntil: number;
};

export type GatewayAnswer =
  | { readonly kind: 'accepted' /** The gateway's own id of the message; ''. */; readonly reference: string }
  /**
   * In the gateway's own words. `isPermanent`: this message will never go through here (a bad number), so that the
   * gateway itself is not at fault and its circuit stays closed.
   */
  | { readonly kind: 'refused'; readonly problem: string; readonly isPermanent: boolean };

/** A text that came in, or what became of one that went out. `from` as the gateway wrote it. */
export type InboundText = { readonly from: string; readonly text: string };
export type DeliveryReceipt = {
  /** Our message id or the gateway's reference. */
  readonly id: string;
  /** Further forms in which the gateway may have given its reference, likeliest first. */
  readonly otherForms?: readonly string[];
  readonly state: 'delivered' | 'failed';
  readonly words: string;
};
export type InboundSink = {
  readonly onReply: (gateway: GatewayId, reply: InboundText) => void;
  readonly onReceipt: (gateway: GatewayId, receipt: DeliveryReceipt) => void;
};

/** One gateway in use. Never throws: what went wrong is in the answer, in words without a secret, a code or a text. */
export interface TextGateway {
  /** Resolves within `timeoutMilliseconds`: then as refused. */
  send(text: OutgoingText, timeoutMilliseconds: number): Promise<GatewayAnswer>;
  /** Undefined where there is no lasting connection. */
  isConnected(): boolean | undefined;
  /** Of a lasting connection by which replies come in; it may be down while texts still go out. */
  isReceiving?(): boolean | undefined;
  /** Why a lasting connection is down, in the gateway's own words. */
  connectionProblem?(): { readonly at: number; readonly problem: string } | undefined;
  close(): Promise<void>;
}

export type GatewayWithSecrets = {
  readonly gateway: Gateway;
  readonly password: Secret | undefined;
  readonly inboundSecret: Secret | undefined;
};

/** The chain of gateways: tries them in order, leaves out those that are down, tells how each does. */
export interface TextDelivery {
  /** Tries the gateways in order until one takes it or all have refused. */
  send(text: Omit<OutgoingText, 'sender'>): Promise<TextDelivered>;
  /** One gateway alone, whatever its circuit says: the test button. */
  sendBy(id: GatewayId, text: Omit<OutgoingText, 'sender'>): Promise<TextDelivered>;
  health(): ReadonlyMap<GatewayId, GatewayHealth>;
  /** Puts these gateways in the place of the earlier ones; unchanged ones keep their connection and health. */
  replace(gateways: readonly GatewayWithSecrets[]): Promise<void>;
  noteReceipt(gateway: GatewayId, receipt: DeliveryReceipt): void;
  close(): Promise<void>;
}
/** `tried`: every gateway that refused before, with its words. */
export type TextDelivered = {
  readonly tried: readonly { readonly gatewayId: GatewayId; readonly name: string; readonly problem: string }[];
} & (
  | { readonly kind: 'sent'; readonly gatewayId: GatewayId; readonly name: string; readonly reference: string }
  | { readonly kind: 'not-sent'; readonly reason: 'no-gateway' | 'no-gateway-for-country' | 'all-refused' }
);
