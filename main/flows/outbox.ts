/**
 * Messages on their way out. A message is stored with its code; here it is handed to the gateways or the mail server, and
 * what became of it is stored. At least once, always with the same id and the same words: decision record 0011.
 */
import type { GatewayId } from '../../shared/ids.ts';
import { OWN_WORDS } from '../../shared/own-words.ts';
import { assertNever } from '../engine/assert-never.ts';
import type { DeliveryReceipt, TextDelivered, TextDelivery } from '../engine/delivery/gateway-port.ts';
import type { MailAnswer, MailDelivery } from '../engine/delivery/mail-port.ts';
import type { Effect } from '../engine/effects.ts';
import type { AuthenticationReader, Clock, QueuedMessage } from '../engine/ports.ts';
import type { Store } from '../store/port.ts';

export interface Outbox {
  /** Hands it over unless that runs already. */
  deliver(messageId: string): void;
  /** Resolves once the message is sent, failed or expired; at once when it is already, or unknown. Never rejects. */
  settled(messageId: string): Promise<void>;
  noteReceipt(gateway: GatewayId, receipt: DeliveryReceipt): void;
  /** Takes up what was queued or being handed over when the engine stopped. */
  start(): Promise<void>;
  /** Begins nothing any more; what is being handed over may end until then. */
  close(graceMilliseconds: number): Promise<void>;
}

export type OutboxPorts = {
  readonly reader: Pick<AuthenticationReader, 'findMessage' | 'listUnsentMessages'>;
  readonly commit: Store['commit'];
  /** The message that this gateway knows by one of these ids of its own, likeliest first. */
  readonly findByReferences: (gateway: GatewayId, references: readonly string[]) => Promise<string | undefined>;
  readonly texts: Pick<TextDelivery, 'send'>;
  readonly mails: Pick<MailDelivery, 'sendNow'>;
  /** The words of a message; throws when they do not open. */
  readonly openText: (sealedText: Uint8Array, context: string) => string;
  readonly clock: Clock;
  /** Never holds words, a code or a number. */
  readonly onFailure: (message: string, error: unknown, fields: { readonly messageId: string }) => void;
  readonly atOnceMax?: number;
};

/** Messages handed over at once; ours. A gateway has a window of its own. */
const AT_ONCE_MAX = 64;
/** Messages whose gateway's id is remembered for receipts; ours. */
const REFERENCES_MAX = 20_000;
/** Receipts kept that came before the gateway's answer; ours. */
const EARLY_RECEIPTS_MAX = 1_000;
/** Characters of what the gateways said; ours. */
const PROBLEM_MAX_CHARACTERS = 500;

/** What the store's box seals the words of a message under. */
export function messageContext(messageId: string): string {
  return `message:${messageId}`;
}

