/**
 * The chain of gateways. Each text goes to the first gateway that serves its country and is not left out by its circuit;
 * one that refuses or does not answer within its timeout is followed by the next. When all are left out, the one that is
 * due first is tried all the same: a person waits, and it may be back.
 * A gateway that was too slow may have sent the text after all: then the same code comes twice, and counts once.
 */
import type { GatewayId } from '../../../shared/ids.ts';
import type { Gateway, GatewayHealth } from '../../../shared/schemas/gateway.ts';
import { beginTry, type Circuit, CLOSED, mayTry, noteFailure, noteRefusal, noteSuccess } from '../../engine/delivery/circuit.ts';
import type {
  DeliveryReceipt,
  GatewayAnswer,
  GatewayWithSecrets,
  OutgoingText,
  TextDelivered,
  TextDelivery,
  TextGateway,
} from '../../engine/delivery/gateway-port.ts';
import type { Clock } from '../../engine/ports.ts';
import { isInCountries } from '../../protocols/sms/phone-number.ts';
import type { Log } from '../log.ts';

export type TextDeliveryParts = {
  /** Makes the gateway of its kind. */
  readonly open: (gateway: GatewayWithSecrets) => TextGateway;
  readonly clock: Clock;
  readonly log: Log;
  /** Called when a gateway goes down or comes back, so that screens fetch anew. */
  readonly onHealthChange?: (() => void) | undefined;
};

type Text = Omit<OutgoingText, 'sender'>;
type Refusal = TextDelivered['tried'][number];

/** One gateway in the chain, as long as the engine runs. */
type Link = {
  settings: GatewayWithSecrets;
  /** Of its connection: while this is the same, the connection stays. */
  fingerprint: string;
  /** Undefined while it is not enabled. */
  connection: TextGateway | undefined;
  circuit: Circuit;
  lastProblem: GatewayHealth['lastProblem'];
  lastSuccessAt: number | undefined;
  sentCount: number;
  failedCount: number;
  deliveredCount: number;
  /** The next turn of each entry of its senders. */
  turns: Map<number, number>;
  runningCount: number;
};

/** Milliseconds that a gateway gets beyond its timeout before it is given up as broken: it promises to answer by itself. */
const GRACE_MILLISECONDS = 500;

