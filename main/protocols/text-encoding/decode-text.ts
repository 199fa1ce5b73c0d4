// Bytes of a text file to text: UTF-8, UTF-16LE and UTF-16BE by byte order mark or by their zero bytes.
// An XML declaration may also name a single-byte encoding. Left out: UTF-32 and other legacy encodings.
import { fileRefusal } from '../file-refusal.ts';

export type TextEncodingName = 'utf-8' | 'utf-16le' | 'utf-16be';
export type DecodedText = { readonly text: string; readonly encoding: TextEncodingName };

/** Bytes that are looked at to recognise an encoding. */
const PROBE_BYTES = 256;
const XML_SINGLE_BYTE = /^<\?xml[^>]*\sencoding\s*=\s*["'](iso-8859-1|iso-8859-15|windows-1252|us-ascii)["']/i;

function startsWith(bytes: Uint8Array, ...prefix: readonly number[]): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

/** UTF-16 without a byte order mark: text of these files is mostly ASCII, so every other byte is zero. */
function recogniseUtf16(bytes: Uint8Array): TextEncodingName | undefined {
  const probe = bytes.subarray(0, PROBE_BYTES);
  if (probe.length < 4) return undefined;
  let evenZeros = 0;
  let oddZeros = 0;
  for (let i = 0; i < probe.length; i += 1) {
    if (probe[i] === 0) {
      if (i % 2 === 0) evenZeros += 1;
      else oddZeros += 1;
    }
  }
  const half = probe.length / 2;
  if (oddZeros > half * 0.8 && evenZeros === 0) return 'utf-16le';
  if (evenZeros > half * 0.8 && oddZeros === 0) return 'utf-16be';
  return undefined;
}

function decodeAs(label: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder(label, { fatal: true }).decode(bytes);
  } catch {
    throw fileRefusal('IMPORT_ENCODING_INVALID', { problem: `the file is not valid ${label.toUpperCase()} text` });
  }
}

function singleByteLabel(bytes: Uint8Array): string | undefined {
  const probe = String.fromCharCode(...bytes.subarray(0, PROBE_BYTES));
  return XML_SINGLE_BYTE.exec(probe)?.[1]?.toLowerCase();
}

/** @throws FileRefusal IMPORT_FILE_EMPTY, IMPORT_ENCODING_INVALID */
export function decodeText(bytes: Uint8Array): DecodedText {
  if (bytes.length === 0) throw fileRefusal('IMPORT_FILE_EMPTY');
  const isUtf16le = startsWith(bytes, 0xff, 0xfe);
  const isUtf16be = startsWith(bytes, 0xfe, 0xff);
  const encoding = isUtf16le ? 'utf-16le' : isUtf16be ? 'utf-16be' : (recogniseUtf16(bytes) ?? 'utf-8');
  const label = encoding === 'utf-8' ? (singleByteLabel(bytes) ?? encoding) : encoding;
  const text = decodeAs(label, bytes);
  if (text.trim() === '') throw fileRefusal('IMPORT_FILE_EMPTY');
  return { text, encoding };
}
