/** A RADIUS server on loopback with a small engine of its own, and a client to talk to it. */
import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createDuplicateCache, type DuplicateCache } from '../../main/adapters/duplicate-cache.ts';
import { nodeDigest } from '../../main/adapters/node-digest.ts';
import { createRadiusActivity, type RadiusActivityLog } from '../../main/adapters/radius-activity.ts';
import { createRadiusListeners, type RadiusListenerSet } from '../../main/adapters/radius-listener.ts';
import type { Decision, Verdict } from '../../main/engine/authentication/decision.ts';
import type { AuthenticationRequest } from '../../main/engine/authentication/request.ts';
import type { CommitOutcome } from '../../main/engine/effects.ts';
import { Secret } from '../../main/engine/secret.ts';
import { type AnswerAccessRequestPorts, createAnswerAccessRequest } from '../../main/flows/answer-access-request.ts';
import { createRadiusClientTable, type RadiusClientTable } from '../../main/flows/radius-clients.ts';
import { type AuthenticationRunner, createAuthenticationRunner, type RunnerPorts } from '../../main/flows/run-authentication.ts';
import { encodeAccessRequest } from '../../main/protocols/radius/request.ts';
import { SharedSecret } from '../../main/protocols/radius/shared-secret.ts';
import type { RadiusClientWithSecret } from '../../main/store/port.ts';
import { type RadiusClient, radiusClientSchema } from '../../shared/schemas/radius.ts';

export const SHARED_SECRET = 'a shared secret of tests';
export const CLIENT_SECRET = new SharedSecret(new TextEncoder().encode(SHARED_SECRET));

export const aRadiusClient = (over: Partial<Record<keyof RadiusClient, unknown>> = {}): RadiusClientWithSecret => ({
  client: radiusClientSchema.parse({
    id: 1,
    name: 'VPN',
    address: '127.0.0.1',
    sharedSecretLength: SHARED_SECRET.length,
    createdAt: 0,
    updatedAt: 0,
    revision: 0,
    ...over,
  }),
  sharedSecret: Secret.fromText(SHARED_SECRET),
});

export const accept: Verdict = { kind: 'accept', result: 'OATH_CODE_VERIFIED', reason: 'otp-verified' };
export const reject: Verdict = { kind: 'reject', result: 'INVALID_PHONE_INPUT', reason: 'otp-mismatch' };
export const decide = (verdict: Verdict, missedVerdicts: readonly Verdict[] = []): Decision => ({
  verdict,
  commit: { guards: [], effects: [], ifMissed: [] },
  missedVerdicts,
});
export const passwordOf = (request: AuthenticationRequest): string => new TextDecoder().decode(request.password.reveal());

export type RadiusServer = {
  readonly port: number;
  readonly clients: RadiusClientTable;
  readonly activity: RadiusActivityLog;
  readonly duplicates: DuplicateCache;
  readonly listeners: RadiusListenerSet;
  /** What the engine was asked. */
  readonly asked: { readonly username: string; readonly password: string; readonly request: AuthenticationRequest }[];
  readonly failures: unknown[];
  readonly runner: AuthenticationRunner;
  close(): Promise<void>;
};

