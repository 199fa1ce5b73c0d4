/**
 * Retransmissions (RFC 5080 §2.2.2): the same source address, port, identifier and Request Authenticator is the
 * same request. While it runs, a second copy joins it; after it was answered, a copy gets the same bytes. A
 * request with the same identifier and another authenticator is a new one and takes the place of the old.
 *
 * All answers live equally long, so the order of answering is the order of expiry: a linked list is swept from
 * its head, with no timer for each entry.
 */
import { AUTHENTICATOR_OFFSET } from '../protocols/radius/packet.ts';

/** One request that runs or was answered. Fields are the cache's own; read `reply` and `readyAt` only. */
export type DuplicateEntry = {
  /** The bytes sent; undefined while the request runs. */
  reply: Uint8Array | undefined;
  /** Monotonic milliseconds when `reply` leaves; a copy that comes earlier joins the wait. */
  readyAt: number;
  readonly address: string;
  /** Source port and identifier in one number. */
  readonly slot: number;
  readonly word0: number;
  readonly word1: number;
  readonly word2: number;
  readonly word3: number;
  isCurrent: boolean;
  expiresAt: number;
  previous: DuplicateEntry | undefined;
  next: DuplicateEntry | undefined;
};

export type DuplicateCache = {
  /** The entry of this very request, or undefined when it is new. */
  find(address: string, port: number, request: Uint8Array): DuplicateEntry | undefined;
  /** Notes a new request as running. The caller ends it with `answer` or `forget`. */
  begin(address: string, port: number, request: Uint8Array): DuplicateEntry;
  /**
   * Keeps `reply` for copies. False when the client has meanwhile used the identifier for another request: the
   * reply must not be sent then (RFC 5080 §2.2.2).
   */
  answer(entry: DuplicateEntry, reply: Uint8Array, now: number, readyAt: number): boolean;
  /** Drops a request that gets no answer, so that its next copy is tried anew. */
  forget(entry: DuplicateEntry): void;
  /** Drops what has expired; also done while answering. `now` in monotonic milliseconds. */
  sweep(now: number): void;
  /** Entries held, running ones among them. */
  size(): number;
};

/** Milliseconds; ours. A VPN that waits 60 s sends copies every 5 to 20 s (FreeRADIUS keeps answers 5 s). */
const LIFETIME_MILLISECONDS = 30_000;
/** Entries; ours: about 60 MB when full of short replies. Beyond it the oldest answer goes early. */
const ENTRIES_MAX = 131_072;

export function createDuplicateCache(
  options: { readonly lifetimeMilliseconds?: number; readonly entriesMax?: number } = {},
): DuplicateCache {
  const lifetime = options.lifetimeMilliseconds ?? LIFETIME_MILLISECONDS;
  const entriesMax = options.entriesMax ?? ENTRIES_MAX;
  const sources = new Map<string, Map<number, DuplicateEntry>>();
  let oldest: DuplicateEntry | undefined;
  let newest: DuplicateEntry | undefined;
  let count = 0;

  const unlink = (entry: DuplicateEntry): void => {
    if (entry.reply === undefined) return;
    if (entry.previous === undefined) oldest = entry.next;
    else entry.previous.next = entry.next;
    if (entry.next === undefined) newest = entry.previous;
    else entry.next.previous = entry.previous;
    entry.previous = undefined;
    entry.next = undefined;
  };
  const drop = (entry: DuplicateEntry): void => {
    if (!entry.isCurrent) return;
    entry.isCurrent = false;
    unlink(entry);
    count -= 1;
    const slots = sources.get(entry.address);
    if (slots?.get(entry.slot) !== entry) return;
    slots.delete(entry.slot);
    if (slots.size === 0) sources.delete(entry.address);
  };
  const sweep = (now: number): void => {
    while (oldest !== undefined && (oldest.expiresAt <= now || count > entriesMax)) drop(oldest);
  };

  return {
    find(address, port, request) {
      const entry = sources.get(address)?.get(slotOf(port, request));
      if (entry === undefined) return undefined;
      const isSame =
        entry.word0 === wordAt(request, 0) &&
        entry.word1 === wordAt(request, 4) &&
        entry.word2 === wordAt(request, 8) &&
        entry.word3 === wordAt(request, 12);
      return isSame ? entry : undefined;
    },
    begin(address, port, request) {
      let slots = sources.get(address);
      if (slots === undefined) {
        slots = new Map();
        sources.set(address, slots);
      }
      const slot = slotOf(port, request);
      const replaced = slots.get(slot);
      if (replaced !== undefined) {
        replaced.isCurrent = false;
        unlink(replaced);
        count -= 1;
      }
      const entry: DuplicateEntry = {
        reply: undefined,
        readyAt: 0,
        address,
        slot,
        word0: wordAt(request, 0),
        word1: wordAt(request, 4),
        word2: wordAt(request, 8),
        word3: wordAt(request, 12),
        isCurrent: true,
        expiresAt: 0,
        previous: undefined,
        next: undefined,
      };
      slots.set(slot, entry);
      count += 1;
      return entry;
    },
    answer(entry, reply, now, readyAt) {
      if (!entry.isCurrent) return false;
      entry.reply = reply;
      entry.readyAt = readyAt;
      entry.expiresAt = now + lifetime;
      entry.previous = newest;
      if (newest === undefined) oldest = entry;
      else newest.next = entry;
      newest = entry;
      sweep(now);
      return true;
    },
    forget: drop,
    sweep,
    size: () => count,
  };
}

function slotOf(port: number, request: Uint8Array): number {
  return port * 256 + (request[1] ?? 0);
}

function wordAt(request: Uint8Array, offset: number): number {
  const at = AUTHENTICATOR_OFFSET + offset;
  return ((request[at] ?? 0) << 24) | ((request[at + 1] ?? 0) << 16) | ((request[at + 2] ?? 0) << 8) | (request[at + 3] ?? 0);
}