export function createOutbox(ports: OutboxPorts): Outbox {
  const running = new Map<string, Promise<void>>();
  const turns = createTurns(ports.atOnceMax ?? AT_ONCE_MAX);
  const references = createReferences();
  let isClosed = false;

  const set = async (messageId: string, state: SentState): Promise<void> => {
    const effect: Effect = { kind: 'set-message-state', messageId, at: ports.clock.now(), ...state };
    await ports.commit({ guards: [], effects: [effect], ifMissed: [] });
  };

  const handOver = async (messageId: string): Promise<void> => {
    const message = await ports.reader.findMessage(messageId);
    if (message === undefined || isOver(message)) return;
    if (message.expiresAt <= ports.clock.now()) return set(messageId, { state: 'expired' });
    const words = openWords(ports, message);
    if (words === undefined) return set(messageId, { state: 'failed', problem: OWN_WORDS['message-unreadable'] });
    await set(messageId, { state: 'sending' });
    const state = await send(ports, message, words);
    await set(messageId, state);
    if (state.reference !== undefined && state.gatewayId !== undefined) {
      const early = references.note(state.gatewayId, state.reference, messageId);
      if (early !== undefined) await set(messageId, receiptState(early));
    }
  };

  const runOne = async (messageId: string): Promise<void> => {
    await turns.take();
    try {
      if (!isClosed) await handOver(messageId);
    } catch (error) {
      // What was not stored is taken up again at the next start.
      if (!isClosed) ports.onFailure('a message could not be handed over', error, { messageId });
    } finally {
      turns.give();
      running.delete(messageId);
    }
  };

  const deliver = (messageId: string): Promise<void> => {
    const earlier = running.get(messageId);
    if (earlier !== undefined) return earlier;
    if (isClosed) return Promise.resolve();
    const run = runOne(messageId);
    running.set(messageId, run);
    return run;
  };

  /** Of a message that was handed over before the engine started; else it may have come before the gateway's answer. */
  const findEarlier = async (gateway: GatewayId, receipt: DeliveryReceipt): Promise<QueuedMessage | undefined> => {
    references.keepEarly(gateway, receipt);
    const messageId = await ports.findByReferences(gateway, [receipt.id, ...(receipt.otherForms ?? [])]);
    return messageId === undefined ? undefined : ports.reader.findMessage(messageId);
  };

  const applyReceipt = async (gateway: GatewayId, receipt: DeliveryReceipt): Promise<void> => {
    const messageId = running.has(receipt.id) ? receipt.id : (references.find(gateway, receipt.id) ?? receipt.id);
    // The gateway may tell of it before it has answered: "sent" must not come after "delivered".
    await running.get(messageId);
    const message = (await ports.reader.findMessage(messageId)) ?? (await findEarlier(gateway, receipt));
    if (message?.state === 'sent') await set(message.id, receiptState(receipt));
  };

  return {
    deliver(messageId) {
      void deliver(messageId);
    },
    async settled(messageId) {
      await deliver(messageId);
    },
    noteReceipt(gateway, receipt) {
      applyReceipt(gateway, receipt).catch((error: unknown) =>
        ports.onFailure('a delivery receipt could not be stored', error, { messageId: receipt.id }),
      );
    },
    async start() {
      for (const { id } of await ports.reader.listUnsentMessages(ports.clock.now())) void deliver(id);
    },
    async close(graceMilliseconds) {
      isClosed = true;
      turns.end();
      let stop = (): void => {};
      const grace = new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, graceMilliseconds);
        stop = () => clearTimeout(timer);
      });
      await Promise.race([Promise.all(running.values()), grace]);
      stop();
    },
  };
}

type SentState = Pick<
  Effect & { readonly kind: 'set-message-state' },
  'state' | 'gatewayId' | 'gatewayName' | 'reference' | 'problem'
>;

function isOver({ state, sealedText }: QueuedMessage): boolean {
  return sealedText === undefined || (state !== 'queued' && state !== 'sending');
}

function openWords({ openText, onFailure }: OutboxPorts, { id, sealedText }: QueuedMessage): string | undefined {
  if (sealedText === undefined) return undefined;
  try {
    return openText(sealedText, messageContext(id));
  } catch (error) {
    onFailure('the words of a message do not open', error, { messageId: id });
    return undefined;
  }
}

async function send({ texts, mails, clock }: OutboxPorts, message: QueuedMessage, words: string): Promise<SentState> {
  switch (message.channel) {
    case 'text':
      return textState(
        await texts.send({ messageId: message.id, to: message.recipient, text: words, validUntil: message.expiresAt }),
      );
    case 'email':
      return mailState(await mails.sendNow(codeMail(message, words), shortTime(message.expiresAt - clock.now())));
    default:
      return assertNever(message.channel);
  }
}

