/** What `reg query KEY` of Windows prints: the key's path, then four blanks, name, type and content of each value. */
import type { RegistryKey, RegistryValue } from './parse.ts';

const VALUE = /^ {4}(.*?) {4}(REG_[A-Z_]+)(?: {4}(.*))?$/;

/** Lines that are neither a key nor a value are skipped: localised notes stand among them. */
export function parseRegQuery(text: string): readonly RegistryKey[] {
  const keys: { readonly path: string; readonly values: RegistryValue[] }[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    if (/^HKEY_/i.test(line)) keys.push({ path: line.trim(), values: [] });
    const value = VALUE.exec(line);
    if (value === null) return;
    const [, name = '', type = '', content = ''] = value;
    keys.at(-1)?.values.push({ name, line: index + 1, content: contentOf(type, content) });
  });
  return keys;
}

function contentOf(type: string, content: string): RegistryValue['content'] {
  if (type === 'REG_DWORD' && /^0x[0-9a-f]{1,8}$/i.test(content)) return { kind: 'dword', number: Number.parseInt(content, 16) };
  return type === 'REG_SZ' ? { kind: 'string', text: content } : { kind: 'other', type };
}
