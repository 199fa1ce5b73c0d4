/**
 * Files that regedit and `reg export` write: "Windows Registry Editor Version 5.00" (UTF-16LE with byte order mark) and
 * REGEDIT4 (the ANSI code page). Microsoft, "How to add, modify, or delete registry subkeys and values by using a .reg file".
 * Reads REG_DWORD and REG_SZ; other types are named and not decoded. Left out: applying a file, code pages besides Latin 1.
 */

export type RegistryValue = {
  /** '' is the key's default value. */
  readonly name: string;
  readonly line: number;
  readonly content:
    | { readonly kind: 'dword'; readonly number: number }
    | { readonly kind: 'string'; readonly text: string }
    /** `"name"=-`, or the whole key is removed. */
    | { readonly kind: 'removed' }
    /** As it is written: hex, hex(7). */
    | { readonly kind: 'other'; readonly type: string };
};
export type RegistryKey = { readonly path: string; readonly values: readonly RegistryValue[] };
export type RegistryFile =
  | { readonly ok: true; readonly keys: readonly RegistryKey[] }
  | { readonly ok: false; readonly line: number; readonly problem: string };

const HEADER = /^(?:REGEDIT4|Windows Registry Editor Version 5\.00)\s*$/i;
const KEY = /^\[(-?)(.+)\]$/;
/** A name with its escapes, or @, up to the equals sign. */
const NAMED = /^(?:@|"((?:[^"\\]|\\[\s\S])*)")\s*=\s*/;
const STRING = /^"((?:[^"\\]|\\[\s\S])*)"\s*(?:;.*)?$/;
const OPEN_STRING = /^"(?:[^"\\]|\\[\s\S])*$/;
const DWORD = /^dword:([0-9a-f]{1,8})\s*(?:;.*)?$/i;
const HEX = /^(hex(?:\([0-9a-f]+\))?):/i;
const REMOVED = /^-\s*(?:;.*)?$/;

/** Never throws: what cannot be read is said with its line. */
export function parseRegistryFile(bytes: Uint8Array): RegistryFile {
  const text = decode(bytes);
  if (text === undefined) return { ok: false, line: 1, problem: 'the text is not valid UTF-16' };
  const lines = text.split(/\r\n|\n|\r/);
  const first = lines.findIndex((line) => line.trim() !== '');
  if (!HEADER.test(lines[first]?.trim() ?? ''))
    return { ok: false, line: 1, problem: 'the first line is not that of a .reg file' };
  const keys: { readonly path: string; readonly isRemoved: boolean; readonly values: RegistryValue[] }[] = [];
  for (let at = first + 1; at < lines.length; at++) {
    const line = (lines[at] ?? '').trim();
    if (line === '' || line.startsWith(';')) continue;
    const key = KEY.exec(line);
    if (key !== null) {
      keys.push({ path: (key[2] ?? '').trim(), isRemoved: key[1] === '-', values: [] });
      continue;
    }
    const current = keys.at(-1);
    if (current === undefined) return { ok: false, line: at + 1, problem: 'a value stands before the first key' };
    const written = readWhole(lines, at);
    const value = parseValue(written.text, at + 1);
    if (value === undefined) return { ok: false, line: at + 1, problem: 'neither a key nor a value' };
    current.values.push(value);
    at = written.last;
  }
  return { ok: true, keys: keys.filter(({ isRemoved }) => !isRemoved).map(({ path, values }) => ({ path, values })) };
}

function decode(bytes: Uint8Array): string | undefined {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  const isUtf8 = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf;
  if (!isUtf16 && !isUtf8) {
    let text = '';
    for (const byte of bytes) text += String.fromCharCode(byte);
    return text;
  }
  try {
    return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** A value with its further lines: bytes go on after a backslash, a string goes on until its quote. */
function readWhole(lines: readonly string[], from: number): { readonly text: string; readonly last: number } {
  const parts = [(lines[from] ?? '').trim()];
  const first = parts[0] ?? '';
  const content = first.replace(NAMED, '');
  let last = from;
  if (HEX.test(content)) {
    while ((parts.at(-1) ?? '').endsWith('\\') && last + 1 < lines.length) {
      last++;
      parts.push((lines[last] ?? '').trim());
    }
    return { text: parts.map((part) => part.replace(/\\$/, '')).join(''), last };
  }
  if (content !== first && OPEN_STRING.test(content)) {
    // Only to where a line ends the string: a quote that is missing must not make the file quadratic.
    for (let at = from + 1; at < lines.length; at++) {
      parts.push(lines[at] ?? '');
      if (/(?:^|[^\\])(?:\\\\)*"\s*$/.test(lines[at] ?? '')) return { text: parts.join('\n').trimEnd(), last: at };
    }
  }
  return { text: first, last: from };
}

function parseValue(text: string, line: number): RegistryValue | undefined {
  const named = NAMED.exec(text);
  if (named === null) return undefined;
  const content = parseContent(text.slice(named[0].length));
  return content === undefined ? undefined : { name: readEscapes(named[1] ?? ''), line, content };
}

function parseContent(text: string): RegistryValue['content'] | undefined {
  const dword = DWORD.exec(text)?.[1];
  if (dword !== undefined) return { kind: 'dword', number: Number.parseInt(dword, 16) };
  const string = STRING.exec(text)?.[1];
  if (string !== undefined) return { kind: 'string', text: readEscapes(string) };
  if (REMOVED.test(text)) return { kind: 'removed' };
  const hex = HEX.exec(text)?.[1];
  return hex === undefined ? undefined : { kind: 'other', type: hex.toLowerCase() };
}

function readEscapes(text: string): string {
  return text.replaceAll(/\\([\s\S])/g, '$1');
}
