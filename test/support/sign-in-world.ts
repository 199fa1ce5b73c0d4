/** A whole engine in this process with a text message service, and applications that sign people in over RADIUS. */
import { randomBytes } from 'node:crypto';
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import type { Log } from '../../main/adapters/log.ts';
import type { Engine } from '../../main/compose.ts';
import { ATTRIBUTE } from '../../main/protocols/radius/attributes.ts';
import { listAttributes, type RadiusAttribute, type RadiusPacket, valueAt } from '../../main/protocols/radius/packet.ts';
import { decodeReply, encodeAccessRequest } from '../../main/protocols/radius/request.ts';
import { SharedSecret } from '../../main/protocols/radius/shared-secret.ts';
import { writeWav } from '../../main/protocols/rtp/wav.ts';
import { DATABASE_FILE } from '../../main/store/sqlite/connection.ts';
import type { Attempt } from '../../shared/schemas/attempt.ts';
import type { PlacedCall } from '../../shared/schemas/call.ts';
import type { GatewayFields } from '../../shared/schemas/gateway.ts';
import { type RadiusClientFields, radiusClientFieldsSchema } from '../../shared/schemas/radius.ts';
import type { SettingsSection, SettingsValue } from '../../shared/schemas/settings.ts';
import { type Trunk, type TrunkFields, trunkFieldsSchema } from '../../shared/schemas/trunk.ts';
import { type User, type UserFields, userFieldsSchema } from '../../shared/schemas/user.ts';
import type { RecordingType } from '../../shared/schemas/voice-message.ts';
import type { ContractClient } from '../contract/pipes.ts';
import { temporaryFolder } from './store.ts';
import { startTextService, type TextService, textServiceGateway } from './text-gateway.ts';

export const SHARED_SECRET = 'a shared secret of tests';
const SECRET = new SharedSecret(new TextEncoder().encode(SHARED_SECRET));
const KINDS: Readonly<Record<number, Reply['kind']>> = { 2: 'accept', 3: 'reject', 11: 'challenge' };

export type Reply = {
  readonly kind: 'accept' | 'reject' | 'challenge';
  readonly message: string;
  /** The values of Reply-Message. */
  readonly messages: readonly string[];
  readonly state: Uint8Array | undefined;
};
export type SignIn = {
  /** Address of the application, of newApplication. */
  readonly from: string;
  readonly username: string;
  readonly password: string;
  readonly state?: Uint8Array | undefined;
  /** Calling-Station-Id; ''. */
  readonly calling?: string;
  readonly attributes?: readonly RadiusAttribute[];
};