/** Accepts the password 123456, rejects all others; each part can be replaced. */
export async function startRadiusServer(
  over: {
    readonly clients?: readonly RadiusClientWithSecret[];
    readonly address?: string;
    readonly rejectDelaySeconds?: number;
    readonly authenticate?: (request: AuthenticationRequest) => Promise<Decision>;
    readonly commit?: () => Promise<CommitOutcome>;
    readonly remembersAsked?: boolean;
    /** What becomes of requests that wait. */
    readonly waiting?: Partial<RunnerPorts>;
  } & Pick<Partial<AnswerAccessRequestPorts>, 'inFlightMax' | 'openMax'> = {},
): Promise<RadiusServer> {
  const clients = createRadiusClientTable();
  clients.replace(over.clients ?? [aRadiusClient()]);
  const activity = createRadiusActivity();
  const duplicates = createDuplicateCache();
  const asked: { username: string; password: string; request: AuthenticationRequest }[] = [];
  const failures: unknown[] = [];
  const authenticate = over.authenticate ?? (async (request) => decide(passwordOf(request) === '123456' ? accept : reject));
  const runner = createAuthenticationRunner({
    authentication: {
      decide: (request) => {
        if (over.remembersAsked !== false) asked.push({ username: request.username, password: passwordOf(request), request });
        return authenticate(request);
      },
      proceed: () => Promise.reject(new TypeError('nothing waits here')),
    },
    commit: over.commit ?? (async () => ({ isDone: true })),
    outbox: { deliver: () => undefined, settled: async () => undefined },
    calls: { place: () => undefined, settled: () => new Promise(() => undefined), giveUp: () => undefined },
    reader: { findMessageCode: async () => undefined },
    clock: { now: Date.now },
    monotonic: () => performance.now(),
    after: (milliseconds, action) => {
      const timer = setTimeout(action, milliseconds);
      return () => clearTimeout(timer);
    },
    notices: () => undefined,
    ...over.waiting,
  });
  const receive = createAnswerAccessRequest({
    clients,
    activity,
    duplicates,
    run: runner.run,
    digest: nodeDigest,
    random: { bytes: (lengthBytes) => randomBytes(lengthBytes) },
    monotonic: () => performance.now(),
    rejectDelaySeconds: () => over.rejectDelaySeconds ?? 0,
    onFailure: (error) => failures.push(error),
    ...(over.inFlightMax === undefined ? {} : { inFlightMax: over.inFlightMax }),
    ...(over.openMax === undefined ? {} : { openMax: over.openMax }),
  });
  const listeners = createRadiusListeners({ receive, onProblem: (problem) => failures.push(problem) });
  await listeners.open([{ address: over.address ?? '127.0.0.1', port: 0, isEnabled: true }]);
  const [state] = listeners.states();
  if (state?.isListening !== true) throw new Error(state?.problem);
  return { port: state.port, clients, activity, duplicates, listeners, asked, failures, runner, close: () => listeners.close() };
}

/** A socket that remembers what came in, in order. */
export type TestPeer = {
  readonly socket: Socket;
  readonly received: { readonly bytes: Uint8Array; readonly at: number }[];
  send(bytes: Uint8Array): void;
  /** The next `count` datagrams after those already taken; fails after two seconds. */
  take(count?: number): Promise<Uint8Array[]>;
  /** True when nothing comes in for `milliseconds`. */
  isSilent(milliseconds?: number): Promise<boolean>;
  close(): void;
};

export async function openTestPeer(port: number, address = '127.0.0.1'): Promise<TestPeer> {
  const socket = createSocket(address.includes(':') ? 'udp6' : 'udp4');
  const received: { bytes: Uint8Array; at: number }[] = [];
  let taken = 0;
  socket.on('message', (bytes) => received.push({ bytes, at: performance.now() }));
  socket.bind(0, address);
  await once(socket, 'listening');
  const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));
  return {
    socket,
    received,
    send: (bytes) => socket.send(bytes, port, address),
    async take(count = 1) {
      const until = performance.now() + 2000;
      while (received.length < taken + count) {
        if (performance.now() > until) throw new Error(`${received.length - taken} of ${count} replies came`);
        await pause(5);
      }
      taken += count;
      return received.slice(taken - count, taken).map(({ bytes }) => bytes);
    },
    async isSilent(milliseconds = 150) {
      await pause(milliseconds);
      return received.length === taken;
    },
    close: () => socket.close(),
  };
}

export const anAccessRequest = (
  over: Partial<Parameters<typeof encodeAccessRequest>[0]> & { readonly code?: string } = {},
): Uint8Array =>
  encodeAccessRequest({
    identifier: 1,
    authenticator: randomBytes(16),
    secret: CLIENT_SECRET,
    username: 'user1',
    password: new TextEncoder().encode(over.code ?? '123456'),
    ...over,
  });
