/** RADIUS clients and listeners as the console changes them; each change is in force when it is answered. */
import { hostname } from 'node:os';
import type { z } from 'zod';
import type { RadiusClientId } from '../../shared/ids.ts';
import type {
  DiscardKind,
  ListenerStateRow,
  RadiusActivity,
  RadiusClient,
  RadiusClientFields,
  RadiusListeners,
  RadiusTestReply,
  radiusTestRequestSchema,
} from '../../shared/schemas/radius.ts';
import type { RadiusActivityLog } from '../adapters/radius-activity.ts';
import type { RadiusListenerSet } from '../adapters/radius-listener.ts';
import { appError } from '../engine/app-error.ts';
import type { Store } from '../store/port.ts';
import { canonicalClientAddress, findClientProblem, type RadiusClientTable } from './radius-clients.ts';
import { createTestRadiusClient } from './test-radius-client.ts';

export type ListenersAnswer = { readonly revision: number; readonly value: RadiusListeners; readonly states: ListenerStateRow[] };

export interface RadiusFlows {
  /** Throws RADIUS_CLIENT_ADDRESS_TAKEN, RADIUS_CLIENT_ADDRESS_INVALID. */
  createClient(actor: string, input: { fields: RadiusClientFields; sharedSecret: string }): Promise<RadiusClient>;
  updateClient(
    actor: string,
    input: { id: RadiusClientId; revision: number; fields: RadiusClientFields; sharedSecret?: string | undefined },
  ): Promise<RadiusClient>;
  removeClient(actor: string, id: RadiusClientId): Promise<void>;
  test(request: z.infer<typeof radiusTestRequestSchema>): Promise<RadiusTestReply>;
  activity(id: RadiusClientId | undefined): RadiusActivity[];
  discards(): Partial<Record<DiscardKind, number>>;
  listeners(): Promise<ListenersAnswer>;
  /** Binds the new listeners before the old ones close and before anything is saved. */
  changeListeners(actor: string, input: { revision: number; value: RadiusListeners }): Promise<ListenersAnswer>;
  /** Reads all clients from the store into the table that the listeners use. */
  reload(): Promise<void>;
}

export type RadiusPorts = {
  readonly store: Pick<Store, 'read' | 'write' | 'radiusClients' | 'settings'>;
  readonly clients: RadiusClientTable;
  readonly activity: RadiusActivityLog;
  readonly listeners: RadiusListenerSet;
  readonly rejectDelaySeconds: () => number;
};

export function createRadiusFlows(ports: RadiusPorts): RadiusFlows {
  const { store, clients, activity, listeners } = ports;
  const test = createTestRadiusClient(ports);

  const reload = async (): Promise<void> => {
    clients.replace(await store.radiusClients());
    activity.retain(clients.ids());
  };
  /** The fields with their address in its one form, so that two spellings of a network are one. */
  const checkFields = async (fields: RadiusClientFields, id: RadiusClientId | undefined): Promise<RadiusClientFields> => {
    const address = canonicalClientAddress(fields.address);
    if (address === undefined) throw appError('RADIUS_CLIENT_ADDRESS_INVALID', { detail: { address: fields.address } });
    // The code alone in the password leaves no password to check: everybody would be refused.
    const problem =
      fields.firstFactor === 'local-password' && fields.otpEntry === 'in-password'
        ? 'a local password needs the code after the password or by challenge'
        : findClientProblem({ ...fields, address });
    if (problem !== undefined) throw appError('RADIUS_CLIENT_SETTINGS_INVALID', { detail: { problem } });
    const taken = (await store.read('radius-clients.list', undefined)).find(
      (client) => client.id !== id && canonicalClientAddress(client.address) === address,
    );
    if (taken !== undefined) throw appError('RADIUS_CLIENT_ADDRESS_TAKEN', { detail: { address, client: taken.name } });
    return { ...fields, address };
  };
  const getClient = async (id: RadiusClientId): Promise<RadiusClient> => {
    const client = (await store.read('radius-clients.list', undefined)).find((each) => each.id === id);
    if (client === undefined) throw appError('RADIUS_CLIENT_NOT_FOUND', { detail: { client: id } });
    return client;
  };
  const answer = async (): Promise<ListenersAnswer> => ({
    ...(await store.settings('radius-listeners')),
    states: listeners.states(),
  });

  return {
    reload,
    test,
    activity: (id) => (id === undefined ? activity.activities() : [activity.activityOf(id)]),
    discards: () => activity.discards(),
    listeners: answer,
    async createClient(actor, { fields, sharedSecret }) {
      const checked = await checkFields(fields, undefined);
      const client = await store.write(
        'radius-clients.create',
        { fields: checked, sharedSecret },
        { actor, action: 'radius-clients.create', subject: fields.name, detail: { ...checked, sharedSecret: 'set' } },
      );
      await reload();
      return client;
    },
    async updateClient(actor, { id, revision, fields, sharedSecret }) {
      const before = await getClient(id);
      const checked = await checkFields(fields, id);
      const detail = { before: before, after: checked, ...(sharedSecret === undefined ? {} : { sharedSecret: 'changed' }) };
      const client = await store.write(
        'radius-clients.update',
        { id, revision, fields: checked, sharedSecret },
        { actor, action: 'radius-clients.update', subject: before.name, detail },
      );
      await reload();
      return client;
    },
    async removeClient(actor, id) {
      const { name } = await getClient(id);
      await store.write('radius-clients.delete', { id }, { actor, action: 'radius-clients.delete', subject: name, detail: {} });
      await reload();
    },
    async changeListeners(actor, { revision, value }) {
      const before = await store.settings('radius-listeners');
      if (before.revision !== revision) throw appError('SETTINGS_REVISION_CONFLICT', { detail: { section: 'radius-listeners' } });
      const change = await listeners.change(value.listeners);
      try {
        await store.write(
          'settings.update',
          { section: 'radius-listeners', value, revision, changedBy: actor },
          {
            actor,
            action: 'settings.update',
            subject: 'radius-listeners',
            detail: { before: before.value, after: value, server: hostname() },
          },
        );
      } catch (error) {
        await change.undo();
        throw error;
      }
      await change.keep();
      return answer();
    },
  };
}
