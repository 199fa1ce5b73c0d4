/**
 * A file written front to back on a thread of its own. Every write waits for the disk: that is what keeps the memory of
 * a million rows flat, and what makes a full disk show at once.
 */
import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { PRIVATE_FILE_MODE } from '../durable-file.ts';

/** Bytes gathered before a write; ours. */
const BUFFER_BYTES = 256 * 1024;

export type FileSink = {
  write(chunk: string | Uint8Array): void;
  /** Bytes so far. */
  sizeBytes(): number;
  /** On disk when it returns. */
  finish(): void;
  /** Lets go of the file, whatever is in it. */
  abandon(): void;
};

/** @throws the system's errors: ENOSPC, EACCES ... here and in each write */
export function openFileSink(path: string): FileSink {
  const file = openSync(path, 'w', PRIVATE_FILE_MODE);
  const gathered: Uint8Array[] = [];
  let gatheredBytes = 0;
  let writtenBytes = 0;
  let isOpen = true;

  const flush = () => {
    const bytes = gathered.length === 1 ? (gathered[0] ?? new Uint8Array()) : Buffer.concat(gathered);
    for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at);
    writtenBytes += bytes.length;
    gathered.length = 0;
    gatheredBytes = 0;
  };
  const close = () => {
    if (!isOpen) return;
    isOpen = false;
    closeSync(file);
  };
  return {
    write(chunk) {
      const bytes = typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
      gathered.push(bytes);
      gatheredBytes += bytes.length;
      if (gatheredBytes >= BUFFER_BYTES) flush();
    },
    sizeBytes: () => writtenBytes + gatheredBytes,
    finish() {
      flush();
      fsyncSync(file);
      close();
    },
    abandon: close,
  };
}
