/**
 * The data key and the ways to open it. keys.json holds one slot a way: each wraps the same data key. The slot of kind
 * os-keystore (DPAPI on Windows) comes with a host that has a keystore; the others do without it.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { appError } from '../engine/app-error.ts';
import type { Random } from '../engine/ports.ts';
import { deriveKey, PASSPHRASE_COST } from './argon2-hasher.ts';
import { problemOf, writeDurably } from './durable-file.ts';
import { generatePassphrase, parsePassphrase } from './recovery-passphrase.ts';
import { BOX_KEY_BYTES, createSecretBox, SealedValueError } from './secret-box.ts';

export const KEY_SLOTS_FILE = 'keys.json';
const KEY_FILE = 'service.key';
const SALT_BYTES = 16;
const KEY_FILE_CONTEXT = 'data-key:key-file';
const PASSPHRASE_CONTEXT = 'data-key:passphrase';

const keyFileSlotSchema = z.object({ kind: z.literal('key-file'), wrappedKey: z.base64() });
/** Costs are bounded: the slot may come from a back-up file that somebody made to exhaust the machine. */
export const passphraseSlotSchema = z.object({
  kind: z.literal('passphrase'),
  salt: z.base64(),
  memoryKibibytes: z.int().min(8).max(1_048_576),
  passes: z.int().min(1).max(16),
  lanes: z.int().min(1).max(8),
  wrappedKey: z.base64(),
});
export type PassphraseSlot = z.infer<typeof passphraseSlotSchema>;
const keystoreSlotSchema = z.object({ kind: z.literal('os-keystore'), wrappedKey: z.base64() });
const slotsFileSchema = z.object({
  version: z.literal(1),
  slots: z.array(z.discriminatedUnion('kind', [keyFileSlotSchema, passphraseSlotSchema, keystoreSlotSchema])),
});
type SlotsFile = z.infer<typeof slotsFileSchema>;

/** The operating system's keystore, where the host has one: opens only for the account that wrapped. */
export interface Keystore {
  isAvailable(): boolean;
  /** Throws when the keystore refuses. */
  wrap(key: Uint8Array): Uint8Array;
  /** Throws what it did not wrap itself. */
  unwrap(wrapped: Uint8Array): Uint8Array;
}

export interface KeySlots {
  /** 32 bytes. The caller must not keep them longer than it needs. */
  readonly dataKey: Uint8Array;
  hasPassphrase(): boolean;
  passphraseSlot(): PassphraseSlot | undefined;
  /** Makes a recovery passphrase, shown this once, in place of an earlier one. */
  renewPassphrase(): Promise<string>;
}

type FolderOptions = {
  readonly folder: string;
  readonly random: Random;
  readonly keystore?: Keystore | undefined;
};

/** A new data key (or `dataKey`, after a restore) with a key-file slot and the slots given. */
export async function createKeySlots(
  { folder, random, keystore }: FolderOptions,
  options: { dataKey?: Uint8Array; passphraseSlot?: PassphraseSlot } = {},
): Promise<KeySlots> {
  const dataKey = options.dataKey ?? random.bytes(BOX_KEY_BYTES);
  const keyFileSlot = await writeKeyFile({ folder, random }, dataKey);
  const slots: SlotsFile['slots'] = [keyFileSlot];
  if (options.passphraseSlot !== undefined) slots.push(options.passphraseSlot);
  slots.push(...wrapByKeystore(keystore, dataKey));
  await writeSlots(folder, { version: 1, slots });
  return joinSlots({ folder, random }, dataKey, slots);
}

/**
 * Opens the data key by the key file, by the keystore where that is lost, or by `passphrase`: then a new key file is made.
 * Undefined when the folder has no key slots at all.
 * @throws KEY_SLOT_UNAVAILABLE · PASSPHRASE_WRONG · PASSPHRASE_NOT_SET
 */
export async function openKeySlots(
  { folder, random, keystore }: FolderOptions,
  passphrase?: string,
): Promise<KeySlots | undefined> {
  const file = await readSlots(folder);
  if (file === undefined) return undefined;
  if (passphrase === undefined) return openWithoutPassphrase({ folder, random, keystore }, file);
  const slot = passphraseSlotOf(file.slots);
  if (slot === undefined) throw appError('PASSPHRASE_NOT_SET');
  const dataKey = await openPassphraseSlot(slot, passphrase, random);
  return createKeySlots({ folder, random, keystore }, { dataKey, passphraseSlot: slot });
}

async function openWithoutPassphrase({ folder, random, keystore }: FolderOptions, file: SlotsFile): Promise<KeySlots> {
  try {
    const dataKey = await openByKeyFile({ folder, random }, file);
    const missing = file.slots.some(({ kind }) => kind === 'os-keystore') ? [] : wrapByKeystore(keystore, dataKey);
    const slots = [...file.slots, ...missing];
    if (missing.length > 0) await writeSlots(folder, { version: 1, slots });
    return joinSlots({ folder, random }, dataKey, slots);
  } catch (error) {
    const dataKey = openByKeystore(keystore, file);
    if (dataKey === undefined) throw error;
    const keyFileSlot = await writeKeyFile({ folder, random }, dataKey);
    const slots = [keyFileSlot, ...file.slots.filter(({ kind }) => kind !== 'key-file')];
    await writeSlots(folder, { version: 1, slots });
    return joinSlots({ folder, random }, dataKey, slots);
  }
}

