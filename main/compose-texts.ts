/** What sends and takes in text messages, joined from real parts; part of compose.ts. */
import type { GatewayId } from '../shared/ids.ts';
import type { InboundState } from '../shared/schemas/gateway.ts';
import type { Topic } from '../shared/topics.ts';
import { createListeners } from './adapters/listeners.ts';
import type { Log } from './adapters/log.ts';
import { createHttpGateway } from './adapters/sms/http-gateway.ts';
import { createInboundServer } from './adapters/sms/inbound-server.ts';
import { createMailGateway, type SendMail } from './adapters/sms/mail-gateway.ts';
import { createSmppGateway } from './adapters/sms/smpp-gateway.ts';
import { createTextDelivery } from './adapters/sms/text-delivery.ts';
import type { GatewayWithSecrets, InboundSink, TextDelivery, TextGateway } from './engine/delivery/gateway-port.ts';
import type { Clock, Random } from './engine/ports.ts';
import { createGatewayFlows, type GatewayFlows } from './flows/gateways.ts';
import type { Store } from './store/port.ts';

type Parts = {
  readonly store: Store;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
  readonly sendMail: SendMail;
};

type Composed = {
  readonly delivery: TextDelivery;
  readonly flows: GatewayFlows;
  readonly inboundState: () => InboundState;
  /** What the gateways in use can do now. */
  readonly abilities: () => { readonly isReachable: boolean; readonly receives: boolean };
  /** Of one that is gone: its number. */
  readonly gatewayName: (id: GatewayId) => string;
  /** Where replies and receipts go from now on; until then they are logged only. */
  readonly takeInbound: (sink: InboundSink) => void;
  /** Events of gateways that no commit makes: one went down or came back. */
  readonly watch: (listener: (topics: readonly Topic[]) => void) => () => void;
  /** Opens the gateways and the way in for replies. */
  open(): Promise<void>;
  /** Puts changed settings of the way in into force. */
  applySettings(): Promise<void>;
  close(): Promise<void>;
};

export function composeTexts({ store, clock, random, log, sendMail }: Parts): Composed {
  const listeners = createListeners<readonly Topic[]>();
  const tell = () => listeners.tell(['gateways']);
  let taker: InboundSink | undefined;
  const sink: InboundSink = {
    onReply: (gateway, reply) => taker?.onReply(gateway, reply),
    onReceipt: (gateway, receipt) => {
      delivery.noteReceipt(gateway, receipt);
      taker?.onReceipt(gateway, receipt);
    },
  };
  const open = ({ gateway, password, inboundSecret }: GatewayWithSecrets): TextGateway => {
    const { connection } = gateway;
    switch (connection.kind) {
      case 'http':
        return createHttpGateway({ gateway, http: connection, password, inboundSecret, inboundBase: () => inboundBase });
      case 'smpp':
        return createSmppGateway({ gateway, connection, password, sink, log, onChange: tell });
      case 'email-to-sms':
        return createMailGateway(gateway, connection, sendMail);
    }
  };
  const delivery = createTextDelivery({ open, clock, log, onHealthChange: tell });
  let inUse = new Map<GatewayId, GatewayWithSecrets>();
  const inbound = createInboundServer({ find: (id) => inUse.get(id), sink, log });
  /** How gateways reach this server, for the receipts that they are asked for; '' where they do not. */
  let inboundBase = '';
  let isOpen = false;
  const applyInbound = async (): Promise<void> => {
    // A command that only changes the folder opens no port.
    if (!isOpen) return;
    const { value } = await store.settings('inbound-texts');
    await inbound.apply(value);
    inboundBase = value.isEnabled ? baseOf(value.publicUrl, inbound.state()) : '';
  };
  const flows = createGatewayFlows({
    store,
    delivery,
    clock,
    random,
    onReplaced: (gateways) => {
      inUse = new Map(gateways.map((each) => [each.gateway.id, each]));
    },
  });
  return {
    delivery,
    flows,
    inboundState: () => inbound.state(),
    abilities: () => abilitiesOf([...inUse.values()], delivery.health(), inbound.state().isListening),
    gatewayName: (id) => inUse.get(id)?.gateway.name ?? String(id),
    takeInbound: (next) => {
      taker = next;
    },
    watch: listeners.watch,
    async open() {
      isOpen = true;
      await flows.reload();
      await applyInbound();
    },
    applySettings: applyInbound,
    async close() {
      isOpen = false;
      await Promise.all([inbound.close(), delivery.close()]);
    },
  };
}

/** The public address of the settings; else that of the listener, where it is one address that a gateway can call. */
function baseOf(publicUrl: string, { address, port }: InboundState): string {
  if (publicUrl !== '') return publicUrl.replace(/\/+$/, '');
  if (address === '0.0.0.0' || address === '::') return '';
  return `http://${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** A reply comes over SMPP where it is bound as a receiver, and over HTTP where its way in is open. */
function abilitiesOf(
  gateways: readonly GatewayWithSecrets[],
  health: ReturnType<TextDelivery['health']>,
  isListening: boolean,
): { readonly isReachable: boolean; readonly receives: boolean } {
  const enabled = gateways.map(({ gateway }) => gateway).filter(({ isEnabled }) => isEnabled);
  const receives = ({ connection }: (typeof enabled)[number]): boolean =>
    (connection.kind === 'http' && connection.inbound.isEnabled && isListening) ||
    (connection.kind === 'smpp' && connection.bind !== 'transmitter');
  return {
    isReachable: enabled.some(({ id }) => {
      const state = health.get(id);
      return state?.circuit !== 'open' && state?.isConnected !== false;
    }),
    receives: enabled.some(receives),
  };
}
