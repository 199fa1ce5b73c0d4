import { expect, it } from 'vitest';
import { changeUsers } from '../../main/flows/change-users.ts';
import { importUsersCsv } from '../../main/flows/import-users.ts';
import { createTagFlows } from '../../main/flows/tags.ts';
import { userFieldsSchema, userFilterSchema } from '../../shared/schemas/user.ts';
import { addUser, audit, withStore } from '../support/store.ts';

const USERS = 5000;

it('changes all that match in parts, names them in the operator log, and can be taken back', async () => {
  await withStore(async (store) => {
    const create = Array.from({ length: USERS }, (_, i) =>
      userFieldsSchema.parse({ username: `user${i}`, userGroup: i < 4500 ? 'a' : 'b' }),
    );
    await store.write('users.import', { create, update: [] }, audit);
    const filter = userFilterSchema.parse({ userGroup: 'a' });
    const done = await changeUsers(store, 'eve', { target: { filter }, change: { kind: 'set-enabled', isEnabled: false } });
    expect(done.changedCount).toBe(4500);
    expect(done.changedIds).toHaveLength(4500);
    expect(await store.read('users.facts', undefined)).toMatchObject({ disabled: 4500 });
    const { rows } = await store.read('audit.list', { limit: 10 });
    const parts = rows.filter(({ action }) => action === 'users.disable');
    expect(parts.map(({ subject, actor }) => [actor, subject])).toEqual([
      ['eve', '500 users'],
      ['eve', '2000 users'],
      ['eve', '2000 users'],
    ]);
    const back = { target: { ids: done.changedIds ?? [] }, change: { kind: 'set-enabled', isEnabled: true } as const };
    expect((await changeUsers(store, 'eve', back)).changedCount).toBe(4500);
    expect((await changeUsers(store, 'eve', back)).changedCount).toBe(0);
  });
});

it('deletes a tag with its users’ marks in parts, and refuses one that is not there', async () => {
  await withStore(async (store) => {
    const tags = createTagFlows(store);
    const create = Array.from({ length: USERS }, (_, i) => userFieldsSchema.parse({ username: `user${i}`, tags: ['Old'] }));
    await store.write('users.import', { create, update: [] }, audit);
    const [old] = await store.read('tags.list', undefined);
    if (old === undefined) throw new TypeError('the import made no tag');
    expect(await tags.remove('eve', old.id)).toEqual({ changedCount: USERS });
    await expect(tags.remove('eve', old.id)).rejects.toMatchObject({ code: 'TAG_NOT_FOUND' });
    expect(await store.read('users.get', { id: 1 as never })).toMatchObject({ tags: [] });
  });
});

it('reads the tags of a CSV cell, adds what is new and leaves out-of-file tags of others alone', async () => {
  await withStore(async (store) => {
    await addUser(store, { username: 'anna' });
    const ports = { store, defaults: { method: 'oath-token', mode: 'standard' } } as const;
    const content = Buffer.from('username,tags\nanna,"VPN; Board"\nbert,\n').toString('base64');
    const request = { content, updatesExisting: true, isDryRun: false };
    expect(await importUsersCsv(ports, 'eve', request)).toMatchObject({ created: 1, updated: 1, error: 0 });
    expect((await store.read('users.find', { username: 'anna' }))?.tags).toEqual(['Board', 'VPN']);
    expect(await importUsersCsv(ports, 'eve', request)).toMatchObject({ unchanged: 2 });
    const kept = Buffer.from('username,last name\nanna,Jansen\n').toString('base64');
    await importUsersCsv(ports, 'eve', { ...request, content: kept });
    expect(await store.read('users.find', { username: 'anna' })).toMatchObject({ lastName: 'Jansen', tags: ['Board', 'VPN'] });
  });
});
