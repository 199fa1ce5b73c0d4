/** SIP trunks as the console changes them; each change is in force when it is answered. */
import { isIP } from 'node:net';
import type { TrunkId } from '../../shared/ids.ts';
import { OWN_WORDS } from '../../shared/own-words.ts';
import type { SettingsValue } from '../../shared/schemas/settings.ts';
import { type Trunk, type TrunkFields, type TrunkHealth, trunkFieldsSchema } from '../../shared/schemas/trunk.ts';
import { appError } from '../engine/app-error.ts';
import type { PhoneLines } from '../engine/delivery/phone-port.ts';
import type { Store } from '../store/port.ts';
import { findAuthorityProblem } from './authority-certificate.ts';

type Secrets = { readonly password?: string | undefined };
type Named = { readonly name: string; readonly problem: string };

export interface TrunkFlows {
  list(): Promise<(Trunk & { health: TrunkHealth })[]>;
  /** These throw TRUNK_NAME_TAKEN, TRUNK_SETTINGS_INVALID, TRUNK_NOT_FOUND, TRUNK_REVISION_CONFLICT. */
  create(actor: string, input: { fields: TrunkFields; secrets: Secrets }): Promise<Trunk>;
  update(actor: string, input: { id: TrunkId; revision: number; fields: TrunkFields; secrets: Secrets }): Promise<Trunk>;
  remove(actor: string, id: TrunkId): Promise<void>;
  move(actor: string, input: { id: TrunkId; position: number }): Promise<Trunk[]>;
  /** Enabled trunks that cannot be reached or do not accept their account, in their own words; and what calls lack. */
  problems(): Promise<{
    readonly down: readonly Named[];
    /** Users are called, and no trunk is enabled. */
    readonly isMissing: boolean;
    /** Users are called by trunks that are enabled. */
    readonly isInUse: boolean;
  }>;
  /** Reads all trunks from the store into what calls phones. */
  reload(): Promise<void>;
}

export type TrunkPorts = {
  readonly store: Pick<Store, 'read' | 'write' | 'trunks' | 'settings'>;
  readonly lines: Pick<PhoneLines, 'health' | 'replace'>;
};

/** Of a trunk that has not been in use since the engine started. */
const UNUSED: TrunkHealth = {
  state: 'unknown',
  registration: 'off',
  runningCount: 0,
  placedCount: 0,
  answeredCount: 0,
  failedCount: 0,
};

type MediaPorts = Pick<SettingsValue<'phone-call'>, 'mediaPortFrom' | 'mediaPortTo'>;
export type TrunkSurroundings = {
  /** The other trunks. */
  readonly others: readonly Pick<Trunk, 'name' | 'transport' | 'localPort'>[];
  readonly radius: SettingsValue<'radius-listeners'>;
  readonly phoneCall: MediaPorts;
  /** Whether there will be a password once this is saved. */
  readonly hasPassword: boolean;
};

/** Which field is wrong and why, in English. */
type TrunkProblem = { readonly field: keyof TrunkFields | 'password'; readonly problem: string };

/** What is wrong with the fields of a trunk beyond their schema; undefined when nothing is. */
export function findTrunkProblem(fields: TrunkFields, surroundings: TrunkSurroundings): TrunkProblem | undefined {
  const { host, username, codecs } = fields;
  const { hasPassword } = surroundings;
  if (isIP(host.replace(/^\[(.*)\]$/, '$1')) === 0 && /[:[\]]/.test(host)) {
    return { field: 'host', problem: OWN_WORDS['host-has-port'] };
  }
  if (username !== '' && !hasPassword) return { field: 'password', problem: OWN_WORDS['account-without-password'] };
  if (username === '' && hasPassword) return { field: 'username', problem: OWN_WORDS['password-without-account'] };
  if (new Set(codecs).size < codecs.length) return { field: 'codecs', problem: OWN_WORDS['codec-twice'] };
  const port = findPortProblem(fields, surroundings);
  if (port !== undefined) return { field: 'localPort', problem: port };
  const certificate = findAuthorityProblem(fields.authorityCertificate);
  return certificate === undefined ? undefined : { field: 'authorityCertificate', problem: certificate };
}

