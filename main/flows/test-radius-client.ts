/** The console's test button: the server sends itself a request as this RADIUS client would, through a real socket. */
import type { z } from 'zod';
import type { RadiusTestReply, radiusTestRequestSchema } from '../../shared/schemas/radius.ts';
import type { RadiusActivityLog } from '../adapters/radius-activity.ts';
import type { RadiusListenerSet } from '../adapters/radius-listener.ts';
import { probeRadius } from '../adapters/radius-probe.ts';
import { appError } from '../engine/app-error.ts';
import type { Store } from '../store/port.ts';
import type { RadiusClientTable } from './radius-clients.ts';

export type TestRadiusClientPorts = {
  readonly store: Pick<Store, 'radiusClients'>;
  readonly clients: RadiusClientTable;
  readonly listeners: RadiusListenerSet;
  readonly activity: Pick<RadiusActivityLog, 'activityOf'>;
  readonly rejectDelaySeconds: () => number;
};

/** Milliseconds that the answer may take beyond the reject delay at least; ours. */
const WORK_MILLISECONDS = 5000;
/** Milliseconds between looks whether the request was discarded; ours. */
const LOOK_MILLISECONDS = 200;

/** Throws RADIUS_CLIENT_NOT_FOUND and RADIUS_TEST_NO_LISTENER. */
export function createTestRadiusClient(ports: TestRadiusClientPorts) {
  return async (request: z.infer<typeof radiusTestRequestSchema>): Promise<RadiusTestReply> => {
    const stored = (await ports.store.radiusClients()).find(({ client }) => client.id === request.clientId);
    if (stored === undefined) throw appError('RADIUS_CLIENT_NOT_FOUND', { detail: { client: request.clientId } });
    const target = ports.listeners.probeTarget();
    if (target === undefined) throw appError('RADIUS_TEST_NO_LISTENER');
    let unregister: (() => void) | undefined;
    let ownPort = 0;
    const discarded = new AbortController();
    // Of a discarded request no answer comes: nobody has to sit out the client's time.
    const looking = setInterval(() => {
      const { recent } = ports.activity.activityOf(request.clientId);
      if (recent.some(({ sourcePort, reply }) => sourcePort === ownPort && reply === 'discard')) discarded.abort();
    }, LOOK_MILLISECONDS);
    try {
      return await probeRadius({
        ...target,
        sharedSecret: stored.sharedSecret,
        username: request.username,
        password: request.password,
        state: request.state,
        // A method that needs no typing answers when the user has: as long as the client itself would wait.
        timeoutMilliseconds: Math.max(stored.client.timeoutSeconds * 1000, ports.rejectDelaySeconds() * 1000 + WORK_MILLISECONDS),
        signal: discarded.signal,
        onBound: (address, port) => {
          ownPort = port;
          unregister = ports.clients.registerProbe(address, port, request.clientId);
        },
      });
    } finally {
      clearInterval(looking);
      unregister?.();
    }
  };
}
