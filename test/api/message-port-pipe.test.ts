import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serveMessagePort } from '../../main/api/message-port-pipe.ts';
import { composeEngine, type Engine } from '../../main/compose.ts';
import type { ContractClient } from '../contract/pipes.ts';
import { temporaryFolder } from '../support/store.ts';

const ALICE = { name: 'Alice', password: 'correct horse battery staple' };

describe('the contract over a MessagePort', () => {
  const folder = temporaryFolder();
  const errors: string[] = [];
  const log = { info: () => undefined, error: (message: string) => void errors.push(message) };
  let engine: Engine;

  beforeAll(async () => {
    engine = await composeEngine({ dataFolder: folder.path, host: 'electron', log, listens: false });
    const { client, served } = openConsole();
    await client.setup.createFirstOperator({ ...ALICE, setupCode: (await engine.setupCode()) ?? '' });
    served.close();
  });
  afterAll(async () => {
    await engine.close();
    folder.remove();
  });

  function openConsole(): { client: ContractClient; served: { close(): void }; port: MessagePort } {
    const { port1, port2 } = new MessageChannel();
    const served = serveMessagePort({ engine, log, port: port1, address: 'window' });
    port2.start();
    return { client: createORPCClient<ContractClient>(new RPCLink({ port: port2 })), served, port: port2 };
  }

  it('carries a session from sign-in to sign-out, and no other port has it', async () => {
    const [one, other] = [openConsole(), openConsole()];
    expect(await one.client.session.current()).toBeNull();
    await one.client.session.signIn(ALICE);
    expect(await one.client.session.current()).toMatchObject({ operator: { name: 'Alice' } });
    await expect(other.client.users.facts()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    await one.client.session.signOut({});
    await expect(one.client.users.facts()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    await one.client.session.signIn(ALICE);
    expect(await one.client.users.facts()).toMatchObject({ total: 0 });
    one.served.close();
    other.served.close();
  });

  it('tells what changed until the session ends, and stays open for the next one', async () => {
    const [one, other] = [openConsole(), openConsole()];
    await one.client.session.signIn(ALICE);
    await other.client.session.signIn(ALICE);
    const events = await one.client.engine.events();
    expect(await events.next()).toMatchObject({ value: { topics: [] } });
    await other.client.users.create({ fields: { username: 'jan' } });
    expect(await events.next()).toMatchObject({ value: { topics: expect.arrayContaining(['users']) } });

    await other.client.operators.resetPassword({ name: 'Alice', password: ALICE.password });
    let last = await events.next();
    while (last.done !== true) last = await events.next();
    await expect(one.client.users.facts()).rejects.toMatchObject({ code: 'SIGN_IN_REQUIRED' });
    await one.client.session.signIn(ALICE);
    const again = await one.client.engine.events();
    expect(await again.next()).toMatchObject({ value: { topics: [] } });
    one.served.close();
    other.served.close();
  });

  it('ends the events of the session before when the same console signs in again', async () => {
    const { client, served } = openConsole();
    await client.session.signIn(ALICE);
    const events = await client.engine.events();
    await events.next();
    await client.session.signOut({});
    await client.session.signIn(ALICE);
    let last = await events.next();
    while (last.done !== true) last = await events.next();
    served.close();
  });

  it('lives on when the window sends what is no message of the contract', async () => {
    const { client, served, port } = openConsole();
    for (const junk of ['junk', '{}', 7, null, new Uint8Array([1, 2, 3]), { any: 'thing' }]) port.postMessage(junk);
    expect(await client.setup.status()).toMatchObject({ isNeeded: false });
    expect(errors.length).toBeGreaterThan(0);
    expect(new Set(errors)).toEqual(new Set(['a message of the console could not be served']));
    served.close();
  });

  it('answers a procedure that is not in the contract with an error', async () => {
    const { client, served } = openConsole();
    const areas = client as unknown as { users: { dropEverything(): Promise<unknown> } };
    await expect(areas.users.dropEverything()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    served.close();
  });
});
