/** Texts by SMPP with a whole engine: a dead first gateway, codes that come back over RADIUS, replies of handsets. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GatewayFields, SmppGateway } from '../../shared/schemas/gateway.ts';
import { type ContractClient, openInProcess, type Pipe } from '../contract/pipes.ts';
import { type SmppCentre, startSmppCentre } from '../support/smpp-centre.ts';

const SECRET = 'a shared secret of this test';
const PASSWORD = 'gate-pass';
const OPERATOR = { name: 'Alice', password: 'correct horse battery staple' };

let pipe: Pipe;
let admin: ContractClient;
let centre: SmppCentre;
let clientId: Awaited<ReturnType<ContractClient['radiusClients']['create']>>['id'];

beforeAll(async () => {
  [pipe, centre] = await Promise.all([openInProcess(), startSmppCentre({ password: PASSWORD })]);
  await pipe.openForSetup().setup.createFirstOperator({ setupCode: pipe.setupCode, ...OPERATOR });
  admin = await pipe.open(OPERATOR);
  const listeners = await admin.radiusListeners.get();
  await admin.radiusListeners.update({ revision: listeners.revision, value: { ...listeners.value, rejectDelaySeconds: 0 } });
  ({ id: clientId } = await admin.radiusClients.create({ fields: { name: 'VPN', address: '192.0.2.1' }, sharedSecret: SECRET }));
});
afterAll(async () => {
  await pipe?.close();
  await centre?.close();
});

function smpp(name: string, port: number, fields: Partial<SmppGateway> = {}): GatewayFields {
  return {
    name,
    isEnabled: true,
    countryCodes: [],
    senders: [{ countryCodes: [], senders: ['3456'] }],
    numberFormat: 'plus',
    timeoutSeconds: 2,
    costNote: '',
    connection: {
      kind: 'smpp',
      host: '127.0.0.1',
      port,
      usesTls: false,
      authorityCertificate: '',
      systemId: 'countersign',
      systemType: '',
      bind: 'transceiver',
      enquireLinkSeconds: 30,
      windowSize: 10,
      asksReceipts: true,
      alphabet: 'gsm',
      longMessages: 'udh',
      ...fields,
    },
  };
}
const warnings = async () => (await admin.engine.status()).warnings.filter(({ code }) => code.includes('gateway'));
const addUser = (username: string, mode: 'one-way-otp' | 'two-way-otp', phone: string) =>
  admin.users.create({ fields: { username, method: 'text-message', mode, countryCode: '31', phone }, password: null });
const signIn = (username: string, password: string, state?: string) =>
  admin.radiusClients.test({ clientId, username, password, ...(state === undefined ? {} : { state }) });
const codeIn = (text: string | undefined): string => /\b\d{6}\b/.exec(text ?? '')?.[0] ?? '';
async function until(isTrue: () => Promise<boolean>, what: string): Promise<void> {
  for (let round = 0; round < 100; round++) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never: ${what}`);
}

describe('text message gateways', () => {
  it('are missed once a user is verified by text message', async () => {
    expect(await warnings()).toEqual([]);
    await addUser('anna', 'one-way-otp', '0612345678');
    expect(await warnings()).toEqual([{ code: 'no-gateway', subject: '' }]);
  });

  it('the first dead: the code goes by the second, signs in, and the Status screen shows the first', async () => {
    const dead = await admin.gateways.create({ fields: smpp('Dead', 1), secrets: { password: PASSWORD } });
    const alive = await admin.gateways.create({ fields: smpp('Alive', centre.port), secrets: { password: PASSWORD } });
    const challenge = await signIn('anna', '');
    expect(challenge.outcome).toBe('challenge');
    await until(async () => centre.submits().length === 1, 'the centre has the text');
    const [seen] = centre.submits();
    expect(seen).toMatchObject({ to: '1/1 31612345678', from: '3/0 3456' });
    expect(await signIn('anna', codeIn(seen?.text), challenge.state)).toMatchObject({ outcome: 'accept' });

    const subject = 'Dead: connect ECONNREFUSED 127.0.0.1:1';
    expect(await warnings()).toEqual([{ code: 'gateway-down', subject }]);
    const health = new Map((await admin.gateways.list()).map((gateway) => [gateway.id, gateway.health]));
    expect(health.get(dead.id)).toMatchObject({ isConnected: false, failedCount: 1, sentCount: 0 });
    expect(health.get(alive.id)).toMatchObject({ isConnected: true, circuit: 'closed', sentCount: 1 });
    const [newest] = (await admin.attempts.list({ limit: 1 })).rows;
    expect(newest).toMatchObject({ isGranted: true, gatewayName: 'Alive' });
  });

  it('a receipt is counted and stored with the message', async () => {
    const [seen] = centre.submits();
    const fields = {
      esm_class: 4,
      source_addr: '31612345678',
      data_coding: 0,
      shortMessage: `id:${seen?.messageId} stat:DELIVRD`,
    };
    await centre.tell({ order: 'deliver', fields });
    const alive = async () => (await admin.gateways.list()).find(({ name }) => name === 'Alive')?.health;
    await until(async () => (await alive())?.deliveredCount === 1, 'the receipt is counted');
    await until(async () => (await admin.messages.sent({}))[0]?.state === 'delivered', 'the message is delivered');
  });

  it('a reply from the handset verifies the request that waits', async () => {
    await addUser('bram', 'two-way-otp', '687654321');
    const before = centre.submits().length;
    const waiting = signIn('bram', '');
    await until(async () => centre.submits().length === before + 1, 'the centre has the text');
    const code = codeIn(centre.submits().at(-1)?.text);
    const fields = { esm_class: 0, source_addr: '31687654321', destination_addr: '3456', data_coding: 0, shortMessage: code };
    await centre.tell({ order: 'deliver', fields });
    expect(await waiting).toMatchObject({ outcome: 'accept' });
  });

  it('are tested one by one, in the gateway’s own words', async () => {
    const [dead, alive] = await admin.gateways.list();
    if (dead === undefined || alive === undefined) throw new TypeError('both were added');
    expect(await admin.gateways.test({ id: dead.id, phone: '+31 6 12345678' })).toMatchObject({
      isSent: false,
      problem: 'connect ECONNREFUSED 127.0.0.1:1',
    });
    expect(await admin.gateways.test({ id: alive.id, phone: '0031612345678' })).toMatchObject({ isSent: true, problem: '' });
    await expect(admin.gateways.test({ id: alive.id, phone: '0612345678' })).rejects.toMatchObject({
      code: 'PHONE_NUMBER_INVALID',
    });
  });

  it('are moved, changed and switched off while texts go on', async () => {
    const [dead, alive] = await admin.gateways.list();
    if (dead === undefined || alive === undefined) throw new TypeError('both were added');
    const moved = await admin.gateways.move({ id: alive.id, position: 1 });
    expect(moved.map(({ name }) => name)).toEqual(['Alive', 'Dead']);
    const wrong = {
      ...smpp('Alive', centre.port),
      connection: { ...smpp('x', 1, { authorityCertificate: 'nonsense' }).connection },
    };
    await expect(
      admin.gateways.update({ id: alive.id, revision: alive.revision, fields: wrong, secrets: {} }),
    ).rejects.toMatchObject({ code: 'GATEWAY_SETTINGS_INVALID' });
    const off = { ...smpp('Dead', 1), isEnabled: false };
    await admin.gateways.update({ id: dead.id, revision: dead.revision, fields: off, secrets: { password: '' } });
    expect(await warnings()).toEqual([]);
    // What was not changed kept its connection: one bind from the first to the last.
    expect(centre.events.filter(({ event }) => event === 'bind')).toHaveLength(1);
    const rows = (await admin.audit.list({ limit: 50 })).rows.filter(({ action }) => action.startsWith('gateways.'));
    expect(rows.map(({ action }) => action)).toEqual([
      'gateways.update',
      'gateways.move',
      'gateways.test',
      'gateways.test',
      'gateways.create',
      'gateways.create',
    ]);
    expect(JSON.stringify(rows)).not.toContain(PASSWORD);
    expect(JSON.parse(rows[0]?.detail ?? '')).toMatchObject({ password: 'removed' });
  });
});
