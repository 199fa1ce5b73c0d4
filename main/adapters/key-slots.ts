/**
 * The data key and the ways to open it. keys.json holds one slot a way: each wraps the same data key. A slot of
 * kind os-keystore (DPAPI on Windows) can join without a change to the others.
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

const SLOTS_FILE = 'keys.json';
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
const slotsFileSchema = z.object({
  version: z.literal(1),
  slots: z.array(z.discriminatedUnion('kind', [keyFileSlotSchema, passphraseSlotSchema])),
});
type SlotsFile = z.infer<typeof slotsFileSchema>;

export interface KeySlots {
  /** 32 bytes. The caller must not keep them longer than it needs. */
  readonly dataKey: Uint8Array;
  hasPassphrase(): boolean;
  passphraseSlot(): PassphraseSlot | undefined;
  /** Makes a recovery passphrase, shown this once, in place of an earlier one. */
  renewPassphrase(): Promise<string>;
}

type FolderOptions = { readonly folder: string; readonly random: Random };

/** A new data key (or `dataKey`, after a restore) with a key-file slot and the slots given. */
export async function createKeySlots(
  { folder, random }: FolderOptions,
  options: { dataKey?: Uint8Array; passphraseSlot?: PassphraseSlot } = {},
): Promise<KeySlots> {
  const dataKey = options.dataKey ?? random.bytes(BOX_KEY_BYTES);
  const keyFileSlot = await writeKeyFile({ folder, random }, dataKey);
  const slots: SlotsFile['slots'] = [keyFileSlot];
  if (options.passphraseSlot !== undefined) slots.push(options.passphraseSlot);
  await writeSlots(folder, { version: 1, slots });
  return joinSlots({ folder, random }, dataKey, slots);
}

/**
 * Opens the data key by the key file, or by `passphrase` where that is lost: then a new key file is made.
 * Undefined when the folder has no key slots at all.
 * @throws KEY_SLOT_UNAVAILABLE · PASSPHRASE_WRONG · PASSPHRASE_NOT_SET
 */
export async function openKeySlots({ folder, random }: FolderOptions, passphrase?: string): Promise<KeySlots | undefined> {
  const file = await readSlots(folder);
  if (file === undefined) return undefined;
  if (passphrase === undefined) {
    return joinSlots({ folder, random }, await openByKeyFile({ folder, random }, file), file.slots);
  }
  const slot = passphraseSlotOf(file.slots);
  if (slot === undefined) throw appError('PASSPHRASE_NOT_SET');
  const dataKey = await openPassphraseSlot(slot, passphrase, random);
  return createKeySlots({ folder, random }, { dataKey, passphraseSlot: slot });
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
    text = await readFile(join(folder, SLOTS_FILE), 'utf8');
  } catch (error) {
    if (problemOf(error) === 'ENOENT') return undefined;
    throw appError('KEY_SLOT_UNAVAILABLE', { detail: { problem: `${SLOTS_FILE}-${problemOf(error)}` }, cause: error });
  }
  try {
    return slotsFileSchema.parse(JSON.parse(text));
  } catch (error) {
    throw appError('KEY_SLOT_UNAVAILABLE', { detail: { problem: `${SLOTS_FILE}-damaged` }, cause: error });
  }
}

async function writeSlots(folder: string, file: SlotsFile): Promise<void> {
  await writeDurably(join(folder, SLOTS_FILE), async (handle) => handle.writeFile(`${JSON.stringify(file, null, 2)}\n`));
}
