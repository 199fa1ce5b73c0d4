/** Opens the SQLite store of a data folder: lock, keys, checks, migrations, threads. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { SETTINGS_SECTIONS, type SettingsSection, type SettingsValue } from '../../../shared/schemas/settings.ts';
import type { Topic } from '../../../shared/topics.ts';
import { type DataFolder, ownDataFolder } from '../../adapters/data-folder.ts';
import { createKeySlots, type KeySlots, type Keystore, openKeySlots } from '../../adapters/key-slots.ts';
import { createSecretBox, type SecretBox } from '../../adapters/secret-box.ts';
import { appError } from '../../engine/app-error.ts';
import type { Commit } from '../../engine/effects.ts';
import type { Clock, Random } from '../../engine/ports.ts';
import { Secret } from '../../engine/secret.ts';
import type { Store } from '../port.ts';
import { createCommitQueue } from './commit-queue.ts';
import { changesKeptUsers, topicsOf } from './commit-topics.ts';
import { type Connection, DATABASE_FILE, isSqliteError, openHotConnection, storeError } from './connection.ts';
import { gatewayInboundContext, gatewayPasswordContext, listSealedGateways } from './gateways.ts';
import { createHotReader } from './hot-reader.ts';
import { findOperatorToken } from './operator-tokens.ts';
import { listSealedRadiusClients, sharedSecretContext } from './radius-clients.ts';
import { startReaders } from './readers.ts';
import { createSealing } from './sealing.ts';
import { openSealed } from './seed-cache.ts';
import { findSection } from './settings.ts';
import { createSnapshot } from './snapshot.ts';
import { runThread, startThread, type Thread } from './thread.ts';
import type { BatchAnswer, ReaderRequest, WriterRequest } from './thread-messages.ts';
import { listSealedTrunks, trunkPasswordContext } from './trunks.ts';
import { WRITE_TOPICS } from './writes.ts';

export type OpenOptions = {
  /** The data folder; made where it is missing. */
  readonly folder: string;
  readonly random: Random;
  readonly clock: Clock;
  /** One more way to open the data key, where the host has it. */
  readonly keystore?: Keystore | undefined;
  /** Opens the data key where service.key is lost, and makes a new service.key. */
  readonly recoveryPassphrase?: string | undefined;
  /** Pages the database may grow to, for the tests of a full disk. */
  readonly pageCountMax?: number | undefined;
};

/** The store with what belongs to its data folder. */
export type OpenedStore = Store & { readonly keySlots: KeySlots; readonly box: SecretBox; readonly folder: string };

/**
 * @throws DATA_FOLDER_IN_USE · DATA_FOLDER_UNUSABLE · KEY_SLOT_UNAVAILABLE · PASSPHRASE_WRONG ·
 * STORE_SCHEMA_FROM_FUTURE · STORE_DAMAGED
 */
export async function openStore(options: OpenOptions): Promise<OpenedStore> {
  const owned = ownDataFolder(options.folder);
  try {
    const path = join(options.folder, DATABASE_FILE);
    const keySlots = await openKeys(options, path);
    const parts = await startParts(options, path, keySlots);
    return joinParts(options, owned, parts);
  } catch (error) {
    owned.release();
    throw isSqliteError(error) ? storeError(error, 'STORE_DAMAGED') : error;
  }
}

/** New keys only for a database that is not there: new keys for an old one would hide that its own are lost. */
async function openKeys({ folder, random, keystore, recoveryPassphrase }: OpenOptions, path: string): Promise<KeySlots> {
  const keySlots = await openKeySlots({ folder, random, keystore }, recoveryPassphrase);
  if (keySlots !== undefined) return keySlots;
  if (existsSync(path) && statSync(path).size > 0) {
    throw appError('KEY_SLOT_UNAVAILABLE', { detail: { problem: 'keys.json-ENOENT' } });
  }
  return createKeySlots({ folder, random, keystore });
}

type Parts = {
  readonly path: string;
  readonly keySlots: KeySlots;
  readonly hot: Connection;
  readonly writer: Thread<WriterRequest>;
  readonly reader: Thread<ReaderRequest>;
};

