/**
 * The back-up file: magic, length of the header (4 bytes, big-endian), header (JSON), SHA-256 of all that, then
 * the database in sealed chunks. Chunks follow the STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár,
 * 2015): AES-256-GCM under a key of this file alone, the nonce being prefix (7 bytes), chunk number (4), last
 * flag (1), so that no chunk can be moved, repeated, left out or cut off. The header's hash is authenticated
 * with each chunk.
 */
import { createCipheriv, createDecipheriv, hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { z } from 'zod';
import { type AppError, appError } from '../engine/app-error.ts';
import type { Random } from '../engine/ports.ts';
import { PRIVATE_FILE_MODE, problemOf, writeDurably } from './durable-file.ts';
import { type PassphraseSlot, passphraseSlotSchema } from './key-slots.ts';
import { BOX_KEY_BYTES, createSecretBox, SealedValueError } from './secret-box.ts';

const MAGIC = Buffer.from('COUNTERSIGN BACK-UP\n', 'latin1');
const HEADER_MAX_BYTES = 64 * 1024;
const HASH_BYTES = 32;
const CHUNK_BYTES = 256 * 1024;
const TAG_BYTES = 16;
const NONCE_PREFIX_BYTES = 7;
const FILE_KEY_CONTEXT = 'backup-file-key';

const headerSchema = z.object({
  version: z.literal(1),
  createdAt: z.int().nonnegative(),
  noncePrefix: z.base64(),
  /** The file's key, sealed under the data key. */
  wrappedKey: z.base64(),
  /** How another machine gets the data key. */
  slot: passphraseSlotSchema,
});
type BackupHeader = z.infer<typeof headerSchema>;
/** The hash stands for the whole header in each chunk. */
export type OpenedHeader = { readonly header: BackupHeader; readonly headerHash: Buffer; readonly bodyAt: number };

type WriteOptions = {
  /** The plain copy of the database. */
  readonly source: string;
  readonly target: string;
  readonly createdAt: number;
  readonly dataKey: Uint8Array;
  readonly slot: PassphraseSlot;
  readonly random: Random;
  readonly onProgress?: ((writtenBytes: number, totalBytes: number) => void) | undefined;
};

/** Writes `target` whole or not at all. Answers its size in bytes. */
export async function writeBackupFile(options: WriteOptions): Promise<number> {
  const { source, target, createdAt, dataKey, slot, random, onProgress } = options;
  const fileKey = random.bytes(BOX_KEY_BYTES);
  const noncePrefix = Buffer.from(random.bytes(NONCE_PREFIX_BYTES));
  const wrappedKey = Buffer.from(createSecretBox(dataKey, random).seal(fileKey, FILE_KEY_CONTEXT)).toString('base64');
  const header: BackupHeader = { version: 1, createdAt, noncePrefix: noncePrefix.toString('base64'), wrappedKey, slot };
  const json = Buffer.from(JSON.stringify(header));
  const length = Buffer.alloc(4);
  length.writeUInt32BE(json.length);
  const head = Buffer.concat([MAGIC, length, json]);
  const headerHash = hash('sha256', head, 'buffer');
  let sizeBytes = head.length + HASH_BYTES;
  const input = await open(source, 'r');
  try {
    const { size: totalBytes } = await input.stat();
    await writeDurably(target, async (output) => {
      await output.write(head);
      await output.write(headerHash);
      for await (const { bytes, number, isLast } of chunksOf(input, CHUNK_BYTES)) {
        const sealed = sealChunk(bytes, { key: fileKey, nonce: chunkNonce(noncePrefix, number, isLast), headerHash });
        await output.write(sealed);
        sizeBytes += sealed.length;
        onProgress?.(sizeBytes, totalBytes);
      }
    });
  } finally {
    await input.close();
    fileKey.fill(0);
  }
  return sizeBytes;
}

type Chunk = { readonly bytes: Buffer; readonly number: number; readonly isLast: boolean };

/** An empty file is one empty last chunk. */
async function* chunksOf(file: FileHandle, chunkBytes: number, start = 0): AsyncGenerator<Chunk> {
  const { size } = await file.stat();
  const count = Math.max(1, Math.ceil((size - start) / chunkBytes));
  for (let number = 0; number < count; number += 1) {
    const wanted = Math.min(chunkBytes, size - start - number * chunkBytes);
    const bytes = Buffer.alloc(Math.max(0, wanted));
    const { bytesRead } = await file.read(bytes, 0, bytes.length, start + number * chunkBytes);
    if (bytesRead !== bytes.length) throw new RangeError('file became shorter while it was read');
    yield { bytes, number, isLast: number === count - 1 };
  }
}

type ChunkKey = { readonly key: Uint8Array; readonly nonce: Buffer; readonly headerHash: Buffer };

function chunkNonce(prefix: Buffer, number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  prefix.copy(nonce);
  nonce.writeUInt32BE(number, NONCE_PREFIX_BYTES);
  nonce[11] = isLast ? 1 : 0;
  return nonce;
}

function sealChunk(bytes: Buffer, { key, nonce, headerHash }: ChunkKey): Buffer {
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(headerHash);
  return Buffer.concat([cipher.update(bytes), cipher.final(), cipher.getAuthTag()]);
}

function openChunk(sealed: Buffer, { key, nonce, headerHash }: ChunkKey): Buffer {
  if (sealed.length < TAG_BYTES) throw invalid('cut-off');
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
  decipher.setAAD(headerHash);
  decipher.setAuthTag(sealed.subarray(-TAG_BYTES));
  try {
    return Buffer.concat([decipher.update(sealed.subarray(0, -TAG_BYTES)), decipher.final()]);
  } catch (error) {
    throw invalid('damaged', error);
  }
}

function invalid(problem: string, cause?: unknown): AppError {
  return appError('BACKUP_FILE_INVALID', { detail: { problem }, cause });
}

/** @throws FILE_UNREADABLE · BACKUP_FILE_INVALID */
export async function readBackupHeader(path: string): Promise<OpenedHeader> {
  const file = await openForReading(path);
  try {
    const fixed = await readExactly(file, 0, MAGIC.length + 4);
    if (!fixed.subarray(0, MAGIC.length).equals(MAGIC)) throw invalid('not-a-back-up');
    const length = fixed.readUInt32BE(MAGIC.length);
    if (length > HEADER_MAX_BYTES) throw invalid('header-too-long');
    const rest = await readExactly(file, fixed.length, length + HASH_BYTES);
    const headerHash = hash('sha256', Buffer.concat([fixed, rest.subarray(0, length)]), 'buffer');
    if (!headerHash.equals(rest.subarray(length))) throw invalid('header-damaged');
    return { header: parseHeader(rest.subarray(0, length)), headerHash, bodyAt: fixed.length + rest.length };
  } finally {
    await file.close();
  }
}

function parseHeader(json: Buffer): BackupHeader {
  try {
    return headerSchema.parse(JSON.parse(json.toString('utf8')));
  } catch (error) {
    throw invalid('header-not-understood', error);
  }
}

/** Opens the database of the back-up into `target`. @throws BACKUP_FILE_INVALID */
export async function readBackupBody(
  path: string,
  { header, headerHash, bodyAt }: OpenedHeader,
  { dataKey, target, random }: { readonly dataKey: Uint8Array; readonly target: string; readonly random: Random },
): Promise<void> {
  const key = unwrapFileKey(header, dataKey, random);
  const noncePrefix = Buffer.from(header.noncePrefix, 'base64');
  const input = await openForReading(path);
  try {
    const output = await open(target, 'wx', PRIVATE_FILE_MODE);
    try {
      for await (const { bytes, number, isLast } of chunksOf(input, CHUNK_BYTES + TAG_BYTES, bodyAt)) {
        await output.write(openChunk(bytes, { key, nonce: chunkNonce(noncePrefix, number, isLast), headerHash }));
      }
      await output.sync();
    } finally {
      await output.close();
    }
  } finally {
    await input.close();
    key.fill(0);
  }
}

function unwrapFileKey(header: BackupHeader, dataKey: Uint8Array, random: Random): Uint8Array {
  try {
    return createSecretBox(dataKey, random).open(Buffer.from(header.wrappedKey, 'base64'), FILE_KEY_CONTEXT);
  } catch (error) {
    if (error instanceof SealedValueError) throw invalid('key-does-not-fit', error);
    throw error;
  }
}

async function openForReading(path: string): Promise<FileHandle> {
  try {
    return await open(path, 'r');
  } catch (error) {
    throw appError('FILE_UNREADABLE', { detail: { path, problem: problemOf(error) }, cause: error });
  }
}

async function readExactly(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length);
  const { bytesRead } = await file.read(bytes, 0, length, position);
  if (bytesRead !== length) throw invalid('cut-off');
  return bytes;
}
