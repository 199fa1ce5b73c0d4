/** Tells what kind of file an import is and has it read: a PSKC container or a CSV file. */
import { IMPORT_FILE_MAX_BYTES } from '../../shared/limits.ts';
import { readCsv } from '../adapters/csv-syntax.ts';
import { createNodePskcCrypto } from '../adapters/node-pskc-crypto.ts';
import type { ImportFormat, ImportOpening, ImportOpenRequest } from '../engine/tokens/import-port.ts';
import { fileRefusal } from '../protocols/file-refusal.ts';
import { readPskc } from '../protocols/pskc/read-pskc.ts';
import { decodeText } from '../protocols/text-encoding/decode-text.ts';
import type { TokenCandidate } from '../protocols/token-candidate.ts';
import { readTokenCsv } from '../protocols/token-csv/read-token-csv.ts';

export type ReadFile =
  | Extract<ImportOpening, { state: 'locked' }>
  | { readonly state: 'open'; readonly format: ImportFormat; readonly candidates: readonly TokenCandidate[] };

/** First bytes of what people drop by mistake. */
const OTHER_FORMATS = [
  { prefix: Buffer.from('PK\x03\x04', 'latin1'), name: 'a ZIP archive or a spreadsheet (save it as CSV)' },
  { prefix: Buffer.from('%PDF', 'latin1'), name: 'a PDF document' },
  { prefix: Buffer.from([0xd0, 0xcf, 0x11, 0xe0]), name: 'an old Office document (save it as CSV)' },
  { prefix: Buffer.from([0x1f, 0x8b]), name: 'a gzip archive' },
  { prefix: Buffer.from('-----BEGIN PGP', 'latin1'), name: 'a PGP encrypted file (decrypt it first)' },
];

function bytesOf(content: string | Uint8Array): Uint8Array {
  const lengthBytes = typeof content === 'string' ? Math.floor((content.length * 3) / 4) : content.length;
  // Two bytes more: the padding of Base64.
  if (lengthBytes > IMPORT_FILE_MAX_BYTES + 2) throw fileRefusal('IMPORT_FILE_TOO_LARGE', { limitBytes: IMPORT_FILE_MAX_BYTES });
  const bytes = typeof content === 'string' ? Buffer.from(content, 'base64') : content;
  if (bytes.length === 0) throw fileRefusal('IMPORT_FILE_EMPTY');
  if (bytes.length > IMPORT_FILE_MAX_BYTES) throw fileRefusal('IMPORT_FILE_TOO_LARGE', { limitBytes: IMPORT_FILE_MAX_BYTES });
  return bytes;
}

/** A pre-shared key in hexadecimal with any separators: undefined when none is given, 'invalid' when it is no AES key. */
function parseKeyHex(keyHex: string | undefined): Uint8Array | undefined | 'invalid' {
  const digits = keyHex?.replace(/[\s:-]+/g, '') ?? '';
  if (digits === '') return undefined;
  return /^([0-9a-f]{32}|[0-9a-f]{48}|[0-9a-f]{64})$/i.test(digits) ? Buffer.from(digits, 'hex') : 'invalid';
}

function readXml(text: string, request: ImportOpenRequest): ReadFile {
  const key = parseKeyHex(request.keyHex);
  const unlocking = { password: request.password, key: key === 'invalid' ? undefined : key };
  const reading = readPskc(text, unlocking, createNodePskcCrypto());
  if (reading.state === 'open') {
    return { state: 'open', format: { kind: 'pskc', description: reading.description }, candidates: reading.candidates };
  }
  const isKeyInvalid = key === 'invalid' && reading.needs === 'key' && reading.problem === '';
  return isKeyInvalid ? { ...reading, problem: 'PSKC_KEY_LENGTH_INVALID' } : reading;
}

/** @throws FileRefusal */
export function readImportFile(request: ImportOpenRequest): ReadFile {
  const bytes = bytesOf(request.content);
  const other = OTHER_FORMATS.find(({ prefix }) => prefix.equals(bytes.subarray(0, prefix.length)));
  if (other !== undefined) throw fileRefusal('IMPORT_FORMAT_UNKNOWN', { found: other.name });
  const { text, encoding } = decodeText(bytes);
  if (text.trimStart().startsWith('<')) return readXml(text, request);
  if (text.slice(0, 65_536).includes('\0')) throw fileRefusal('IMPORT_FORMAT_UNKNOWN', { found: 'binary content' });
  const { candidates, hasHeader, delimiter, description } = readTokenCsv(text, request.secretEncoding, readCsv);
  return { state: 'open', format: { kind: 'csv', description, hasHeader, delimiter, textEncoding: encoding }, candidates };
}
