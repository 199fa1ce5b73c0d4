/** Trunks as the console changes them: what is refused, what is in force at once, and which stand on the Status screen. */
import { rootCertificates } from 'node:tls';
import { describe, expect, it } from 'vitest';
import type { TrunkWithSecret } from '../../main/engine/delivery/phone-port.ts';
import { createTrunkFlows, findTrunkProblem, type TrunkSurroundings } from '../../main/flows/trunks.ts';
import type { OpenedStore } from '../../main/store/sqlite/open.ts';
import type { TrunkId } from '../../shared/ids.ts';
import { SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';
import type { TrunkFields, TrunkHealth } from '../../shared/schemas/trunk.ts';
import { addUser, withStore } from '../support/store.ts';
import { someTrunkFields, trunkHealth } from '../support/trunks.ts';

const ACCOUNT = { username: 'countersign' };
const PASSWORD = 'a password of a trunk';

function flowsOf(store: OpenedStore, health = new Map<TrunkId, TrunkHealth>()) {
  const inForce: string[][] = [];
  const lines = {
    health: () => health,
    replace: async (trunks: readonly TrunkWithSecret[]) => {
      inForce.push(trunks.map(({ trunk, password }) => `${trunk.name}${password === undefined ? '' : ' with password'}`));
    },
  };
  return { flows: createTrunkFlows({ store, lines }), inForce };
}

describe('changes of trunks', () => {
  it('are in force when they are answered, and audited without the password', () =>
    withStore(async (store) => {
      const { flows, inForce } = flowsOf(store);
      const secrets = { password: PASSWORD };
      const first = await flows.create('Alice', { fields: someTrunkFields({ name: 'A', ...ACCOUNT }), secrets });
      const second = await flows.create('Alice', { fields: someTrunkFields({ name: 'B' }), secrets: {} });
      await flows.move('Alice', { id: second.id, position: 1 });
      const off = someTrunkFields({ name: 'A', ...ACCOUNT, isEnabled: false });
      await flows.update('Alice', { id: first.id, revision: first.revision, fields: off, secrets: {} });
      await flows.remove('Alice', second.id);
      expect(inForce).toEqual([
        ['A with password'],
        ['A with password', 'B'],
        ['B', 'A with password'],
        ['B', 'A with password'],
        ['A with password'],
      ]);
      const { rows } = await store.read('audit.list', { limit: 10 });
      expect(rows.map(({ actor, action, subject }) => `${actor} ${action} ${subject}`)).toEqual([
        'Alice trunks.delete B',
        'Alice trunks.update A',
        'Alice trunks.move B',
        'Alice trunks.create B',
        'Alice trunks.create A',
      ]);
      expect(JSON.stringify(rows)).not.toContain(PASSWORD);
      expect(JSON.parse(rows[4]?.detail ?? '')).toMatchObject({ password: 'set' });
      expect(JSON.parse(rows[1]?.detail ?? '')).toMatchObject({ before: { isEnabled: true }, after: { isEnabled: false } });
    }));

  it('the password goes with its account', () =>
    withStore(async (store) => {
      const { flows, inForce } = flowsOf(store);
      const fields = someTrunkFields(ACCOUNT);
      const { id, revision } = await flows.create('Alice', { fields, secrets: { password: PASSWORD } });
      const without = { id, revision, fields: someTrunkFields(), secrets: {} };
      expect(await flows.update('Alice', without)).toMatchObject({ hasPassword: false });
      expect(inForce.at(-1)).toEqual(['Trunk 1']);
      const again = { id, revision: revision + 1, fields, secrets: {} };
      await expect(flows.update('Alice', again)).rejects.toMatchObject({ code: 'TRUNK_SETTINGS_INVALID' });
      const gone = { ...again, id: 9 as TrunkId };
      await expect(flows.update('Alice', gone)).rejects.toMatchObject({ code: 'TRUNK_NOT_FOUND' });
      expect(inForce).toHaveLength(2);
    }));

  it('ports of this machine are used once', () =>
    withStore(async (store) => {
      const { flows } = flowsOf(store);
      const fields = someTrunkFields({ localPort: 5062 });
      const { id, revision } = await flows.create('Alice', { fields, secrets: {} });
      await flows.update('Alice', { id, revision, fields, secrets: {} });
      const second = { fields: { ...fields, name: 'B' }, secrets: {} };
      const taken = {
        code: 'TRUNK_SETTINGS_INVALID',
        detail: { field: 'localPort', problem: 'another trunk sends from this port (Trunk 1)' },
      };
      await expect(flows.create('Alice', second)).rejects.toMatchObject(taken);
      await flows.create('Alice', { ...second, fields: { ...second.fields, transport: 'tcp' } });
    }));
});

const SURROUNDINGS: TrunkSurroundings = {
  others: [],
  radius: SETTINGS_SECTIONS['radius-listeners'].default,
  phoneCall: { mediaPortFrom: 20_000, mediaPortTo: 20_999 },
  hasPassword: false,
};
it.each<[Partial<TrunkFields>, Partial<TrunkSurroundings>, string | undefined]>([
  [{}, {}, undefined],
  [{ host: '2001:db8::1' }, {}, undefined],
  [{ host: '[2001:db8::1]' }, {}, undefined],
  [{ host: 'sip.example.org:5060' }, {}, 'host: the host is a name or an IP address alone: the port stands in its own field'],
  [ACCOUNT, {}, 'password: the account needs a password'],
  [ACCOUNT, { hasPassword: true }, undefined],
  [{}, { hasPassword: true }, 'username: the password is of no account: the user name is missing'],
  [{ codecs: ['pcma', 'pcma'] }, {}, 'codecs: a codec stands there twice'],
  [{ localPort: 1812 }, {}, 'localPort: RADIUS listens on this port'],
  [{ localPort: 1812, transport: 'tls' }, {}, undefined],
  [{ localPort: 20_999 }, {}, 'localPort: this port is one of the ports for sound (20000–20999)'],
  [{ localPort: 21_000 }, {}, undefined],
  [
    { localPort: 20_500 },
    { phoneCall: { mediaPortFrom: 20_999, mediaPortTo: 20_000 } },
    'localPort: this port is one of the ports for sound (20000–20999)',
  ],
  [{ authorityCertificate: 'nonsense' }, {}, 'authorityCertificate: the authority certificate is no certificate in PEM form'],
  [{ authorityCertificate: rootCertificates[0] ?? '' }, {}, undefined],
])('%o with %o: %s', (fields, surroundings, words) => {
  const found = findTrunkProblem(someTrunkFields(fields), { ...SURROUNDINGS, ...surroundings });
  expect(found && `${found.field}: ${found.problem}`).toBe(words);
});

it('tells which trunks are down and whether one is missing', () =>
  withStore(async (store) => {
    const health = new Map<TrunkId, TrunkHealth>();
    const { flows } = flowsOf(store, health);
    const none = { down: [], isMissing: false, isInUse: false };
    expect(await flows.problems()).toEqual(none);
    await addUser(store, { username: 'anna', method: 'phone-call' });
    expect(await flows.problems()).toEqual({ ...none, isMissing: true });
    const { id, revision } = await flows.create('Alice', { fields: someTrunkFields(), secrets: {} });
    const inUse = { ...none, isInUse: true };
    expect(await flows.problems()).toEqual(inUse);
    const lastProblem = { at: 1, problem: '403 Forbidden' };
    const told = async (fields: Partial<TrunkHealth>) => {
      health.set(id, trunkHealth(fields));
      return flows.problems();
    };
    const down = { ...inUse, down: [{ name: 'Trunk 1', problem: '403 Forbidden' }] };
    expect(await told({ state: 'down', lastProblem })).toEqual(down);
    expect(await told({ state: 'up', registration: 'failed', lastProblem })).toEqual(down);
    // It failed once and works again, or is on its way.
    expect(await told({ state: 'up', registration: 'registered', lastProblem })).toEqual(inUse);
    expect(await told({ state: 'unknown', registration: 'registering', lastProblem })).toEqual(inUse);
    expect((await flows.list())[0]?.health).toEqual(trunkHealth({ registration: 'registering', lastProblem }));
    await flows.update('Alice', { id, revision, fields: someTrunkFields({ isEnabled: false }), secrets: {} });
    await told({ state: 'down', lastProblem });
    expect(await flows.problems()).toEqual({ ...none, isMissing: true });
  }));
