import type { ENGINE_WARNINGS } from '../../shared/contract/engine.ts';
import { SHARED_SECRET_RECOMMENDED_MIN_CHARACTERS } from '../../shared/limits.ts';
import type { RadiusClient } from '../../shared/schemas/radius.ts';
import type { Topic } from '../../shared/topics.ts';
import { phoneCallWarnings } from './phone-call-warnings.ts';
import type { Procedures } from './procedures.ts';
import { settingsWarnings } from './settings-warnings.ts';
import { createTopicEvents } from './topic-events.ts';
import type { ApiWorld } from './world.ts';

type Warning = { readonly code: (typeof ENGINE_WARNINGS)[number]; readonly subject: string };
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;
/** Days without a good back-up after which it is a warning: a weekly schedule that missed one. */
const BACKUP_OLD_DAYS = 8;
/** Under one of these the disk is almost full; ours. */
const DISK_LOW_BYTES = 1024 * 1024 * 1024;
const DISK_LOW_SHARE = 0.1;

function clientWarnings(clients: readonly RadiusClient[], down: readonly string[]): Warning[] {
  return [
    ...down.map((subject): Warning => ({ code: 'listener-down', subject })),
    ...(clients.length === 0 ? [{ code: 'no-radius-client', subject: '' } as const] : []),
    ...clients
      .filter((client) => !client.requiresMessageAuthenticator)
      .map((client): Warning => ({ code: 'message-authenticator-not-required', subject: client.name })),
    ...clients
      .filter((client) => client.sharedSecretLength < SHARED_SECRET_RECOMMENDED_MIN_CHARACTERS)
      .map((client): Warning => ({ code: 'shared-secret-short', subject: client.name })),
  ];
}

async function upkeepWarnings(world: ApiWorld): Promise<Warning[]> {
  const [{ lastGoodAt, failed }, disk] = await Promise.all([world.backups.state(), world.diskSpace()]);
  const hasPassphrase = world.hasPassphrase();
  const isOff = world.settingsNow().backup.schedule === 'off';
  // A server that was set up a moment ago owes no back-up yet.
  const since = lastGoodAt ?? (isOff ? undefined : world.startedAt);
  const isOld = since !== undefined && world.clock.now() - since > BACKUP_OLD_DAYS * DAY_MILLISECONDS;
  const isDiskLow = disk !== undefined && (disk.freeBytes < DISK_LOW_BYTES || disk.freeBytes < disk.totalBytes * DISK_LOW_SHARE);
  const pruning = world.retention.state();
  return [
    ...(isDiskLow ? [{ code: 'disk-almost-full', subject: String(disk.freeBytes) } as const] : []),
    ...(failed === undefined ? [] : [{ code: 'backup-failed', subject: failed.problem ?? '' } as const]),
    ...(isOld && failed === undefined ? [{ code: 'backup-old', subject: String(since) } as const] : []),
    ...(isOff && hasPassphrase ? [{ code: 'backup-not-scheduled', subject: '' } as const] : []),
    ...(pruning.problem === undefined ? [] : [{ code: 'log-not-pruned', subject: pruning.problem } as const]),
    ...(hasPassphrase ? [] : [{ code: 'passphrase-not-set', subject: '' } as const]),
    ...(world.openFolderCommand === undefined ? [] : [{ code: 'data-folder-open', subject: world.openFolderCommand } as const]),
    ...(world.isAuditIntact() ? [] : [{ code: 'audit-chain-broken', subject: '' } as const]),
  ];
}

async function gatewayWarnings({ gateways, inboundTexts }: ApiWorld): Promise<Warning[]> {
  const { down, deaf, isMissing } = await gateways.problems();
  const { address, port, problem } = inboundTexts();
  return [
    ...down.map(({ name, problem }): Warning => ({ code: 'gateway-down', subject: `${name}: ${problem}` })),
    ...deaf.map(({ name, problem }): Warning => ({ code: 'gateway-deaf', subject: `${name}: ${problem}` })),
    ...(isMissing ? [{ code: 'no-gateway', subject: '' } as const] : []),
    ...(problem === '' ? [] : [{ code: 'inbound-down', subject: `${address}:${port}` } as const]),
  ];
}

export function engineApi(os: Procedures, world: ApiWorld) {
  const { store } = world;
  return {
    status: os.engine.status.handler(async () => {
      const [clients, { states }, lastBackup, upkeep, gateways, phoneCalls] = await Promise.all([
        store.read('radius-clients.list', undefined),
        world.radius.listeners(),
        store.read('backups.last', undefined),
        upkeepWarnings(world),
        gatewayWarnings(world),
        phoneCallWarnings(world),
      ]);
      const down = states.filter((state) => !state.isListening).map((state) => `${state.address}:${state.port}`);
      return {
        version: world.version,
        serverName: world.serverName,
        host: world.host,
        isDemo: world.demo !== undefined,
        startedAt: world.startedAt,
        listeners: states,
        attemptsLastMinute: world.attemptsLastMinute(),
        attemptsByMinute: world.attemptsLastHour(),
        warnings: [
          ...clientWarnings(clients, down),
          ...gateways,
          ...phoneCalls,
          ...world.mail.warnings(),
          ...settingsWarnings(world.settingsNow()),
          ...upkeep,
        ],
        lastBackupAt: lastBackup?.at,
      };
    }),
    health: os.engine.health.handler(async () => {
      const [disk, databaseBytes, logFileBytes, attempts] = await Promise.all([
        world.diskSpace(),
        world.databaseBytes(),
        world.logFileBytes(),
        store.read('attempts.extent', undefined),
      ]);
      return {
        dataFolder: world.dataFolder,
        disk,
        databaseBytes,
        attempts,
        pruning: world.retention.state(),
        errors: world.recentErrors(),
        logFile: world.logFile,
        logFileBytes,
      };
    }),
    decisions: os.engine.decisions.handler(async () => {
      const [users, tokens] = await Promise.all([
        store.read('users.facts', undefined),
        store.read('tokens.decisions', undefined),
      ]);
      return {
        usersWithoutToken: users.withoutToken,
        tokensExpiring: tokens.expiring,
        tokensDrifting: tokens.drifting,
        tokensHotpDisabled: tokens.hotpDisabled,
      };
    }),
    events: os.engine.events.handler(async function* ({ signal }): AsyncGenerator<{ topics: Topic[] }> {
      yield* createTopicEvents(store, signal);
    }),
  };
}
