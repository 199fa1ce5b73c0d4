/** The only place that builds the engine from real parts. Both hosts and the command line call it. */
import { randomBytes } from 'node:crypto';
import { hostname, networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { base32nopad } from '@scure/base';
import type { RadiusListeners } from '../shared/schemas/radius.ts';
import { createArgon2Hasher } from './adapters/argon2-hasher.ts';
import { readDemoMarker } from './adapters/demo-marker.ts';
import { readDiskSpace, sizeOfFiles } from './adapters/disk-space.ts';
import { createDuplicateCache } from './adapters/duplicate-cache.ts';
import { rememberErrors } from './adapters/error-ring.ts';
import { closingCommand, isOpenToOthers } from './adapters/folder-rights.ts';
import { startImportWorker } from './adapters/import-worker.ts';
import type { Keystore } from './adapters/key-slots.ts';
import type { Log } from './adapters/log.ts';
import type { LogFile } from './adapters/log-file.ts';
import { createMinuteCounter } from './adapters/minute-counter.ts';
import { nodeDigest } from './adapters/node-digest.ts';
import { createRadiusActivity } from './adapters/radius-activity.ts';
import { createRadiusListeners } from './adapters/radius-listener.ts';
import { readRegistryKey } from './adapters/windows-registry.ts';
import { type ApiRouter, createApiRouter } from './api/router.ts';
import type { ApiWorld } from './api/world.ts';
import { composeDelivery } from './compose-delivery.ts';
import { composeExports, type EngineExports } from './compose-exports.ts';
import { startHousekeeping, startUpkeep, watchSettings } from './compose-upkeep.ts';
import { startSimulatedClient } from './demo/simulated-client.ts';
import type { Clock, Random } from './engine/ports.ts';
import { Secret } from './engine/secret.ts';
import { createAccountFlows } from './flows/account.ts';
import { createAnswerAccessRequest } from './flows/answer-access-request.ts';
import { createBackupFlows } from './flows/backups.ts';
import { createBlockFlows } from './flows/blocks.ts';
import { createBypassFlows } from './flows/bypasses.ts';
import { createSettingsFlows } from './flows/change-setting.ts';
import { createRegistryImport } from './flows/import-registry.ts';
import { createTokenImports } from './flows/import-tokens.ts';
import { createLogRetention } from './flows/log-retention.ts';
import { withBlockMails, withBypassMails } from './flows/mail-notices.ts';
import { withImportMails, withTokenMails, withUserMails } from './flows/mail-users.ts';
import { createOperatorFlows } from './flows/operators.ts';
import { createRadiusFlows } from './flows/radius.ts';
import { createRadiusClientTable } from './flows/radius-clients.ts';
import { type RestoreRequest, restore } from './flows/restore.ts';
import { createSessionFlows } from './flows/sessions.ts';
import { createTagFlows } from './flows/tags.ts';
import { createTokenFlows } from './flows/tokens.ts';
import { createUserFlows } from './flows/users.ts';
import { DATABASE_FILE } from './store/sqlite/connection.ts';
import { type OpenedStore, openStore } from './store/sqlite/open.ts';
import { prepareRestoredDatabase, type RestoredFacts } from './store/sqlite/restored-database.ts';
import { VERSION } from './version.ts';

export type ComposeOptions = {
  readonly dataFolder: string;
  readonly host: ApiWorld['host'];
  readonly log: Log;
  /** False for a command that only reads or writes the folder: no RADIUS socket is opened. */
  readonly listens: boolean;
  /** In place of the ports of the settings; 0 is any free port. Nothing is saved. */
  readonly radiusPort?: number | undefined;
  /** Where the host's log goes beside standard error. It is written to as long as the folder is this process's own. */
  readonly logFile?: LogFile | undefined;
  /** Of the desktop host. */
  readonly keystore?: Keystore | undefined;
};

export type Engine = {
  readonly router: ApiRouter;
  readonly sessions: ApiWorld['sessions'];
  /** Calls back when a session may have ended: sign-out, or a new password. */
  onSessionsChanged(listener: () => void): () => void;
  /** The code of the first run, as long as nobody has been made an operator. */
  setupCode(): Promise<string | undefined>;
  listeners(): ReturnType<ReturnType<typeof createRadiusListeners>['states']>;
  /** The files of exports, which leave the engine outside the contract. */
  readonly exports: EngineExports;
  close(): Promise<void>;
};

const SETUP_CODE_BYTES = 10;
/** Shown in authenticator apps. */
const ISSUER = 'Countersign';

const clock: Clock = { now: Date.now };
const random: Random = { bytes: (lengthBytes) => randomBytes(lengthBytes) };

/**
 * Opens the data folder and starts the engine on it.
 * @throws what openStore throws. A RADIUS port that cannot be bound is no reason to stop: it shows in the status.
 */
export async function composeEngine(options: ComposeOptions): Promise<Engine> {
  const store = await openStore({ folder: options.dataFolder, random, clock, keystore: options.keystore });
  try {
    return await startEngine(options, store);
  } catch (error) {
    options.logFile?.disown();
    await store.close();
    throw error;
  }
}

async function startEngine(options: ComposeOptions, store: OpenedStore): Promise<Engine> {
  const log = rememberErrors(options.log, clock);
  const { logFile } = options;
  logFile?.own((error) => log.error('the log file could not be written', error));
  const hasher = await createArgon2Hasher(random);
  const { settings, apply } = await watchSettings(store, log);
  const attemptCounter = createMinuteCounter(clock);
  const commit: OpenedStore['commit'] = async (decided) => {
    const outcome = await store.commit(decided);
    // A request that waits is decided in parts: each attempt counts once.
    if (decided.effects.some(({ kind }) => kind === 'record-attempt')) attemptCounter.count();
    return outcome;
  };
  const messages = composeDelivery({
    store,
    commit,
    clock,
    random,
    hasher,
    log,
    settings,
    server: { name: hostname(), address: ownAddress() },
  });
  const { runner, mail, texts } = messages;
  const clients = createRadiusClientTable();
  const activity = createRadiusActivity();
  const rejectDelaySeconds = () => settings()['radius-listeners'].rejectDelaySeconds;
  const receive = createAnswerAccessRequest({
    clients,
    activity,
    run: runner.run,
    random,
    rejectDelaySeconds,
    duplicates: createDuplicateCache(),
    digest: nodeDigest,
    monotonic: () => performance.now(),
    onFailure: (error) => log.error('a RADIUS request was not answered', error),
  });
  const listeners = createRadiusListeners({ receive, onProblem: (problem) => log.info(problem) });

  const hasPassphrase = () => store.keySlots.hasPassphrase();
  // One after the other: each writes the file of the key slots.
  let lastPassphrase: Promise<unknown> = Promise.resolve();
  const newPassphrase = (actor: string): Promise<string> => {
    const made = lastPassphrase.then(async () => {
      const passphrase = await store.keySlots.renewPassphrase();
      await store.write('audit.note', {}, { actor, action: 'passphrase.renew', subject: 'recovery passphrase', detail: {} });
      return passphrase;
    });
    lastPassphrase = made.catch(() => undefined);
    return made;
  };
  const operatorPorts = { store, hasher, digest: nodeDigest, random, clock, oath: () => settings().oath };
  const sessions = createSessionFlows(operatorPorts);
  const imports = createTokenImports({
    store,
    clock,
    random,
    dataKey: new Secret(store.keySlots.dataKey),
    startWorker: () => startImportWorker(join(store.folder, DATABASE_FILE)),
    after: (milliseconds, action) => {
      const timer = setTimeout(action, milliseconds);
      return () => clearTimeout(timer);
    },
  });
  const operators = createOperatorFlows({
    store,
    hasher,
    hasPassphrase,
    newPassphrase,
    setupCode: base32nopad.encode(random.bytes(SETUP_CODE_BYTES)),
  });
  const radius = createRadiusFlows({ store, clients, activity, listeners, rejectDelaySeconds });
  const backups = createBackupFlows({
    store,
    keySlots: store.keySlots,
    folder: store.folder,
    clock,
    random,
    settings: () => settings().backup,
    onFailure: (message, error) => log.error(message, error),
  });
  const retention = createLogRetention({
    store,
    clock,
    settings: () => settings().log,
    pause: (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)),
    onFailure: (error) => log.error('old attempts could not be removed', error),
  });
  const exporting = await composeExports({
    store,
    sessions,
    clock,
    random,
    log,
    masksPhone: () => settings().log.masksPhone,
  });
  const userMails = {
    store,
    mails: mail,
    onFailure: (error: unknown) => log.error('a mail to a user could not be stored', error),
  };
  const noticeMails = { ...userMails, mails: mail.delivery, sendsToUsers: () => mail.sendsToUsers(), settings };
  const watch: OpenedStore['watch'] = (listener) => {
    const stops = [exporting.watch(listener), texts.watch(listener)];
    return () => {
      for (const stop of stops) stop();
    };
  };
  const settingsFlows = createSettingsFlows({
    store,
    checkBackupFolder: backups.checkFolder,
    hasPassphrase,
    async apply() {
      await apply();
      await texts.applySettings();
    },
  });
  let isAuditIntact = true;
  const demo = readDemoMarker(options.dataFolder);
  const world: ApiWorld = {
    store: { ...store, watch },
    clock,
    log,
    sessions,
    operators,
    account: createAccountFlows({ ...operatorPorts, issuer: ISSUER }),
    imports: withImportMails(imports, userMails),
    exports: exporting.flows,
    radius,
    gateways: texts.flows,
    inboundTexts: texts.inboundState,
    mail,
    hasPassphrase,
    newPassphrase,
    version: VERSION,
    serverName: hostname(),
    host: options.host,
    startedAt: clock.now(),
    demo: demo?.operator,
    attemptsLastMinute: () => attemptCounter.lastMinute(),
    attemptsLastHour: () => attemptCounter.lastHour(),
    users: withUserMails(
      createUserFlows({ store, hasher, clock, random, digest: nodeDigest, run: runner.run, settings }),
      userMails,
    ),
    blocks: withBlockMails(createBlockFlows({ store, settings }), noticeMails),
    bypasses: withBypassMails(createBypassFlows({ store, settings }), noticeMails),
    tags: createTagFlows(store),
    tokens: withTokenMails(
      createTokenFlows({ store, clock, random, digest: nodeDigest, settings: () => settings().oath, issuer: ISSUER }),
      userMails,
    ),
    isAuditIntact: () => isAuditIntact,
    backUp: async (actor, path) => {
      // A back-up that no passphrase opens would be lost with this machine: the first one makes it.
      const recoveryPassphrase = hasPassphrase() ? undefined : await newPassphrase(actor);
      const made = await backups.create(actor, path);
      return { ...made, ...(recoveryPassphrase === undefined ? {} : { recoveryPassphrase }) };
    },
    backups,
    retention,
    settings: settingsFlows,
    registryImport: createRegistryImport({ settings: settingsFlows, settingsNow: settings, readRegistryKey }),
    settingsNow: settings,
    recentErrors: () => log.recentErrors(),
    dataFolder: store.folder,
    openFolderCommand: isOpenToOthers(store.folder) ? closingCommand(store.folder) : undefined,
    logFile: logFile?.path ?? '',
    logFileBytes: () => sizeOfFiles(logFile === undefined ? [] : [logFile.path]),
    diskSpace: () => readDiskSpace(store.folder),
    databaseBytes: () => sizeOfFiles([DATABASE_FILE, `${DATABASE_FILE}-wal`].map((name) => join(store.folder, name))),
  };

  if (options.listens) log.info('the engine starts', { version: VERSION, host: options.host, processId: process.pid });
  await radius.reload();
  // A command that only reads or writes the folder opens no connection to a gateway.
  await messages.start(options.listens);
  if (options.listens) await listeners.open(wantedListeners(settings()['radius-listeners'], options.radiusPort));
  const stopSimulatedClient =
    demo === undefined || !options.listens
      ? async () => {}
      : startSimulatedClient({ store, log, seed: demo.seed, port: () => loopbackPort(listeners.states()) });
  const upkeep = options.listens ? [startHousekeeping(store, log, clock), ...startUpkeep(backups, retention)] : [];
  if (options.listens) {
    // A long chain takes a while to check: the first RADIUS answer does not wait for it.
    void store.read('audit.verify', undefined).then(
      (verification) => {
        isAuditIntact = verification.isIntact;
        if (!isAuditIntact) log.error('the operator audit log was altered', undefined, { row: verification.brokenAtId });
      },
      (error: unknown) => log.error('the operator audit log could not be checked', error),
    );
  }

  return {
    router: createApiRouter(world),
    sessions,
    onSessionsChanged: (listener) =>
      store.watch((topics) => {
        if (topics.includes('operators')) listener();
      }),
    setupCode: async () => ((await operators.isSetupNeeded()) ? operators.setupCode : undefined),
    listeners: () => listeners.states(),
    exports: exporting.engine,
    async close() {
      for (const stop of upkeep) stop();
      retention.stop();
      await stopSimulatedClient();
      await messages.close();
      await listeners.close();
      await imports.close();
      await exporting.close();
      if (options.listens) log.info('the engine stops');
      logFile?.disown();
      await store.close();
    },
  };
}

function wantedListeners(settings: RadiusListeners, radiusPort: number | undefined): RadiusListeners['listeners'] {
  if (radiusPort === undefined) return settings.listeners;
  return ['0.0.0.0', '::'].map((address) => ({ address, port: radiusPort, isEnabled: true }));
}

/** Where a datagram to 127.0.0.1 reaches this engine. */
function loopbackPort(states: ReturnType<Engine['listeners']>): number | undefined {
  return states.find(({ address, isListening }) => isListening && ['127.0.0.1', '0.0.0.0'].includes(address))?.port;
}

/** First IPv4 address that is not loopback, for the log; '' on a machine without one. */
function ownAddress(): string {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return all.find((address) => address.family === 'IPv4' && !address.internal)?.address ?? '';
}

/** Makes a data folder from a back-up. Throws what flows/restore.ts throws. */
export function restoreFolder(request: RestoreRequest): Promise<{ readonly backedUpAt: number } & RestoredFacts> {
  return restore({ prepareDatabase: prepareRestoredDatabase, databaseFile: DATABASE_FILE, clock, random }, request);
}
