/** An SMPP centre of the package smpp in a process of its own, on loopback, that does what a test says. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const PROGRAM = fileURLToPath(new URL('./smpp-centre-process.ts', import.meta.url));
const WAIT_MILLISECONDS = 20_000;

export type SubmitSeen = {
  readonly event: 'submit';
  readonly messageId: string;
  readonly status: number;
  /** How many were unanswered when it came, itself included. */
  readonly waitingCount: number;
  readonly text: string;
  /** User data header, hexadecimal. */
  readonly header: string;
  /** TON/NPI address. */
  readonly to: string;
  readonly from: string;
  readonly dataCoding: number;
  readonly asksReceipt: number;
  /** Number/total of the sar_ parameters; '/' without. */
  readonly sar: string;
};
export type CentreEvent =
  | SubmitSeen
  | { readonly event: 'listening'; readonly port: number }
  | { readonly event: 'bind'; readonly kind: string; readonly systemId: string; readonly isGood: boolean }
  | { readonly event: 'deliver-answer'; readonly status: number }
  | { readonly event: 'enquire' }
  | { readonly event: 'unbind' }
  /** An order was carried out. */
  | { readonly event: 'done' };
export type CentreOrder =
  /** Statuses of the next submit_sm. */
  | { readonly order: 'answer'; readonly statuses: readonly number[] }
  /** Takes everything but a bind without an answer. */
  | { readonly order: 'silence'; readonly isSilent: boolean }
  /** A deliver_sm on every connection. */
  | { readonly order: 'deliver'; readonly fields: Readonly<Record<string, unknown>>; readonly header?: string }
  /** Hexadecimal bytes as they are on every connection. */
  | { readonly order: 'junk'; readonly bytes: string }
  | { readonly order: 'drop' }
  /** Drops those that are bound as receivers, and binds none, until it takes them again. */
  | { readonly order: 'receivers'; readonly isTaken: boolean }
  /** As if just started, but for its port. */
  | { readonly order: 'reset' }
  | { readonly order: 'stop' }
  | { readonly order: 'listen'; readonly port: number };

export type SmppCentre = {
  readonly port: number;
  readonly events: readonly CentreEvent[];
  submits(): readonly SubmitSeen[];
  /** Resolves once the order is carried out: orders and connections do not keep to one order among them. */
  tell(order: CentreOrder): Promise<void>;
  /** The first event from now on, or since `from`, of this kind. */
  next<Kind extends CentreEvent['event']>(kind: Kind, from?: number): Promise<Extract<CentreEvent, { event: Kind }>>;
  /** As if just started: nothing seen, nothing ordered, nobody connected. */
  reset(): Promise<void>;
  close(): Promise<void>;
};

export async function startSmppCentre({
  password,
  usesTls = false,
}: {
  password: string;
  usesTls?: boolean;
}): Promise<SmppCentre> {
  const child: ChildProcess = fork(PROGRAM, [], {
    env: { ...process.env, CENTRE_PASSWORD: password, CENTRE_TLS: usesTls ? '1' : '0' },
    execArgv: [],
  });
  const events: CentreEvent[] = [];
  const waiting = new Set<() => void>();
  child.on('message', (event: CentreEvent) => {
    events.push(event);
    for (const look of waiting) look();
  });

  const next: SmppCentre['next'] = (kind, from = events.length) =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        waiting.delete(look);
        reject(new Error(`the centre saw no ${kind}; it saw ${JSON.stringify(events.slice(from))}`));
      }, WAIT_MILLISECONDS);
      const look = () => {
        const found = events.slice(from).find(({ event }) => event === kind);
        if (found === undefined) return;
        clearTimeout(timer);
        waiting.delete(look);
        resolve(found as never);
      };
      waiting.add(look);
      look();
    });
  const tell: SmppCentre['tell'] = async (order) => {
    const done = next('done');
    child.send(order);
    await done;
  };
  const { port } = await next('listening', 0);
  return {
    port,
    events,
    submits: () => events.filter((event) => event.event === 'submit'),
    tell,
    next,
    async reset() {
      await tell({ order: 'reset' });
      events.length = 0;
    },
    async close() {
      if (child.exitCode !== null) return;
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}
