import type { ENGINE_WARNINGS } from '../../shared/contract/engine.ts';
import { SHARED_SECRET_RECOMMENDED_MIN_CHARACTERS } from '../../shared/limits.ts';
import type { RadiusClient } from '../../shared/schemas/radius.ts';
import type { Topic } from '../../shared/topics.ts';
import type { Procedures } from './procedures.ts';
import { createTopicEvents } from './topic-events.ts';
import type { ApiWorld } from './world.ts';

type Warning = { readonly code: (typeof ENGINE_WARNINGS)[number]; readonly subject: string };

function warningsOf(clients: readonly RadiusClient[], world: ApiWorld, down: readonly string[]): Warning[] {
  return [
    ...down.map((subject): Warning => ({ code: 'listener-down', subject })),
    ...(clients.length === 0 ? [{ code: 'no-radius-client', subject: '' } as const] : []),
    ...clients
      .filter((client) => !client.requiresMessageAuthenticator)
      .map((client): Warning => ({ code: 'message-authenticator-not-required', subject: client.name })),
    ...clients
      .filter((client) => client.sharedSecretLength < SHARED_SECRET_RECOMMENDED_MIN_CHARACTERS)
      .map((client): Warning => ({ code: 'shared-secret-short', subject: client.name })),
    ...(world.hasPassphrase() ? [] : [{ code: 'passphrase-not-set', subject: '' } as const]),
    ...(world.isAuditIntact() ? [] : [{ code: 'audit-chain-broken', subject: '' } as const]),
  ];
}

export function engineApi(os: Procedures, world: ApiWorld) {
  const { store } = world;
  return {
    status: os.engine.status.handler(async () => {
      const [clients, { states }, lastBackup] = await Promise.all([
        store.read('radius-clients.list', undefined),
        world.radius.listeners(),
        store.read('backups.last', undefined),
      ]);
      const down = states.filter((state) => !state.isListening).map((state) => `${state.address}:${state.port}`);
      return {
        version: world.version,
        serverName: world.serverName,
        host: world.host,
        startedAt: world.startedAt,
        listeners: states,
        attemptsLastMinute: world.attemptsLastMinute(),
        warnings: warningsOf(clients, world, down),
        lastBackupAt: lastBackup?.at,
      };
    }),
    events: os.engine.events.handler(async function* ({ signal }): AsyncGenerator<{ topics: Topic[] }> {
      yield* createTopicEvents(store, signal);
    }),
  };
}

export function backupsApi(os: Procedures, world: ApiWorld) {
  return {
    create: os.backups.create.handler(({ input, context }) => world.backUp(context.actor.name, input.path)),
    newPassphrase: os.backups.newPassphrase.handler(async ({ context }) => ({
      recoveryPassphrase: await world.newPassphrase(context.actor.name),
    })),
  };
}