function textState(delivered: TextDelivered): SentState {
  const tried = delivered.tried.map(({ name, problem }) => `${name}: ${problem}`).join('; ');
  const said = tried === '' ? {} : { problem: tried.slice(0, PROBLEM_MAX_CHARACTERS) };
  if (delivered.kind === 'sent') {
    const { gatewayId, name, reference } = delivered;
    return { state: 'sent', gatewayId, gatewayName: name, ...(reference === '' ? {} : { reference }), ...said };
  }
  switch (delivered.reason) {
    case 'no-gateway':
      return { state: 'failed', problem: OWN_WORDS['no-gateway'] };
    case 'no-gateway-for-country':
      return { state: 'failed', problem: OWN_WORDS['no-gateway-for-country'] };
    case 'all-refused':
      return { state: 'failed', ...said };
    default:
      return assertNever(delivered.reason);
  }
}

/** Name of what carries e-mail codes, in the log of messages. */
const MAIL_SERVER = 'e-mail';

function mailState(answer: MailAnswer): SentState {
  return answer.kind === 'sent'
    ? { state: 'sent', gatewayName: MAIL_SERVER }
    : { state: 'failed', gatewayName: MAIL_SERVER, problem: answer.problem.slice(0, PROBLEM_MAX_CHARACTERS) };
}

/** Milliseconds below which a mail gets no more than its code has left; else the mail server's own time-out counts. Ours. */
const SHORT_TIME_MILLISECONDS = 20_000;

function shortTime(leftMilliseconds: number): number | undefined {
  return leftMilliseconds < SHORT_TIME_MILLISECONDS ? Math.max(1, leftMilliseconds) : undefined;
}

/** The stored words of an e-mail code are the code alone: the rest is its template. */
function codeMail(message: QueuedMessage, otp: string): Parameters<MailDelivery['sendNow']>[0] {
  return {
    type: 'email-code',
    to: message.recipient,
    language: message.language,
    userId: message.userId,
    values: {
      otp,
      username: message.username,
      application_name: message.applicationName,
      minutes: String(Math.max(1, Math.round((message.expiresAt - message.queuedAt) / 60_000))),
    },
  };
}

function receiptState({ state, words }: DeliveryReceipt): SentState {
  return state === 'delivered' ? { state } : { state, problem: `the gateway reports: ${words}`.slice(0, PROBLEM_MAX_CHARACTERS) };
}

/** At most `max` at once; the others in their order. */
function createTurns(max: number) {
  const waiting: (() => void)[] = [];
  let free = max;
  return {
    take(): Promise<void> {
      if (free > 0) {
        free -= 1;
        return Promise.resolve();
      }
      return new Promise((resolve) => {
        waiting.push(resolve);
      });
    },
    give(): void {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    },
    /** Lets everybody go on: they see that it is over. */
    end(): void {
      for (const go of waiting.splice(0)) go();
    },
  };
}

/** The gateways' own ids of messages, as long as receipts may come; and receipts that were faster than the answer. */
function createReferences() {
  const messages = new Map<string, string>();
  const early = new Map<string, DeliveryReceipt>();
  const keyOf = (gateway: GatewayId, reference: string): string => `${gateway} ${reference}`;
  const keep = <Value>(map: Map<string, Value>, key: string, value: Value, max: number): void => {
    map.set(key, value);
    // A Map keeps its order: the first key is the oldest.
    for (const oldest of map.keys()) {
      if (map.size <= max) return;
      map.delete(oldest);
    }
  };
  return {
    find: (gateway: GatewayId, reference: string): string | undefined => messages.get(keyOf(gateway, reference)),
    /** Answers the receipt that came before. */
    note(gateway: GatewayId, reference: string, messageId: string): DeliveryReceipt | undefined {
      const key = keyOf(gateway, reference);
      keep(messages, key, messageId, REFERENCES_MAX);
      const receipt = early.get(key);
      early.delete(key);
      return receipt;
    },
    keepEarly(gateway: GatewayId, receipt: DeliveryReceipt): void {
      keep(early, keyOf(gateway, receipt.id), receipt, EARLY_RECEIPTS_MAX);
    },
  };
}
