/** Which gateways stand on the Status screen, and as what. */
import { expect, it } from 'vitest';
import { createGatewayFlows } from '../../main/flows/gateways.ts';
import type { GatewayId } from '../../shared/ids.ts';
import { type GatewayHealth, gatewayFieldsSchema } from '../../shared/schemas/gateway.ts';
import { anHttpConnection } from '../support/gateways.ts';
import { audit, random, withStore } from '../support/store.ts';

const HEALTH: GatewayHealth = { circuit: 'closed', failureCount: 0, sentCount: 0, failedCount: 0, deliveredCount: 0 };
const lastProblem = { at: 1, problem: 'the connection was closed' };

it('tells one that is down from one that sends and takes in nothing', async () => {
  await withStore(async (store, clock) => {
    const { id } = await store.write(
      'gateways.create',
      { fields: gatewayFieldsSchema.parse({ name: 'Centre', connection: anHttpConnection() }) },
      audit,
    );
    const told = async (health: Partial<GatewayHealth>) => {
      const all = new Map<GatewayId, GatewayHealth>([[id, { ...HEALTH, ...health }]]);
      const delivery = { health: () => all, replace: async () => {}, sendBy: () => Promise.reject(new TypeError('not asked')) };
      const { down, deaf } = await createGatewayFlows({ store, delivery, clock, random }).problems();
      return { down: down.map(({ problem }) => problem), deaf: deaf.map(({ problem }) => problem) };
    };
    const none = { down: [], deaf: [] };
    expect(await told({ isConnected: true, isReceiving: true, lastProblem })).toEqual(none);
    expect(await told({ isConnected: true, isReceiving: false, lastProblem })).toEqual({ ...none, deaf: [lastProblem.problem] });
    expect(await told({ isConnected: false, isReceiving: false, lastProblem })).toEqual({ ...none, down: [lastProblem.problem] });
    expect(await told({ circuit: 'open', isConnected: true, isReceiving: false, lastProblem })).toMatchObject({ deaf: [] });
    // A first bind is under way.
    expect(await told({ isConnected: true, isReceiving: false })).toEqual(none);
    expect(await told({ isConnected: false, isReceiving: false })).toEqual(none);
  });
});
