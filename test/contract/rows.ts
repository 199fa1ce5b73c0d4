/** What each procedure of the contract is called with. A procedure without a row does not compile. */
import { join } from 'node:path';
import { type InferContractRouterInputs, ORPCError } from '@orpc/contract';
import { base32nopad } from '@scure/base';
import { generateSync } from 'otplib';
import { writeWav } from '../../main/protocols/rtp/wav.ts';
import type { Contract } from '../../shared/contract/index.ts';
import type { OperatorRole } from '../../shared/roles.ts';
import type { Gateway } from '../../shared/schemas/gateway.ts';
import type { RadiusClient } from '../../shared/schemas/radius.ts';
import type { Tag } from '../../shared/schemas/tag.ts';
import type { Token } from '../../shared/schemas/token.ts';
import type { Trunk } from '../../shared/schemas/trunk.ts';
import type { User } from '../../shared/schemas/user.ts';
import type { ContractClient, Credentials, Pipe } from './pipes.ts';

type Inputs = InferContractRouterInputs<Contract>;
export type ProcedurePath = {
  [Area in keyof Inputs]: `${Area}.${Extract<keyof Inputs[Area], string>}`;
}[keyof Inputs];
type InputOf<Path extends ProcedurePath> = Path extends `${infer Area extends keyof Inputs}.${infer Name}`
  ? Inputs[Area][Name & keyof Inputs[Area]]
  : never;

export const SEED = Buffer.from('a seed nobody may see');
export const SEED_BASE32 = base32nopad.encode(SEED);
export const SHARED_SECRET = 'a-shared-secret-nobody-may-see';
export const GATEWAY_PASSWORD = 'a-gateway-password-nobody-may-see';
export const TRUNK_PASSWORD = 'a-trunk-password-nobody-may-see';
export const LOCAL_PASSWORD = 'a-local-password-nobody-may-see';
export const MAIL_PASSWORD = 'a-mail-password-nobody-may-see';
/** Digits that make no other number of the answers. */
export const PIN = '80417296';
export const ANSWER = 'an answer nobody may see';
export const OPERATOR_PASSWORD = 'correct horse battery staple';
/** Every spelling of what was put in and must never come out. */
export const PUT_IN: readonly string[] = [
  SEED.toString(),
  SEED_BASE32,
  SEED.toString('hex'),
  SEED.toString('hex').toUpperCase(),
  SEED.toString('base64'),
  SHARED_SECRET,
  Buffer.from(SHARED_SECRET).toString('hex'),
  Buffer.from(SHARED_SECRET).toString('base64'),
  GATEWAY_PASSWORD,
  TRUNK_PASSWORD,
  LOCAL_PASSWORD,
  OPERATOR_PASSWORD,
  MAIL_PASSWORD,
  PIN,
  ANSWER,
];

export type RowWorld = {
  /** Console of an administrator, to make what a call needs. */
  readonly admin: ContractClient;
  readonly pipe: Pipe;
  readonly auditor: Credentials;
  /** The role that the call is made with. */
  readonly role: OperatorRole;
};

export type Row<Input> = {
  /** An input that the schema refuses, with secrets in it where the procedure takes any. */
  readonly bad?: unknown;
  readonly good: (world: RowWorld) => Input | Promise<Input>;
  /** The good call changes who is signed in: it gets a console of its own. */
  readonly changesSession?: true;
  /** Makes the call on this console in place of the role's own. Called after `good`. */
  readonly console?: (world: RowWorld) => Promise<ContractClient>;
  /** Called once only, before all others: its output was kept. */
  readonly isFirstRun?: true;
};

let lastNumber = 0;
/** A name that no other row of this process has. */
const fresh = (prefix: string): string => `${prefix}${++lastNumber}`;

const newUser = ({ admin }: RowWorld): Promise<User> =>
  admin.users.create({ fields: { username: fresh('user') }, password: LOCAL_PASSWORD });

