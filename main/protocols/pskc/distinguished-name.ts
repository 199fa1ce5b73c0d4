// The user in a PSKC UserId (RFC 6030 §4.1 and §4.2): a distinguished name (RFC 4514), or plain text in practice.
// Left out: hexadecimal attribute values (#04...).

const ATTRIBUTE = /^\s*([A-Za-z][\w-]*|\d+(?:\.\d+)+)\s*=(.*)$/s;
/** By preference; the OIDs are those of uid and cn. */
const USER_ATTRIBUTES = [
  ['uid', '0.9.2342.19200300.100.1.1'],
  ['cn', '2.5.4.3'],
];

/** Splits at separators that no backslash escapes (RFC 4514 §2.4). */
function splitName(text: string): string[] {
  const parts: string[] = [''];
  for (let i = 0; i < text.length; i += 1) {
    const character = text.charAt(i);
    if (character === '\\') {
      parts[parts.length - 1] += text.slice(i, i + 2);
      i += 1;
    } else if (character === ',' || character === '+' || character === ';') parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}

function unescapeValue(value: string): string {
  const trimmed = value.trim();
  const unquoted = /^".*"$/s.test(trimmed) ? trimmed.slice(1, -1) : trimmed;
  return unquoted.replace(/\\([^\s])/g, '$1');
}

/** The uid, else the cn, of a distinguished name; text that is no distinguished name as it is; else ''. */
export function userOfDistinguishedName(text: string): string {
  const attributes = splitName(text).map((part) => ATTRIBUTE.exec(part));
  if (attributes.some((attribute) => attribute === null)) return text.trim();
  for (const names of USER_ATTRIBUTES) {
    const found = attributes.find((attribute) => names.includes(attribute?.[1]?.toLowerCase() ?? ''));
    if (found?.[2] !== undefined) return unescapeValue(found[2]);
  }
  return '';
}
