/** RADIUS from the socket to the answer: clients, duplicates, listeners, and the invented client of the demo; part of compose.ts. */
import type { RadiusListeners } from '../shared/schemas/radius.ts';
import type { AllSettings } from '../shared/schemas/settings.ts';
import type { DemoMarker } from './adapters/demo-marker.ts';
import { createDuplicateCache } from './adapters/duplicate-cache.ts';
import type { Log } from './adapters/log.ts';
import { nodeDigest } from './adapters/node-digest.ts';
import { createRadiusActivity } from './adapters/radius-activity.ts';
import { createRadiusListeners } from './adapters/radius-listener.ts';
import type { Random } from './engine/ports.ts';
import { createAnswerAccessRequest } from './flows/answer-access-request.ts';
import { createRadiusFlows, type RadiusFlows } from './flows/radius.ts';
import { createRadiusClientTable } from './flows/radius-clients.ts';
import type { AuthenticationRunner } from './flows/run-authentication.ts';
import type { OpenedStore } from './store/sqlite/open.ts';

type Parts = {
  readonly store: OpenedStore;
  readonly run: AuthenticationRunner['run'];
  readonly random: Random;
  readonly log: Log;
  readonly settings: () => AllSettings;
  readonly demo: DemoMarker | undefined;
};

type Composed = {
  readonly flows: RadiusFlows;
  states(): ReturnType<ReturnType<typeof createRadiusListeners>['states']>;
  /** `radiusPort`: in place of the ports of the settings. */
  open(radiusPort: number | undefined): Promise<void>;
  /** Before all else: nobody invented signs in while the engine stops. */
  stopDemo(): Promise<void>;
  close(): Promise<void>;
};

export function composeRadius({ store, run, random, log, settings, demo }: Parts): Composed {
  const clients = createRadiusClientTable();
  const activity = createRadiusActivity();
  const rejectDelaySeconds = () => settings()['radius-listeners'].rejectDelaySeconds;
  const receive = createAnswerAccessRequest({
    clients,
    activity,
    run,
    random,
    rejectDelaySeconds,
    duplicates: createDuplicateCache(),
    digest: nodeDigest,
    monotonic: () => performance.now(),
    onFailure: (error) => log.error('a RADIUS request was not answered', error),
  });
  const listeners = createRadiusListeners({ receive, onProblem: (problem) => log.info(problem) });
  let stopDemo = async (): Promise<void> => {};
  return {
    flows: createRadiusFlows({ store, clients, activity, listeners, rejectDelaySeconds }),
    states: () => listeners.states(),
    async open(radiusPort) {
      await listeners.open(wantedListeners(settings()['radius-listeners'], radiusPort));
      if (demo === undefined) return;
      const { startSimulatedClient } = await import('./demo/simulated-client.ts');
      stopDemo = startSimulatedClient({ store, log, seed: demo.seed, port: () => loopbackPort(listeners.states()) });
    },
    stopDemo: () => stopDemo(),
    close: () => listeners.close(),
  };
}

function wantedListeners(settings: RadiusListeners, radiusPort: number | undefined): RadiusListeners['listeners'] {
  if (radiusPort === undefined) return settings.listeners;
  return ['0.0.0.0', '::'].map((address) => ({ address, port: radiusPort, isEnabled: true }));
}

/** Where a datagram to 127.0.0.1 reaches this engine. */
function loopbackPort(states: ReturnType<Composed['states']>): number | undefined {
  return states.find(({ address, isListening }) => isListening && ['127.0.0.1', '0.0.0.0'].includes(address))?.port;
}
