/**
 * The chain of gateways. Each text goes to the first gateway that serves its country and is not left out by its circuit;
 * one that refuses or does not answer within its timeout is followed by the next. When all are left out, the one that is
 * due first is tried all the same: a person waits, and it may be back.
 * A gateway that was too slow may have sent the text after all: then the same code comes twice, and counts once.
 */
import type { GatewayId } from '../../../shared/ids.ts';
import { beginTry, mayTry, noteFailure, noteRefusal, noteSuccess } from '../../engine/delivery/circuit.ts';
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
import type { Log } from '../log.ts';
import { type ChainLink, fingerprintOf, healthOf, makeLink, nextSender, serves } from './chain-link.ts';

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

/** Milliseconds that a gateway gets beyond its timeout before it is given up as broken: it promises to answer by itself. */
const GRACE_MILLISECONDS = 500;

export function createTextDelivery(parts: TextDeliveryParts): TextDelivery {
  const { clock, log } = parts;
  let chain: ChainLink[] = [];
  const closing = new Set<Promise<void>>();

  const send = async (text: Text): Promise<TextDelivered> => {
    const enabled = chain.filter(({ connection }) => connection !== undefined);
    if (enabled.length === 0) return { kind: 'not-sent', reason: 'no-gateway', tried: [] };
    const serving = enabled.filter(({ settings }) => serves(settings.gateway, text.to));
    if (serving.length === 0) return { kind: 'not-sent', reason: 'no-gateway-for-country', tried: [] };
    const tried: Refusal[] = [];
    const leftOut: ChainLink[] = [];
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
  const lastResort = async (text: Text, leftOut: readonly ChainLink[], tried: Refusal[]): Promise<TextDelivered> => {
    const [due, ...others] = [...leftOut].sort((a, b) => (a.circuit.retryAt ?? 0) - (b.circuit.retryAt ?? 0));
    if (due !== undefined) {
      const answer = await tryLink(due, text);
      if (answer.kind === 'accepted') return sentBy(due, answer.reference, tried);
      tried.push(refusalOf(due, answer.problem));
    }
    for (const link of others) tried.push(refusalOf(link, `left out after failures: ${link.lastProblem?.problem ?? ''}`));
    return { kind: 'not-sent', reason: 'all-refused', tried };
  };

  const tryLink = async (link: ChainLink, text: Text): Promise<GatewayAnswer> => {
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

  const note = (link: ChainLink, answer: GatewayAnswer, messageId: string): void => {
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
    link: ChainLink,
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

  /** What is on its way by it may end first, for so long. */
  const retire = (link: ChainLink, graceMilliseconds: number): void => {
    const { connection } = link;
    if (connection === undefined) return;
    const closed = (async () => {
      const until = performance.now() + graceMilliseconds;
      while (link.runningCount > 0 && performance.now() < until) await pause(CLOSING_LOOK_MILLISECONDS);
      await connection.close();
    })().catch((error: unknown) => log.error('a gateway could not be closed', error));
    closing.add(closed);
    void closed.finally(() => closing.delete(closed));
  };

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
          if (known !== undefined) retire(known, Number.POSITIVE_INFINITY);
          return makeLink(settings, settings.gateway.isEnabled ? parts.open(settings) : undefined, known);
        }
        known.settings = settings;
        return known;
      });
      for (const link of earlier.values()) retire(link, Number.POSITIVE_INFINITY);
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
      for (const link of chain) retire(link, CLOSING_GRACE_MILLISECONDS);
      chain = [];
      await Promise.all(closing);
    },
  };
}

/** How long the engine waits for texts on their way when it stops; ours: the outbox has waited before. */
const CLOSING_GRACE_MILLISECONDS = 1000;
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

function sentBy({ settings: { gateway } }: ChainLink, reference: string, tried: readonly Refusal[]): TextDelivered {
  return { kind: 'sent', gatewayId: gateway.id, name: gateway.name, reference, tried };
}

function refusalOf({ settings: { gateway } }: ChainLink, problem: string): Refusal {
  return { gatewayId: gateway.id, name: gateway.name, problem };
}