/** Only over UDP a trunk has a port of its own here. */
function findPortProblem({ transport, localPort }: TrunkFields, surroundings: TrunkSurroundings): string | undefined {
  if (transport !== 'udp' || localPort === 0) return undefined;
  const { others, radius, phoneCall } = surroundings;
  const taken = others.find((other) => other.transport === 'udp' && other.localPort === localPort);
  if (taken !== undefined) return `${OWN_WORDS['port-of-trunk']} (${taken.name})`;
  if (radius.listeners.some(({ port }) => port === localPort)) return OWN_WORDS['port-of-radius'];
  const { from, to } = mediaPortsOf(phoneCall);
  return localPort >= from && localPort <= to ? `${OWN_WORDS['port-of-sound']} (${from}–${to})` : undefined;
}

/** Two numbers the other way round mean the same. */
export function mediaPortsOf({ mediaPortFrom, mediaPortTo }: MediaPorts): { readonly from: number; readonly to: number } {
  return { from: Math.min(mediaPortFrom, mediaPortTo), to: Math.max(mediaPortFrom, mediaPortTo) };
}

const isDown = ({ state, registration }: TrunkHealth): boolean => state === 'down' || registration === 'failed';

export function createTrunkFlows({ store, lines }: TrunkPorts): TrunkFlows {
  const reload = async (): Promise<void> => lines.replace(await store.trunks());
  const listAll = () => store.read('trunks.list', undefined);
  const getTrunk = async (id: TrunkId): Promise<Trunk> => {
    const trunk = (await listAll()).find((each) => each.id === id);
    if (trunk === undefined) throw appError('TRUNK_NOT_FOUND', { detail: { trunk: id } });
    return trunk;
  };
  const check = async (fields: TrunkFields, id: TrunkId | undefined, hasPassword: boolean): Promise<void> => {
    const [all, radius, phoneCall] = await Promise.all([
      listAll(),
      store.settings('radius-listeners'),
      store.settings('phone-call'),
    ]);
    const others = all.filter((each) => each.id !== id);
    const problem = findTrunkProblem(fields, { others, radius: radius.value, phoneCall: phoneCall.value, hasPassword });
    if (problem !== undefined) throw appError('TRUNK_SETTINGS_INVALID', { detail: problem });
  };

  return {
    reload,
    async list() {
      const health = lines.health();
      return (await listAll()).map((trunk) => ({ ...trunk, health: health.get(trunk.id) ?? UNUSED }));
    },
    async problems() {
      const health = lines.health();
      const [all, isWanted] = await Promise.all([listAll(), store.read('trunks.wanted', undefined)]);
      const enabled = all.filter(({ isEnabled }) => isEnabled);
      return {
        down: enabled.flatMap(({ id, name }) => {
          const found = health.get(id);
          return found === undefined || !isDown(found) ? [] : [{ name, problem: found.lastProblem?.problem ?? '' }];
        }),
        isMissing: isWanted && enabled.length === 0,
        isInUse: isWanted && enabled.length > 0,
      };
    },
    async create(actor, { fields, secrets }) {
      const password = secrets.password === '' ? undefined : secrets.password;
      await check(fields, undefined, password !== undefined);
      const trunk = await store.write(
        'trunks.create',
        { fields, password },
        {
          actor,
          action: 'trunks.create',
          subject: fields.name,
          detail: { ...fields, ...(password === undefined ? {} : { password: 'set' }) },
        },
      );
      await reload();
      return trunk;
    },
    async update(actor, { id, revision, fields, secrets }) {
      const before = await getTrunk(id);
      // The password goes with its account.
      const password = secrets.password ?? (fields.username === '' && before.hasPassword ? '' : undefined);
      await check(fields, id, password === undefined ? before.hasPassword : password !== '');
      const trunk = await store.write(
        'trunks.update',
        { id, revision, fields, password },
        {
          actor,
          action: 'trunks.update',
          subject: before.name,
          detail: {
            before: trunkFieldsSchema.parse(before),
            after: fields,
            ...(password === undefined ? {} : { password: password === '' ? 'removed' : 'changed' }),
          },
        },
      );
      await reload();
      return trunk;
    },
    async remove(actor, id) {
      const { name } = await getTrunk(id);
      await store.write('trunks.delete', { id }, { actor, action: 'trunks.delete', subject: name, detail: {} });
      await reload();
    },
    async move(actor, { id, position }) {
      const { name, position: before } = await getTrunk(id);
      const trunks = await store.write(
        'trunks.move',
        { id, position },
        { actor, action: 'trunks.move', subject: name, detail: { before: { position: before }, after: { position } } },
      );
      await reload();
      return [...trunks];
    },
  };
}
