/**
 * Writes a ZIP archive front to back (APPNOTE 6.3.10), sizes after the content (general purpose bit 3). Left out:
 * encryption, ZIP64 (an archive of 4 GB or more is refused), reading.
 */
import { constants, crc32, deflateRawSync } from 'node:zlib';
import type { FileSink } from './file-sink.ts';

const LOCAL_HEADER = 0x04034b50;
const DATA_DESCRIPTOR = 0x08074b50;
const CENTRAL_HEADER = 0x02014b50;
const END_OF_DIRECTORY = 0x06054b50;
/** 2.0: deflate. */
const VERSION = 20;
/** Bit 3: sizes follow the content; bit 11: names are UTF-8. */
const FLAGS = 0x0808;
const DEFLATE = 8;
/** 1980-01-01, the first day that the format knows: the same content makes the same archive. */
const DOS_DATE = 0x0021;
const SIZE_MAX = 0xffffffff;
/** Bytes deflated at a time; ours. */
const BLOCK_BYTES = 256 * 1024;
/** Bytes of packed output that one block has room for before another buffer is taken; ours. */
const CHUNK_BYTES = 64 * 1024;
/** Ours, measured: level 6 is a third slower for a file 4 % smaller. */
const LEVEL = 3;
/** The end of a deflate stream whose blocks were all flushed (RFC 1951 §3.2.3: final block, fixed codes, end of block). */
const LAST_BLOCK = Uint8Array.of(0x03, 0x00);

type Entry = {
  readonly name: Buffer;
  readonly offset: number;
  readonly crc: number;
  readonly packedBytes: number;
  readonly plainBytes: number;
};

export type ZipEntry = {
  write(text: string): void;
  plainBytes(): number;
  close(): void;
};
export type ZipFile = {
  /** One at a time. */
  open(name: string): ZipEntry;
  add(name: string, text: string): void;
  finish(): void;
};

function record(...fields: readonly (readonly [size: 2 | 4, value: number])[]): Buffer {
  const buffer = Buffer.alloc(fields.reduce((sum, [size]) => sum + size, 0));
  let at = 0;
  for (const [size, value] of fields) {
    if (size === 2) buffer.writeUInt16LE(value, at);
    else buffer.writeUInt32LE(value, at);
    at += size;
  }
  return buffer;
}

/** Bytes, which must stay below what the format can say. */
function checked(bytes: number): number {
  if (bytes >= SIZE_MAX) throw Object.assign(new Error('an archive of 4 GB or more'), { code: 'EFBIG' });
  return bytes;
}

export function createZipFile(sink: FileSink): ZipFile {
  const entries: Entry[] = [];

  const open = (fileName: string): ZipEntry => {
    const name = Buffer.from(fileName);
    const offset = checked(sink.sizeBytes());
    sink.write(
      Buffer.concat([
        record([4, LOCAL_HEADER], [2, VERSION], [2, FLAGS], [2, DEFLATE], [2, 0], [2, DOS_DATE], [4, 0], [4, 0], [4, 0]),
        record([2, name.length], [2, 0]),
        name,
      ]),
    );
    const content = sink.sizeBytes();
    let gathered = '';
    let crc = 0;
    let plainBytes = 0;
    const pack = () => {
      if (gathered === '') return;
      const plain = Buffer.from(gathered);
      gathered = '';
      crc = crc32(plain, crc);
      plainBytes += plain.length;
      sink.write(deflateRawSync(plain, { level: LEVEL, chunkSize: CHUNK_BYTES, finishFlush: constants.Z_SYNC_FLUSH }));
    };
    return {
      write(text) {
        gathered += text;
        if (gathered.length >= BLOCK_BYTES) pack();
      },
      plainBytes: () => plainBytes + gathered.length,
      close() {
        pack();
        sink.write(LAST_BLOCK);
        const packedBytes = checked(sink.sizeBytes() - content);
        sink.write(record([4, DATA_DESCRIPTOR], [4, crc], [4, packedBytes], [4, checked(plainBytes)]));
        entries.push({ name, offset, crc, packedBytes, plainBytes });
      },
    };
  };

  return {
    open,
    add(name, text) {
      const entry = open(name);
      entry.write(text);
      entry.close();
    },
    finish() {
      const start = checked(sink.sizeBytes());
      for (const { name, offset, crc, packedBytes, plainBytes } of entries) {
        sink.write(
          Buffer.concat([
            record([4, CENTRAL_HEADER], [2, VERSION], [2, VERSION], [2, FLAGS], [2, DEFLATE], [2, 0], [2, DOS_DATE], [4, crc]),
            record([4, packedBytes], [4, plainBytes], [2, name.length], [2, 0], [2, 0], [2, 0], [2, 0], [4, 0], [4, offset]),
            name,
          ]),
        );
      }
      const sizeBytes = sink.sizeBytes() - start;
      const count = entries.length;
      sink.write(record([4, END_OF_DIRECTORY], [2, 0], [2, 0], [2, count], [2, count], [4, sizeBytes], [4, start], [2, 0]));
    },
  };
}
