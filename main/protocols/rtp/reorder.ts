// Packets put back into the order of their sequence numbers (RFC 3550 §5.1) within a small window. Left out: concealing what is lost.

/** Packets that wait for a missing one before them; ours: 4 of 20 ms, more than a network that is fit for speech swaps. */
const WAITING_MAX = 4;
/** Milliseconds a packet waits for one before it, where nothing follows; ours. */
const WAITING_MAX_MILLISECONDS = 100;

export type Reorder<Item> = {
  /** What is next in order now that `item` with this extended sequence number is here; undefined: its place was given up. */
  push(item: Item, extended: number, now: number): readonly Item[] | undefined;
  /** What has waited too long, with what follows it. */
  releaseOverdue(now: number): readonly Item[];
  /** All that waits, and forget the numbers: a stream that begins anew follows. */
  flush(): readonly Item[];
};

type Waiting<Item> = { readonly extended: number; readonly item: Item; readonly since: number };

export function openReorder<Item>(): Reorder<Item> {
  let waiting: readonly Waiting<Item>[] = [];
  /** The extended sequence number that is next; undefined before the first packet of a stream. */
  let next: number | undefined;

  /** Takes the first `given` of those that wait, over the gaps between them, and what follows without a gap. */
  const take = (given: number): readonly Item[] => {
    let count = given;
    let following = given === 0 ? next : (waiting[given - 1]?.extended ?? 0) + 1;
    while (following !== undefined && waiting[count]?.extended === following) {
      count += 1;
      following += 1;
    }
    next = following;
    const taken = waiting.slice(0, count);
    waiting = waiting.slice(count);
    return taken.map(({ item }) => item);
  };
  return {
    push(item, extended, now) {
      next ??= extended;
      if (extended < next) return undefined;
      waiting = [...waiting, { extended, item, since: now }].sort((one, other) => one.extended - other.extended);
      const released = take(0);
      return released.length === 0 && waiting.length > WAITING_MAX ? take(1) : released;
    },
    releaseOverdue: (now) => take(waiting.findLastIndex(({ since }) => now - since >= WAITING_MAX_MILLISECONDS) + 1),
    flush() {
      const rest = take(waiting.length);
      next = undefined;
      return rest;
    },
  };
}