const newBlock = async (world: RowWorld) => world.admin.blocks.add({ userId: (await newUser(world)).id, reason: 'phone stolen' });
const newBypass = async (world: RowWorld) =>
  world.admin.bypasses.start({ userId: (await newUser(world)).id, reason: 'phone forgotten' });

const newTag = ({ admin }: RowWorld): Promise<Tag> => admin.tags.create({ name: fresh('tag') });

const tokenInput = (): Inputs['tokens']['add'] => ({
  serial: fresh('T'),
  secretKey: SEED_BASE32,
  type: 'hotp',
  algorithm: 'SHA1',
  digits: 6,
  periodSeconds: 30,
});
const newToken = async (world: RowWorld, isAssigned = false): Promise<Token> =>
  world.admin.tokens.add({ ...tokenInput(), ...(isAssigned ? { userId: (await newUser(world)).id } : {}) });
const hotp = (counter: number): string => generateSync({ strategy: 'hotp', secret: SEED_BASE32, counter });

const clientFields = () => ({ name: fresh('vpn'), address: `192.0.2.${++lastNumber % 250}` });
const newRadiusClient = ({ admin }: RowWorld): Promise<RadiusClient> =>
  admin.radiusClients.create({ fields: clientFields(), sharedSecret: SHARED_SECRET });

/** By e-mail, so that nothing is connected to. */
const gatewayFields = (): Inputs['gateways']['create']['fields'] => ({
  name: fresh('gateway'),
  connection: { kind: 'email-to-sms', address: '<$to$>@sms.example.org', subject: '' },
});
const newGateway = ({ admin }: RowWorld): Promise<Gateway> =>
  admin.gateways.create({ fields: gatewayFields(), secrets: { password: GATEWAY_PASSWORD } });

/** Over TCP to a port where nobody is: a test call ends at once, and nothing is registered. */
const trunkFields = (): Inputs['trunks']['create']['fields'] => ({
  name: fresh('trunk'),
  isEnabled: false,
  transport: 'tcp',
  host: '127.0.0.1',
  port: 1,
  username: 'countersign',
});
const newTrunk = ({ admin }: RowWorld): Promise<Trunk> =>
  admin.trunks.create({ fields: trunkFields(), secrets: { password: TRUNK_PASSWORD } });
