// The frames of an MP3 file: MPEG audio layer III (ISO/IEC 11172-3 §2.4.1, 13818-3 §2.4.2 and "MPEG 2.5"), ID3v2 skipped. Left out:
// layers I and II, free format, and what is in a frame: a decoder reads that.

export type MpegFrames = {
  readonly rateHertz: number;
  readonly samplesAFrame: number;
  /** Offset and length of each, in order; a last one that is cut off is not among them. */
  readonly frames: readonly { readonly start: number; readonly lengthBytes: number }[];
  /** Bytes in no frame and no tag. */
  readonly strayBytes: number;
  /** By the Xing header, where the file has one. */
  readonly announcedFrames: number | undefined;
};

type Header = { readonly version: number; readonly rateHertz: number; readonly lengthBytes: number; readonly samples: number };

/** Version bits of a header (§2.4.2.3). */
const MPEG_1 = 3;
const MPEG_2_5 = 0;
const MPEG_RESERVED = 1;
const LAYER_3 = 1;
/** kbit/s of layer III by its index, 1 to 14. */
const BIT_RATES_1 = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320];
const BIT_RATES_2 = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160];
/** Hertz of MPEG 1; MPEG 2 halves them, MPEG 2.5 quarters them. */
const RATES = [44_100, 48_000, 32_000];
const HEADER_BYTES = 4;
const ID3_BYTES = 10;
/** ID3v1, at the end of a file. */
const ID3V1_BYTES = 128;

/** Undefined: there are no two frames in a row anywhere. Takes time in proportion to the bytes, whatever they are. */
export function findMpegFrames(file: Uint8Array): MpegFrames | undefined {
  const begin = endOfTags(file);
  const end = textAt(file, file.length - ID3V1_BYTES, 3) === 'TAG' ? file.length - ID3V1_BYTES : file.length;
  const frames: { start: number; lengthBytes: number }[] = [];
  let first: Header | undefined;
  let strayBytes = 0;
  let inARow = false;
  for (let at = begin; at < end; ) {
    const header = headerAt(file, at);
    const isWhole = header !== undefined && at + header.lengthBytes <= end;
    if (isWhole && (first === undefined || isOfSame(header, first)) && (inARow || isFollowed(file, at, header, end))) {
      first ??= header;
      frames.push({ start: at, lengthBytes: header.lengthBytes });
      at += header.lengthBytes;
      inARow = true;
    } else {
      strayBytes += 1;
      at += 1;
      inARow = false;
    }
  }
  if (first === undefined) return undefined;
  const announcedFrames = announcedIn(file, frames[0]?.start ?? 0);
  return { rateHertz: first.rateHertz, samplesAFrame: first.samples, frames, strayBytes, announcedFrames };
}

function headerAt(file: Uint8Array, at: number): Header | undefined {
  if (at + HEADER_BYTES > file.length || file[at] !== 0xff) return undefined;
  const [, second = 0, third = 0, fourth = 0] = file.subarray(at, at + HEADER_BYTES);
  const version = (second >> 3) & 3;
  if (second >> 5 !== 7 || version === MPEG_RESERVED || ((second >> 1) & 3) !== LAYER_3) return undefined;
  const kilobits = (version === MPEG_1 ? BIT_RATES_1 : BIT_RATES_2)[(third >> 4) - 1];
  const rate = RATES[(third >> 2) & 3];
  // Emphasis 2 is reserved.
  if (kilobits === undefined || rate === undefined || (fourth & 3) === 2) return undefined;
  const rateHertz = rate / (version === MPEG_1 ? 1 : version === MPEG_2_5 ? 4 : 2);
  const samples = version === MPEG_1 ? 1152 : 576;
  const padding = (third >> 1) & 1;
  return { version, rateHertz, samples, lengthBytes: Math.floor(((samples / 8) * kilobits * 1000) / rateHertz) + padding };
}

function isOfSame(header: Header, first: Header): boolean {
  return header.version === first.version && header.rateHertz === first.rateHertz;
}

function isFollowed(file: Uint8Array, at: number, header: Header, end: number): boolean {
  const next = headerAt(file, at + header.lengthBytes);
  return next !== undefined && at + header.lengthBytes < end && isOfSame(next, header);
}

/** Behind all ID3v2 tags at the start. Their size has seven bits a byte. */
function endOfTags(file: Uint8Array): number {
  let at = 0;
  while (textAt(file, at, 3) === 'ID3' && at + ID3_BYTES <= file.length) {
    const size = file.subarray(at + 6, at + ID3_BYTES).reduce((sum, byte) => sum * 128 + (byte & 0x7f), 0);
    const hasFooter = ((file[at + 5] ?? 0) & 0x10) !== 0;
    at += ID3_BYTES + size + (hasFooter ? ID3_BYTES : 0);
  }
  return at;
}

/** The first frame of many files holds no sound but facts: 'Xing' or 'Info' behind its side information, flags, number of frames. */
function announcedIn(file: Uint8Array, start: number): number | undefined {
  const version = ((file[start + 1] ?? 0) >> 3) & 3;
  const isMono = (file[start + 3] ?? 0) >> 6 === 3;
  const sideBytes = version === MPEG_1 ? (isMono ? 17 : 32) : isMono ? 9 : 17;
  const at = start + HEADER_BYTES + sideBytes;
  const name = textAt(file, at, 4);
  if ((name !== 'Xing' && name !== 'Info') || at + 12 > file.length) return undefined;
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  return (view.getUint32(at + 4) & 1) === 1 ? view.getUint32(at + 8) : undefined;
}

function textAt(file: Uint8Array, at: number, length: number): string {
  return at < 0 || at + length > file.length ? '' : String.fromCharCode(...file.subarray(at, at + length));
}
