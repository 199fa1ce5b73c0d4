/**
 * A Bloom filter over each 1024 ids of the authentication log: whether an address, a RADIUS client or a reason can
 * occur among them. An index would dirty a page of its own for each attempt; this is one row that grows in place.
 */
import type { Connection } from './connection.ts';

/** Ids in a block; ours. */
export const BLOCK_IDS = 1024;
/** 16 bits for each attempt: nearly each has a calling address of its own. Measured: 2 false blocks in 1,000. */
const FILTER_BYTES = 2048;
const FILTER_BITS_MASK = FILTER_BYTES * 8 - 1;
const HASHES = 5;
/** FNV-1a (draft-eastlake-fnv): offset basis and prime of 32 bits; the second seed is its own hash of nothing, rotated. */
const FNV_BASIS = 0x811c9dc5;
const FNV_PRIME = 0x01000193;
const SECOND_BASIS = 0x9dc5811c;

/** What of an attempt a filter can tell; undefined in a question means any. */
export type BlockFacts = {
  readonly callingAddress?: string | undefined;
  readonly clientAddress?: string | undefined;
  readonly radiusClientId?: number | undefined;
  readonly reason?: string | undefined;
  readonly result?: number | undefined;
  readonly isGranted?: boolean | undefined;
  readonly applicationName?: string | undefined;
};

/**
 * The words under which these facts stand in a filter. Pairs, because a client and a result may each be in every
 * block and yet never meet.
 */
export function blockWords(facts: BlockFacts): readonly string[] {
  const { callingAddress, clientAddress, radiusClientId, reason } = facts;
  const words: string[] = [];
  if (callingAddress !== undefined) words.push(`${CALLING}${callingAddress}`);
  const subjects: string[] = [];
  if (clientAddress !== undefined) subjects.push(`c${clientAddress}`);
  if (radiusClientId !== undefined) subjects.push(`r${radiusClientId}`);
  if (reason !== undefined) subjects.push(`w${reason}`);
  const seconds: string[] = [];
  if (reason !== undefined) seconds.push(`w${reason}`);
  if (facts.result !== undefined) seconds.push(`n${facts.result}`);
  if (facts.isGranted !== undefined) seconds.push(facts.isGranted ? 'y' : 'n');
  if (facts.applicationName !== undefined) seconds.push(`p${facts.applicationName.toLowerCase()}`);
  for (const subject of subjects) {
    words.push(subject);
    for (const second of seconds) if (second !== subject) words.push(`${subject}\n${second}`);
  }
  return words;
}

function fold(text: string, basis: number): number {
  let hash = basis;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), FNV_PRIME);
  return hash;
}

function hashOf(word: string, basis: number): number {
  const hash = fold(word, basis);
  // FNV's low bits mix slowly.
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** What a calling address stands under begins so; folded once, since each attempt has one. */
const CALLING = 'a';
const CALLING_BASES = { first: fold(CALLING, FNV_BASIS), second: fold(CALLING, SECOND_BASIS) };
const BASES = { first: FNV_BASIS, second: SECOND_BASIS };

function addWord(filter: Uint8Array, word: string, bases = BASES): void {
  let bit = hashOf(word, bases.first);
  const step = hashOf(word, bases.second) | 1;
  for (let i = 0; i < HASHES; i += 1) {
    const at = bit & FILTER_BITS_MASK;
    filter[at >> 3] = (filter[at >> 3] ?? 0) | (1 << (at & 7));
    bit = (bit + step) >>> 0;
  }
}

/** The bits that must all be set, to be asked of many filters. */
export function bitsOf(words: readonly string[]): readonly number[] {
  return words.flatMap((word) => {
    const first = hashOf(word, FNV_BASIS);
    const step = hashOf(word, SECOND_BASIS) | 1;
    return Array.from({ length: HASHES }, (_, i) => ((first + i * step) >>> 0) & FILTER_BITS_MASK);
  });
}

/** False: nothing of that kind is in the block. */
export function mayHold(filter: Uint8Array, bits: readonly number[]): boolean {
  return bits.every((bit) => ((filter[bit >> 3] ?? 0) & (1 << (bit & 7))) !== 0);
}

export type BlockFilters = {
  readonly add: (id: number, facts: BlockFacts & { readonly result: number; readonly isGranted: boolean }) => void;
  /** Inside the transaction of the rows. */
  readonly flush: () => void;
  /** After a rollback: the filters are read anew. */
  readonly discard: () => void;
};

type OpenBlock = { readonly filter: Uint8Array; readonly seen: Set<string>; isDirty: boolean };

export function prepareBlockFilters(connection: Connection): BlockFilters {
  const find = connection.prepare<[number], { filter: Uint8Array }>('SELECT filter FROM attempt_blocks WHERE block = ?');
  const save = connection.prepare(
    'INSERT INTO attempt_blocks (block, filter) VALUES (?, ?) ON CONFLICT DO UPDATE SET filter = excluded.filter',
  );
  let open = new Map<number, OpenBlock>();
  const openBlock = (number: number): OpenBlock => {
    const known = open.get(number);
    if (known !== undefined) return known;
    const stored = find.get(number)?.filter;
    const block = {
      filter: stored === undefined ? new Uint8Array(FILTER_BYTES) : stored.slice(),
      seen: new Set<string>(),
      isDirty: true,
    };
    open.set(number, block);
    return block;
  };
  return {
    add: (id, facts) => {
      const block = openBlock(Math.floor(id / BLOCK_IDS));
      block.isDirty = true;
      if (facts.callingAddress !== undefined) addWord(block.filter, facts.callingAddress, CALLING_BASES);
      const { clientAddress, radiusClientId, reason, result, isGranted, applicationName } = facts;
      const key = `${clientAddress}\n${radiusClientId}\n${reason}\n${result}\n${isGranted}\n${applicationName}`;
      if (block.seen.has(key)) return;
      block.seen.add(key);
      for (const word of blockWords({ ...facts, callingAddress: undefined })) addWord(block.filter, word);
    },
    flush: () => {
      let newest = -1;
      for (const [number, block] of open) {
        if (block.isDirty) save.run(number, block.filter);
        block.isDirty = false;
        newest = Math.max(newest, number);
      }
      const last = open.get(newest);
      if (open.size > 1 && last !== undefined) open = new Map([[newest, last]]);
    },
    discard: () => open.clear(),
  };
}

type StoredFacts = {
  id: number;
  calling_address: string;
  client_address: string;
  radius_client_id: number | null;
  reason: string;
  result: number;
  is_granted: number;
  application_name: string;
};

/** The filters of all rows; for the migration that brings them. */
export function fillBlocks(connection: Connection): void {
  const filters = prepareBlockFilters(connection);
  const page = connection.prepare<[number], StoredFacts>(
    `SELECT id, calling_address, client_address, radius_client_id, reason, result, is_granted, application_name
     FROM attempts WHERE id > ? ORDER BY id LIMIT ${BLOCK_IDS}`,
  );
  let rows = page.all(0);
  while (rows.length > 0) {
    for (const row of rows) filters.add(row.id, factsOf(row));
    filters.flush();
    rows = page.all(rows.at(-1)?.id ?? 0);
  }
}

export function factsOf(row: StoredFacts) {
  return {
    callingAddress: row.calling_address,
    clientAddress: row.client_address,
    radiusClientId: row.radius_client_id ?? undefined,
    reason: row.reason,
    result: row.result,
    isGranted: row.is_granted === 1,
    applicationName: row.application_name,
  };
}