/** No slot where there is no keystore, or it refuses: the other slots open the key as before. */
function wrapByKeystore(keystore: Keystore | undefined, dataKey: Uint8Array): SlotsFile['slots'] {
  try {
    if (keystore?.isAvailable() !== true) return [];
    return [{ kind: 'os-keystore', wrappedKey: Buffer.from(keystore.wrap(dataKey)).toString('base64') }];
  } catch {
    // A locked or broken keystore must not keep the engine from starting.
    return [];
  }
}

/** Undefined where the keystore cannot open it: another account, another machine, or no keystore at all. */
function openByKeystore(keystore: Keystore | undefined, { slots }: SlotsFile): Uint8Array | undefined {
  const slot = slots.find(({ kind }) => kind === 'os-keystore');
  if (slot === undefined) return undefined;
  try {
    if (keystore?.isAvailable() !== true) return undefined;
    const dataKey = keystore.unwrap(Buffer.from(slot.wrappedKey, 'base64'));
    return dataKey.length === BOX_KEY_BYTES ? dataKey : undefined;
  } catch {
    // The caller's own error says which slot failed first.
    return undefined;
  }
}

/** @throws PASSPHRASE_WRONG */
export async function openPassphraseSlot(slot: PassphraseSlot, passphrase: string, random: Random): Promise<Uint8Array> {
  const body = parsePassphrase(passphrase);
  if (body === undefined) throw appError('PASSPHRASE_WRONG');
  const key = await deriveKey(body, Buffer.from(slot.salt, 'base64'), slot);
  try {
    return createSecretBox(key, random).open(Buffer.from(slot.wrappedKey, 'base64'), PASSPHRASE_CONTEXT);
  } catch (error) {
    if (error instanceof SealedValueError) throw appError('PASSPHRASE_WRONG', { cause: error });
    throw error;
  } finally {
    key.fill(0);
  }
}

function joinSlots(options: FolderOptions, dataKey: Uint8Array, first: SlotsFile['slots']): KeySlots {
  let slots = first;
  return {
    dataKey,
    hasPassphrase: () => passphraseSlotOf(slots) !== undefined,
    passphraseSlot: () => passphraseSlotOf(slots),
    renewPassphrase: async () => {
      const passphrase = generatePassphrase(options.random);
      const slot = await wrapByPassphrase(options.random, dataKey, passphrase);
      const renewed = [...slots.filter(({ kind }) => kind !== 'passphrase'), slot];
      await writeSlots(options.folder, { version: 1, slots: renewed });
      slots = renewed;
      return passphrase;
    },
  };
}

function passphraseSlotOf(slots: SlotsFile['slots']): PassphraseSlot | undefined {
  return slots.find((slot) => slot.kind === 'passphrase');
}

async function wrapByPassphrase(random: Random, dataKey: Uint8Array, passphrase: string): Promise<PassphraseSlot> {
  const body = parsePassphrase(passphrase);
  if (body === undefined) throw new TypeError('not a recovery passphrase');
  const salt = random.bytes(SALT_BYTES);
  const key = await deriveKey(body, salt, PASSPHRASE_COST);
  const wrappedKey = Buffer.from(createSecretBox(key, random).seal(dataKey, PASSPHRASE_CONTEXT)).toString('base64');
  key.fill(0);
  return { kind: 'passphrase', salt: Buffer.from(salt).toString('base64'), ...PASSPHRASE_COST, wrappedKey };
}

async function writeKeyFile({ folder, random }: FolderOptions, dataKey: Uint8Array): Promise<SlotsFile['slots'][number]> {
  const key = random.bytes(BOX_KEY_BYTES);
  await writeDurably(join(folder, KEY_FILE), async (file) => file.writeFile(key));
  const wrappedKey = Buffer.from(createSecretBox(key, random).seal(dataKey, KEY_FILE_CONTEXT)).toString('base64');
  return { kind: 'key-file', wrappedKey };
}

async function openByKeyFile({ folder, random }: FolderOptions, { slots }: SlotsFile): Promise<Uint8Array> {
  const slot = slots.find(({ kind }) => kind === 'key-file');
  if (slot === undefined) throw appError('KEY_SLOT_UNAVAILABLE', { detail: { problem: 'key-file-slot-missing' } });
  try {
    const key = await readFile(join(folder, KEY_FILE));
    return createSecretBox(key, random).open(Buffer.from(slot.wrappedKey, 'base64'), KEY_FILE_CONTEXT);
  } catch (error) {
    const problem = isNodeError(error) ? `${KEY_FILE}-${problemOf(error)}` : `${KEY_FILE}-does-not-fit`;
    throw appError('KEY_SLOT_UNAVAILABLE', { detail: { problem }, cause: error });
  }
}

function isNodeError(error: unknown): boolean {
  return error instanceof Error && 'syscall' in error;
}

async function readSlots(folder: string): Promise<SlotsFile | undefined> {
  let text: string;
  try {
    text = await readFile(join(folder, KEY_SLOTS_FILE), 'utf8');
  } catch (error) {
    if (problemOf(error) === 'ENOENT') return undefined;
    throw appError('KEY_SLOT_UNAVAILABLE', { detail: { problem: `${KEY_SLOTS_FILE}-${problemOf(error)}` }, cause: error });
  }
  try {
    return slotsFileSchema.parse(JSON.parse(text));
  } catch (error) {
    throw appError('KEY_SLOT_UNAVAILABLE', { detail: { problem: `${KEY_SLOTS_FILE}-damaged` }, cause: error });
  }
}

async function writeSlots(folder: string, file: SlotsFile): Promise<void> {
  await writeDurably(join(folder, KEY_SLOTS_FILE), async (handle) => handle.writeFile(`${JSON.stringify(file, null, 2)}\n`));
}