async function startParts({ pageCountMax }: OpenOptions, path: string, keySlots: KeySlots): Promise<Parts> {
  const writer = await startThread<WriterRequest>(new URL('./writer.ts', import.meta.url), { path, pageCountMax }, () =>
    appError('STORE_WRITE_FAILED', { detail: { problem: 'writer-stopped' } }),
  );
  try {
    const reader = await startReaders(path);
    return { path, keySlots, writer, reader, hot: openHotConnection(path) };
  } catch (error) {
    await writer.close();
    throw error;
  }
}

function joinParts({ folder, random, clock }: OpenOptions, owned: DataFolder, parts: Parts): OpenedStore {
  const { path, keySlots, hot, writer, reader } = parts;
  const box = createSecretBox(keySlots.dataKey, random);
  const snapshot = createSnapshot(hot);
  const hotReader = createHotReader(hot, snapshot, box);
  const seal = createSealing(box, random);
  const listeners = new Set<(topics: readonly Topic[]) => void>();
  const tell = (topics: readonly Topic[]) => {
    if (topics.length > 0) for (const listener of listeners) listener(topics);
  };
  const sections = createSections(hot);
  const ask = async <Output>(request: WriterRequest): Promise<Output> => {
    try {
      return await writer.ask<Output>(request);
    } finally {
      snapshot.leave();
    }
  };
  const sendBatch = async (commits: readonly Commit[]) => {
    try {
      return await ask<BatchAnswer>({ kind: 'batch', commits: JSON.stringify(commits) });
    } finally {
      if (changesKeptUsers(commits)) hotReader.forget();
    }
  };
  return {
    folder,
    keySlots,
    box,
    authentication: hotReader,
    findCredential: async (id) => hotReader.findCredential(id),
    findOperatorToken: async (id) =>
      findOperatorToken(hot, id, (sealed, context) => new Secret(openSealed(box, sealed, context))),
    commit: createCommitQueue(sendBatch, (commits) => {
      if (listeners.size > 0) tell(topicsOf(commits));
    }),
    read: (name, input) => reader.ask({ kind: 'read', name, input, now: clock.now() }),
    write: async (name, input, audit) => {
      const topics = WRITE_TOPICS[name];
      const output = await ask({ kind: 'write', name, input: seal(name, input), audit, at: clock.now() }).finally(() => {
        if (topics.includes('users') || topics.includes('tokens')) hotReader.forget();
        if (topics.includes('settings')) sections.forget();
      });
      tell(topics);
      return output as never;
    },
    radiusClients: async () =>
      listSealedRadiusClients(hot).map(({ client, reference, sealed }) => ({
        client,
        sharedSecret: new Secret(openSealed(box, sealed, sharedSecretContext(reference))),
      })),
    gateways: async () =>
      listSealedGateways(hot).map(({ gateway, password, inboundSecret }) => ({
        gateway,
        password: password && new Secret(openSealed(box, password.sealed, gatewayPasswordContext(password.reference))),
        inboundSecret:
          inboundSecret && new Secret(openSealed(box, inboundSecret.sealed, gatewayInboundContext(inboundSecret.reference))),
      })),
    trunks: async () =>
      listSealedTrunks(hot).map(({ trunk, password }) => ({
        trunk,
        password: password && new Secret(openSealed(box, password.sealed, trunkPasswordContext(password.reference))),
      })),
    settings: async (section) => sections.get(section),
    watch: (listener) => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    copyTo: (target) => runThread(new URL('./copier.ts', import.meta.url), { source: path, target }),
    close: async () => {
      await Promise.all([writer.close(), reader.close()]);
      hot.close();
      owned.release();
    },
  };
}

type SectionOf<Section extends SettingsSection> = { readonly revision: number; readonly value: SettingsValue<Section> };

/** Parsed sections, kept until one is changed: only this process writes them. */
function createSections(hot: Connection) {
  const parsed = new Map<SettingsSection, SectionOf<SettingsSection>>();
  return {
    get: <Section extends SettingsSection>(section: Section): SectionOf<Section> => {
      const known = parsed.get(section);
      if (known !== undefined) return known as SectionOf<Section>;
      const stored = findSection(hot, section);
      const { schema, default: standard } = SETTINGS_SECTIONS[section];
      const found = {
        revision: stored?.revision ?? 0,
        value: stored === undefined ? standard : schema.parse(JSON.parse(stored.value)),
      } as SectionOf<Section>;
      parsed.set(section, found);
      return found;
    },
    forget: () => parsed.clear(),
  };
}