export function createTextDelivery(parts: TextDeliveryParts): TextDelivery {
  const { clock, log } = parts;
  let chain: Link[] = [];
  const closing = new Set<Promise<void>>();

  const send = async (text: Text): Promise<TextDelivered> => {
    const enabled = chain.filter(({ connection }) => connection !== undefined);
    if (enabled.length === 0) return { kind: 'not-sent', reason: 'no-gateway', tried: [] };
    const serving = enabled.filter(({ settings }) => serves(settings.gateway, text.to));
    if (serving.length === 0) return { kind: 'not-sent', reason: 'no-gateway-for-country', tried: [] };
    const tried: Refusal[] = [];
    const leftOut: Link[] = [];
    for (const link of serving) {
      if (!mayTry(link.circuit, clock.now())) {
        leftOut.push(link);
        continue;
      }
      const answer = await tryLink(link, text);
      if (answer.kind === 'accepted') return sentBy(link, answer.reference, tried);
      tried.push(refusalOf(link, answer.problem));
    }
    return lastResort(text, leftOut, tried);
  };

  /** Those left out say why, unless one of them still takes it. */
  const lastResort = async (text: Text, leftOut: readonly Link[], tried: Refusal[]): Promise<TextDelivered> => {
    const [due, ...others] = [...leftOut].sort((a, b) => (a.circuit.retryAt ?? 0) - (b.circuit.retryAt ?? 0));
    if (due !== undefined) {
      const answer = await tryLink(due, text);
      if (answer.kind === 'accepted') return sentBy(due, answer.reference, tried);
      tried.push(refusalOf(due, answer.problem));
    }
    for (const link of others) tried.push(refusalOf(link, `left out after failures: ${link.lastProblem?.problem ?? ''}`));
    return { kind: 'not-sent', reason: 'all-refused', tried };
  };

  const tryLink = async (link: Link, text: Text): Promise<GatewayAnswer> => {
    const { gateway } = link.settings;
    const left = text.validUntil - clock.now();
    if (left <= 0) return { kind: 'refused', problem: 'the code was no longer valid', isPermanent: true };
    const before = link.circuit.state;
    link.circuit = beginTry(link.circuit, clock.now());
    const timeout = Math.min(gateway.timeoutSeconds * 1000, left);
    const answer = await handOver(link, link.connection, { ...text, sender: nextSender(link, text.to) }, timeout);
    note(link, answer, text.messageId);
    if (link.circuit.state !== before) parts.onHealthChange?.();
    return answer;
  };

  const note = (link: Link, answer: GatewayAnswer, messageId: string): void => {
    const { name } = link.settings.gateway;
    if (answer.kind === 'accepted') {
      link.circuit = noteSuccess();
      link.sentCount += 1;
      link.lastSuccessAt = clock.now();
      log.info('a text was handed to a gateway', { gateway: name, messageId, reference: answer.reference });
      return;
    }
    link.circuit = answer.isPermanent ? noteRefusal(link.circuit) : noteFailure(link.circuit, clock.now());
    link.failedCount += 1;
    link.lastProblem = { at: clock.now(), problem: answer.problem };
    const { state, failureCount } = link.circuit;
    log.info('a gateway refused a text', { gateway: name, messageId, problem: answer.problem, circuit: state, failureCount });
  };

  const handOver = async (
    link: Link,
    connection: TextGateway | undefined,
    text: OutgoingText,
    timeoutMilliseconds: number,
  ): Promise<GatewayAnswer> => {
    if (connection === undefined) return { kind: 'refused', problem: 'the gateway was switched off', isPermanent: false };
    link.runningCount += 1;
    try {
      return await withinTime(connection.send(text, timeoutMilliseconds), timeoutMilliseconds);
    } catch (error) {
      // A gateway promises not to throw: this is a fault of the program, and the next gateway still may do.
      log.error('a gateway failed inside', error, { gateway: link.settings.gateway.name });
      return { kind: 'refused', problem: 'the gateway failed inside; the server log has it', isPermanent: false };
    } finally {
      link.runningCount -= 1;
    }
  };

  const openConnection = (settings: GatewayWithSecrets): TextGateway | undefined =>
    settings.gateway.isEnabled ? parts.open(settings) : undefined;

  /** What is on its way by it may end first. */
  const retire = (link: Link, connection: TextGateway | undefined): void => {
    if (connection === undefined) return;
    const closed = (async () => {
      while (link.runningCount > 0) await pause(CLOSING_LOOK_MILLISECONDS);
      await connection.close();
    })().catch((error: unknown) => log.error('a gateway could not be closed', error));
    closing.add(closed);
    void closed.finally(() => closing.delete(closed));
  };

  const makeLink = (settings: GatewayWithSecrets, fingerprint: string, earlier: Link | undefined): Link => ({
    settings,
    fingerprint,
    connection: openConnection(settings),
    // Other settings deserve a first try.
    circuit: CLOSED,
    lastProblem: undefined,
    lastSuccessAt: earlier?.lastSuccessAt,
    sentCount: earlier?.sentCount ?? 0,
    failedCount: earlier?.failedCount ?? 0,
    deliveredCount: earlier?.deliveredCount ?? 0,
    turns: new Map(),
    runningCount: 0,
  });

  return {
    send,
    async sendBy(id, text) {
      const link = chain.find(({ settings }) => settings.gateway.id === id);
      if (link === undefined) return { kind: 'not-sent', reason: 'no-gateway', tried: [] };
      const isOpenedForThis = link.connection === undefined;
      const connection = link.connection ?? parts.open(link.settings);
      const timeout = link.settings.gateway.timeoutSeconds * 1000;
      try {
        const answer = await handOver(link, connection, { ...text, sender: nextSender(link, text.to) }, timeout);
        const before = link.circuit.state;
        note(link, answer, text.messageId);
        if (link.circuit.state !== before) parts.onHealthChange?.();
        if (answer.kind === 'accepted') return sentBy(link, answer.reference, []);
        return { kind: 'not-sent', reason: 'all-refused', tried: [refusalOf(link, answer.problem)] };
      } finally {
        if (isOpenedForThis) await connection.close();
      }
    },
    health: () => new Map(chain.map((link) => [link.settings.gateway.id, healthOf(link, clock.now())])),
    async replace(gateways) {
      const earlier = new Map(chain.map((link) => [link.settings.gateway.id, link]));
      chain = gateways.map((settings) => {
        const fingerprint = fingerprintOf(settings);
        const known = earlier.get(settings.gateway.id);
        earlier.delete(settings.gateway.id);
        if (known?.fingerprint !== fingerprint) {
          if (known !== undefined) retire(known, known.connection);
          return makeLink(settings, fingerprint, known);
        }
        known.settings = settings;
        return known;
      });
      for (const link of earlier.values()) retire(link, link.connection);
    },
    noteReceipt(id: GatewayId, receipt: DeliveryReceipt) {
      const link = chain.find(({ settings }) => settings.gateway.id === id);
      if (link === undefined) return;
      if (receipt.state === 'delivered') link.deliveredCount += 1;
      else link.failedCount += 1;
      log.info('a delivery receipt came in', {
        gateway: link.settings.gateway.name,
        reference: receipt.id,
        state: receipt.state,
        words: receipt.words,
      });
    },
    async close() {
      for (const link of chain) retire(link, link.connection);
      chain = [];
      await Promise.all(closing);
    },
  };
}

