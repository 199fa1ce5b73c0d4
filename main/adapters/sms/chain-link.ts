/** One gateway of the chain: its settings and connection, its circuit, and what became of the texts it was given. */

import { isInCountries } from '../../../shared/phone-number.ts';
import type { Gateway, GatewayHealth } from '../../../shared/schemas/gateway.ts';
import { type Circuit, CLOSED, mayTry } from '../../engine/delivery/circuit.ts';
import type { GatewayWithSecrets, TextGateway } from '../../engine/delivery/gateway-port.ts';

export type ChainLink = {
  settings: GatewayWithSecrets;
  /** Of its connection: while this is the same, the connection stays. */
  readonly fingerprint: string;
  /** Undefined while it is not enabled. */
  readonly connection: TextGateway | undefined;
  circuit: Circuit;
  lastProblem: GatewayHealth['lastProblem'];
  lastSuccessAt: number | undefined;
  sentCount: number;
  failedCount: number;
  deliveredCount: number;
  /** The next turn of each entry of its senders. */
  readonly turns: Map<number, number>;
  runningCount: number;
};

/** `earlier`: the same gateway with other settings; its counts go on, its circuit starts anew. */
export function makeLink(
  settings: GatewayWithSecrets,
  connection: TextGateway | undefined,
  earlier: ChainLink | undefined,
): ChainLink {
  return {
    settings,
    fingerprint: fingerprintOf(settings),
    connection,
    circuit: CLOSED,
    lastProblem: undefined,
    lastSuccessAt: earlier?.lastSuccessAt,
    sentCount: earlier?.sentCount ?? 0,
    failedCount: earlier?.failedCount ?? 0,
    deliveredCount: earlier?.deliveredCount ?? 0,
    turns: new Map(),
    runningCount: 0,
  };
}

export function serves({ countryCodes }: Gateway, to: string): boolean {
  return countryCodes.length === 0 || isInCountries(to, countryCodes);
}

/** The senders of the first entry that matches take turns. */
export function nextSender(link: ChainLink, to: string): string {
  const { senders } = link.settings.gateway;
  const index = senders.findIndex(({ countryCodes }) => countryCodes.length === 0 || isInCountries(to, countryCodes));
  const entry = senders[index];
  if (entry === undefined) return '';
  const turn = link.turns.get(index) ?? 0;
  link.turns.set(index, turn + 1);
  return entry.senders[turn % entry.senders.length] ?? '';
}

export function healthOf(link: ChainLink, now: number): GatewayHealth {
  const { circuit, connection } = link;
  const isConnected = connection?.isConnected();
  const isReceiving = connection?.isReceiving?.();
  const isDown = isConnected === false || isReceiving === false;
  // A lasting connection that is down says why by itself, before any text is lost to it.
  const problem = isDown ? (connection?.connectionProblem?.() ?? link.lastProblem) : link.lastProblem;
  return {
    circuit: circuit.state === 'open' && mayTry(circuit, now) ? 'half-open' : circuit.state,
    isConnected,
    isReceiving,
    failureCount: circuit.failureCount,
    retryAt: circuit.retryAt,
    lastProblem: problem,
    lastSuccessAt: link.lastSuccessAt,
    sentCount: link.sentCount,
    failedCount: link.failedCount,
    deliveredCount: link.deliveredCount,
  };
}

/** All that its connection is made of. Kept in memory only: it holds the password. */
export function fingerprintOf({ gateway, password, inboundSecret }: GatewayWithSecrets): string {
  const text = (secret: typeof password) => (secret === undefined ? '' : Buffer.from(secret.reveal()).toString('base64'));
  const { isEnabled, numberFormat, connection, timeoutSeconds } = gateway;
  // A connection over HTTP is opened with the timeout; one of SMPP stays when it changes.
  const timeout = connection.kind === 'http' ? timeoutSeconds : 0;
  return JSON.stringify([isEnabled, numberFormat, connection, timeout, text(password), text(inboundSecret)]);
}
