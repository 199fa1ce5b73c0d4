/** The only place that builds the engine from real parts. Both hosts and the command line call it. */
import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { base32nopad } from '@scure/base';
import { createArgon2Hasher } from './adapters/argon2-hasher.ts';
import { readDemoMarker } from './adapters/demo-marker.ts';
import { readDiskSpace, sizeOfFiles } from './adapters/disk-space.ts';
import { rememberErrors } from './adapters/error-ring.ts';
import { closingCommand, isOpenToOthers } from './adapters/folder-rights.ts';
import type { Keystore } from './adapters/key-slots.ts';
import type { Log } from './adapters/log.ts';
import type { LogFile } from './adapters/log-file.ts';
import { createMinuteCounter } from './adapters/minute-counter.ts';
import { nodeDigest } from './adapters/node-digest.ts';
import { readRegistryKey } from './adapters/windows-registry.ts';
import { type ApiRouter, createApiRouter } from './api/router.ts';
import type { ApiWorld } from './api/world.ts';
import { composeDelivery } from './compose-delivery.ts';
import { composeExports, type EngineExports } from './compose-exports.ts';
import { composePeople } from './compose-people.ts';
import { composeRadius } from './compose-radius.ts';
import { passphraseRenewal, startHousekeeping, startUpkeep, watchAuditChain, watchSettings } from './compose-upkeep.ts';
import type { Clock, Random } from './engine/ports.ts';
import { createAccountFlows } from './flows/account.ts';
import { createBackupFlows } from './flows/backups.ts';
import { createSettingsFlows } from './flows/change-setting.ts';
import { createRegistryImport } from './flows/import-registry.ts';
import { createLogRetention } from './flows/log-retention.ts';
import { createOperatorFlows } from './flows/operators.ts';
import { type RestoreRequest, restore } from './flows/restore.ts';
import { createSessionFlows } from './flows/sessions.ts';
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
  listeners(): ReturnType<ReturnType<typeof composeRadius>['states']>;
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
    serverName: hostname(),
  });
  const { mail, texts, calls, voice } = messages;
  const demo = readDemoMarker(options.dataFolder);
  const radius = composeRadius({ store, run: messages.runner.run, random, log, settings, demo });
  const people = composePeople({ store, run: messages.runner.run, mail, hasher, clock, random, log, settings, issuer: ISSUER });

  const hasPassphrase = () => store.keySlots.hasPassphrase();
  const newPassphrase = passphraseRenewal(store);
  const operatorPorts = { store, hasher, digest: nodeDigest, random, clock, oath: () => settings().oath };
  const sessions = createSessionFlows(operatorPorts);
  const operators = createOperatorFlows({
    store,
    hasher,
    hasPassphrase,
    newPassphrase,
    setupCode: base32nopad.encode(random.bytes(SETUP_CODE_BYTES)),
  });
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
  const watch: OpenedStore['watch'] = (listener) => {
    const stops = [exporting.watch(listener), texts.watch(listener), calls.watch(listener)];
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
  const auditChain = watchAuditChain(store, log);
  const world: ApiWorld = {
    store: { ...store, watch },
    clock,
    log,
    sessions,
    operators,
    account: createAccountFlows({ ...operatorPorts, issuer: ISSUER }),
    ...people.flows,
    exports: exporting.flows,
    radius: radius.flows,
    gateways: texts.flows,
    inboundTexts: texts.inboundState,
    trunks: calls.flows,
    trunkTests: calls.tests,
    callNow: messages.callNow,
    voiceMessages: voice.flows,
    isFraudGreetingOwn: async () => {
      await voice.flows.load();
      return voice.library.fraudGreetingIsOwn(settings()['user-defaults'].phoneCallLanguage);
    },
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
    isAuditIntact: auditChain.isIntact,
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
  await radius.flows.reload();
  // A command that only reads or writes the folder opens no connection to a gateway.
  await messages.start(options.listens);
  if (options.listens) await radius.open(options.radiusPort);
  const upkeep = options.listens ? [startHousekeeping(store, log, clock), ...startUpkeep(backups, retention)] : [];
  if (options.listens) auditChain.check();

  return {
    router: createApiRouter(world),
    sessions,
    onSessionsChanged: (listener) =>
      store.watch((topics) => {
        if (topics.includes('operators')) listener();
      }),
    setupCode: async () => ((await operators.isSetupNeeded()) ? operators.setupCode : undefined),
    listeners: () => radius.states(),
    exports: exporting.engine,
    async close() {
      for (const stop of upkeep) stop();
      retention.stop();
      await radius.stopDemo();
      await messages.close();
      await radius.close();
      await people.close();
      await exporting.close();
      if (options.listens) log.info('the engine stops');
      logFile?.disown();
      await store.close();
    },
  };
}

/** Makes a data folder from a back-up. Throws what flows/restore.ts throws. */
export function restoreFolder(request: RestoreRequest): Promise<{ readonly backedUpAt: number } & RestoredFacts> {
  return restore({ prepareDatabase: prepareRestoredDatabase, databaseFile: DATABASE_FILE, clock, random }, request);
}
