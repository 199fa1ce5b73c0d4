import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { OpenedStore } from '../../main/store/sqlite/open.ts';
import { type GatewayFields, gatewayFieldsSchema } from '../../shared/schemas/gateway.ts';
import { addUser, audit, withStore } from '../support/store.ts';

const PASSWORD = 'a password of a gateway';

const fieldsOf = (name: string, fields: Partial<GatewayFields> = {}): GatewayFields => ({
  ...gatewayFieldsSchema.parse({ name, connection: { kind: 'email-to-sms', address: '<$to$>@sms.example.org', subject: '' } }),
  ...fields,
});
const add = (store: OpenedStore, name: string, password?: string) =>
  store.write('gateways.create', { fields: fieldsOf(name), password }, audit);
const order = async (store: OpenedStore) =>
  (await store.read('gateways.list', undefined)).map(({ position, name }) => `${position} ${name}`);

it('keeps gateways in their order, and moves them', () =>
  withStore(async (store) => {
    const [a, b, c] = [await add(store, 'A'), await add(store, 'B'), await add(store, 'C')];
    expect(await order(store)).toEqual(['1 A', '2 B', '3 C']);
    await store.write('gateways.move', { id: c.id, position: 1 }, audit);
    expect(await order(store)).toEqual(['1 C', '2 A', '3 B']);
    await store.write('gateways.move', { id: c.id, position: 99 }, audit);
    expect(await order(store)).toEqual(['1 A', '2 B', '3 C']);
    await store.write('gateways.delete', { id: a.id }, audit);
    expect(await order(store)).toEqual(['1 B', '2 C']);
    expect(await store.write('gateways.delete', { id: a.id }, audit)).toEqual({ changedCount: 0 });
    await expect(store.write('gateways.move', { id: a.id, position: 1 }, audit)).rejects.toMatchObject({
      code: 'GATEWAY_NOT_FOUND',
    });
    expect(b.position).toBe(2);
  }));

it('keeps fields as they are, and refuses a taken name and an old revision', () =>
  withStore(async (store) => {
    const { id, revision } = await add(store, 'A');
    await add(store, 'B');
    const fields = fieldsOf('A', {
      countryCodes: ['31', '32'],
      senders: [{ countryCodes: ['31'], senders: ['Example', '+31970001'] }],
      numberFormat: 'zero-zero',
      timeoutSeconds: 5,
      costNote: '7 cents',
      isEnabled: false,
    });
    const changed = await store.write('gateways.update', { id, revision, fields }, audit);
    expect(gatewayFieldsSchema.parse(changed)).toEqual(fields);
    expect(changed.revision).toBe(revision + 1);
    const taken = { id, revision: changed.revision, fields: { ...fields, name: 'b' } };
    await expect(store.write('gateways.update', taken, audit)).rejects.toMatchObject({ code: 'GATEWAY_NAME_TAKEN' });
    await expect(store.write('gateways.update', { id, revision, fields }, audit)).rejects.toMatchObject({
      code: 'GATEWAY_REVISION_CONFLICT',
    });
  }));

it('seals passwords and inbound secrets: only the engine sees them', () =>
  withStore(async (store) => {
    const { id, revision } = await add(store, 'A', PASSWORD);
    await store.write('gateways.renew-inbound-secret', { id, secret: 'inbound-secret' }, audit);
    const [stored] = await store.gateways();
    expect(new TextDecoder().decode(stored?.password?.reveal())).toBe(PASSWORD);
    expect(new TextDecoder().decode(stored?.inboundSecret?.reveal())).toBe('inbound-secret');
    expect(stored?.gateway).toMatchObject({ hasPassword: true, hasInboundSecret: true });
    expect(JSON.stringify(await store.read('gateways.list', undefined))).not.toContain(PASSWORD);
    const files = ['countersign.db', 'countersign.db-wal'].map((name) => readFileSync(join(store.folder, name)));
    for (const secret of [PASSWORD, 'inbound-secret']) expect(Buffer.concat(files).includes(secret)).toBe(false);

    const next = { id, revision: revision + 1, fields: fieldsOf('A') };
    expect(await store.write('gateways.update', next, audit)).toMatchObject({ hasPassword: true });
    const last = { ...next, revision: revision + 2, password: '' };
    expect(await store.write('gateways.update', last, audit)).toMatchObject({ hasPassword: false, hasInboundSecret: true });
    expect((await store.gateways())[0]?.password).toBeUndefined();
  }));

it('knows whether anybody is verified by text message', () =>
  withStore(async (store) => {
    await addUser(store, { username: 'alice' });
    expect(await store.read('gateways.wanted', undefined)).toBe(false);
    const { id } = await addUser(store, { username: 'bob', method: 'text-message' });
    expect(await store.read('gateways.wanted', undefined)).toBe(true);
    await store.write('users.set-enabled', { ids: [id], isEnabled: false }, audit);
    expect(await store.read('gateways.wanted', undefined)).toBe(false);
  }));
