/**
 * What RADIUS clients really do, in memory since the engine started. For each client:
 * requestCount = acceptCount + rejectCount + challengeCount + duplicateCount + all discards. Answers to
 * Status-Server are listed under `recent` and not counted; a reject for a password protocol that cannot be
 * used counts as the discard 'protocol-unsupported'.
 */
import type { RadiusClientId } from '../../shared/ids.ts';
import type { DiscardKind, RadiusActivity } from '../../shared/schemas/radius.ts';

export type ActivityEntry = RadiusActivity['recent'][number];
export type DiscardCounts = Partial<Record<DiscardKind, number>>;

export type RadiusActivityLog = {
  /** One request of a client that is done with. */
  record(clientId: RadiusClientId, entry: ActivityEntry): void;
  /** Whether the client's last Access-Request carried Message-Authenticator. */
  noteMessageAuthenticator(clientId: RadiusClientId, isSent: boolean): void;
  countDuplicate(clientId: RadiusClientId, at: number): void;
  /** A packet from an address that is no client's. */
  countUnknownSource(): void;
  activities(): RadiusActivity[];
  /** With nothing counted where the client has sent nothing yet. */
  activityOf(clientId: RadiusClientId): RadiusActivity;
  /** Packets that no client can be blamed for. */
  discards(): DiscardCounts;
  /** Forgets clients that no longer exist. */
  retain(clientIds: ReadonlySet<RadiusClientId>): void;
};

/** Rows kept for each client; the most that radiusActivitySchema describes. */
const RECENT_MAX = 50;

type Counters = {
  requestCount: number;
  acceptCount: number;
  rejectCount: number;
  challengeCount: number;
  duplicateCount: number;
  readonly discards: Map<DiscardKind, number>;
  lastRequestAt: number | undefined;
  sendsMessageAuthenticator: boolean | undefined;
  lastError: { readonly at: number; readonly kind: DiscardKind } | undefined;
  /** A ring: `nextIndex` is where the next entry goes. */
  readonly recent: ActivityEntry[];
  nextIndex: number;
};

export function createRadiusActivity(): RadiusActivityLog {
  const clients = new Map<RadiusClientId, Counters>();
  let unknownSourceCount = 0;

  const countersOf = (clientId: RadiusClientId): Counters => {
    let counters = clients.get(clientId);
    if (counters === undefined) {
      counters = newCounters();
      clients.set(clientId, counters);
    }
    return counters;
  };

  return {
    record(clientId, entry) {
      const counters = countersOf(clientId);
      counters.lastRequestAt = entry.at;
      counters.recent[counters.nextIndex] = entry;
      counters.nextIndex = (counters.nextIndex + 1) % RECENT_MAX;
      if (entry.reply === 'status') return;
      counters.requestCount += 1;
      if (entry.discard !== undefined) {
        counters.discards.set(entry.discard, (counters.discards.get(entry.discard) ?? 0) + 1);
        counters.lastError = { at: entry.at, kind: entry.discard };
      } else if (entry.reply === 'accept') counters.acceptCount += 1;
      else if (entry.reply === 'reject') counters.rejectCount += 1;
      else if (entry.reply === 'challenge') counters.challengeCount += 1;
    },
    noteMessageAuthenticator(clientId, isSent) {
      countersOf(clientId).sendsMessageAuthenticator = isSent;
    },
    countDuplicate(clientId, at) {
      const counters = countersOf(clientId);
      counters.requestCount += 1;
      counters.duplicateCount += 1;
      counters.lastRequestAt = at;
    },
    countUnknownSource() {
      unknownSourceCount += 1;
    },
    activities: () => [...clients].map(([clientId, counters]) => toActivity(clientId, counters)),
    activityOf: (clientId) => toActivity(clientId, clients.get(clientId) ?? newCounters()),
    discards: () => (unknownSourceCount === 0 ? {} : { 'unknown-source': unknownSourceCount }),
    retain(clientIds) {
      for (const clientId of clients.keys()) if (!clientIds.has(clientId)) clients.delete(clientId);
    },
  };
}

function newCounters(): Counters {
  return {
    requestCount: 0,
    acceptCount: 0,
    rejectCount: 0,
    challengeCount: 0,
    duplicateCount: 0,
    discards: new Map(),
    lastRequestAt: undefined,
    sendsMessageAuthenticator: undefined,
    lastError: undefined,
    recent: [],
    nextIndex: 0,
  };
}

function toActivity(clientId: RadiusClientId, counters: Counters): RadiusActivity {
  const { recent, nextIndex } = counters;
  const oldestFirst = recent.length < RECENT_MAX ? recent : [...recent.slice(nextIndex), ...recent.slice(0, nextIndex)];
  return {
    clientId,
    requestCount: counters.requestCount,
    acceptCount: counters.acceptCount,
    rejectCount: counters.rejectCount,
    challengeCount: counters.challengeCount,
    duplicateCount: counters.duplicateCount,
    discards: Object.fromEntries(counters.discards),
    lastRequestAt: counters.lastRequestAt,
    sendsMessageAuthenticator: counters.sendsMessageAuthenticator,
    lastError: counters.lastError,
    recent: oldestFirst.toReversed(),
  };
}