export type SignInWorld = {
  readonly api: ContractClient;
  readonly service: TextService;
  readonly errors: readonly string[];
  /** Where the text service reports replies and receipts. */
  readonly inboundUrl: string;
  readonly radiusPort: number;
  /** For what the contract refuses. */
  readonly databaseFile: string;
  /** A RADIUS client on a loopback address of its own; answers that address. */
  newApplication(name: string, over?: Partial<RadiusClientFields>): Promise<string>;
  newUser(username: string, over?: Partial<UserFields>, secrets?: { password?: string; pin?: string }): Promise<User>;
  setUp<Section extends Exclude<SettingsSection, 'radius-listeners'>>(
    section: Section,
    change: Partial<SettingsValue<Section>>,
  ): Promise<void>;
  addGateway(fields: GatewayFields): Promise<void>;
  /** A trunk on loopback, after those that are there; nobody asks it how it is. */
  addTrunk(name: string, port: number, over?: Partial<TrunkFields>, password?: string): Promise<Trunk>;
  /** A moment of a tone in place of each of these English recordings: who waits for silence waits for the end of what is said. */
  sayShortly(...types: readonly RecordingType[]): Promise<void>;
  /** Sends one Access-Request and waits for its answer; undefined when none comes in time. */
  signIn(request: SignIn, timeoutMilliseconds?: number): Promise<Reply | undefined>;
  /** Of the user, newest first. */
  attempts(username: string): Promise<readonly Attempt[]>;
  /** Of the user, in the order in which they began. */
  calls(user: Pick<User, 'id'>): Promise<readonly PlacedCall[]>;
  /** Lets time pass for the engine, and for Date.now here. */
  pass(milliseconds: number): void;
  /** Ends the engine and starts it again on the same folder. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

/** Time that has passed beyond the machine's own clock. Set before the engine's modules are read: they keep Date.now. */
let passedMilliseconds = 0;
const machineNow = Date.now;
Date.now = () => machineNow() + passedMilliseconds;

export async function startSignInWorld(options: { readonly hasGateway?: boolean } = {}): Promise<SignInWorld> {
  const { composeEngine } = await import('../../main/compose.ts');
  const folder = temporaryFolder();
  const service = await startTextService();
  const errors: string[] = [];
  const log: Log = {
    info: () => undefined,
    error: (message, error) => errors.push(`${message}: ${error instanceof Error ? (error.stack ?? error.message) : error}`),
  };
  const dataFolder = join(folder.path, 'data');
  const start = async () => {
    const engine = await composeEngine({ dataFolder, host: 'headless', log, listens: true, radiusPort: 0 });
    const api = createRouterClient(engine.router, { context: { caller: { kind: 'local' } } }) as ContractClient;
    return { engine, api, radiusPort: portOf(engine) };
  };
  let running = await start();
  let applicationCount = 0;
  let inboundPath = '';
  let inboundPort = 0;
  const readInboundPort = async () => {
    inboundPort = (await running.api.gateways.inbound()).port;
  };

  const world: SignInWorld = {
    get api() {
      return running.api;
    },
    get radiusPort() {
      return running.radiusPort;
    },
    get inboundUrl() {
      return `http://127.0.0.1:${inboundPort}${inboundPath}`;
    },
    service,
    errors,
    databaseFile: join(dataFolder, DATABASE_FILE),
    async setUp(section, change) {
      const { api } = running;
      const stored = (await api.settings.list()).find((each) => each.section === section);
      if (stored === undefined) throw new TypeError(`no section ${section}`);
      // Section and value fit each other by the signature; the union cannot see it.
      const value = { ...stored.value, ...change };
      await api.settings.update({ section, value, revision: stored.revision } as Parameters<typeof api.settings.update>[0]);
    },
    async newApplication(name, over = {}) {
      applicationCount += 1;
      const address = `127.0.1.${applicationCount}`;
      const fields = radiusClientFieldsSchema.parse({ name, address, ...over });
      await running.api.radiusClients.create({ fields, sharedSecret: SHARED_SECRET });
      return address;
    },
    newUser: (username, over = {}, secrets = {}) =>
      running.api.users.create({ fields: userFieldsSchema.parse({ username, ...over }), ...secrets }),
    async addGateway(fields) {
      const { id } = await running.api.gateways.create({ fields });
      const { path } = await running.api.gateways.newInboundAddress({ id });
      inboundPath = path;
    },
    addTrunk: (name, port, over = {}, password = '') => {
      const fields = trunkFieldsSchema.parse({ name, host: '127.0.0.1', port, optionsSeconds: 0, ...over });
      return running.api.trunks.create({ fields, secrets: { password } });
    },
    async sayShortly(...types) {
      const samples = Int16Array.from({ length: 1600 }, (_, at) => 4000 * Math.sin((2 * Math.PI * 440 * at) / 8000));
      const content = Buffer.from(writeWav(samples, 8000)).toString('base64');
      for (const type of types) {
        await running.api.voiceMessages.upload({ type, language: 'en', applicationName: '', fileName: `${type}.wav`, content });
      }
    },
    signIn: (request, timeoutMilliseconds = 10_000) => ask(running.radiusPort, request, timeoutMilliseconds),
    attempts: async (username) => (await running.api.attempts.list({ username, limit: 100 })).rows,
    calls: async ({ id }) => (await running.api.calls.list({ userId: id })).rows.toReversed(),
    pass(milliseconds) {
      passedMilliseconds += milliseconds;
    },
    async restart() {
      await running.engine.close();
      running = await start();
      await readInboundPort();
    },
    async close() {
      await running.engine.close();
      await service.close();
      folder.remove();
    },
  };
  const { revision } = await running.api.radiusListeners.get();
  const listener = { address: '127.0.0.1', port: 0, isEnabled: true };
  await running.api.radiusListeners.update({ revision, value: { listeners: [listener], rejectDelaySeconds: 0 } });
  running = { ...running, radiusPort: portOf(running.engine) };
  await world.setUp('inbound-texts', { isEnabled: true, port: 0 });
  if (options.hasGateway !== false) await world.addGateway(textServiceGateway(service.port));
  await expectPort(readInboundPort, () => inboundPort);
  return world;
}

/** The listener for replies opens by itself after its settings were changed. */
async function expectPort(read: () => Promise<void>, port: () => number): Promise<void> {
  for (let tries = 0; tries < 200 && port() === 0; tries += 1) {
    await read();
    if (port() === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  }
  if (port() === 0) throw new Error('the listener for replies did not open');
}

function portOf(engine: Engine): number {
  const listener = engine.listeners().find(({ isListening, address }) => isListening && !address.includes(':'));
  if (listener === undefined) throw new Error('no RADIUS listener');
  return listener.port;
}

async function ask(port: number, request: SignIn, timeoutMilliseconds: number): Promise<Reply | undefined> {
  const bytes = encodeAccessRequest({
    identifier: 1,
    authenticator: randomBytes(16),
    secret: SECRET,
    username: request.username,
    password: new TextEncoder().encode(request.password),
    attributes: [
      ...(request.calling === undefined
        ? []
        : [{ type: ATTRIBUTE.CALLING_STATION_ID, value: new TextEncoder().encode(request.calling) }]),
      ...(request.state === undefined ? [] : [{ type: ATTRIBUTE.STATE, value: request.state }]),
      ...(request.attributes ?? []),
    ],
  });
  const socket = createSocket('udp4');
  socket.bind(0, request.from);
  await once(socket, 'listening');
  try {
    const answered = new Promise<Uint8Array | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), timeoutMilliseconds);
      socket.once('message', (reply) => {
        clearTimeout(timer);
        resolve(reply);
      });
    });
    socket.send(bytes, port, '127.0.0.1');
    const reply = await answered;
    return reply === undefined ? undefined : readReply(decodeReply(reply, bytes, SECRET));
  } finally {
    socket.close();
  }
}

function readReply(packet: RadiusPacket | string): Reply {
  if (typeof packet === 'string') throw new Error(`the reply is not genuine: ${packet}`);
  const kind = KINDS[packet.code];
  if (kind === undefined) throw new Error(`a reply with code ${packet.code}`);
  const messages = listAttributes(packet)
    .filter(({ type }) => type === ATTRIBUTE.REPLY_MESSAGE)
    .map(({ value }) => new TextDecoder().decode(value));
  return {
    kind,
    messages,
    message: messages.join(''),
    state: packet.stateOffset === 0 ? undefined : Uint8Array.from(valueAt(packet, packet.stateOffset)),
  };
}