const TEST_PHONE = '+31 6 12345678';
/** A test call that is over: no other one runs. */
const endedTest = async (world: RowWorld): Promise<string> => {
  const { id } = await newTrunk(world);
  for (let round = 0; round < 200; round++) {
    const test = await world.admin.trunks.startTest({ id, phone: TEST_PHONE }).catch(() => undefined);
    if (test !== undefined) return untilOver(world, test.testId);
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('the test call before it never ended');
};
const untilOver = async (world: RowWorld, testId: string): Promise<string> => {
  while (!(await world.admin.trunks.test({ testId })).isOver) await new Promise((resolve) => setTimeout(resolve, 25));
  return testId;
};

const MAIL_KEY = { type: 'email-code', language: 'en' } as const;
const MAIL_FIELDS = { format: 'plain', from: '', cc: '', subject: 'Code', body: 'It is <$otp$>' } as const;

const importFile = (): Inputs['imports']['preview'] => ({
  fileName: 'tokens.csv',
  content: Buffer.from(`serial number,secret key,time interval\n${fresh('T')},${SEED_BASE32},30\n`).toString('base64'),
});
const openImport = async ({ admin }: RowWorld): Promise<string> => {
  const preview = await admin.imports.preview(importFile());
  if (preview.state !== 'preview') throw new TypeError('a plain CSV file needs no key');
  return preview.importId;
};

/** An operator of the wanted role that no other row uses, and its consoles. */
const newOperator = async ({ admin, role }: RowWorld): Promise<Credentials> => {
  const credentials = { name: fresh('operator'), password: OPERATOR_PASSWORD };
  await admin.operators.add({ ...credentials, role });
  return credentials;
};
const newOperatorOf = (world: RowWorld) => newOperator({ ...world, role: 'auditor' });
const operatorByName = async ({ admin }: RowWorld, name: string) => {
  const found = (await admin.operators.list()).find((operator) => operator.name === name);
  if (found === undefined) throw new TypeError(`no operator ${name}`);
  return found;
};
const TIME_STEP_MILLISECONDS = 30_000;
const totp = (secret: string, stepsAhead = 0): string =>
  generateSync({ strategy: 'totp', secret, epoch: Math.floor((Date.now() + stepsAhead * TIME_STEP_MILLISECONDS) / 1000) });
const beginSecondFactor = async (console: ContractClient): Promise<string> => {
  const { app } = await console.account.beginSecondFactor({ password: OPERATOR_PASSWORD, token: { kind: 'app' } });
  return app?.secretKey ?? '';
};
/** The console and the key of the operator that the last row was made for. */
let own: { console: ContractClient; secret: string; credentials: Credentials } | undefined;
const openOwn = async (world: RowWorld, isEnrolled: boolean) => {
  const credentials = await newOperator(world);
  const console = await world.pipe.open(credentials);
  own = { console, credentials, secret: await beginSecondFactor(console) };
  if (isEnrolled) await console.account.confirmSecondFactor({ code: totp(own.secret) });
  return own;
};
const onOwn = async (): Promise<ContractClient> => {
  if (own === undefined) throw new TypeError('the row has opened no console');
  return own.console;
};

const exportRequest = (): Inputs['exports']['start'] => ({
  subject: { kind: 'users', filter: {} },
  format: 'csv',
  language: 'en',
  timeZone: 'Europe/Amsterdam',
});
const aMoment = () => new Promise((resolve) => setTimeout(resolve, 20));
/** The id of a finished one. Waits for its place: the jobs of the roles before may still run. */
const newExport = async (world: RowWorld): Promise<string> => {
  const { exports } = world.admin;
  try {
    let job = await exports.start(exportRequest());
    for (; job.state === 'running'; job = await exports.get({ id: job.id })) await aMoment();
    return job.id;
  } catch (error) {
    if (!(error instanceof ORPCError && error.code === 'EXPORT_TOO_MANY')) throw error;
    await aMoment();
    return newExport(world);
  }
};

/** A tenth of a second that is heard. */
const RECORDING = Buffer.from(
  writeWav(
    Int16Array.from({ length: 800 }, (_, at) => 8000 * Math.sin(at)),
    8000,
  ),
).toString('base64');
const recordingKey = (): Inputs['voiceMessages']['sound'] => ({
  type: 'greeting-standard',
  language: 'de',
  applicationName: fresh('VPN'),
});

const nothing = () => undefined;
const noId = { id: 0 };
const noIds = { ids: [] };

export const ROWS: { readonly [Path in ProcedurePath]: Row<InputOf<Path>> } = {
  'setup.status': { good: nothing },
  'setup.createFirstOperator': {
    bad: { setupCode: '', name: '', password: OPERATOR_PASSWORD },
    good: ({ pipe }) => ({ setupCode: pipe.setupCode, name: 'Alice', password: OPERATOR_PASSWORD }),
    isFirstRun: true,
  },
  'session.current': { good: nothing },
  'session.signIn': { bad: { password: OPERATOR_PASSWORD }, good: ({ auditor }) => auditor, changesSession: true },
  'session.signOut': { good: nothing, changesSession: true },
  'session.verifySecondFactor': {
    bad: { ticket: 'x', code: 'abcdef' },
    good: async (world) => {
      const { credentials, secret } = await openOwn(world, true);
      const answer = await world.pipe.openForSetup().session.signIn(credentials);
      if (answer.state !== 'code-required') throw new TypeError('an operator with a second factor is asked for it');
      return { ticket: answer.ticket, code: totp(secret, 1) };
    },
    changesSession: true,
  },

  'account.get': { good: nothing },
  'account.changePassword': {
    bad: { currentPassword: OPERATOR_PASSWORD, password: 'short' },
    good: async (world) => {
      await openOwn(world, false);
      return { currentPassword: OPERATOR_PASSWORD, password: `${OPERATOR_PASSWORD}, and another` };
    },
    console: onOwn,
  },
  'account.beginSecondFactor': {
    bad: { password: OPERATOR_PASSWORD, token: { kind: 'device', secretKey: SEED_BASE32, digits: 5 } },
    good: () => ({
      password: OPERATOR_PASSWORD,
      token: { kind: 'device', secretKey: SEED_BASE32, type: 'hotp', algorithm: 'SHA1', digits: 6, periodSeconds: 30 },
    }),
  },
  'account.confirmSecondFactor': {
    bad: { code: '12345' },
    good: async (world) => ({ code: totp((await openOwn(world, false)).secret) }),
    console: onOwn,
  },
  'account.removeSecondFactor': {
    bad: { password: OPERATOR_PASSWORD, code: 'x' },
    good: async (world) => ({ password: OPERATOR_PASSWORD, code: totp((await openOwn(world, true)).secret, 1) }),
    console: onOwn,
  },
  'account.endSession': { bad: { key: 'x' }, good: () => ({ key: '0123456789abcdef' }) },
  'account.endOtherSessions': {
    good: async (world) => {
      await openOwn(world, false);
      return undefined;
    },
    console: onOwn,
  },

  'engine.status': { good: nothing },
  'engine.health': { good: nothing },
  'engine.decisions': { good: nothing },
  'engine.events': { good: nothing },

  'users.list': { bad: { limit: 0 }, good: () => ({ search: 'user', sort: 'createdAt', direction: 'desc' }) },
  'users.facts': { good: nothing },
  'users.get': { bad: noId, good: async (world) => ({ id: (await newUser(world)).id }) },
  'users.find': { bad: { username: 7 }, good: async (world) => ({ username: (await newUser(world)).username }) },
  'users.create': {
    bad: { fields: { username: '' }, password: LOCAL_PASSWORD },
    good: () => ({ fields: { username: fresh('user'), email: 'a@example.test' }, password: LOCAL_PASSWORD, pin: PIN }),
  },
  'users.update': {
    bad: { id: 1, revision: 'one', fields: { username: 'x' }, password: LOCAL_PASSWORD },
    good: async (world) => {
      const { id, revision, username } = await newUser(world);
      return { id, revision, fields: { username, lastName: 'Changed' }, password: null, pin: PIN };
    },
  },
  'users.setEnabled': { bad: noIds, good: async (world) => ({ ids: [(await newUser(world)).id], isEnabled: false }) },
  'users.changeMany': {
    bad: { target: noIds, change: { kind: 'set-enabled', isEnabled: true } },
    good: async (world) => ({
      target: { ids: [(await newUser(world)).id] },
      change: { kind: 'add-tag', tagId: (await newTag(world)).id },
    }),
  },
  'users.delete': { bad: noIds, good: async (world) => ({ ids: [(await newUser(world)).id] }) },
  'users.unlock': { bad: noId, good: async (world) => ({ id: (await newUser(world)).id }) },
  'users.newPin': { bad: noId, good: async (world) => ({ id: (await newUser(world)).id }) },
  'users.securityAnswers': { bad: noId, good: async (world) => ({ id: (await newUser(world)).id }) },
  'users.setSecurityAnswers': {
    bad: { id: 1, answers: [{ questionId: 'one', language: 'en', answer: ANSWER }] },
    good: async (world) => ({
      id: (await newUser(world)).id,
      answers: [{ questionId: 1, language: 'en', answer: ANSWER }],
    }),
  },
  'users.test': {
    bad: { id: 1, code: 123456, password: LOCAL_PASSWORD },
    good: async (world) => ({ id: (await newUser(world)).id, password: LOCAL_PASSWORD, code: '123456' }),
  },
  'users.importCsv': {
    bad: { content: 1, isDryRun: true },
    good: () => ({ content: Buffer.from(`username\n${fresh('user')}\n`).toString('base64'), isDryRun: false }),
  },

  'blocks.list': { bad: { state: 'unblocked' }, good: () => ({ state: 'all', search: 'user', sort: 'username' }) },
  'blocks.facts': { good: nothing },
  'blocks.add': {
    bad: { userId: 1, reason: '' },
    good: async (world) => ({ userId: (await newUser(world)).id, reason: 'phone stolen' }),
  },
  'blocks.end': { bad: { id: 1 }, good: async (world) => ({ id: (await newBlock(world)).id, reason: 'phone found' }) },
  'bypasses.list': { bad: { sort: 'reason' }, good: () => ({ state: 'running', search: 'user' }) },
  'bypasses.facts': { good: nothing },
  'bypasses.start': {
    bad: { userId: 1, seconds: 29, reason: 'phone forgotten' },
    good: async (world) => ({ userId: (await newUser(world)).id, seconds: 60, reason: 'phone forgotten' }),
  },
  'bypasses.cancel': { bad: noId, good: async (world) => ({ id: (await newBypass(world)).id }) },
  'messages.sent': { bad: { limit: 0 }, good: () => ({ limit: 500 }) },
  'messages.received': { bad: { limit: 501 }, good: () => ({}) },

  'tags.list': { good: nothing },
  'tags.create': { bad: { name: 'a;b' }, good: () => ({ name: fresh('tag') }) },
  'tags.rename': { bad: noId, good: async (world) => ({ id: (await newTag(world)).id, name: fresh('tag') }) },
  'tags.delete': { bad: noId, good: async (world) => ({ id: (await newTag(world)).id }) },

  'tokens.list': { bad: { sort: 'secretKey' }, good: () => ({ type: 'hotp' }) },
  'tokens.facts': { good: nothing },
  'tokens.get': { bad: noId, good: async (world) => ({ id: (await newToken(world)).id }) },
  'tokens.find': { bad: {}, good: async (world) => ({ serial: (await newToken(world)).serial }) },
  'tokens.add': { bad: { ...tokenInput(), digits: 5 }, good: tokenInput },
  'tokens.assign': {
    bad: { id: 1, userId: 1, code: '12 34' },
    good: async (world) => ({ id: (await newToken(world)).id, userId: (await newUser(world)).id, code: hotp(0) }),
  },
  'tokens.unassign': { bad: noId, good: async (world) => ({ id: (await newToken(world, true)).id }) },
  'tokens.resync': {
    bad: { id: 1, firstCode: '123456' },
    good: async (world) => ({ id: (await newToken(world)).id, firstCode: hotp(300), secondCode: hotp(301) }),
  },
  'tokens.setEnabled': { bad: noIds, good: async (world) => ({ ids: [(await newToken(world)).id], isEnabled: false }) },
  'tokens.delete': { bad: noIds, good: async (world) => ({ ids: [(await newToken(world)).id] }) },
  'tokens.enrolApp': { bad: { userId: -1 }, good: async (world) => ({ userId: (await newUser(world)).id }) },
  'tokens.confirmApp': {
    bad: { id: 1, code: 'abcdef' },
    good: async (world) => {
      const { token, otpauthUri } = await world.admin.tokens.enrolApp({ userId: (await newUser(world)).id });
      const secret = new URL(otpauthUri).searchParams.get('secret') ?? '';
      return { id: token.id, code: generateSync({ strategy: 'totp', secret }) };
    },
  },

  'imports.preview': { bad: { ...importFile(), keyHex: 'not hexadecimal' }, good: importFile },
  'imports.rows': { bad: { importId: 1 }, good: async (world) => ({ importId: await openImport(world) }) },
  'imports.commit': {
    bad: { importId: 'x', policy: 'whatever' },
    good: async (world) => ({ importId: await openImport(world), policy: 'all-or-nothing' }),
  },
  'imports.cancel': { bad: {}, good: async (world) => ({ importId: await openImport(world) }) },

  'radiusClients.list': { good: nothing },
  'radiusClients.get': { bad: noId, good: async (world) => ({ id: (await newRadiusClient(world)).id }) },
  'radiusClients.create': {
    bad: { fields: { name: 'vpn', address: 'nowhere' }, sharedSecret: SHARED_SECRET },
    good: () => ({ fields: clientFields(), sharedSecret: SHARED_SECRET }),
  },
  'radiusClients.update': {
    bad: { id: 1, revision: 1, fields: {}, sharedSecret: SHARED_SECRET },
    good: async (world) => {
      const { id, revision, name, address } = await newRadiusClient(world);
      return { id, revision, fields: { name, address, otpEntry: 'in-password' }, sharedSecret: SHARED_SECRET };
    },
  },
  'radiusClients.delete': { bad: noId, good: async (world) => ({ id: (await newRadiusClient(world)).id }) },
  'radiusClients.activity': { bad: noId, good: async (world) => ({ id: (await newRadiusClient(world)).id }) },
  'radiusClients.test': {
    bad: { clientId: 1, username: '', password: LOCAL_PASSWORD },
    good: async (world) => ({ clientId: (await newRadiusClient(world)).id, username: 'nobody', password: '123456' }),
  },
  'radiusListeners.get': { good: nothing },
  'radiusListeners.update': {
    bad: { revision: 0, value: { listeners: [{ address: '127.0.0.1', port: 65_536, isEnabled: true }], rejectDelaySeconds: 0 } },
    good: async ({ admin }) => ({
      revision: (await admin.radiusListeners.get()).revision,
      value: { listeners: [{ address: '127.0.0.1', port: 0, isEnabled: true }], rejectDelaySeconds: 0 },
    }),
  },
  'radiusListeners.discards': { good: nothing },

  'gateways.list': { good: nothing },
  'gateways.create': {
    bad: { fields: { name: '' }, secrets: { password: GATEWAY_PASSWORD } },
    good: () => ({ fields: gatewayFields(), secrets: { password: GATEWAY_PASSWORD } }),
  },
  'gateways.update': {
    bad: { id: 1, revision: 'one', fields: {}, secrets: { password: GATEWAY_PASSWORD } },
    good: async (world) => {
      const { id, revision, name } = await newGateway(world);
      return { id, revision, fields: { ...gatewayFields(), name, timeoutSeconds: 20 }, secrets: { password: GATEWAY_PASSWORD } };
    },
  },
  'gateways.delete': { bad: noId, good: async (world) => ({ id: (await newGateway(world)).id }) },
  'gateways.move': { bad: { id: 1, position: 0 }, good: async (world) => ({ id: (await newGateway(world)).id, position: 1 }) },
  'gateways.test': {
    bad: { id: 1, phone: '' },
    good: async (world) => ({ id: (await newGateway(world)).id, phone: '+31 6 12345678' }),
  },
  'gateways.newInboundAddress': { bad: noId, good: async (world) => ({ id: (await newGateway(world)).id }) },
  'gateways.inbound': { good: nothing },
  'gateways.preview': { bad: { text: 1 }, good: () => ({ text: 'Code 123456 €' }) },

  'trunks.list': { good: nothing },
  'trunks.create': {
    bad: { fields: { name: '' }, secrets: { password: TRUNK_PASSWORD } },
    good: () => ({ fields: trunkFields(), secrets: { password: TRUNK_PASSWORD } }),
  },
  'trunks.update': {
    bad: { id: 1, revision: 'one', fields: {}, secrets: { password: TRUNK_PASSWORD } },
    good: async (world) => {
      const { id, revision, name } = await newTrunk(world);
      return { id, revision, fields: { ...trunkFields(), name, callsAtOnceMax: 20 }, secrets: { password: TRUNK_PASSWORD } };
    },
  },
  'trunks.delete': { bad: noId, good: async (world) => ({ id: (await newTrunk(world)).id }) },
  'trunks.move': { bad: { id: 1, position: 0 }, good: async (world) => ({ id: (await newTrunk(world)).id, position: 1 }) },
  'trunks.startTest': {
    bad: { id: 1, phone: '' },
    good: async (world) => {
      await endedTest(world);
      return { id: (await newTrunk(world)).id, phone: TEST_PHONE };
    },
  },
  'trunks.test': { bad: { testId: 1 }, good: async (world) => ({ testId: await endedTest(world) }) },
  'trunks.stopTest': { bad: { testId: 1 }, good: async (world) => ({ testId: await endedTest(world) }) },
  'calls.list': {
    bad: { limit: 501 },
    good: async (world) => {
      await endedTest(world);
      return {};
    },
  },
  'calls.now': { bad: { userId: 'x' }, good: async (world) => ({ userId: (await newUser(world)).id }) },
  'voiceMessages.list': { bad: { language: 'nobody speaks it' }, good: () => ({ language: 'nl', applicationName: '' }) },
  'voiceMessages.sets': { good: nothing },
  'voiceMessages.upload': {
    bad: { ...recordingKey(), type: 'greeting-sung', fileName: 'tone.wav', content: RECORDING },
    good: () => ({ ...recordingKey(), fileName: 'tone.wav', content: RECORDING }),
  },
  'voiceMessages.remove': {
    bad: { ...recordingKey(), language: '' },
    good: async ({ admin }) => {
      const key = recordingKey();
      await admin.voiceMessages.upload({ ...key, fileName: 'tone.wav', content: RECORDING });
      return key;
    },
  },
  'voiceMessages.sound': { bad: { type: 'greeting-pin' }, good: () => recordingKey() },

  'attempts.list': { bad: { limit: 1001 }, good: () => ({ limit: 1000, isGranted: false }) },
  'attempts.get': {
    bad: noId,
    good: async (world) => {
      await world.admin.users.test({ id: (await newUser(world)).id, code: '123456' });
      const [newest] = (await world.admin.attempts.list({ limit: 1 })).rows;
      if (newest === undefined) throw new TypeError('a test of a user is an attempt');
      return { id: newest.id };
    },
  },
  'attempts.counts': { bad: { from: -1, until: 0 }, good: () => ({ from: 0, until: Date.now() + 3_600_000 }) },

  'attempts.verify': { good: nothing },
  'reports.summary': {
    bad: { from: 0, until: 1, timeZone: 'UTC', bucket: 'decade' },
    good: () => ({ from: Date.now() - 86_400_000, until: Date.now(), timeZone: 'Europe/Amsterdam', bucket: 'hour' }),
  },
  'reports.users': { bad: { from: 0, until: 1, sort: 'phone' }, good: () => ({ from: 0, until: Date.now() + 3_600_000 }) },
  'exports.start': {
    bad: { ...exportRequest(), format: 'docx' },
    // Waits for one to end: the one before it has ended by then, and there is room.
    good: async (world) => {
      await newExport(world);
      return exportRequest();
    },
  },
  // Only for who started it.
  'exports.get': {
    bad: { id: '' },
    good: async (world) => ({ id: await newExport(world) }),
    console: async ({ admin }) => admin,
  },
  'exports.cancel': {
    bad: { id: 7 },
    good: async (world) => ({ id: await newExport(world) }),
    console: async ({ admin }) => admin,
  },

  'operators.list': { good: nothing },
  'operators.add': {
    bad: { name: 'Eve', password: OPERATOR_PASSWORD, role: 'public' },
    good: () => ({ name: fresh('operator'), password: OPERATOR_PASSWORD, role: 'auditor' }),
  },
  'operators.resetPassword': {
    bad: { name: 'Eve', password: 'short' },
    good: async ({ admin }) => {
      const name = fresh('operator');
      await admin.operators.add({ name, password: OPERATOR_PASSWORD, role: 'auditor' });
      return { name, password: `${OPERATOR_PASSWORD}, and another` };
    },
  },
  'operators.update': {
    bad: { id: 1, revision: 'one', role: 'root', isEnabled: true },
    good: async (world) => {
      const { id, revision } = await operatorByName(world, (await newOperatorOf(world)).name);
      return { id, revision, role: 'help-desk', isEnabled: false };
    },
  },
  'operators.delete': {
    bad: noId,
    good: async (world) => ({ id: (await operatorByName(world, (await newOperatorOf(world)).name)).id }),
  },
  'operators.removeSecondFactor': {
    bad: noId,
    good: async (world) => ({ id: (await operatorByName(world, (await openOwn(world, true)).credentials.name)).id }),
  },
  'audit.list': { bad: { before: 0 }, good: () => ({ limit: 1000 }) },
  'audit.verify': { good: nothing },
  'backups.create': { bad: { path: '' }, good: ({ pipe }) => ({ path: join(pipe.folder, `${fresh('back-up')}.bin`) }) },
  'backups.list': { good: nothing },
  'backups.newPassphrase': { good: nothing },

  'mail.facts': { good: nothing },
  'mail.get': { good: nothing },
  'mail.update': {
    bad: { settings: { host: 'no host' }, password: MAIL_PASSWORD, revision: 0 },
    good: async ({ admin }) => {
      const { settings, revision } = await admin.mail.get();
      return { settings: { ...settings, username: 'mfa' }, password: MAIL_PASSWORD, revision };
    },
  },
  'mail.test': { bad: { to: 'nobody' }, good: () => ({ to: 'user@example.org' }) },
  'mail.templates': { good: nothing },
  'mail.saveTemplate': { bad: { type: 'nothing', language: 'en' }, good: () => ({ ...MAIL_KEY, fields: MAIL_FIELDS }) },
  'mail.resetTemplate': { bad: { type: 'email-code', language: 'xx' }, good: () => MAIL_KEY },
  'mail.preview': { bad: MAIL_KEY, good: () => ({ ...MAIL_KEY, fields: MAIL_FIELDS }) },
  'mail.queue': { good: nothing },
  'mail.resend': {
    bad: { ids: [] },
    good: async (world) => {
      // A name that is never found (RFC 6761): nothing is connected to.
      const { settings, revision } = await world.admin.mail.get();
      await world.admin.mail.update({ settings: { ...settings, host: 'mail.invalid' }, revision });
      return { ids: [(await newUser(world)).id], kind: 'new-user' };
    },
  },

  'settings.list': { good: nothing },
  'settings.update': {
    bad: { section: 'lockout', revision: 0, value: { denialsToLock: -1 } },
    good: async ({ admin }) => {
      const found = (await admin.settings.list()).find(({ section }) => section === 'oath');
      if (found?.section !== 'oath') throw new TypeError('every section is listed');
      return { section: 'oath', revision: found.revision, value: found.value };
    },
  },
  'settings.importRegistry': {
    bad: { content: 5, isDryRun: true },
    good: () => ({
      content: Buffer.from(
        'REGEDIT4\r\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Positive Networks\\PhoneFactor]\r\n"pfsvc_pendingSmsTimeoutSeconds"=dword:0000012c\r\n',
      ).toString('base64'),
      isDryRun: true,
    }),
  },
  'settings.previewText': { bad: { text: 1 }, good: () => ({ text: 'Code <$otp$>', key: 'text-one-way-otp' }) },
};