/** How often a gateway that is to close looks whether its last text is answered; ours. */
const CLOSING_LOOK_MILLISECONDS = 50;

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function withinTime(answer: Promise<GatewayAnswer>, milliseconds: number): Promise<GatewayAnswer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<GatewayAnswer>((resolve) => {
    const problem = `no answer within ${Math.round(milliseconds / 1000)} s`;
    timer = setTimeout(() => resolve({ kind: 'refused', problem, isPermanent: false }), milliseconds + GRACE_MILLISECONDS);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}

function serves({ countryCodes }: Gateway, to: string): boolean {
  return countryCodes.length === 0 || isInCountries(to, countryCodes);
}

/** The senders of the first entry that matches take turns. */
function nextSender(link: Link, to: string): string {
  const { senders } = link.settings.gateway;
  const index = senders.findIndex(({ countryCodes }) => countryCodes.length === 0 || isInCountries(to, countryCodes));
  const entry = senders[index];
  if (entry === undefined) return '';
  const turn = link.turns.get(index) ?? 0;
  link.turns.set(index, turn + 1);
  return entry.senders[turn % entry.senders.length] ?? '';
}

function sentBy({ settings: { gateway } }: Link, reference: string, tried: readonly Refusal[]): TextDelivered {
  return { kind: 'sent', gatewayId: gateway.id, name: gateway.name, reference, tried };
}

function refusalOf({ settings: { gateway } }: Link, problem: string): Refusal {
  return { gatewayId: gateway.id, name: gateway.name, problem };
}

function healthOf(link: Link, now: number): GatewayHealth {
  const { circuit, connection } = link;
  const isConnected = connection?.isConnected();
  // A lasting connection that is down says why by itself, before any text is lost to it.
  const problem = isConnected === false ? (connection?.connectionProblem?.() ?? link.lastProblem) : link.lastProblem;
  return {
    circuit: circuit.state === 'open' && mayTry(circuit, now) ? 'half-open' : circuit.state,
    isConnected,
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
function fingerprintOf({ gateway, password, inboundSecret }: GatewayWithSecrets): string {
  const text = (secret: typeof password) => (secret === undefined ? '' : Buffer.from(secret.reveal()).toString('base64'));
  const { isEnabled, numberFormat, connection } = gateway;
  return JSON.stringify([isEnabled, numberFormat, connection, text(password), text(inboundSecret)]);
}
