/** Trunks of a whole engine with phones on loopback: Status, a test call with its ladder, and the call log. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';
import type { TrunkFields, TrunkTest } from '../../shared/schemas/trunk.ts';
import { type ContractClient, openInProcess, type Pipe } from '../contract/pipes.ts';
import { answers, press, refuses, rings, wait } from '../support/phone-script.ts';
import { type SipPhones, startSipPhones } from '../support/sip-phones.ts';
import { someTrunkFields } from '../support/trunks.ts';

const OPERATOR = { name: 'Alice', password: 'correct horse battery staple' };
const NUMBER = '+31612345678';

let pipe: Pipe;
let admin: ContractClient;
let phones: SipPhones;

beforeAll(async () => {
  [pipe, phones] = await Promise.all([openInProcess(), startSipPhones()]);
  await pipe.openForSetup().setup.createFirstOperator({ setupCode: pipe.setupCode, ...OPERATOR });
  admin = await pipe.open(OPERATOR);
});
afterAll(async () => {
  await pipe?.close();
  await phones?.close();
});

const fieldsOf = (name: string, port: number, fields: Partial<TrunkFields> = {}): TrunkFields =>
  someTrunkFields({ name, host: '127.0.0.1', port, responseTimeoutSeconds: 1, ...fields });
const warnings = async () =>
  (await admin.engine.status()).warnings.filter(({ code }) => /trunk|caller-id/.test(code)).map(({ code }) => code);
const listed = async (name: string) => (await admin.trunks.list()).find((trunk) => trunk.name === name);
async function until(isTrue: () => Promise<boolean>, what: string): Promise<void> {
  for (let round = 0; round < 100; round++) {
    if (await isTrue()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`never: ${what}`);
}
async function testCall(name: string): Promise<TrunkTest> {
  const trunk = await listed(name);
  if (trunk === undefined) throw new TypeError(`there is no ${name}`);
  const before = (await admin.calls.list({ limit: 1 })).rows[0]?.id ?? 0;
  const { testId } = await admin.trunks.startTest({ id: trunk.id, phone: '+31 6 1234 5678' });
  await until(async () => (await admin.trunks.test({ testId })).isOver, 'the test call is over');
  // Its row is on disk a moment later.
  await until(async () => ((await admin.calls.list({ limit: 1 })).rows[0]?.id ?? 0) > before, 'it is in the call log');
  return admin.trunks.test({ testId });
}

describe('trunks', () => {
  it('are missed once a user is verified by phone call; then the caller ID is', async () => {
    expect(await warnings()).toEqual([]);
    await admin.users.create({ fields: { username: 'anna', method: 'phone-call', countryCode: '31', phone: '612345678' } });
    expect(await warnings()).toEqual(['no-trunk']);
    await admin.trunks.create({ fields: fieldsOf('Carrier', phones.port, { optionsSeconds: 10 }), secrets: {} });
    expect(await warnings()).toEqual(['caller-id-missing']);
    const value = { number: '+31201234567', displayName: 'Example', isPrivate: false, rules: [] };
    await admin.settings.update({ section: 'caller-id', revision: 0, value });
    expect(await warnings()).toEqual([]);
    await until(async () => (await listed('Carrier'))?.health.state === 'up', 'the trunk answers OPTIONS');
  });

  it('are tested by a call: the greeting is heard, # verifies, and the ladder tells', async () => {
    phones.plug(NUMBER, answers(wait(100), press('#')));
    const test = await testCall('Carrier');
    expect(test).toMatchObject({ outcome: 'verified', sentFrom: expect.stringContaining('+31201234567') });
    const messages = test.steps.map(({ what }) => /^(INVITE|180|ACK|Key.*|BYE)/.exec(what)?.[0]).filter(Boolean);
    expect(messages).toEqual(['INVITE', '180', 'ACK', 'Key #', 'BYE']);
    expect(JSON.stringify(test)).not.toContain('612345678');
    const [row] = (await admin.calls.list({})).rows;
    expect(row).toMatchObject({ phone: 'test', trunkName: 'Carrier', how: 'hung-up', sentFrom: test.sentFrom });
    expect(row?.answeredAt).toBeDefined();
    expect(row?.receivedPackets).toBeGreaterThan(0);
    // The goodbye alone is over a second of packets of 20 ms.
    expect(row?.sentPackets).toBeGreaterThan(50);
  });

  it('end a test as the phone does', async () => {
    phones.plug(NUMBER, refuses(486, 'Busy Here: 31612345678', 17));
    expect(await testCall('Carrier')).toMatchObject({
      outcome: 'refused',
      sipStatus: 486,
      words: expect.stringContaining('Busy'),
    });
    expect(JSON.stringify((await admin.calls.list({ limit: 1 })).rows[0]?.words)).not.toContain('612345678');
    phones.plug(NUMBER, rings);
    const trunk = await listed('Carrier');
    if (trunk === undefined) throw new TypeError('it was added');
    const { testId } = await admin.trunks.startTest({ id: trunk.id, phone: NUMBER });
    const hasRung = async () => (await admin.trunks.test({ testId })).steps.some(({ what }) => what.startsWith('180'));
    await until(hasRung, 'it rings');
    await expect(admin.trunks.startTest({ id: trunk.id, phone: NUMBER })).rejects.toMatchObject({ code: 'TRUNK_TEST_RUNNING' });
    await admin.trunks.stopTest({ testId });
    await until(async () => (await admin.trunks.test({ testId })).isOver, 'it was hung up');
    expect(await admin.trunks.test({ testId })).toMatchObject({ outcome: 'cancelled' });
  });

  it('that are dead show on Status with their words, and a test of one that is switched off says why', async () => {
    await admin.trunks.create({ fields: fieldsOf('Dead', 1, { transport: 'tcp', optionsSeconds: 10 }), secrets: {} });
    await until(async () => (await warnings()).includes('trunk-down'), 'the dead trunk is on Status');
    const dead = await listed('Dead');
    if (dead === undefined) throw new TypeError('it was added');
    const off = fieldsOf('Dead', 1, { transport: 'tcp', isEnabled: false });
    await admin.trunks.update({ id: dead.id, revision: dead.revision, fields: off, secrets: {} });
    expect(await warnings()).toEqual([]);
    expect(await testCall('Dead')).toMatchObject({ outcome: 'unreachable', words: expect.stringContaining('ECONNREFUSED') });
  });

  it('masks numbers of the call log where the settings say so', async () => {
    const numbers = async () => [...new Set((await admin.calls.list({})).rows.map(({ number }) => number))];
    expect(await numbers()).toEqual([NUMBER]);
    const value = { ...SETTINGS_SECTIONS.log.default, masksPhone: true };
    await admin.settings.update({ section: 'log', revision: 0, value });
    expect(await numbers()).toEqual(['+•••••••5678']);
  });
});
